package local

import (
	"bytes"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func TestDefaultDir(t *testing.T) {
	t.Setenv("OKNO_DATA_DIR", "")
	t.Setenv("XDG_DATA_HOME", "/xdg")
	want := "/xdg/okno"
	if os.Geteuid() == 0 {
		want = "/var/lib/okno"
	}
	if dir, err := DefaultDir(); err != nil || dir != want {
		t.Errorf("got %s, %v", dir, err)
	}
	t.Setenv("OKNO_DATA_DIR", "relative")
	here, err := os.Getwd()
	must(t, err)
	if dir, err := DefaultDir(); err != nil || dir != filepath.Join(here, "relative") {
		t.Errorf("got %s, %v", dir, err)
	}
}

func TestSecretIsMadeOnce(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(dataDir(t), "made", "by", "need")
	keys := make([][]byte, 16)
	var all sync.WaitGroup
	for i := range keys {
		all.Go(func() {
			key, err := Secret(dir)
			if err != nil {
				t.Error(err)
			}
			keys[i] = key
		})
	}
	all.Wait()
	for _, key := range keys {
		if len(key) < 32 || !bytes.Equal(key, keys[0]) {
			t.Fatalf("keys differ: %x, %x", key, keys[0])
		}
	}
	info, err := os.Stat(filepath.Join(dir, "secret"))
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the secret is %v", info.Mode())
	}
	left, err := filepath.Glob(filepath.Join(dir, ".new-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	must(t, os.WriteFile(filepath.Join(dir, "secret"), []byte("abc"), 0o600))
	_, err = Secret(dir)
	sentence(t, err, "damaged")
}
