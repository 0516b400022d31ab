package views

import (
	"strings"
	"testing"

	"okno/booking"
)

func TestSignInKeepsWhatWasTypedButThePassword(t *testing.T) {
	p := render(t, NewSignIn(Base{Locale: "en", Path: "/sign-in"}, `a"b@example.com`, "/bookings?date=2026-12-01", booking.Say("error.invalid")))
	form := p.one(".sheet")
	if attr(form, "action") != "/sign-in" || attr(form, "method") != "post" {
		t.Error("the form must work without scripts")
	}
	if got := attr(p.one("#email"), "value"); got != `a"b@example.com` {
		t.Errorf("e-mail %q", got)
	}
	if attr(p.one("#password"), "value") != "" {
		t.Error("a password never goes back")
	}
	if got := attr(p.one("[name=next]"), "value"); got != "/bookings?date=2026-12-01" {
		t.Errorf("next %q", got)
	}
	if got := text(p.one("#problem")); got != "Check the fields." {
		t.Errorf("problem %q", got)
	}
	if p := render(t, NewSignIn(Base{Locale: "ru"}, "", "", booking.Sentence{})); len(p.all(".problem")) != 0 {
		t.Error("no error on the first visit")
	}
}

func TestLayoutShowsWhoIsIn(t *testing.T) {
	base := member()
	base.MailLogged = true
	p := render(t, NewBoard(base, salon(t)))
	if got := text(p.one(".member-name")) + " " + text(p.one(".member-role")); got != "Екатерина С. администратор (ресепшен)" {
		t.Errorf("member %q", got)
	}
	if len(p.all(".notice")) != 0 {
		t.Error("the desk cannot change the setup and is not told about mail")
	}
	base.Member.Role = booking.Admin
	if p := render(t, NewBoard(base, salon(t))); len(p.all(".notice")) != 1 {
		t.Error("an admin is told that mail is only logged")
	}
	if got := attr(p.one("[name=back]"), "value"); got != base.Path {
		t.Errorf("switches return to %q", got)
	}
	pressed := 0
	for _, b := range p.all(".switch-choice") {
		if attr(b, "aria-pressed") == "true" {
			pressed++
		}
	}
	if pressed != 2 {
		t.Errorf("%d choices are pressed, want one language and one theme", pressed)
	}
}

func TestDetailsOfferWhatCanBeDone(t *testing.T) {
	d := salon(t)
	for _, c := range []struct {
		status  booking.Status
		can     bool
		buttons string
	}{
		{booking.Pending, true, "confirm reject move cancel cancel-now more delete delete-now notes"},
		{booking.Confirmed, true, "move cancel cancel-now arrive more complete no_show unconfirm delete delete-now notes"},
		{booking.Arrived, true, "complete move cancel cancel-now more back delete delete-now notes"},
		{booking.Completed, true, "back more delete delete-now notes"},
		{booking.NoShow, true, "back more delete delete-now notes"},
		{booking.Cancelled, true, "restore more delete delete-now notes"},
		{booking.Rejected, true, "restore more delete delete-now notes"},
		{booking.Pending, false, ""},
		{booking.Cancelled, false, ""},
	} {
		k := d.Bookings[0]
		k.Status = c.status
		p := render(t, NewDetails("ru", DetailsData{Company: d.Company, Booking: k, Service: d.Services[0], CanChange: c.can}))
		var acts []string
		for _, n := range p.all("[data-act]") {
			acts = append(acts, attr(n, "data-act"))
		}
		if got := strings.Join(acts, " "); got != c.buttons {
			t.Errorf("%s, may change %v: buttons %q, want %q", c.status, c.can, got, c.buttons)
		}
	}
}

