package local

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"golang.org/x/sys/unix"
)

// DefaultDir is the data directory of this user: OKNO_DATA_DIR where it is set,
// /var/lib/okno for root (whose home the server's own user could not enter),
// ~/Library/Application Support/okno on macOS, else $XDG_DATA_HOME/okno or
// ~/.local/share/okno. It is absolute; it is not created.
func DefaultDir() (string, error) {
	if dir := os.Getenv("OKNO_DATA_DIR"); dir != "" {
		return filepath.Abs(dir)
	}
	if os.Geteuid() == 0 {
		return "/var/lib/okno", nil
	}
	// The XDG base directory specification: relative values are invalid and ignored.
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) && runtime.GOOS != "darwin" {
		return filepath.Join(dir, "okno"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", errorf(err, "there is no home directory for the data; name a place with OKNO_DATA_DIR")
	}
	if runtime.GOOS == "darwin" {
		return filepath.Join(home, "Library", "Application Support", "okno"), nil
	}
	return filepath.Join(home, ".local", "share", "okno"), nil
}

// place is a data directory and the account that its server runs as.
//
//	secret                 Secret
//	turn.lock, users.lock, server.lock
//	bin/                   a copy of binaries that the account could not reach
//	server/                owned by the account: data/, password, run/ (the socket), log
type place struct {
	dir     string
	home    string // where bin and server are: dir, but for a root below a closed folder (elsewhere.go)
	account account
}

func (p place) turnLock() string   { return filepath.Join(p.dir, "turn.lock") }
func (p place) usersLock() string  { return filepath.Join(p.dir, "users.lock") }
func (p place) serverLock() string { return filepath.Join(p.dir, "server.lock") }
func (p place) binaries() string   { return filepath.Join(p.home, "bin") }
func (p place) server() string     { return filepath.Join(p.home, "server") }
func (p place) data() string       { return filepath.Join(p.server(), "data") }
func (p place) halfMade() string   { return filepath.Join(p.server(), "data.new") }
func (p place) password() string   { return filepath.Join(p.server(), "password") }
func (p place) logFile() string    { return filepath.Join(p.server(), "log") }

// openPlace makes the data directory, decides on the account, and sees to it
// that the account can work there.
func openPlace(dir string) (place, error) {
	if dir == "" {
		var err error
		if dir, err = DefaultDir(); err != nil {
			return place{}, err
		}
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return place{}, err
	}
	p := place{dir: dir, home: dir}
	if err := p.makeDir(); err != nil {
		return place{}, p.explain(err)
	}
	if moved, ok := p.movedBefore(); ok {
		p = moved
	}
	err = p.settle()
	if errors.Is(err, errClosed) && p.home == p.dir {
		p, err = p.moveElsewhere()
	}
	return p, err
}

// settle makes the server's folder for the account that it belongs to.
func (p *place) settle() (err error) {
	if p.account, err = accountFor(p.server(), p.home); err != nil {
		return err
	}
	if err := os.Mkdir(p.server(), 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return p.explain(err)
	}
	if err := p.account.own(p.server()); err != nil {
		return p.explain(err)
	}
	return p.checkEntry()
}

// makeDir makes the directory and checks that this process can write to it. As
// root it lets others pass through: the server runs as somebody else.
func (p place) makeDir() error {
	mode := os.FileMode(0o700)
	if os.Geteuid() == 0 {
		mode = 0o711
	}
	if err := os.MkdirAll(p.dir, mode); err != nil {
		return err
	}
	info, err := os.Stat(p.dir)
	if err != nil {
		return err
	}
	if uid, _ := ownerOf(info); uid == 0 && os.Geteuid() == 0 && info.Mode().Perm()&0o011 != 0o011 {
		if err := os.Chmod(p.dir, info.Mode().Perm()|0o011); err != nil {
			return err
		}
	}
	// Asking the kernel is the only honest check: ACLs, read-only mounts and root are all in its answer.
	if err := unix.Access(p.dir, unix.W_OK|unix.X_OK); err != nil {
		return &os.PathError{Op: "access", Path: p.dir, Err: err}
	}
	return nil
}

// errClosed is the cause of the sentence about a folder that the server's account may not enter.
var errClosed = errors.New("the folder is closed to the server's user")

// checkEntry fails with a sentence when the server's account cannot reach its own directory.
func (p place) checkEntry() error {
	if !p.account.other {
		return nil
	}
	err := p.account.command(context.Background(), p.server(), "/bin/sh", "-c", ":").Run()
	if err == nil {
		return nil
	}
	if !errors.Is(err, os.ErrPermission) {
		return errorf(err, "programs cannot be run as the user %s, which PostgreSQL needs here because it refuses to run as root: %s", p.account.name, err)
	}
	return errorf(errClosed, "PostgreSQL refuses to run as root and runs as the user %s here, who cannot enter %s; choose a data directory outside of it with OKNO_DATA_DIR",
		p.account.name, p.account.closedParent(p.server()))
}

// takeTurn waits until nobody else is entering or leaving.
func (p place) takeTurn(ctx context.Context) (*lock, error) {
	turn, err := openLock(p.turnLock())
	if err != nil {
		return nil, p.explain(err)
	}
	if err := turn.wait(ctx, unix.LOCK_EX); err != nil {
		turn.release()
		return nil, err
	}
	return turn, nil
}

// unused tells whether no process uses the server. The caller has the turn, so
// the answer holds until the turn is given back.
func (p place) unused() (bool, error) {
	users, err := openLock(p.usersLock())
	if err != nil {
		return false, p.explain(err)
	}
	defer users.release()
	return users.try(unix.LOCK_EX)
}

func ownerOf(info os.FileInfo) (uid, gid int) {
	st := info.Sys().(*syscall.Stat_t)
	return int(st.Uid), int(st.Gid)
}
