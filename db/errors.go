package db

import (
	"database/sql"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5/pgconn"

	"okno/booking"
)

// SQLSTATE values, PostgreSQL documentation, appendix A.
const (
	exclusionViolation = "23P01"
	notInRepertoire    = "22021" // bytes that are no text
	untranslatable     = "22P05"
	invalidText        = "22P02" // of an id or a number
	outOfRange         = "22003"
	dateOverflow       = "22008"
	uniqueViolation    = "23505"
)

// Translate turns what PostgreSQL refuses by rule into a booking.Error and
// leaves everything else as it is.
func Translate(err error) error {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return err
	}
	switch {
	case pg.Code == exclusionViolation && pg.ConstraintName == "booking_resources_free":
		return &booking.Error{Code: booking.SlotTaken, Sentence: booking.Say("error.slot_taken"), Err: err}
	case pg.Code == uniqueViolation:
		return &booking.Error{Code: booking.Conflict, Sentence: booking.Say("error.exists"), Err: err}
	}
	return err
}

// Unreadable says that PostgreSQL could not read a value that was sent: whoever sent it is
// at fault, though it should have been looked at before.
func Unreadable(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && slices.Contains([]string{notInRepertoire, untranslatable, invalidText, outOfRange, dateOverflow}, pg.Code)
}

// IsTaken says whether the exclusion constraint itself has refused a booking.
func IsTaken(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && pg.Code == exclusionViolation
}

// OrNotFound turns "no rows" into a NotFound with the given sentence.
func OrNotFound(err error, key string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return booking.Fail(booking.NotFound, key)
	}
	return err
}
