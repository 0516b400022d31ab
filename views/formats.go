package views

import (
	"fmt"
	"strings"
	"time"

	"github.com/nyaruka/phonenumbers"

	"okno/booking"
)

// nbsp keeps a number and its unit on one line.
const nbsp = "\u00a0"

// Date is «Вторник, 24 ноября 2026» or "Tuesday, 24 November 2026".
func (w *Words) Date(d booking.Date) string { return fmt.Sprintf("%s %d", w.DayMonth(d), d.Year) }

// DayMonth is Date without the year.
func (w *Words) DayMonth(d booking.Date) string {
	return fmt.Sprintf("%s, %d%s%s", w.weekdays[d.Weekday()], d.Day, nbsp, w.months[d.Month])
}

// DateShort is «вт, 24 ноября» or "Tue, 24 November".
func (w *Words) DateShort(d booking.Date) string {
	return fmt.Sprintf("%s, %d%s%s", w.T(fmt.Sprintf("calendar.short.%d", d.Weekday())), d.Day, nbsp, w.months[d.Month])
}

// Time is the wall-clock time of t in the zone that t carries: 9:30.
func (w *Words) Time(t time.Time) string { return fmt.Sprintf("%d:%02d", t.Hour(), t.Minute()) }

// Times is from–to on the wall clock: 9:30–11:00.
func (w *Words) Times(from, to time.Time) string { return w.Time(from) + "–" + w.Time(to) }

// Moment is the date and time of t in the zone that t carries: «24 ноября, 9:30».
func (w *Words) Moment(t time.Time) string {
	return fmt.Sprintf("%d%s%s, %s", t.Day(), nbsp, w.months[t.Month()], w.Time(t))
}

// Minutes is a length of time: «1 ч 30 мин».
func (w *Words) Minutes(n int) string {
	var parts []string
	if h := n / 60; h > 0 {
		parts = append(parts, fmt.Sprint(h)+nbsp+w.T("calendar.hours"))
	}
	if m := n % 60; m > 0 || n == 0 {
		parts = append(parts, fmt.Sprint(m)+nbsp+w.T("calendar.minutes"))
	}
	return strings.Join(parts, " ")
}

// signs are the currencies that people know by a sign; the others show their code.
var signs = map[string]string{
	"RUB": "₽", "EUR": "€", "USD": "$", "GBP": "£", "KZT": "₸", "UAH": "₴", "GEL": "₾",
	"AMD": "֏", "TRY": "₺", "ILS": "₪", "INR": "₹", "JPY": "¥", "AZN": "₼", "PLN": "zł", "CZK": "Kč",
}

// Money writes a decimal amount of a currency (ISO 4217): "2500.00" of RUB is
// «2 500 ₽», of GBP "£2,500". An empty amount is "".
func (w *Words) Money(amount, currency string) string {
	if amount == "" {
		return ""
	}
	whole, cents, _ := strings.Cut(amount, ".")
	group, point := ",", "."
	if w.locale == "ru" {
		group, point = nbsp, ","
	}
	number := grouped(whole, group)
	if strings.Trim(cents, "0") != "" {
		number += point + (cents + "00")[:2]
	}
	sign, known := signs[currency]
	switch {
	case !known:
		return number + nbsp + currency
	case w.locale == "en" && len([]rune(sign)) == 1:
		return sign + number
	}
	return number + nbsp + sign
}

// amount is a decimal amount as it is typed into a field: "2500.50" is
// «2500,50» in Russian; a whole amount has no point.
func (w *Words) amount(decimal string) string {
	whole, cents, _ := strings.Cut(decimal, ".")
	switch {
	case strings.Trim(cents, "0") == "":
		return whole
	case w.locale == "ru":
		return whole + "," + cents
	}
	return decimal
}

// currencySign is the sign of a currency, its code where people know none.
func currencySign(currency string) string {
	if sign, ok := signs[currency]; ok {
		return sign
	}
	return currency
}

// grouped puts sep between every three digits.
func grouped(digits, sep string) string {
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(sep)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Phone writes an E.164 number in the groups that its country uses; what is
// no phone number stays as it is.
func (w *Words) Phone(e164 string) string {
	n, err := phonenumbers.Parse(e164, "")
	if err != nil {
		return e164
	}
	return strings.ReplaceAll(phonenumbers.Format(n, phonenumbers.INTERNATIONAL), " ", nbsp)
}
