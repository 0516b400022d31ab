package format_test

import (
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/format"
	"okno/booking/pricelist"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, ok := booking.ParseZone(name)
	if !ok {
		t.Fatal(name)
	}
	return z
}

// Every outlet writes by this table.
func TestFormats(t *testing.T) {
	moscow, london, york := zone(t, "Europe/Moscow"), zone(t, "Europe/London"), zone(t, "America/New_York")
	now := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	ru, en, us := format.In("ru").At(moscow, now), format.In("en").At(london, now), format.In("en").At(york, now)
	date, next := booking.Date{Year: 2026, Month: 12, Day: 25}, booking.Date{Year: 2027, Month: 1, Day: 3}
	at := time.Date(2026, 12, 25, 9, 5, 0, 0, moscow)
	hour := func(z *time.Location, h, m int) time.Time { return time.Date(2026, 12, 25, h, m, 0, 0, z) }
	for _, c := range []struct{ got, want string }{
		{ru.Day(date).String(), "пятница, 25 декабря"},
		{ru.Day(date).On(), "в пятницу, 25 декабря"},
		{ru.Day(date).Till(), "пятницы, 25 декабря"},
		{ru.Day(booking.Date{Year: 2026, Month: 12, Day: 1}).On(), "во вторник, 1 декабря"},
		{ru.Day(next).On(), "в воскресенье, 3 января 2027"},
		{ru.Day(next).Short(), "вс, 3 января 2027"},
		{ru.Day(date).Full(), "25 декабря 2026"},
		{en.Day(date).On(), "on Friday, 25 December"},
		{us.Day(date).On(), "on Friday, December 25"},
		{us.Day(next).String(), "Sunday, January 3, 2027"},
		{format.In("ru").Day(date).On(), "в пятницу, 25 декабря 2026"},
		{ru.Date(date), "Пятница, 25 декабря 2026"},
		{en.Date(date), "Friday, 25 December 2026"},
		{us.Date(date), "Friday, December 25, 2026"},
		{ru.Heading(date), "Пятница, 25 декабря"},
		{ru.Heading(next), "Воскресенье, 3 января 2027"},
		{us.DayMonth(next), "Sunday, January 3"},
		{ru.DateShort(date), "пт, 25 декабря"},
		{ru.Time(at), "9:05"},
		{us.Time(hour(york, 9, 0)), "9:00 AM"},
		{us.Time(hour(york, 0, 30)), "12:30 AM"},
		{us.Time(hour(york, 12, 0)), "12:00 PM"},
		{format.In("en").Time(hour(york, 13, 0)), "1:00 PM"},
		{format.In("ru").Time(hour(york, 13, 0)), "13:00"},
		{en.Time(hour(london, 13, 0)), "13:00"},
		{ru.Times(at, at.Add(time.Hour)), "9:05–10:05"},
		{us.Times(hour(york, 9, 0), hour(york, 10, 30)), "9:00–10:30 AM"},
		{us.Times(hour(york, 9, 0), hour(york, 13, 0)), "9:00 AM–1:00 PM"},
		{ru.Clock(booking.DayEnd), "24:00"},
		{us.Clock(booking.DayEnd), "12:00 AM"},
		{us.Hours(9*60, 13*60+30, "–"), "9 AM–1:30 PM"},
		{ru.Hours(9*60, 13*60+30, "–"), "9–13:30"},
		{ru.Moment(at), "25 декабря, 9:05"},
		{ru.Moment(at.AddDate(1, 0, 0)), "25 декабря 2027, 9:05"},
		{us.Moment(hour(york, 9, 0)), "December 25, 9:00 AM"},
		{ru.Minutes(75), "1 ч 15 мин"},
		{ru.Minutes(60), "1 ч"},
		{ru.Minutes(45), "45 мин"},
		{ru.Minutes(0), "0 мин"},
		{en.Minutes(75), "1 h 15 min"},
		{ru.Notice(168 * 60), "неделю"},
		{ru.Notice(2 * 168 * 60), "2 недели"},
		{ru.Notice(48 * 60), "2 дня"},
		{ru.Notice(24 * 60), "день"},
		{ru.Notice(5 * 24 * 60), "5 дней"},
		{ru.Notice(21 * 24 * 60), "3 недели"},
		{ru.Notice(22 * 24 * 60), "22 дня"},
		{ru.Notice(3 * 60), "3 ч"},
		{en.Notice(168 * 60), "1 week"},
		{en.Notice(48 * 60), "2 days"},
		{ru.Ago(10 * time.Second), "только что"},
		{ru.Ago(5 * time.Minute), "5 мин назад"},
		{ru.Ago(3*time.Hour + 20*time.Minute), "3 ч назад"},
		{ru.Ago(49 * time.Hour), "2 дня назад"},
		{en.Ago(25 * time.Hour), "1 day ago"},
		{ru.Money("2200.00", "RUB"), "2 200 ₽"},
		{ru.Money("85.50", "GBP"), "85,50 £"},
		{us.Money("60.00", "USD"), "$60"},
		{en.Money("2500.00", "GBP"), "£2,500"},
		{en.Money("1234567.80", "USD"), "$1,234,567.80"},
		{en.Money("1500", "JPY"), "¥1,500"},
		{en.Money("1.5", "KWD"), "KWD 1.500"},
		{en.Money("10", "CHF"), "CHF 10"},
		{ru.Money("10", "CHF"), "10 CHF"},
		{ru.Money("", "RUB"), ""},
		{ru.Offer(pricelist.Range{Shortest: 60, Longest: 60, Price: "1000.00"}, "RUB"), "1 ч · 1 000 ₽"},
		{ru.Offer(pricelist.Range{Shortest: 45, Longest: 60, Price: "1000.00", From: true}, "RUB"), "45–60 мин · от 1 000 ₽"},
		{en.Offer(pricelist.Range{Shortest: 60, Longest: 120, Price: "10.00", From: true}, "GBP"), "1–2 h · from £10"},
		{en.Offer(pricelist.Range{Shortest: 45, Longest: 90}, "GBP"), "45 min – 1 h 30 min"},
		{ru.Offer(pricelist.Range{Shortest: 30, Longest: 30, Price: "0.00"}, "RUB"), "30 мин · бесплатно"},
		{ru.Offer(pricelist.Range{Shortest: 30, Longest: 30, Price: "0.00", From: true}, "RUB"), "30 мин · от 0 ₽"},
		{ru.Amount("2500.50"), "2500,50"},
		{ru.Number("12345"), "12 345"},
		{en.Number("12345"), "12,345"},
		{ru.Phone("+79162231408"), "+7 916 223-14-08"},
		{en.Phone("+447700702263"), "+44 7700 702263"},
		{en.Phone("call me"), "call me"},
		{ru.Zone(moscow, now), "Москва (UTC+3)"},
		{en.Zone(moscow, now), "Moscow (UTC+3)"},
		{ru.ZoneTime(moscow, now), "Время московское (UTC+3)"},
		{ru.ZoneTime(london, now), "Время: Лондон (UTC)"},
		{en.ZoneTime(moscow, now), "Moscow time (UTC+3)"},
		{en.ZoneTime(york, now), "New York time (UTC−5)"},
		{format.Offset(zone(t, "Asia/Kolkata"), now), "UTC+5:30"},
		{format.Offset(zone(t, "America/St_Johns"), now), "UTC−3:30"},
		{ru.Tag(), "ru-RU-x-2026"},
		{us.Tag(), "en-US-x-2026"},
		{format.Read(us.Tag()).Day(date).On(), "on Friday, December 25"},
		{format.Read("en").Tag(), "en"},
		{format.Read("de").Locale(), "en"},
		{us.Language(), "en-US"},
		{en.Language(), "en-GB"},
	} {
		if got := strings.ReplaceAll(c.got, "\u00a0", " "); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	for _, unbroken := range []string{ru.Money("2500.00", "RUB"), ru.Minutes(75), us.Time(hour(york, 9, 0)), ru.Notice(48 * 60)} {
		if strings.Contains(unbroken, " ") {
			t.Errorf("%q may break between two lines", unbroken)
		}
	}
}

// A zone is found by its city in either language, by what the list shows, and by its own name.
func TestZonesAreFound(t *testing.T) {
	now := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	for typed, want := range map[string]string{
		"Екатеринбург": "Asia/Yekaterinburg", "екатеринбург (UTC+5)": "Asia/Yekaterinburg", "Yekaterinburg": "Asia/Yekaterinburg",
		"Новосибирск": "Asia/Novosibirsk", "Лондон": "Europe/London", "Берлин": "Europe/Berlin", "new york": "America/New_York",
		" New_York ": "America/New_York", "Europe/Moscow": "Europe/Moscow", "europe/moscow": "Europe/Moscow", "Киев": "Europe/Kyiv",
		"Нью-Йорк (UTC−5)": "America/New_York", "Mars/Olympus": "Mars/Olympus", "": "",
	} {
		if got := format.ZoneNamed(typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
	ru, en := format.In("ru"), format.In("en")
	for _, s := range []format.Style{ru, en} {
		for _, choice := range s.Zones(now) {
			if _, ok := booking.ParseZone(format.ZoneNamed(choice.Text)); !ok || choice.Currency == "" {
				t.Errorf("%+v cannot be chosen", choice)
			}
		}
		seen := map[string]string{}
		for _, name := range booking.Zones() {
			text := s.Zone(zone(t, name), now)
			if other, twice := seen[text]; twice {
				t.Errorf("%s and %s are both %s", name, other, text)
			}
			seen[text] = name
			if got := format.ZoneNamed(text); got != name {
				t.Errorf("%s is shown as %s and read as %s", name, text, got)
			}
		}
	}
	list := ru.Zones(now)
	if list[0].Text != "Калининград (UTC+2)" || list[1].Text != "Москва (UTC+3)" || list[10].Text != "Камчатка (UTC+12)" && list[10].Text != "Петропавловск-Камчатский (UTC+12)" {
		t.Errorf("a Russian list begins with %v", list[:11])
	}
	if len(list) != len(booking.Zones()) || en.Zones(now)[0].Text != "Abidjan (UTC)" {
		t.Errorf("%d zones, the English list begins with %v", len(list), en.Zones(now)[0])
	}
}
