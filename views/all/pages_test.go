package all

import (
	"strings"
	"testing"

	"okno/booking"
	"okno/views"
	"okno/views/account"
	"okno/views/board"
	"okno/views/viewstest"
	"okno/views/visit"
)

func TestSignInKeepsWhatWasTypedButThePassword(t *testing.T) {
	p := viewstest.Render(t, account.NewSignIn(views.Base{Locale: "en", Path: "/sign-in"}, `a"b@example.com`, "/bookings?date=2026-12-01", booking.Say("error.invalid")))
	form := p.One(".sheet")
	if viewstest.Attr(form, "action") != "/sign-in" || viewstest.Attr(form, "method") != "post" {
		t.Error("the form must work without scripts")
	}
	if got := viewstest.Attr(p.One("#email"), "value"); got != `a"b@example.com` {
		t.Errorf("e-mail %q", got)
	}
	if viewstest.Attr(p.One("#password"), "value") != "" {
		t.Error("a password never goes back")
	}
	if got := viewstest.Attr(p.One("[name=next]"), "value"); got != "/bookings?date=2026-12-01" {
		t.Errorf("next %q", got)
	}
	if got := viewstest.Text(p.One("#problem")); got != "Check the fields." {
		t.Errorf("problem %q", got)
	}
	if p := viewstest.Render(t, account.NewSignIn(views.Base{Locale: "ru"}, "", "", booking.Sentence{})); len(p.All(".problem")) != 0 {
		t.Error("no error on the first visit")
	}
}

func TestLayoutShowsWhoIsIn(t *testing.T) {
	base := viewstest.Member()
	base.MailLogged = true
	p := viewstest.Render(t, board.NewBoard(base, viewstest.Salon(t)))
	if got := viewstest.Text(p.One(".member-name")) + " " + viewstest.Text(p.One(".member-role")); got != "Екатерина С. администратор (ресепшен)" {
		t.Errorf("member %q", got)
	}
	if len(p.All(".notice")) != 0 {
		t.Error("the desk cannot change the setup and is not told about mail")
	}
	base.Member.Role = booking.Admin
	if p := viewstest.Render(t, board.NewBoard(base, viewstest.Salon(t))); len(p.All(".notice")) != 1 {
		t.Error("an admin is told that mail is only logged")
	}
	if got := viewstest.Attr(p.One("[name=back]"), "value"); got != base.Path {
		t.Errorf("switches return to %q", got)
	}
	pressed := 0
	for _, b := range p.All(".switch-choice") {
		if viewstest.Attr(b, "aria-pressed") == "true" {
			pressed++
		}
	}
	if pressed != 2 {
		t.Errorf("%d choices are pressed, want one language and one theme", pressed)
	}
}

func TestDetailsOfferWhatCanBeDone(t *testing.T) {
	d := viewstest.Salon(t)
	for _, c := range []struct {
		status  booking.Status
		can     bool
		buttons string
	}{
		{booking.Pending, true, "change confirm reject move cancel cancel-now more pay again delete delete-now notes"},
		{booking.Confirmed, true, "change move cancel cancel-now arrive more complete no_show pay again unconfirm delete delete-now notes"},
		{booking.Arrived, true, "change complete pay again move cancel cancel-now more back delete delete-now notes"},
		{booking.Completed, true, "change pay again back more delete delete-now notes"},
		{booking.NoShow, true, "change again back more pay delete delete-now notes"},
		{booking.Cancelled, true, "restore again more pay delete delete-now notes"},
		{booking.Rejected, true, "restore again more pay delete delete-now notes"},
		{booking.Pending, false, ""},
		{booking.Cancelled, false, ""},
	} {
		k := d.Bookings[0]
		k.Status = c.status
		p := viewstest.Render(t, board.NewDetails("ru", board.DetailsData{Company: d.Company, Booking: k, Service: d.Services[0], CanChange: c.can}))
		var acts []string
		for _, n := range p.All("[data-act]") {
			acts = append(acts, viewstest.Attr(n, "data-act"))
		}
		if got := strings.Join(acts, " "); got != c.buttons {
			t.Errorf("%s, may change %v: buttons %q, want %q", c.status, c.can, got, c.buttons)
		}
	}
}

