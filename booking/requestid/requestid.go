// Package requestid names a request from its first line in the log to the last job that it has caused: the name goes
// with the context, and with the job where the context ends.
package requestid

import (
	"context"
	"encoding/base32"
	"io"
	"strings"
)

type key struct{}

// With is ctx with the name of the request that it belongs to; "" leaves ctx as it is.
func With(ctx context.Context, id string) context.Context {
	if id == "" {
		return ctx
	}
	return context.WithValue(ctx, key{}, id)
}

// Of is the name of the request that ctx belongs to, "" where it belongs to none.
func Of(ctx context.Context) string {
	id, _ := ctx.Value(key{}).(string)
	return id
}

var letters = base32.NewEncoding("abcdefghijkmnpqrstuvwxyz23456789").WithPadding(base32.NoPadding) // none that is taken for another

// New is a name of 13 letters that no other request has. It is no secret. A source that fails gives "".
func New(random io.Reader) string {
	var bytes [8]byte
	if _, err := io.ReadFull(random, bytes[:]); err != nil {
		return ""
	}
	return letters.EncodeToString(bytes[:])
}

// Valid says whether somebody else's name for a request may be taken over: 8 to 64 letters, digits, "-", "_" and ".".
func Valid(id string) bool {
	return len(id) >= 8 && len(id) <= 64 && !strings.ContainsFunc(id, foreign)
}

func foreign(r rune) bool {
	switch {
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
		return false
	}
	return true
}
