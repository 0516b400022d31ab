package e2e

import (
	"fmt"
	"net"
	"net/url"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// faults is a proxy before PostgreSQL that treats connections as a bad network does.
type faults struct {
	listener net.Listener
	network  string // where it leads
	address  string

	delay  atomic.Int64 // of each piece, in nanoseconds
	piece  atomic.Int64 // bytes; 0: as they come
	silent atomic.Bool  // nothing passes, and nobody is told: the other side is gone without a word

	mu    sync.Mutex
	conns map[net.Conn]bool
}

// newFaults starts one, and gives the database's address that leads through it.
func newFaults(t *testing.T, databaseURL string) (*faults, string) {
	t.Helper()
	to, err := pgx.ParseConfig(databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	f := &faults{listener: listener, network: "tcp", address: net.JoinHostPort(to.Host, fmt.Sprint(to.Port)), conns: map[net.Conn]bool{}}
	if filepath.IsAbs(to.Host) {
		f.network, f.address = "unix", filepath.Join(to.Host, fmt.Sprintf(".s.PGSQL.%d", to.Port))
	}
	t.Cleanup(func() { _ = listener.Close(); f.cut() })
	go f.serve()
	through := url.URL{
		Scheme: "postgres", User: url.UserPassword(to.User, to.Password), Host: listener.Addr().String(), Path: "/" + to.Database, RawQuery: "sslmode=disable",
	}
	return f, through.String()
}

func (f *faults) serve() {
	for {
		client, err := f.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial(f.network, f.address)
		if err != nil {
			_ = client.Close()
			continue
		}
		f.mu.Lock()
		f.conns[client], f.conns[server] = true, true
		f.mu.Unlock()
		go f.pass(client, server)
		go f.pass(server, client)
	}
}

// pass brings what one side says to the other, in the way that holds now.
func (f *faults) pass(from, to net.Conn) {
	defer f.leave(from, to)
	buffer := make([]byte, 16<<10)
	for {
		n, err := from.Read(buffer[:min(int64(len(buffer)), max(1, f.pieces()))])
		if err != nil {
			return
		}
		time.Sleep(time.Duration(f.delay.Load()))
		if f.silent.Load() { // what was said in the silence is lost, and with it the connection
			for f.silent.Load() {
				time.Sleep(10 * time.Millisecond)
			}
			return
		}
		if _, err := to.Write(buffer[:n]); err != nil {
			return
		}
	}
}

func (f *faults) pieces() int64 {
	if piece := f.piece.Load(); piece > 0 {
		return piece
	}
	return 16 << 10
}

func (f *faults) leave(conns ...net.Conn) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range conns {
		_ = c.Close()
		delete(f.conns, c)
	}
}

// cut ends all connections in the middle of whatever they say.
func (f *faults) cut() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for c := range f.conns {
		_ = c.Close()
	}
}
