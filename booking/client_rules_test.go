package booking_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/bookingtest"
)

func TestClientRules(t *testing.T) {
	start := time.Date(2026, 12, 7, 10, 0, 0, 0, time.UTC)
	rules := booking.DefaultClientRules()
	rules.MoveCutoffMin = 0
	strict := booking.ClientRules{}
	for name, test := range map[string]struct {
		rules              booking.ClientRules
		status             booking.Status
		before             time.Duration
		cancel, move, late booking.Closed
	}{
		"a day before":             {rules, booking.Confirmed, 24 * time.Hour, "", "", booking.ClosedByTime},
		"at the cut-off":           {rules, booking.Pending, 2 * time.Hour, "", "", ""},
		"a second past it":         {rules, booking.Confirmed, 2*time.Hour - time.Second, booking.ClosedByCutoff, "", ""},
		"as it begins":             {rules, booking.Confirmed, 0, booking.ClosedByCutoff, "", ""},
		"while it goes on":         {rules, booking.Confirmed, -time.Minute, booking.ClosedByCutoff, booking.ClosedByCutoff, ""},
		"when it is over":          {rules, booking.Confirmed, -time.Hour, booking.ClosedByCutoff, booking.ClosedByCutoff, booking.ClosedByTime},
		"who has come":             {rules, booking.Arrived, time.Hour, booking.ClosedByStatus, booking.ClosedByStatus, booking.ClosedByStatus},
		"who has cancelled":        {rules, booking.Cancelled, 24 * time.Hour, booking.ClosedByStatus, booking.ClosedByStatus, booking.ClosedByStatus},
		"where nothing is allowed": {strict, booking.Confirmed, time.Hour, booking.ClosedByRule, booking.ClosedByRule, booking.ClosedByRule},
	} {
		b := booking.Booking{Status: test.status, Start: start, End: start.Add(time.Hour)}
		now := start.Add(-test.before)
		cancel, move, late := test.rules.MayCancel(b, now), test.rules.MayMove(b, now), test.rules.MayBeLate(b, now)
		if cancel != test.cancel || move != test.move || late != test.late {
			t.Errorf("%s: cancel %q move %q late %q", name, cancel, move, late)
		}
	}
}

func TestClientRulesText(t *testing.T) {
	got, err := booking.ClientRulesText{AllowMove: true, MoveCutoff: " 90 ", Reminders: []string{"120", "1440", "120"},
		Phone: "8 495 123-45-67", Address: " Тверская,\n1 "}.Rules(bookingtest.Zone(t, "Europe/Moscow"))
	want := booking.ClientRules{Phone: "+74951234567", Address: "Тверская, 1", AllowMove: true, MoveCutoffMin: 90, RemindersMin: []int{1440, 120}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v %v", got, err)
	}
	_, err = booking.ClientRulesText{CancelCutoff: "-1", MoveCutoff: "a day", Reminders: []string{"14"}, Phone: "12"}.Rules(time.UTC)
	refused, _ := errors.AsType[*booking.Error](err)
	if refused == nil || len(refused.Fields) != 4 {
		t.Errorf("%v", err)
	}
}

func TestRemindersOfAService(t *testing.T) {
	rules := booking.DefaultClientRules()
	if got := rules.RemindersOf(booking.Service{}); len(got) != 2 {
		t.Errorf("the company's are %v", got)
	}
	if got := rules.RemindersOf(booking.Service{RemindersMin: []int{}}); len(got) != 0 {
		t.Errorf("a service that wants none has %v", got)
	}
}

func TestAServicesOwnRemindersAreRead(t *testing.T) {
	text := booking.ServiceText{Typed: booking.Typed{"name": "Cut", "duration": "30"}, OwnReminders: true, Reminders: []string{"60", "1440"}}
	s, err := text.Service(booking.Service{}, nil)
	if err != nil || !reflect.DeepEqual(s.RemindersMin, []int{1440, 60}) {
		t.Errorf("%v %v", s.RemindersMin, err)
	}
	text.Reminders = nil
	if s, err = text.Service(s, nil); err != nil || s.RemindersMin == nil || len(s.RemindersMin) != 0 {
		t.Errorf("none of its own: %#v %v", s.RemindersMin, err)
	}
	text.OwnReminders = false
	if s, err = text.Service(s, nil); err != nil || s.RemindersMin != nil {
		t.Errorf("the company's: %#v %v", s.RemindersMin, err)
	}
	text.OwnReminders, text.Reminders = true, []string{"1", "x"}
	if _, err = text.Service(s, nil); err == nil {
		t.Error("a minute before is no reminder")
	}
}
