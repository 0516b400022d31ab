package views

import (
	"strings"
	"testing"
	"time"

	"okno/booking"
)

func TestFormats(t *testing.T) {
	ru, en := In("ru"), In("en")
	date := booking.Date{Year: 2026, Month: time.November, Day: 24}
	at := time.Date(2026, 11, 24, 9, 5, 0, 0, time.UTC)
	for _, c := range []struct{ got, want string }{
		{ru.Date(date), "Вторник, 24 ноября 2026"},
		{en.Date(date), "Tuesday, 24 November 2026"},
		{ru.DateShort(date), "вт, 24 ноября"},
		{en.DateShort(date), "Tue, 24 November"},
		{ru.Time(at), "9:05"},
		{ru.Times(at, at.Add(time.Hour)), "9:05–10:05"},
		{ru.Moment(at), "24 ноября, 9:05"},
		{ru.Minutes(90), "1 ч 30 мин"},
		{ru.Minutes(45), "45 мин"},
		{en.Minutes(120), "2 h"},
		{ru.Money("2500.00", "RUB"), "2 500 ₽"},
		{ru.Money("85.50", "GBP"), "85,50 £"},
		{en.Money("2500.00", "GBP"), "£2,500"},
		{en.Money("1234567.80", "USD"), "$1,234,567.80"},
		{en.Money("10", "CHF"), "10 CHF"},
		{ru.Money("", "RUB"), ""},
		{ru.Phone("+79162231408"), "+7 916 223-14-08"},
		{en.Phone("+447700702263"), "+44 7700 702263"},
		{en.Phone("call me"), "call me"},
		{ru.T("board.count", "count", 1), "1 бронь"},
		{ru.T("board.count", "count", 2), "2 брони"},
		{ru.T("board.count", "count", 5), "5 броней"},
		{ru.T("board.count", "count", 21), "21 бронь"},
		{ru.T("board.count", "count", 12), "12 броней"},
		{en.T("board.count", "count", 1), "1 booking"},
		{en.T("board.count", "count", 0), "0 bookings"},
		{ru.Say(booking.Sentence{}), ""},
		{ru.Say(booking.Say("live.created", "name", "Иван", "time", at)), "Новая бронь: Иван, 9:05"},
		{ru.Say(booking.Say("board.title", "date", date)), "Брони, Вторник, 24 ноября 2026"},
		{ru.T("no.such.key"), "no.such.key"},
		{In("de").Locale(), "en"},
	} {
		if got := strings.ReplaceAll(c.got, nbsp, " "); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	if got := ru.Money("2500.00", "RUB"); strings.Contains(got, " ") {
		t.Errorf("%q may break between two lines", got)
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{
		"Анна Иванова": "АИ", "Кабинет 1": "К1", "лазер": "Л", "  ": "·", "🙂 Ёлка": "Ё", "(ё) Ж": "ЁЖ",
	} {
		if got := initials(name); got != want {
			t.Errorf("initials of %q are %q, want %q", name, got, want)
		}
	}
}
