package local

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// port only names the socket file (.s.PGSQL.5432); nothing listens on TCP.
const port = 5432

// socketLimit is what fits into sockaddr_un: 107 bytes on Linux, 103 on macOS, less "/.s.PGSQL.5432".
const socketLimit = 103 - len("/.s.PGSQL.5432")

// socketDir is a folder that only the account can enter: in the data directory,
// or, where its path is too long for a socket (or has a comma, which separates
// hosts in a URL), a short one in the temporary directory.
func (p place) socketDir() (string, error) {
	dir := filepath.Join(p.server(), "run")
	if len(dir) > socketLimit || strings.Contains(dir, ",") {
		sum := sha256.Sum256([]byte(p.dir))
		name := "okno-" + hex.EncodeToString(sum[:8])
		if dir = filepath.Join(os.TempDir(), name); len(dir) > socketLimit {
			dir = filepath.Join("/tmp", name)
		}
	}
	if err := os.Mkdir(dir, 0o700); err == nil {
		return dir, p.account.own(dir)
	} else if !errors.Is(err, os.ErrExist) {
		return "", err
	}
	// Somebody else's folder of that name in a shared temporary directory must not get our password.
	info, err := os.Lstat(dir)
	if err != nil {
		return "", err
	}
	if uid, _ := ownerOf(info); !info.IsDir() || uid != p.account.uid || info.Mode().Perm()&0o077 != 0 {
		return "", errorf(nil, "%s belongs to somebody else; remove it, or choose a shorter data directory with OKNO_DATA_DIR", dir)
	}
	return dir, nil
}

// address is the URL of the database over the socket in the given folder.
func (p place) address(socket string) (string, error) {
	password, err := os.ReadFile(p.password())
	if errors.Is(err, os.ErrNotExist) {
		return "", errorf(err, "the password of the private PostgreSQL server, %s, is gone; start over with: okno demo --fresh", p.password())
	}
	if err != nil {
		return "", err
	}
	query := url.Values{
		"host": {socket}, "port": {strconv.Itoa(port)}, "sslmode": {"disable"},
		"user": {superuser}, "password": {strings.TrimSpace(string(password))},
	}
	return "postgres:///" + databaseName + "?" + query.Encode(), nil
}

func (p place) pidFile() string { return filepath.Join(p.data(), "postmaster.pid") }

// postmaster reads the process number and the socket folder from postmaster.pid
// (its lines: pid, data directory, start time, port, socket folder, ...).
func (p place) postmaster() (pid int, socket string) {
	content, err := os.ReadFile(p.pidFile())
	if err != nil {
		return 0, ""
	}
	lines := strings.Split(string(content), "\n")
	pid, _ = strconv.Atoi(strings.TrimSpace(lines[0]))
	if len(lines) > 4 {
		socket = strings.TrimSpace(lines[4])
	}
	return pid, socket
}
