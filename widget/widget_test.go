package widget

import (
	"errors"
	"testing"
	"testing/fstest"
)

func TestScript(t *testing.T) {
	got, err := script(fstest.MapFS{"dist/widget.js": {Data: []byte("(()=>{})()")}})
	if err != nil || string(got) != "(()=>{})()" {
		t.Errorf("built: got %q, %v", got, err)
	}
}

func TestScriptNotBuilt(t *testing.T) {
	_, err := script(fstest.MapFS{"dist/.gitkeep": {}})
	if !errors.Is(err, ErrNotBuilt) {
		t.Errorf("not built: got %v, want ErrNotBuilt", err)
	}
}
