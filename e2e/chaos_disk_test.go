package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"okno/db/dbtest"
	"okno/db/local"
)

// The disk of the private server runs full while bookings are made: they are refused for now, and go on by themselves once
// there is room again; nothing that was answered is lost.
func TestNothingIsLostOnAFullDisk(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can mount the small disk that this fills")
	}
	t.Parallel()
	dir := dbtest.DataDir(t)
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=256m,mode=0711", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("the small disk cannot be mounted here: %v %s", err, out)
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", dir).Run() })
	private := "OKNO_DATA_DIR=" + dir
	if out, err := okno(t, []string{private}, "", "import", "testdata/rush.json"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if out, err := okno(t, []string{private}, "a long password", "user", "add", "--company", "rush", "--email", "desk@rush.example", "--role", "desk"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	post := newPost(t)
	fleet := &fleet{t: t, want: scaled(80, 600), answers: map[string]bool{}}
	for range 2 {
		address := freeAddress(t)
		c := &crew{args: []string{"serve"}, base: "http://" + address, settings: []string{
			private, "OKNO_ADDR=" + address, "OKNO_PUBLIC_LIMITS=off", "OKNO_SMTP_URL=smtp://" + post.address, "OKNO_DELIVERY_LEASE=3s", "OKNO_BASE_URL=http://okno.test",
		}}
		c.process = start(t, c.settings, c.args...)
		fleet.servers = append(fleet.servers, c)
	}
	booked := make(chan struct{})
	go func() { defer close(booked); fleet.book(fleet.want) }()
	fleet.reach(fleet.want / 6)
	ballast := filepath.Join(dir, "ballast")
	fill(t, ballast)
	fleet.refused()
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	<-booked
	for _, c := range fleet.servers {
		c.ready()
	}
	server, err := local.Start(t.Context(), local.Options{Dir: dir, Mortal: true})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	fleet.settle(server.URL())
	fleet.check(t, server.URL(), post)
	fleet.audit(server.URL())
}

// fill writes a file until there is no room left.
func fill(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for size := 1 << 20; size >= 512; size /= 2 {
		piece := []byte(strings.Repeat("x", size))
		for err = nil; err == nil; {
			_, err = f.Write(piece)
		}
	}
}

// refused waits until requests have had to be repeated.
func (f *fleet) refused() {
	f.t.Helper()
	repeated := f.repeated.Load()
	await(f.t, "requests to be refused", func() (bool, any) {
		return f.repeated.Load() >= repeated+8, []any{f.done(), f.repeated.Load()}
	})
}
