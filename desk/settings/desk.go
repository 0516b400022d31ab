// Package settings changes the company itself: its name and rules, privacy, logo, columns of the board, notifications, its end.
package settings

import "okno/desk/setup"

// Desk performs the acts on them.
type Desk struct {
	*setup.Desk
	MostMoved int // how many bookings a company may have that moves to another time zone here; 0: mostMoved
}
