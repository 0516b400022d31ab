package settings

import (
	"cmp"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"okno/booking"
	"okno/views"
)

// AuditPage is the page GET /settings/audit.
type AuditPage struct {
	views.Base
	AuditData
	Bar views.SettingsTabs
}

// AuditData is what the page is made of.
type AuditData struct {
	Lines  []booking.AuditLine
	People []booking.Actor // who appear in the log
	Filter AuditFilter
	Older  string // the address of what is older, "" at the end
	Zone   *time.Location
}

// AuditFilter is which lines the page shows, as its address says it.
type AuditFilter struct {
	Area string
	User booking.UserID
	From string // a date, "" for the beginning
	To   string
}

// Query is the filter as the query of an address.
func (f AuditFilter) Query() url.Values {
	v := url.Values{}
	if f.Area != "" {
		v.Set("area", f.Area)
	}
	if f.User != 0 {
		v.Set("user", strconv.FormatInt(int64(f.User), 10))
	}
	if f.From != "" {
		v.Set("from", f.From)
	}
	if f.To != "" {
		v.Set("to", f.To)
	}
	return v
}

// NewAuditPage makes the page. It sets the title.
func NewAuditPage(base views.Base, d AuditData) AuditPage {
	base.Section, base.Title = "settings", base.W().T("settings.tab.audit")
	return AuditPage{base, d, views.NewSettingsTabs(base, "audit")}
}

func (AuditPage) View() string { return "audit" }

// CSVURL is the address of the same lines as a table.
func (p AuditPage) CSVURL() string {
	if q := p.Filter.Query(); len(q) > 0 {
		return "/settings/audit.csv?" + q.Encode()
	}
	return "/settings/audit.csv"
}

// Areas and Who are the choices of the filter.
func (p AuditPage) Areas() []views.Choice {
	all := []views.Choice{{Value: "", Label: p.W().T("audit.all"), Chosen: p.Filter.Area == ""}}
	for _, area := range booking.AuditAreas {
		all = append(all, views.Choice{Value: area, Label: p.W().T("audit.area." + area), Chosen: p.Filter.Area == area})
	}
	return all
}
func (p AuditPage) Who() []views.Choice {
	all := []views.Choice{{Value: "", Label: p.W().T("audit.everybody"), Chosen: p.Filter.User == 0}}
	for _, a := range p.People {
		all = append(all, views.Choice{Value: strconv.FormatInt(int64(a.User), 10), Label: a.Name, Chosen: p.Filter.User == a.User})
	}
	return all
}

// When puts the time of a line into words, as Act and Detail do the rest of it.
func (p AuditPage) When(l booking.AuditLine) string {
	at := l.At.In(p.Zone)
	return p.W().Date(booking.DateOf(at, p.Zone)) + ", " + p.W().Time(at)
}
func (p AuditPage) Act(l booking.AuditLine) string    { return AuditAct(p.W(), l) }
func (p AuditPage) Detail(l booking.AuditLine) string { return AuditDetail(p.W(), l) }
func (p AuditPage) Actor(l booking.AuditLine) string {
	if l.Actor.Name == "" {
		return p.W().T("actor." + string(l.Actor.Kind))
	}
	return l.Actor.Name
}

// AuditAct is what was done, in words.
func AuditAct(w *views.Words, l booking.AuditLine) string { return w.T("audit.act." + l.Act) }

// auditSubjects name the thing that a line is about: they come first.
var auditSubjects = []string{"service", "resource", "exception", "form"}

// AuditDetail is what the act adds, in words.
func AuditDetail(w *views.Words, l booking.AuditLine) string {
	names := slices.SortedFunc(maps.Keys(l.Detail), func(a, b string) int {
		return cmp.Or(cmp.Compare(slices.Index(auditSubjects, b), slices.Index(auditSubjects, a)), strings.Compare(a, b))
	})
	var parts []string
	for _, name := range names {
		value := l.Detail[name]
		if value == "" {
			continue
		}
		var shown []string
		for each := range strings.SplitSeq(value, " → ") {
			shown = append(shown, auditValue(w, l, name, each))
		}
		parts = append(parts, w.T("audit.detail."+name)+": "+strings.Join(shown, " → "))
	}
	return strings.Join(parts, "; ")
}

// auditWords are the values that are no text of anybody's, by field.
var auditWords = map[string][]string{
	"did": {"added", "removed"}, "state": {"on", "off", "archived"}, "blocks": {"on", "off"}, "marks": {"on", "off"}, "moves": {"on", "off"}, "cancels": {"on", "off"}, "books": {"on", "off"}, "prices": {"on", "off"}, "contacts": {"on", "off"}, "kind": {"staff", "room", "equipment"},
	"step": {"company"}, "starts": {"company", "step", "duration", "no_gaps"}, "held": {"here", "online"}, "reminders": {"company"}, "until": {"no_end"}, "hours": {"whole_day"}, "confirmation": {"auto", "manual"},
	"translation_ru": {"changed"}, "translation_en": {"changed"}, "description": {"changed"}, "photo": {"changed"}, "fields": {"changed"}, "consent": {"changed"}, "texts": {"changed"}, "widget": {"changed"},
}

// clocks are the readings of a clock in a value.
var clocks = regexp.MustCompile(`\b\d\d:\d\d\b`)

// auditValue is one side of a change in words.
func auditValue(w *views.Words, l booking.AuditLine, field, value string) string {
	if slices.Contains(auditWords[field], value) {
		return w.T("audit.value." + value)
	}
	if field == "hours" || strings.HasPrefix(field, "day.") {
		return clocks.ReplaceAllStringFunc(value, w.TypedClock)
	}
	minutes, notNumber := strconv.Atoi(value)
	switch field {
	case "section":
		return w.T("audit.section." + value)
	case "notice":
		if notNumber == nil {
			return w.Notice(minutes)
		}
	case "horizon":
		if notNumber == nil {
			return w.T("audit.days", "count", minutes)
		}
	case "timezone":
		return w.ZoneText(value, l.At)
	case "languages":
		return languagesSaid(w, value)
	case "locale":
		return cmp.Or(w.Named("audit.locale.", value), value)
	case "day":
		if date, err := time.Parse("02.01.2006", value); err == nil { // as it was kept once
			value = date.Format(time.DateOnly)
		}
		return w.Answer(value)
	case "hide", "hide_revenue":
		var roles []string
		for role := range strings.SplitSeq(value, ",") {
			roles = append(roles, cmp.Or(w.Named("role.", strings.TrimSpace(role)), role))
		}
		return strings.Join(roles, ", ")
	case "since", "until":
		if date, err := booking.ParseDate(value); err == nil {
			return w.Day(date).Full()
		}
	case "weekdays":
		days := strings.Fields(value)
		for i, day := range days {
			if n, err := strconv.Atoi(day); err == nil && n >= 1 && n <= 7 {
				days[i] = w.T("audit.detail.day." + day)
			}
		}
		return strings.Join(days, ", ")
	case "duration", "before", "after", "step":
		if notNumber == nil {
			return w.Minutes(minutes)
		}
	}
	if strings.HasPrefix(l.Act, "team.") && booking.Role(value).Valid() {
		return w.T("role." + value)
	}
	return value
}
