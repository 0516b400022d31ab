package overview

import (
	"html/template"
	"slices"
	"strconv"
	"strings"
	"time"

	"okno/booking"
	"okno/views"
	"okno/views/day"
)

// OverviewPage is GET /overview.
type OverviewPage struct {
	views.Base
	Overview Overview
}

// OverviewData is what a manager's half a minute is made of; its BoardData is today's.
type OverviewData struct {
	day.BoardData
	Now                     time.Time
	Waiting, New, Withdrawn SomeNews
	Unreached               SomeNews                 // whose mail does not arrive
	Since                   map[booking.ID]time.Time // since when those of Waiting wait
	NewLeads                int
	Show                    string       // the kind of news, one of NewsKinds, of which all are shown; "" for none
	Reports                 bool         // the viewer may see how weeks compare
	Week, LastWeek          []DayFigures // Monday first
}

// NewsKinds are the kinds of news on the overview.
var NewsKinds = []string{"unreached", "waiting", "new", "withdrawn"}

// SomeNews are the first of Total bookings.
type SomeNews struct {
	Bookings []booking.Booking
	Total    int
}

// DayFigures are a day in numbers.
type DayFigures struct {
	Date                                  booking.Date
	Bookings, Minutes, NoShows, Cancelled int
}

// NewOverviewPage makes the page. It sets the title.
func NewOverviewPage(base views.Base, d OverviewData) OverviewPage {
	base.Section, base.Title = "overview", base.W().T("overview.title")
	return OverviewPage{base, NewOverview(base.Locale, d)}
}

func (OverviewPage) View() string { return "overview-page" }

// Overview is the fragment #overview.
type Overview struct {
	W        *views.Words
	URL      string // of itself
	Day      string
	BoardURL string
	Bookings int
	Percent  int
	Open     bool
	NewLeads int
	Loads    []LoadLine
	News     []NewsPart
	Week     *WeekCompared // nil for who may not see it
}

// LoadLine is how much of a resource's day is taken.
type LoadLine struct {
	Name, URL string
	Avatar    views.Avatar
	Text      string // «5 записей · свободно 3 ч»
	Percent   int
	Off       bool // it does not work today
}

// Width is the bar's length for an SVG attribute.
func (l LoadLine) Width() string { return strconv.Itoa(min(100, l.Percent)) + "%" }

// NewsPart is a kind of news.
type NewsPart struct {
	W     *views.Words
	ID    string
	Icon  string
	Title string
	Total int
	None  string
	Lines []NewsLine
	More  int
	URL   string // where all of them are
}

// NewsLine is a booking among the news, and what is to be known of it.
type NewsLine struct {
	views.SearchLine
	Note      string // since when it waits, or what is wrong with its client's address
	PhoneURL  template.URL
	PhoneText string // to be called, "" where there is nothing to call for
}

// WeekCompared is this week beside the last.
type WeekCompared struct {
	W       *views.Words
	Figures []WeekFigure
	Days    []BarDay
}

// WeekFigure is one number of both weeks.
type WeekFigure struct {
	Label     string
	Now, Then string
	Change    string // «+12 %», "" where nothing can be said
	Better    bool   // or the same
}

// BarDay is a day's occupied hours in both weeks, as bars.
type BarDay struct {
	Label      string
	Now, Then  string // hours in words
	NowY, NowH string // SVG attributes in per cent
	ThenY      string
	ThenH      string
	Today      bool
}

