package format

import (
	"strconv"
	"strings"
	"time"
)

const (
	dayMin  = 24 * 60
	weekMin = 7 * dayMin
)

// Minutes is a length of time: «1 ч 30 мин».
func (s Style) Minutes(n int) string {
	l := s.words()
	var parts []string
	if h := n / 60; h > 0 {
		parts = append(parts, strconv.Itoa(h)+nbsp+l.hour)
	}
	if m := n % 60; m > 0 || n == 0 {
		parts = append(parts, strconv.Itoa(m)+nbsp+l.minute)
	}
	return strings.Join(parts, nbsp)
}

// Notice is how long before something else something is, to go with «за» and
// "before": «неделю», «2 дня», «3 ч», "1 week".
func (s Style) Notice(minutes int) string {
	l := s.words()
	amount, forms := 0, l.day
	switch {
	case minutes > 0 && minutes%weekMin == 0:
		amount, forms = minutes/weekMin, l.week
	case minutes > 0 && minutes%dayMin == 0:
		amount = minutes / dayMin
	default:
		return s.Minutes(minutes)
	}
	if amount == 1 && l == &russian {
		return forms[0]
	}
	return strconv.Itoa(amount) + nbsp + l.counted(amount, forms)
}

// Ago is how long something has been past: «5 мин назад», «3 дня назад».
func (s Style) Ago(d time.Duration) string {
	if d < time.Minute {
		return s.words().now
	}
	return strings.Replace(s.words().ago, "{}", s.Roughly(d), 1)
}

// Roughly is a length of time of which only the largest part counts: «5 мин», «3 ч»,
// «2 дня».
func (s Style) Roughly(d time.Duration) string {
	l := s.words()
	switch {
	case d < time.Hour:
		return s.Minutes(int(d.Minutes()))
	case d < 24*time.Hour:
		return s.Minutes(int(d.Hours()) * 60)
	}
	days := int(d.Hours()) / 24
	return strconv.Itoa(days) + nbsp + l.counted(days, l.day)
}

// HourUnit is «ч», "h".
func (s Style) HourUnit() string { return s.words().hour }

// MinuteUnit is «мин», "min".
func (s Style) MinuteUnit() string { return s.words().minute }

// DayUnit is «дн.», "d".
func (s Style) DayUnit() string { return s.words().dayUnit }
