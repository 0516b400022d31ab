package local

import (
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// A child that is being started has copies of all files: who leaves at that moment has left all the same.
func TestWhatIsUnlockedNobodyHolds(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "users.lock")
	mine, err := openLock(path)
	must(t, err)
	if ok, err := mine.try(unix.LOCK_SH); err != nil || !ok {
		t.Fatal(ok, err)
	}
	copied, err := unix.Dup(int(mine.file.Fd()))
	must(t, err)
	defer unix.Close(copied)
	mine.unlock()
	other, err := openLock(path)
	must(t, err)
	defer other.release()
	if ok, err := other.try(unix.LOCK_EX); err != nil || !ok {
		t.Errorf("it is held by the child: %v, %v", ok, err)
	}
}
