package companyfile

import (
	"bytes"
	"errors"
	"testing"
)

// FuzzParse: whatever is read, Parse answers with Errors or with a file that
// Encode writes so that Parse gives it back.
func FuzzParse(f *testing.F) {
	for _, data := range samples(f) {
		if len(data) < 1<<16 {
			f.Add(data)
		}
	}
	f.Add([]byte(exception(`"from_date": "2026-12-02", "weekdays": [7, 1], "from": "22:00", "to": "00:00"`)))
	f.Add([]byte(bookings(one(good, `, "duration_min": 45`))))
	f.Add([]byte(service(`"price": "007.5"`)))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Parse(bytes.NewReader(data))
		if err != nil {
			if problems, ok := errors.AsType[Errors](err); !ok || len(problems) == 0 || len(problems) > MaxProblems {
				t.Fatalf("not Errors: %v", err)
			}
			return
		}
		once := encode(t, file)
		again := parse(t, once)
		same(t, file, again)
		if twice := encode(t, again); twice != once {
			t.Errorf("encoding is not stable:\n%s\n%s", once, twice)
		}
	})
}
