package local

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
)

// What has just been copied can be run, whatever else the process starts meanwhile.
func TestACopiedProgramRunsAtOnce(t *testing.T) {
	t.Parallel()
	program, err := exec.LookPath("true")
	must(t, err)
	dir, done := t.TempDir(), make(chan struct{})
	var others sync.WaitGroup
	for range 8 {
		others.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					_ = exec.Command(program).Run()
				}
			}
		})
	}
	for i := range 100 {
		to := filepath.Join(dir, strconv.Itoa(i))
		must(t, copyFile(program, to, 0o755))
		if err := exec.Command(to).Run(); err != nil {
			t.Errorf("copy %d: %v", i, err)
			break
		}
		must(t, os.Remove(to))
	}
	close(done)
	others.Wait()
}
