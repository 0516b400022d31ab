package backup

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// Replace writes a file beside its place and puts it there once it is complete and check, which is given its name there, has
// found it good: what stood there before stays until then. The file can be read by its owner alone, and outlives a power cut.
func Replace(path string, write func(io.Writer) error, check func(path string) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".okno-backup-*") // 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	if err := write(f); err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := check(f.Name()); err != nil {
		return fmt.Errorf("what was written cannot be read again: %w", err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// syncDir has the name of a file written to the disk, as its content is.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := d.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, syscall.EINVAL) { // some network disks have none
		return err
	}
	return nil
}
