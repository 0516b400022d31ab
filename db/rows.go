package db

import (
	"strings"

	"okno/booking"
)

// IDs as the driver takes them for an array parameter.
func IDs(of []booking.ID) []string {
	list := make([]string, len(of))
	for i, id := range of {
		list[i] = string(id)
	}
	return list
}

// Column is one column of a list of rows, for unnest.
func Column[T, V any](list []T, of func(T) V) []V {
	values := make([]V, len(list))
	for i, it := range list {
		values[i] = of(it)
	}
	return values
}

// Affected says whether a statement has changed a row.
func Affected(result interface{ RowsAffected() (int64, error) }, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

// Texts are strings for PostgreSQL.
func Texts[S ~string](of []S) []string {
	list := make([]string, len(of))
	for i, each := range of {
		list[i] = string(each)
	}
	return list
}

// IsHash says whether s may be the hash in a picture's address.
func IsHash(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return (r < '0' || r > '9') && (r < 'a' || r > 'f') })
}
