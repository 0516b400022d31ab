package local

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// secretBytes is the size of the key of cookies and tokens (contracts.md: 32 bytes or more).
const secretBytes = 32

// Secret returns the installation's key, made once from the system's random
// source and kept in dir as hex, readable by its owner only. Processes that ask
// at the same time get the same key. An empty dir means DefaultDir.
func Secret(dir string) ([]byte, error) {
	if dir == "" {
		var err error
		if dir, err = DefaultDir(); err != nil {
			return nil, err
		}
	}
	p := place{dir: dir, home: dir}
	if err := p.makeDir(); err != nil {
		return nil, p.explain(err)
	}
	path := filepath.Join(dir, "secret")
	text, err := keepOnce(path)
	if err != nil {
		return nil, p.explain(err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(text))
	if err != nil || len(key) < secretBytes {
		return nil, errorf(err, "the secret in %s is damaged; remove the file to have a new one made (everybody signs in again)", path)
	}
	return key, nil
}

// ReplaceSecret makes key the installation's key of dir, as after a restore. A key that stood there and is another one
// is kept beside it, in the file that it returns; "" where there was none. An empty dir means DefaultDir.
func ReplaceSecret(dir string, key []byte) (kept string, err error) {
	if dir == "" {
		if dir, err = DefaultDir(); err != nil {
			return "", err
		}
	}
	p := place{dir: dir, home: dir}
	if err := p.makeDir(); err != nil {
		return "", p.explain(err)
	}
	path, text := filepath.Join(dir, "secret"), hex.EncodeToString(key)+"\n"
	before, err := os.ReadFile(path)
	switch {
	case err == nil && strings.TrimSpace(string(before)) == strings.TrimSpace(text):
		return "", nil
	case err == nil:
		kept = path + ".before-restore"
		if err := os.Rename(path, kept); err != nil {
			return "", p.explain(err)
		}
	case !errors.Is(err, os.ErrNotExist):
		return "", p.explain(err)
	}
	f, err := os.CreateTemp(dir, ".new-*") // 0600
	if err != nil {
		return kept, p.explain(err)
	}
	defer os.Remove(f.Name())
	errOwner := giveToOwner(f, dir)
	_, errWrite := f.WriteString(text)
	if err := errors.Join(errOwner, errWrite, f.Sync(), f.Close()); err != nil {
		return kept, p.explain(err)
	}
	return kept, p.explain(os.Rename(f.Name(), path))
}

// keepOnce returns the content of the file, which it fills with random hex when
// there is none. The file appears whole or not at all: a link refuses to replace
// what another process was quicker to make.
func keepOnce(path string) (string, error) {
	content, err := os.ReadFile(path)
	if err == nil || !errors.Is(err, os.ErrNotExist) {
		return string(content), err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*") // 0600
	if err != nil {
		return "", err
	}
	defer os.Remove(f.Name())
	if err := giveToOwner(f, filepath.Dir(path)); err != nil {
		f.Close()
		return "", err
	}
	random := make([]byte, secretBytes)
	_, _ = rand.Read(random) // never fails (crypto/rand)
	_, errWrite := f.WriteString(hex.EncodeToString(random) + "\n")
	if err := errors.Join(errWrite, f.Sync(), f.Close()); err != nil {
		return "", err
	}
	if err := os.Link(f.Name(), path); err != nil && !errors.Is(err, os.ErrExist) {
		return "", err
	}
	content, err = os.ReadFile(path)
	return string(content), err
}

// giveToOwner lets root leave files to the owner of the folder they lie in, so
// that one run as root does not lock an ordinary user out of their own data.
func giveToOwner(f *os.File, dir string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	uid, gid := ownerOf(info)
	return f.Chown(uid, gid)
}
