package lookup_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/lookup"
)

// finds says whether every word of the search begins a key of the contact: what
// the database does by its index.
func finds(s lookup.Search, c booking.Contact) bool {
	keys := lookup.SearchKeys(c)
	for _, spellings := range s.Words {
		found := false
		for _, spelling := range spellings {
			for _, key := range keys {
				found = found || strings.HasPrefix(key, spelling)
			}
		}
		if !found {
			return false
		}
	}
	return len(s.Words) > 0
}

func TestSearchFindsAsPeopleType(t *testing.T) {
	moscow, _ := time.LoadLocation("Europe/Moscow")
	london, _ := time.LoadLocation("Europe/London")
	anna := booking.Contact{Name: "Семёнова-Дюма Анна-Zoë 🌿", Phone: "+79161234567", Email: "anna.s@example.com"}
	gwen := booking.Contact{Name: "Gwen", Phone: "+442071234567"}
	for _, test := range []struct {
		typed string
		zone  *time.Location
		who   booking.Contact
		want  bool
	}{
		{"семенова", moscow, anna, true}, {"СЕМЁН", moscow, anna, true}, {"анна сем", moscow, anna, true}, {"zoe", moscow, anna, true},
		{"дюма", moscow, anna, true}, {"семенова-дюма", moscow, anna, true}, {"енова", moscow, anna, false}, {"анна петр", moscow, anna, false},
		{"anna.s@ex", moscow, anna, true}, {"Anna.S@Example.com", moscow, anna, true}, {"🌿", moscow, anna, false}, // one character is too few
		{"🌿 анна", moscow, anna, true},
		{"4567", moscow, anna, true}, {"916 123", moscow, anna, true}, {"8 (916) 123", moscow, anna, true}, {"+7 916 123-45-67", moscow, anna, true},
		{"89161234567", moscow, anna, true}, {"анна 4567", moscow, anna, true}, {"анна 4568", moscow, anna, false}, {"8917", moscow, anna, false},
		{"020 7123 4567", london, gwen, true}, {"0207", london, gwen, true}, {"7123", london, gwen, true},
	} {
		s, err := lookup.ParseSearch(test.typed, test.zone)
		if got := err == nil && finds(s, test.who); got != test.want {
			t.Errorf("%q finds %s: %v (%v, %+v)", test.typed, test.who.Name, got, err, s)
		}
	}
}

func TestSearchForANumber(t *testing.T) {
	for typed, want := range map[string]string{
		"7": "7 []", "#7": "7 []", "№ 1234": "1234 []", "1234": "1234 [[1234]]", "12345678901": "0 [[12345678901]]",
		"0": "error.search_short", "я": "error.search_short", "": "error.search_short", "%%": "error.search_empty", "__": "error.search_empty",
		"'; --": "error.search_empty", strings.Repeat("я", 201): "error.search_long", "\xff\xfe": "error.search_long",
	} {
		s, err := lookup.ParseSearch(typed, time.UTC)
		got := fmt.Sprint(s.Number, " ", s.Words)
		if err != nil {
			got = err.(*booking.Error).Sentence.Key
		}
		if got != want {
			t.Errorf("%.20q: %s, not %s", typed, got, want)
		}
	}
}

// A hostile name has few keys, and each of them is short.
func TestSearchKeysAreBounded(t *testing.T) {
	keys := lookup.SearchKeys(booking.Contact{Name: strings.Repeat("ж", 200) + strings.Repeat(" a b c", 100), Phone: "+123456789012345", Email: strings.Repeat("x", 300)})
	if len(keys) > 60 {
		t.Errorf("%d keys", len(keys))
	}
	for _, key := range keys {
		if len([]rune(key)) > 48 {
			t.Errorf("a key of %d runes", len([]rune(key)))
		}
	}
}
