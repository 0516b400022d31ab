package notify_test

import (
	"errors"
	"testing"

	"okno/booking"
	"okno/booking/telling"
	"okno/notify"
)

func TestCommittedBookingLeavesOneJobAndADeliveryForEachWhoMayAct(t *testing.T) {
	t.Parallel()
	s := newSalon(t)
	other := s.addCompany("rival", "Чужой", "Europe/Moscow")
	for _, m := range []struct {
		company booking.CompanyID
		email   string
		locale  string
		role    booking.Role
	}{
		{s.company, "owner@lotos.example", "ru", booking.Owner},
		{s.company, "admin@lotos.example", "en", booking.Admin},
		{s.company, "desk@lotos.example", "ru", booking.Desk},
		{s.company, "manager@lotos.example", "ru", booking.Manager},
		{s.company, "", "ru", booking.Desk},
		{other, "owner@rival.example", "ru", booking.Owner},
	} {
		s.addMember(m.company, m.email, m.locale, m.role)
	}
	id := s.book(ivan)

	if n := s.count(`select count(*) from gue_jobs where queue = $1`, notify.EventQueue); n != 1 {
		t.Errorf("%d jobs for one booking", n)
	}
	want := map[string]string{"owner@lotos.example": "ru", "admin@lotos.example": "en", "desk@lotos.example": "ru"}
	list := s.deliveries(id)
	if len(list) != len(want) {
		t.Errorf("%d deliveries, want %d: %+v", len(list), len(want), list)
	}
	for _, d := range list {
		if want[d.Recipient] != d.Locale || d.State != telling.Waiting || d.Attempts != 0 ||
			d.Event != booking.BookingCreated || d.Channel != telling.Email || d.Booking != id {
			t.Errorf("delivery %+v", d)
		}
	}
	if n := s.count(`select count(*) from deliveries where company_id = $1`, other); n != 0 {
		t.Errorf("%d deliveries in another company", n)
	}
}

func TestBookingWithNobodyToTellLeavesOneJobAllTheSame(t *testing.T) {
	t.Parallel()
	s := newSalon(t)
	id := s.book(ivan)
	if n := s.count(`select count(*) from gue_jobs`); n != 1 {
		t.Errorf("%d jobs for one booking", n)
	}
	s.work(newPost(t).channel())
	s.awaitNoJobs()
	if list := s.deliveries(id); len(list) != 0 {
		t.Errorf("deliveries to nobody: %+v", list)
	}
}

func TestRolledBackBookingLeavesNothing(t *testing.T) {
	t.Parallel()
	s := newSalon(t)
	s.addMember(s.company, "owner@lotos.example", "ru", booking.Owner)
	late := errors.New("something after the notice failed")
	if _, err := s.tryBook(ivan, func() error { return late }); !errors.Is(err, late) {
		t.Fatal(err)
	}
	if jobs, rows := s.count(`select count(*) from gue_jobs`), s.count(`select count(*) from deliveries`); jobs+rows != 0 {
		t.Errorf("%d jobs and %d deliveries are left", jobs, rows)
	}
}
