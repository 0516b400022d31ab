package booking

import (
	"io"

	"github.com/google/uuid"
)

// ID names a thing within its company: a UUID (RFC 9562) in its canonical
// text form. The empty ID means "none" or "any", as the field says.
type ID string

// CompanyID names a company within an installation. It never leaves it:
// outsiders know a company by its slug or by a form's key.
type CompanyID int64

// UserID names a person who signs in; one user may be a member of several companies.
type UserID int64

// NewID makes an ID that sorts by the time of its making (UUID version 7), so
// that new rows land at the end of an index. It fails only if random does.
func NewID(random io.Reader) (ID, error) {
	u, err := uuid.NewV7FromReader(random)
	return ID(u.String()), err
}

// IsID says whether s has the form of an ID; a ref that has it is still a ref.
func IsID(s string) bool { return len(s) == 36 && uuid.Validate(s) == nil }