// NewOverview makes the fragment in the given language.
func NewOverview(locale string, d OverviewData) Overview {
	b := day.NewBuilder(views.In(locale), d.BoardData)
	w := b.W
	totals := b.Totals()
	v := Overview{
		W: w, URL: views.OverviewURL(d.Show), Day: w.DayMonth(d.Date), BoardURL: d.Shown.TodayURL(), NewLeads: d.NewLeads,
		Bookings: totals.Count, Percent: totals.Percent, Open: totals.Open,
	}
	for _, r := range d.Resources {
		v.Loads = append(v.Loads, loadOf(b, r))
	}
	for _, part := range []struct {
		id, icon string
		news     SomeNews
	}{{"unreached", "mail-x", d.Unreached}, {"waiting", "clock", d.Waiting}, {"new", "sparkles", d.New}, {"withdrawn", "ban", d.Withdrawn}} {
		p := NewsPart{W: w, ID: part.id, Icon: part.icon, Title: w.T("overview." + part.id), None: w.T("overview." + part.id + ".none"), Total: part.news.Total}
		for _, k := range part.news.Bookings {
			line := NewsLine{SearchLine: views.SearchLine{VisitLine: views.NewVisitLine(w, k, d.Services, d.Company, d.Now)}}
			line.Name = w.Person(k)
			if since, waits := d.Since[k.ID]; waits && part.id == "waiting" {
				line.Note = w.T("booking.waits", "since", w.Moment(since.In(d.Company.Zone)))
			}
			if part.id == "unreached" {
				line.Note = k.Contact.Email
				line.PhoneURL, line.PhoneText = views.PhoneURL(k.Contact.Phone), w.Phone(k.Contact.Phone)
			}
			p.Lines = append(p.Lines, line)
		}
		if part.id == "unreached" && p.Total == 0 {
			continue // a good day says nothing of it
		}
		p.More, p.URL = p.Total-len(p.Lines), views.OverviewURL(part.id)+"#overview-"+part.id
		v.News = append(v.News, p)
	}
	if d.Reports {
		v.Week = compared(w, d)
	}
	return v
}

func (Overview) View() string { return "overview" }

// loadOf is a resource's day.
func loadOf(b *day.Builder, r day.ResourceDay) LoadLine {
	l := LoadLine{Name: r.Name, Avatar: views.AvatarOf(r.Resource)}
	shown := b.Shown.All()
	shown.Resources = day.PicksOf([]string{string(r.ID)})
	l.URL = shown.TodayURL()
	busy, count := b.Busy(r), 0
	for _, k := range b.Taken {
		if slices.Contains(k.Resources, r.ID) {
			count++
		}
	}
	facts := []string{b.W.T("board.count", "count", count)}
	if busy.Open == 0 {
		l.Off = true
		facts = append(facts, b.W.T("board.day_off"))
	} else {
		l.Percent = busy.Percent()
		facts = append(facts, b.W.T("overview.free", "time", b.W.Minutes(busy.Open-busy.Booked)))
	}
	l.Text = strings.Join(facts, " · ")
	return l
}

// compared puts this week beside the last.
func compared(w *views.Words, d OverviewData) *WeekCompared {
	v := &WeekCompared{W: w}
	sum := func(days []DayFigures) (s DayFigures) {
		for _, day := range days {
			s.Bookings, s.Minutes, s.NoShows, s.Cancelled = s.Bookings+day.Bookings, s.Minutes+day.Minutes, s.NoShows+day.NoShows, s.Cancelled+day.Cancelled
		}
		return s
	}
	now, then := sum(d.Week), sum(d.LastWeek)
	add := func(key string, now, then int, text func(int) string, more bool) {
		f := WeekFigure{Label: w.T("overview.week." + key), Now: text(now), Then: text(then), Better: now == then || now > then == more}
		switch {
		case then == 0 || now == then:
		case now > then:
			f.Change = "+" + w.T("forms.percent", "n", (now-then)*100/then)
		default:
			f.Change = "−" + w.T("forms.percent", "n", (then-now)*100/then)
		}
		v.Figures = append(v.Figures, f)
	}
	hours := func(minutes int) string { return w.Count((minutes+30)/60) + views.NBSP + w.HourUnit() }
	add("bookings", now.Bookings, then.Bookings, w.Count, true)
	add("hours", now.Minutes, then.Minutes, hours, true)
	add("no_shows", now.NoShows, then.NoShows, w.Count, false)
	add("cancelled", now.Cancelled, then.Cancelled, w.Count, false)
	most := 1
	for i := range d.Week {
		most = max(most, d.Week[i].Minutes, d.LastWeek[i].Minutes)
	}
	bar := func(minutes int) (y, height string) {
		share := minutes * 100 / most
		return strconv.Itoa(100-share) + "%", strconv.Itoa(share) + "%"
	}
	for i, day := range d.Week {
		each := BarDay{
			Label: w.WeekdayShort(i + 1), Now: hours(day.Minutes), Then: hours(d.LastWeek[i].Minutes),
			Today: day.Date == d.Date,
		}
		each.NowY, each.NowH = bar(day.Minutes)
		each.ThenY, each.ThenH = bar(d.LastWeek[i].Minutes)
		v.Days = append(v.Days, each)
	}
	return v
}
