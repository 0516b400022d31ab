package db

import (
	"context"
	"errors"
	"io"
	"net"

	"github.com/jackc/pgx/v5/pgconn"
)

// wire is a connection to PostgreSQL. It marks what fails on it, so that it is told from what fails on other connections of
// a request: to the browser that sends it, or to Telegram.
type wire struct{ net.Conn }

// wired has a connection dialled as a wire.
func wired(dial pgconn.DialFunc) pgconn.DialFunc {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		c, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return wire{c}, nil
	}
}

func (w wire) Read(p []byte) (int, error) {
	n, err := w.Conn.Read(p)
	if err == io.EOF { // PostgreSQL says goodbye before it goes
		err = io.ErrUnexpectedEOF
	}
	return n, onWire(err)
}

func (w wire) Write(p []byte) (int, error) {
	n, err := w.Conn.Write(p)
	return n, onWire(err)
}

// wireError is a failure of a wire. It is a net.Error, as pgx wants it for its deadlines.
type wireError struct{ err error }

func onWire(err error) error {
	if err == nil {
		return nil
	}
	return &wireError{err}
}

func (e *wireError) Error() string   { return e.err.Error() }
func (e *wireError) Unwrap() error   { return e.err }
func (e *wireError) Temporary() bool { return false }

func (e *wireError) Timeout() bool {
	timed, ok := errors.AsType[net.Error](e.err)
	return ok && timed.Timeout()
}
