package schedules_test

import (
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/bookingtest"
	"okno/booking/engine"
	"okno/views"
	_ "okno/views/all"
	"okno/views/schedules"
	"okno/views/viewstest"
)

// Every reason that the engine may give has words of its own in both languages,
// with every blank filled, and leads where its cause can be changed.
func TestEveryReasonIsTold(t *testing.T) {
	z := bookingtest.Zone(t, "Europe/Moscow")
	start := time.Date(2026, 12, 1, 10, 0, 0, 0, z)
	d := schedules.WhyData{
		Company:    booking.Company{Zone: z, StepMin: 15, MinNoticeMin: 90, HorizonDays: 21},
		Services:   []booking.Service{{ID: "cut", Name: "Стрижка", DurationMin: 60}},
		Service:    booking.Service{ID: "cut", Name: "Стрижка", DurationMin: 60, StepMin: 30},
		Resources:  []booking.Resource{{ID: "anna", Name: "Анна", Kind: booking.Staff}},
		Exceptions: []booking.Exception{{ID: "leave", Reason: "отпуск"}},
		Occupied:   []engine.Occupancy{{Resource: "anna", Booking: "b1", Span: booking.Span{From: start.Add(-10 * time.Minute), To: start.Add(time.Hour)}}},
		Start:      start, Now: start.Add(-time.Hour),
	}
	links := map[booking.Reason]string{
		booking.ResourceNotLinked: "/services/cut", booking.ServiceInactive: "/services/cut", booking.NoResource: "/services/cut", booking.OffGrid: "/services/cut",
		booking.ResourceInactive: "/resources/anna", booking.KindMissing: "/resources", booking.OutsideHours: "/schedules?resource=anna&service=cut&view=week",
		booking.Excepted: "/exceptions/leave", booking.Occupied: "/bookings/b1",
	}
	for _, locale := range []string{"ru", "en"} {
		told := map[string]booking.Reason{}
		for _, reason := range booking.Reasons {
			for _, kind := range booking.Kinds {
				d.Refusal = &engine.Refusal{Reason: reason, Kind: kind, Resource: "anna", Exception: "leave", Booking: "b1"}
				why := schedules.NewWhy(locale, d)
				says := why.Answer.Text
				if strings.Contains(says, "why.") || strings.Contains(says, "no value") || strings.Contains(says, "{") || says == "" {
					t.Errorf("%s, %s: %q", locale, reason, says)
				}
				if same, twice := told[says]; twice && same != reason {
					t.Errorf("%s: %s and %s say the same", locale, reason, same)
				}
				told[says] = reason
				if why.Answer.URL != links[reason] {
					t.Errorf("%s leads to %q, want %q", reason, why.Answer.URL, links[reason])
				}
				if p := viewstest.Render(t, why); viewstest.Attr(p.One("#why"), "data-reason") != string(reason) {
					t.Errorf("%s is shown as another reason", reason)
				}
			}
		}
	}
	d.Refusal = &engine.Refusal{Reason: booking.TooSoon}
	if got := strings.ReplaceAll(schedules.NewWhy("ru", d).Answer.Text, views.NBSP, " "); got != "Запись закрывается за 1 ч 30 мин до начала: самое раннее сейчас — 1 декабря, 10:30." {
		t.Errorf("too soon: %s", got)
	}
}

// The bar of a day is made of shares that fill it and no more.
func TestMonthDays(t *testing.T) {
	d := schedules.MonthData{Company: booking.Company{Zone: bookingtest.Zone(t, "Europe/Moscow")}, First: bookingtest.Date(t, "2026-12-01"), Now: time.Date(2026, 12, 10, 9, 0, 0, 0, time.UTC), MayBlock: true,
		Head: schedules.NewSchedulesHead("en", schedules.ScheduleQuery{View: "month"}, nil, nil)}
	from, to := schedules.MonthWeeks(d.First)
	if from != bookingtest.Date(t, "2026-11-30") || to != bookingtest.Date(t, "2027-01-03") {
		t.Fatalf("December 2026 is shown from %s to %s", from, to)
	}
	for date := from; !to.Before(date); date = date.AddDays(1) {
		d.Days = append(d.Days, engine.DayLoad{Date: date, Load: engine.Load{Open: 480, Room: true}})
	}
	d.Days[1] = engine.DayLoad{Date: from.AddDays(1)}                                                                              // 1 December: closed
	d.Days[16] = engine.DayLoad{Date: from.AddDays(16), Load: engine.Load{Open: 300, Closed: 100, Busy: 1, Booked: 1, Room: true}} // the 16th
	d.Days[17] = engine.DayLoad{Date: from.AddDays(17), Load: engine.Load{Open: 400, Closed: 80, Busy: 380, Booked: 380}, Exceptions: []*booking.Exception{{Reason: "a"}, {}, {Reason: "c"}}}
	p := viewstest.Render(t, schedules.NewScheduleMonth(views.Base{Locale: "en", Member: views.Member{Name: "A", Role: booking.Owner}}, d))
	cell := func(date string) string { return viewstest.Text(p.One("[data-date=" + date + "]")) }
	for date, want := range map[string]string{
		"2026-12-01": "closed", "2026-12-16": "0% booked", "2026-12-17": "no free slots", "2026-12-20": "free", "2026-12-05": "0% booked",
	} {
		if got := cell(date); !strings.Contains(got, want) {
			t.Errorf("%s says %q, want %q", date, got, want)
		}
	}
	if got := cell("2026-12-17"); !strings.Contains(got, "3 exceptions, a, closed") || !strings.Contains(got, "1 more") {
		t.Errorf("exceptions: %q", got)
	}
	bars := map[string]string{}
	for _, date := range []string{"2026-12-16", "2026-12-17"} {
		for _, r := range p.Within(p.One("[data-date="+date+"]"), "rect") {
			bars[date] += viewstest.Attr(r, "x") + ":" + viewstest.Attr(r, "width") + " "
		}
	}
	if bars["2026-12-16"] != ":100 :3 75:25 " || bars["2026-12-17"] != ":100 :79 84:16 " {
		t.Errorf("bars %v", bars)
	}
	month := schedules.NewMonth("ru", d)
	if month.Free != 21 || month.Title != "Графики, декабрь 2026" || month.Name() != "Декабрь 2026" || month.Previous() != bookingtest.Date(t, "2026-11-01") || month.Next() != bookingtest.Date(t, "2027-01-01") {
		t.Errorf("%d free days of %s between %s and %s", month.Free, month.Name(), month.Previous(), month.Next())
	}
	if got := viewstest.Attr(p.One("#plan-block"), "href"); got != "/exceptions/new?from_date=2026-12-10&to_date=2026-12-10" {
		t.Errorf("blocking begins at %s", got)
	}
}
