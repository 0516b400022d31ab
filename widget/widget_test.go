package widget

import (
	"encoding/json"
	"errors"
	"testing"
	"testing/fstest"
)

func TestBuilt(t *testing.T) {
	got, err := built(fstest.MapFS{"dist/widget.js": {Data: []byte("(()=>{})()")}}, "widget.js")
	if err != nil || string(got) != "(()=>{})()" {
		t.Errorf("built: got %q, %v", got, err)
	}
}

func TestNotBuilt(t *testing.T) {
	_, err := built(fstest.MapFS{"dist/.gitkeep": {}}, "widget.css")
	if !errors.Is(err, ErrNotBuilt) {
		t.Errorf("not built: got %v, want ErrNotBuilt", err)
	}
}

func TestWords(t *testing.T) {
	for _, lang := range []string{"ru", "en"} {
		var words map[string]any
		if err := json.Unmarshal(Words(lang), &words); err != nil || words["book"] == nil {
			t.Errorf("%s: %v", lang, err)
		}
	}
	if got := string(Words("de")); got != "{}" {
		t.Errorf("a language that the widget does not speak: %s", got)
	}
}
