package lookup_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/lookup"
)

func TestDuplicatesArePairsOfLikelyOnePerson(t *testing.T) {
	var clients []booking.Client
	for i, c := range []booking.Contact{
		{Name: "Анна Семёнова", Phone: "+79161234567"}, // 0
		{Name: "Семенова  анна", Phone: "+79160000001"},
		{Name: "Анна Семнова", Phone: "+79160000002"}, // a letter less
		{Name: "Анна"}, {Name: "Анна"}, // 3, 4: many Annas
		{Name: "Oleg K", Email: "o@example.com"}, {Name: "Somebody Else", Email: "o@example.com"}, // 5, 6
		{Name: "Rita A", Phone: "+79161112233"}, {Name: "Marga", Phone: "+449161112233"}, // 7, 8: but for the country
		{Name: "Пётр Ильин"}, {Name: "Пётр Ильина"}, {Name: "Пётр Ивин"}, // 9, 10; 11 is two letters away
	} {
		clients = append(clients, booking.Client{ID: booking.ID(fmt.Sprint(i)), Contact: c})
	}
	var got []string
	for _, p := range lookup.Duplicates(clients) {
		got = append(got, fmt.Sprint(p.One.ID, "-", p.Other.ID, " ", p.Why))
	}
	slices.Sort(got)
	want := "0-1 [name]; 0-2 [similar]; 5-6 [email]; 7-8 [phone]; 9-10 [similar]"
	if strings.Join(got, "; ") != want {
		t.Errorf("the pairs are %s, not %s", strings.Join(got, "; "), want)
	}
}

func TestMergedTakesWhatItLacks(t *testing.T) {
	old, now := time.Unix(1, 0), time.Unix(2, 0)
	keep := booking.Client{ID: "k", Contact: booking.Contact{Name: "Anna", Phone: "+1"}, Note: "tea", Revision: 3, CreatedAt: now}
	merged, left := lookup.Merged(keep, booking.Client{ID: "o", Contact: booking.Contact{Name: "A.", Phone: "+2", Email: "a@x"}, Note: strings.Repeat("я", booking.MaxText), CreatedAt: old})
	if merged.ID != "k" || merged.Contact != (booking.Contact{Name: "Anna", Phone: "+1", Email: "a@x"}) || merged.Revision != 3 || merged.CreatedAt != old {
		t.Errorf("merged is %+v", merged)
	}
	if len([]rune(merged.Note)) != booking.MaxText || !strings.HasPrefix(merged.Note, "tea\n\n") || !slices.Equal(left, []string{"+2"}) {
		t.Errorf("the note has %d runes, left are %v", len([]rune(merged.Note)), left)
	}
}
