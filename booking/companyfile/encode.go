package companyfile

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"okno/booking"
)

// Encode writes the file so that the same file is always the same bytes and
// Parse gives it back. Every field is spelled out but these: lists that are nil
// (a service's reminders, which are the company's, among them), a form's fields
// when they are the product's own, and a booking's minutes when they are its service's.
func Encode(to io.Writer, f *File) error {
	wire := wireFile{
		Okno: Version, Company: wireCompanyOf(f.Company),
		Resources: each(f.Resources, func(r Resource) wireResource { return wireResource(r) }), Services: each(f.Services, func(s Service) wireService { return wireService(s) }),
		Exceptions: each(f.Exceptions, wireExceptionOf), Forms: each(f.Forms, wireFormOf), SMS: wireSMSOf(f.SMS),
	}
	services := make(map[string]Service, len(f.Services))
	for _, s := range f.Services {
		services[s.Ref] = s
	}
	wire.Bookings = each(f.Bookings, func(b Booking) wireBooking {
		return wireBookingOf(b, services[b.Service], f.Company.Zone)
	})
	if err := json.MarshalWrite(to, wire, jsontext.WithIndent(" ")); err != nil {
		return fmt.Errorf("write the company file: %w", err)
	}
	_, err := io.WriteString(to, "\n")
	return err
}

// each keeps the difference between no list and an empty one.
func each[T, W any](list []T, wire func(T) W) []W {
	if list == nil {
		return nil
	}
	out := make([]W, len(list))
	for i, it := range list {
		out[i] = wire(it)
	}
	return out
}

// orNull is nil for the zero value.
func orNull[T comparable](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

func wireCompanyOf(c booking.Company) wireCompany {
	usual := booking.DefaultSpecialistRules
	return wireCompany{c.Slug, c.Name, c.Zone.String(), c.Locale, c.Currency,
		c.StepMin, c.MinNoticeMin, c.HorizonDays, string(c.Confirmation),
		c.Client.Phone, c.Client.Address, c.Client.AllowCancel, c.Client.CancelCutoffMin, c.Client.AllowMove, c.Client.MoveCutoffMin, c.Client.AllowLate,
		c.Client.RemindersMin, c.Client.AskAfter, c.Client.MaxComing, string(c.Starts), strings.Fields(c.Languages),
		unlike(c.Specialist.Marks, usual.Marks), unlike(c.Specialist.Prices, usual.Prices), unlike(c.Specialist.Contacts, usual.Contacts),
		unlike(c.Specialist.Moves, usual.Moves), unlike(c.Specialist.Cancels, usual.Cancels), unlike(c.Specialist.Books, usual.Books)}
}

func wireExceptionOf(e Exception) wireException {
	w := wireException{Service: orNull(e.Service), Resource: orNull(e.Resource), FromDate: e.FromDate.String(), Reason: e.Reason}
	if e.ToDate != nil {
		w.ToDate = orNull(e.ToDate.String())
	}
	if len(e.Weekdays) > 0 {
		w.Weekdays = &e.Weekdays
	}
	if !e.WholeDay {
		w.From, w.To = orNull(e.From.String()), orNull(e.To.String())
	}
	return w
}

func wireBookingOf(b Booking, s Service, zone *time.Location) wireBooking {
	return wireBooking{
		Ref: b.Ref, Service: b.Service, Resources: b.Resources, Start: localTime(b.Start, zone), Status: string(b.Status),
		Client:      wireClient{b.Client.Name, orNull(b.Client.Phone), orNull(b.Client.Email), b.EmailLeft},
		DurationMin: unlike(b.DurationMin, s.with(b.Resources)), BufferBeforeMin: unlike(b.BufferBeforeMin, s.BufferBeforeMin),
		BufferAfterMin: unlike(b.BufferAfterMin, s.BufferAfterMin),
		Payments: each(b.Payments, func(p Payment) wirePayment {
			return wirePayment{p.Amount, string(p.Way), localTime(p.At, zone), p.Note, p.By}
		}),
	}
}

// unlike is nil for what is as it usually is.
func unlike[T comparable](own, usual T) *T {
	if own == usual {
		return nil
	}
	return &own
}

// localTime is RFC 3339 with the zone's offset at that time, or in UTC where that
// offset has seconds, as in the days of local mean time: RFC 3339 cannot say it.
func localTime(t time.Time, zone *time.Location) string {
	local := t.In(zone)
	if _, offset := local.Zone(); offset%60 != 0 {
		local = t.UTC()
	}
	return local.Format(time.RFC3339)
}
