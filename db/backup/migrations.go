package backup

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"

	"slices"
	"strconv"
	"strings"
)

// migration is one file of the program's: goose's SQL, which has a way up alone.
type migration struct {
	number int64
	name   string
	sql    string
}

// migrations are all of them, in their order.
func migrations(files fs.FS) ([]migration, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return nil, err
	}
	var all []migration
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		first, _, _ := strings.Cut(name, "_")
		number, err := strconv.ParseInt(first, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("migration %s has no number", name)
		}
		up, _, _ := strings.Cut(string(text), "-- +goose Down")
		if strings.Contains(up, "-- +goose NO TRANSACTION") {
			return nil, fmt.Errorf("migration %s cannot run in a transaction", name)
		}
		all = append(all, migration{number, name, up})
	}
	if len(all) == 0 {
		return nil, errors.New("there are no migrations")
	}
	slices.SortFunc(all, func(a, b migration) int { return cmp.Compare(a.number, b.number) })
	return all, nil
}
