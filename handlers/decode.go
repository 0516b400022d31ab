package handlers

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"unicode/utf8"

	"okno/booking"
)

// Decode reads one JSON object strictly: not JSON is Malformed; a field that we
// do not know or whose type is another is Invalid and named.
func Decode(body []byte, into any) error {
	if !utf8.Valid(body) {
		return booking.Fail(booking.Malformed, "error.malformed_json")
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if err == nil {
		if _, extra := d.Token(); !errors.Is(extra, io.EOF) {
			return booking.Fail(booking.Malformed, "error.malformed_json")
		}
		return nil
	}
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && wrong.Field != "" {
		return booking.FailFields(map[string]booking.Sentence{wrong.Field: booking.Say("error.type", "Type", wrong.Type.String())})
	}
	if name := unknownField.FindStringSubmatch(err.Error()); name != nil {
		return booking.FailFields(map[string]booking.Sentence{name[1]: booking.Say("error.field_unknown")})
	}
	return &booking.Error{Code: booking.Malformed, Sentence: booking.Say("error.malformed_json"), Err: err}
}

// unknownField reads encoding/json's one error that has no type of its own.
var unknownField = regexp.MustCompile(`^json: unknown field "(.*)"$`)