func TestDetailsTellAll(t *testing.T) {
	d := viewstest.Salon(t)
	k := d.Bookings[0]
	k.Contact.Phone, k.Contact.Email, k.Price = "+79162231408", "p@example.com", "1800.00"
	data := board.DetailsData{
		Company: d.Company, Booking: k, CanChange: true, Now: d.Now,
		Service:    booking.Service{ID: "cut", Name: "Стрижка", Price: "2500.00"},
		Resources:  []booking.Resource{d.Resources[1].Resource, d.Resources[0].Resource},
		Answers:    []views.Answer{{Label: "Пожелания", Value: "теплее"}},
		History:    []board.Event{{At: k.Start, Act: "created", Actor: "visitor", Origin: "widget"}, {At: k.Start, Act: "cancelled", Actor: "member", Name: "Катя", Origin: "board", Reason: "заболела"}},
		Deliveries: []views.Delivery{{Event: "booking_created", Channel: "email", Recipient: "p@example.com", State: "parked", At: k.Start, Error: "550 no such user"}},
		Problem:    booking.Say("error.invalid"), Cancelling: true, Reason: "потому что",
	}
	p := viewstest.Render(t, board.NewDetails("ru", data))
	all := viewstest.Text(p.One("#booking-b2"))
	for _, want := range []string{
		"Запись № 2", "Полина Егорова", "Стрижка 1 800 ₽", "Вторник, 1 декабря 2026 15:00–16:00 1 ч", "Анна Иванова, Кабинет 1",
		"+7 916 223-14-08", "p@example.com", "Пожелания теплее", "Запись создана 1 декабря, 15:00 · клиент · с сайта",
		"Отменена: заболела 1 декабря, 15:00 · Катя · с доски", "не отправлено · 1 декабря, 15:00 · 550 no such user", "Проверьте поля.",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in %q", want, all)
		}
	}
	if !viewstest.Matches(p.One(".cancel"), "[open]") || viewstest.Text(p.One("#reason-b2")) != "потому что" {
		t.Error("a refused cancel step stays open with what was typed")
	}
	if len(p.All("[href=tel:+79162231408]")) != 1 {
		t.Error("the phone is a link")
	}
	data.Booking.Contact.Phone = "+7 (script)"
	if p := viewstest.Render(t, board.NewDetails("ru", data)); strings.Contains(p.Text, `href="tel:`) {
		t.Error("what is no number is no link")
	}
	page := viewstest.Render(t, board.NewBookingPage(viewstest.Member(), data))
	if len(page.All("h1")) != 1 || len(page.All("[href=/bookings?date=2026-12-01]")) != 1 {
		t.Error("the page of a booking has a heading and a way back to its day")
	}
}

func TestFailuresAreForPeople(t *testing.T) {
	for status, want := range map[int]string{403: "Нет доступа", 404: "Здесь ничего нет", 429: "Слишком часто", 500: "Что-то сломалось у нас", 418: "Не получилось"} {
		p := viewstest.Render(t, views.NewFailure(views.Base{Locale: "ru"}, status, booking.Sentence{}))
		if got := viewstest.Text(p.One("h1")); got != want {
			t.Errorf("%d: %q, want %q", status, got, want)
		}
		if len(p.All(".sidebar")) != 0 {
			t.Error("a stranger sees no panel")
		}
	}
	p := viewstest.Render(t, views.NewFailure(viewstest.Member(), 404, booking.Say("error.invalid")))
	if len(p.All(".sidebar")) != 1 || !strings.Contains(viewstest.Text(p.One(".failure")), "Проверьте поля.") {
		t.Error("a member stays in the panel and reads the error's own sentence")
	}
}

func TestVisit(t *testing.T) {
	d := viewstest.Salon(t)
	data := visit.VisitData{Token: "tok", Company: d.Company, Booking: d.Bookings[0], Service: booking.Service{Name: "Стрижка", Price: "2500.00"}, Resources: []booking.Resource{d.Resources[1].Resource}}
	p := viewstest.Render(t, visit.NewVisit(views.Base{Locale: "ru"}, data))
	for _, want := range []string{"Лотос", "Стрижка", "Вторник, 1 декабря 2026 15:00–16:00", "Анна Иванова", "ждёт ответа", "Время московское (UTC+3)"} {
		if !strings.Contains(viewstest.Text(p.Root), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	if len(p.All("[href=/m/tok/calendar.ics]")) != 1 {
		t.Error("no calendar link")
	}
	if viewstest.Attr(p.One("[name=robots]"), "content") != "noindex, nofollow" {
		t.Error("the page must not be indexed")
	}
	data.Booking.Status = booking.Cancelled
	if p := viewstest.Render(t, visit.NewVisit(views.Base{Locale: "ru"}, data)); len(p.All("[href=/m/tok/calendar.ics]")) != 0 || len(p.All(".visit-note")) != 1 {
		t.Error("a cancelled booking is not for the calendar")
	}
}

func TestHuesAreNearAndNeverAmber(t *testing.T) {
	for color, want := range map[string]views.Hue{
		"#7c5cff": "violet", "#e0567a": "pink", "#000000": "slate", "#ffffff": "slate", "#808080": "slate",
		"#1e60c8": "blue", "#ff0000": "red", "#00ff00": "green", "#008080": "teal", "#f5b93a": "olive",
	} {
		if got := views.HueOf(color, 0); got != want {
			t.Errorf("%s is %s, want %s", color, got, want)
		}
	}
	if views.HueOf("", 0) == views.HueOf("", 1) || views.HueOf("red", 3) != views.HueOf("", 3) || views.HueOf("", len(views.Hues)) != views.HueOf("", 0) {
		t.Error("things without a colour take the palette in order")
	}
	if (views.Palette{}).Of("x") != "slate" {
		t.Error("an unknown thing is slate")
	}
}
