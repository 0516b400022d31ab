package booking_test

import (
	"slices"
	"strings"
	"testing"

	"okno/booking"
)

// The table of moves: from each status, where staff may take a booking, forward
// or one step back.
func TestMoves(t *testing.T) {
	for from, want := range map[booking.Status]string{
		booking.Pending:   "confirmed cancelled rejected",
		booking.Confirmed: "pending arrived completed no_show cancelled",
		booking.Arrived:   "confirmed completed cancelled",
		booking.Completed: "confirmed arrived",
		booking.NoShow:    "confirmed",
		booking.Cancelled: "confirmed",
		booking.Rejected:  "confirmed",
	} {
		var got []string
		for _, to := range booking.Statuses {
			if from.CanMove(to) {
				got = append(got, string(to))
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s moves to %v, want %s", from, got, want)
		}
	}
}

func TestStatusesThatOccupy(t *testing.T) {
	for _, s := range booking.Statuses {
		vacant := s == "cancelled" || s == "rejected"
		if s.Occupies() == vacant {
			t.Errorf("%s occupies: %v", s, s.Occupies())
		}
		if !s.Valid() {
			t.Errorf("%s is not valid", s)
		}
	}
	for _, s := range []booking.Status{"", "Pending", "canceled"} {
		if s.Valid() {
			t.Errorf("%q is valid", s)
		}
	}
}

// The table of domain.md, "Roles", row by row.
func TestRoles(t *testing.T) {
	for right, want := range map[booking.Right][]booking.Role{
		booking.SeeBookings:    {booking.Owner, booking.Admin, booking.Desk, booking.Manager},
		booking.SeeSetup:       {booking.Owner, booking.Admin, booking.Desk, booking.Manager},
		booking.ChangeBookings: {booking.Owner, booking.Admin, booking.Desk},
		booking.ChangeSetup:    {booking.Owner, booking.Admin},
		booking.SeeReports:     {booking.Owner, booking.Admin, booking.Manager},
		booking.ChangeTeam:     {booking.Owner, booking.Admin},
		booking.ChangeCompany:  {booking.Owner},
	} {
		for _, role := range append(booking.Roles, "", "root") {
			if got := role.May(right); got != slices.Contains(want, role) {
				t.Errorf("%q may %s: %v", role, right, got)
			}
		}
	}
	for _, role := range booking.Roles {
		if !role.Valid() {
			t.Errorf("%s is not valid", role)
		}
	}
	if booking.Role("root").Valid() || booking.Role("").Valid() {
		t.Error("a role that is none is valid")
	}
}

func TestFirstStatus(t *testing.T) {
	for confirmation, want := range map[booking.Confirmation]booking.Status{booking.Auto: booking.Confirmed, booking.Manual: booking.Pending} {
		if got := (booking.Company{Confirmation: confirmation}).FirstStatus(); got != want {
			t.Errorf("%s: %s, want %s", confirmation, got, want)
		}
	}
}
