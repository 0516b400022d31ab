package board_test

import (
	"strings"
	"testing"
	"time"

	"okno/booking"
	_ "okno/views/all"
	"okno/views/board"
)

// Other people's times are spoken of only where some are shown.
func TestWhoDoesNotDoItIsSaidWithWhatIsShown(t *testing.T) {
	anna := booking.Resource{ID: "anna", Name: "Анна", Kind: booking.Kinds[0]}
	d := board.WhenData{Company: booking.Company{Zone: time.UTC}, Resources: []booking.Resource{anna}, Unable: []booking.Resource{anna}, Ready: true}
	d.Typed.Date = "2026-11-24"
	for _, slots := range [][]booking.Slot{nil, {{Start: time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)}}} {
		d.Slots = slots
		said := board.NewWhen("ru", d).Wrong["resource-"+string(anna.Kind)]
		if strings.Contains(said, "Показано время у других") != (len(slots) > 0) || !strings.HasSuffix(said, "Выберите, к кому записать.") {
			t.Errorf("with %d times: %q", len(slots), said)
		}
	}
}
