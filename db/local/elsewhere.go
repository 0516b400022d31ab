package local

import (
	"errors"
	"os"
	"path/filepath"
)

// elsewhere holds the servers whose data directory lies below a folder that only
// root may enter, such as /root or a private temporary directory: the server
// itself runs as somebody else and could never get there.
const elsewhere = "/var/lib/okno/elsewhere"

// A data directory names its server's home by a random number in this file, so
// that a directory made anew at the same path does not find an old server's data.
func (p place) homeFile() string { return filepath.Join(p.dir, "elsewhere") }

// movedBefore returns the place with its home elsewhere, if that was decided before.
func (p place) movedBefore() (place, bool) {
	if os.Geteuid() != 0 {
		return p, false
	}
	if _, err := os.Stat(p.homeFile()); err != nil {
		return p, false
	}
	id, err := keepOnce(p.homeFile())
	if err != nil || len(id) < 16 {
		return p, false
	}
	p.home = filepath.Join(elsewhere, id[:16])
	return p, os.MkdirAll(p.home, 0o711) == nil
}

// moveElsewhere gives the server a home that its account can enter. Data that is
// in the directory already (from before its parent was closed) is not left
// behind: then it is for the user to open the way.
func (p place) moveElsewhere() (place, error) {
	if _, err := os.Stat(p.data()); !errors.Is(err, os.ErrNotExist) {
		return p, errorf(err, "the user %s, whom PostgreSQL runs as here, cannot enter %s any more, and the data is below it; allow entering it (chmod o+x)",
			p.account.name, p.account.closedParent(p.server()))
	}
	_ = os.Remove(p.server()) // empty, made a moment ago
	if _, err := keepOnce(p.homeFile()); err != nil {
		return p, p.explain(err)
	}
	moved, ok := p.movedBefore()
	if !ok {
		return p, errorf(nil, "PostgreSQL refuses to run as root, its user %s cannot enter %s, and %s cannot be made instead; choose another data directory with OKNO_DATA_DIR",
			p.account.name, p.account.closedParent(p.server()), elsewhere)
	}
	return moved, moved.settle()
}

// forget removes the home elsewhere, which is empty but for copied binaries.
func (p place) forget() error {
	if p.home == p.dir {
		return nil
	}
	return errors.Join(os.RemoveAll(p.home), os.Remove(p.homeFile()))
}
