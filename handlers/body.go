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
	case err != nil && !errors.Is(err, io.EOF): // it breaks off, is reset, or is none
		err = &booking.Error{Code: booking.Malformed, Sentence: booking.Say("error.malformed"), Err: err}
	}
	return n, err
}

// unread is why a form could not be read.
func unread(err error) error {
	if known := AsKnown(err); known.Code != booking.Internal {
		return err
	}
	return &booking.Error{Code: booking.Malformed, Sentence: booking.Say("error.malformed"), Err: err}
}
