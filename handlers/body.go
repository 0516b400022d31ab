package handlers

import (
	"errors"
	"io"
	"os"

	"okno/booking"
)

// body is a request's body whose failures are its sender's: one that comes too slowly, or
// not to its end.
type body struct{ io.ReadCloser }

func (b body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		err = &booking.Error{Code: booking.TooSlow, Sentence: booking.Say("error.too_slow")}
	case errors.Is(err, io.ErrUnexpectedEOF):
		err = booking.Fail(booking.Malformed, "error.malformed")
	}
	return n, err
}
