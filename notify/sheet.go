package notify

import (
	"context"
	"slices"
	"time"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/spans"
	"okno/booking/telling"
	"okno/db"
	"okno/db/bookingdb"
	"okno/db/clientdb"
	"okno/db/messagedb"
	"okno/db/paymentdb"
	"okno/db/reportdb"
	"okno/notify/compose"
)

// sheetPage is the daily sheet that the delivery is of: the day of each resource, or of the one that its recipient has chosen,
// and yesterday in five numbers. What the recipient may see is read now.
func (w *Worker) sheetPage(ctx context.Context, scope db.Scope, d *messagedb.Claim) (compose.Page, error) {
	setup, err := scope.Setup(ctx)
	if err != nil {
		return compose.Page{}, err
	}
	voice, err := w.voice(ctx, scope, telling.ForTeam, d.Event, d.Locale)
	if err != nil {
		return compose.Page{}, err
	}
	sheet, known := telling.SheetOf(d.Topic)
	if !known { // of a program that wrote no date into it
		sheet.Date = booking.DateOf(d.CreatedAt.Add(24*time.Hour-time.Duration(telling.NextDayFrom)*time.Minute), setup.Company.Zone)
	}
	own, err := ownReader(ctx, scope, sheet, d)
	if err != nil {
		return compose.Page{}, err
	}
	bookings, err := messagedb.SheetBookings(ctx, scope, setup.Company, sheet.Date)
	if err != nil {
		return compose.Page{}, err
	}
	for i, o := range bookings {
		if o = modest(o, voice.Standing); reserved(d, voice.Standing) {
			o.Contact = booking.Contact{Name: clientdb.Nameless}
		}
		bookings[i] = o
	}
	s := compose.SheetDay{Company: setup.Company.Name, Zone: setup.Company.Zone, Date: sheet.Date, Only: sheet.Resource != "", Own: own != nil}
	if !voice.Standing.Approved {
		s.Company = telling.PlainName(s.Company)
	}
	if s.Resources, err = sheetResources(ctx, scope, setup, sheet, bookings); err != nil {
		return compose.Page{}, err
	}
	if own != nil && !own.Empty && (len(s.Resources) == 0 || len(s.Resources[0].Bookings) == 0) {
		return compose.Page{}, dropped{telling.DropEmpty}
	}
	if !voice.Standing.Approved {
		for i := range s.Resources {
			s.Resources[i].Name = telling.PlainName(s.Resources[i].Name)
		}
	}
	if s.Yesterday, err = sheetFigures(ctx, scope, setup, sheet, d); err != nil {
		return compose.Page{}, err
	}
	return compose.Sheet(d.Locale, s, w.BaseURL), nil
}

// ownReader is the specialist to whom the sheet goes, nil for anybody else. Who has become one since it was written, or is another
// one, is not sent what he may not see, and who is of the team no more is sent nothing.
func ownReader(ctx context.Context, scope db.Scope, sheet telling.Sheet, d *messagedb.Claim) (*messagedb.SheetReader, error) {
	if d.Channel != telling.Email {
		return nil, nil
	}
	r, err := messagedb.ReaderOfSheet(ctx, scope, d.Recipient)
	switch {
	case err != nil:
		return nil, err
	case r.Role == booking.Specialist && (r.Resource == "" || r.Resource != sheet.Resource), r.Role == "" && !r.Added:
		return nil, dropped{telling.DropRole}
	case r.Role == booking.Specialist:
		return &r, nil
	}
	return nil, nil
}

// sheetResources are those that the sheet is of, in the panel's order: who works or has something booked, with the time that is free.
func sheetResources(ctx context.Context, scope db.Scope, setup db.Setup, sheet telling.Sheet, bookings []messagedb.NotificationContext) ([]compose.SheetResource, error) {
	var ids []booking.ID
	for _, r := range setup.Resources {
		ids = append(ids, r.ID)
	}
	calendar := setup.Calendar(nil)
	zone := setup.Company.Zone
	day := booking.Span{From: engine.Instant(sheet.Date, 0, zone), To: engine.Instant(sheet.Date, booking.DayEnd, zone)}
	occupied, err := bookingdb.Occupied(ctx, scope, ids, day, day.To.AddDate(1, 0, 0)) // when no hold of today lasts any more
	if err != nil {
		return nil, err
	}
	var all []compose.SheetResource
	for _, r := range setup.Resources {
		if sheet.Resource != "" && r.ID != sheet.Resource {
			continue
		}
		one := compose.SheetResource{ID: r.ID, Name: r.Name}
		for _, o := range bookings {
			if slices.ContainsFunc(o.Resources, func(n messagedb.Named) bool { return n.ID == r.ID }) {
				one.Bookings = append(one.Bookings, o)
			}
		}
		if !r.Active && len(one.Bookings) == 0 && sheet.Resource == "" {
			continue
		}
		var taken []booking.Span
		for _, b := range calendar.Blocked(r.ID, sheet.Date, sheet.Date) {
			taken = append(taken, b.Span)
		}
		if open := spans.Without(calendar.Working(r.ID, sheet.Date, sheet.Date), taken); r.Active {
			one.Works = len(open) > 0
			for _, o := range occupied {
				if o.Resource == r.ID {
					taken = append(taken, o.Span)
				}
			}
			one.Free = longEnough(spans.Without(open, taken), setup.Company.StepMin)
		}
		all = append(all, one)
	}
	return all, nil
}

// longEnough are the gaps in which at least one slot could begin.
func longEnough(gaps []booking.Span, step int) []booking.Span {
	return slices.DeleteFunc(gaps, func(s booking.Span) bool { return s.To.Sub(s.From) < time.Duration(step)*time.Minute })
}

// sheetFigures are those of the day before the one on which the sheet is sent.
func sheetFigures(ctx context.Context, scope db.Scope, setup db.Setup, sheet telling.Sheet, d *messagedb.Claim) (compose.SheetFigures, error) {
	yesterday := booking.DateOf(d.CreatedAt, setup.Company.Zone).AddDays(-1)
	f := compose.SheetFigures{Date: yesterday, Currency: setup.Company.Currency}
	sees, err := messagedb.SeesRevenue(ctx, scope, d.Channel, d.Recipient)
	if err != nil {
		return f, err
	}
	days, err := reportdb.Days(ctx, scope, yesterday, yesterday, sheet.Resource)
	if err != nil {
		return f, err
	}
	if len(days) == 1 {
		f.Bookings, f.Visits, f.NoShows, f.Cancelled, f.Minutes = days[0].Bookings, days[0].Visits, days[0].NoShows, days[0].Cancelled, days[0].Minutes
	}
	if sees {
		if f.Revenue = "0"; len(days) == 1 {
			f.Revenue = days[0].Done
		}
		if sheet.Resource == "" {
			f.Taken, err = paymentdb.SumOn(ctx, scope, yesterday)
		}
	}
	return f, err
}
