// Package desk is the only place that writes about a company: a room for each noun, with one file per act, and one
// transaction each. An act checks who asks, asks booking for the rules, and tells nobody before it is committed. This
// package puts the rooms together.
package desk

import (
	"okno/acts"
	"okno/desk/bookings"
	"okno/desk/clients"
	"okno/desk/exceptions"
	"okno/desk/forms"
	"okno/desk/imports"
	"okno/desk/leads"
	"okno/desk/online"
	"okno/desk/own"
	"okno/desk/payments"
	"okno/desk/resources"
	"okno/desk/schedules"
	"okno/desk/services"
	"okno/desk/settings"
	"okno/desk/setup"
	"okno/desk/start"
	"okno/desk/telegram"
)

// Desk is all rooms.
type Desk struct {
	*acts.Base
	Bookings   *bookings.Desk
	Online     *online.Desk
	Own        *own.Desk
	Payments   *payments.Desk
	Leads      *leads.Desk
	Clients    *clients.Desk
	Telegram   *telegram.Desk
	Setup      *setup.Desk
	Services   *services.Desk
	Resources  *resources.Desk
	Schedules  *schedules.Desk
	Exceptions *exceptions.Desk
	Forms      *forms.Desk
	Settings   *settings.Desk
	Start      *start.Desk
	Imports    *imports.Desk
}

// New makes the rooms, which share the base.
func New(base *acts.Base) *Desk {
	onBookings, onLeads := &bookings.Desk{Base: base}, &leads.Desk{Base: base}
	changes := &setup.Desk{Base: base, Bookings: onBookings}
	return &Desk{
		Base:       base,
		Bookings:   onBookings,
		Online:     &online.Desk{Base: base},
		Own:        &own.Desk{Bookings: onBookings},
		Payments:   &payments.Desk{Base: base},
		Leads:      onLeads,
		Clients:    &clients.Desk{Base: base, Bookings: onBookings},
		Telegram:   &telegram.Desk{Base: base, Bookings: onBookings, Leads: onLeads},
		Setup:      changes,
		Services:   &services.Desk{Desk: changes},
		Resources:  &resources.Desk{Desk: changes},
		Schedules:  &schedules.Desk{Desk: changes},
		Exceptions: &exceptions.Desk{Desk: changes},
		Forms:      &forms.Desk{Desk: changes},
		Settings:   &settings.Desk{Desk: changes},
		Start:      &start.Desk{Desk: changes},
		Imports:    &imports.Desk{Base: base},
	}
}