func TestDetailsTellAll(t *testing.T) {
	d := salon(t)
	k := d.Bookings[0]
	k.Contact.Phone, k.Contact.Email = "+79162231408", "p@example.com"
	data := DetailsData{
		Company: d.Company, Booking: k, CanChange: true, Now: d.Now,
		Service:    booking.Service{ID: "cut", Name: "Стрижка", Price: "2500.00"},
		Resources:  []booking.Resource{d.Resources[1].Resource, d.Resources[0].Resource},
		Answers:    []Answer{{"Пожелания", "теплее"}},
		History:    []Event{{At: k.Start, Act: "created", Actor: "visitor", Origin: "widget"}, {At: k.Start, Act: "cancelled", Actor: "member", Name: "Катя", Origin: "board", Reason: "заболела"}},
		Deliveries: []Delivery{{Event: "booking_created", Channel: "email", Recipient: "p@example.com", State: "parked", At: k.Start, Error: "550 no such user"}},
		Problem:    booking.Say("error.invalid"), Cancelling: true, Reason: "потому что",
	}
	p := render(t, NewDetails("ru", data))
	all := text(p.one("#booking-b2"))
	for _, want := range []string{
		"Запись № 2", "Полина Егорова", "Стрижка 2 500 ₽", "Вторник, 1 декабря 2026 15:00–16:00 1 ч", "Анна Иванова, Кабинет 1",
		"+7 916 223-14-08", "p@example.com", "Пожелания теплее", "Запись создана 1 декабря, 15:00 · клиент · с сайта",
		"Отменена: заболела 1 декабря, 15:00 · Катя · с доски", "не отправлено · 1 декабря, 15:00 · 550 no such user", "Проверьте поля.",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in %q", want, all)
		}
	}
	if !matches(p.one(".cancel"), "[open]") || text(p.one("[name=reason]")) != "потому что" {
		t.Error("a refused cancel step stays open with what was typed")
	}
	if len(p.all("[href=tel:+79162231408]")) != 1 {
		t.Error("the phone is a link")
	}
	data.Booking.Contact.Phone = "+7 (script)"
	if p := render(t, NewDetails("ru", data)); strings.Contains(p.text, `href="tel:`) {
		t.Error("what is no number is no link")
	}
	page := render(t, NewBookingPage(member(), data))
	if len(page.all("h1")) != 1 || len(page.all("[href=/bookings?date=2026-12-01]")) != 1 {
		t.Error("the page of a booking has a heading and a way back to its day")
	}
}

func TestFailuresAreForPeople(t *testing.T) {
	for status, want := range map[int]string{403: "Нет доступа", 404: "Здесь ничего нет", 429: "Слишком часто", 500: "Что-то сломалось у нас", 418: "Не получилось"} {
		p := render(t, NewFailure(Base{Locale: "ru"}, status, booking.Sentence{}))
		if got := text(p.one("h1")); got != want {
			t.Errorf("%d: %q, want %q", status, got, want)
		}
		if len(p.all(".sidebar")) != 0 {
			t.Error("a stranger sees no panel")
		}
	}
	p := render(t, NewFailure(member(), 404, booking.Say("error.invalid")))
	if len(p.all(".sidebar")) != 1 || !strings.Contains(text(p.one(".failure")), "Проверьте поля.") {
		t.Error("a member stays in the panel and reads the error's own sentence")
	}
}

func TestVisit(t *testing.T) {
	d := salon(t)
	data := VisitData{Token: "tok", Company: d.Company, Booking: d.Bookings[0], Service: booking.Service{Name: "Стрижка", Price: "2500.00"}, Resources: []booking.Resource{d.Resources[1].Resource}}
	p := render(t, NewVisit(Base{Locale: "ru"}, data))
	for _, want := range []string{"Лотос", "Стрижка", "Вторник, 1 декабря 2026 15:00–16:00", "Анна Иванова", "ждёт ответа", "Время московское (UTC+3)"} {
		if !strings.Contains(text(p.root), want) {
			t.Errorf("%q is not shown", want)
		}
	}
	if len(p.all("[href=/m/tok/calendar.ics]")) != 1 {
		t.Error("no calendar link")
	}
	if attr(p.one("[name=robots]"), "content") != "noindex, nofollow" {
		t.Error("the page must not be indexed")
	}
	data.Booking.Status = booking.Cancelled
	if p := render(t, NewVisit(Base{Locale: "ru"}, data)); len(p.all("[href=/m/tok/calendar.ics]")) != 0 || len(p.all(".visit-note")) != 1 {
		t.Error("a cancelled booking is not for the calendar")
	}
}

func TestHuesAreNearAndNeverAmber(t *testing.T) {
	for color, want := range map[string]Hue{
		"#7c5cff": "violet", "#e0567a": "pink", "#000000": "slate", "#ffffff": "slate", "#808080": "slate",
		"#1e60c8": "blue", "#ff0000": "red", "#00ff00": "green", "#008080": "teal", "#f5b93a": "olive",
	} {
		if got := hueOf(color, 0); got != want {
			t.Errorf("%s is %s, want %s", color, got, want)
		}
	}
	if hueOf("", 0) == hueOf("", 1) || hueOf("red", 3) != hueOf("", 3) || hueOf("", len(hues)) != hueOf("", 0) {
		t.Error("things without a colour take the palette in order")
	}
	if (palette{}).of("x") != "slate" {
		t.Error("an unknown thing is slate")
	}
}
