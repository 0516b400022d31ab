package views

import (
	"strings"
	"time"
	"unicode"

	"okno/booking"
)

// Base is what every page has.
type Base struct {
	Locale  string // "ru" or "en"; anything else is shown as "en"
	Theme   string // "auto", "light" or "dark"
	Zoom    int    // how high a row of a day's grid is, in pixels; 0: as the style has it
	Section string // of the navigation: "bookings", "services", ...; constructors of pages set it
	Path    string // path and query of this page, where the language and theme switches return to
	Title   string // what the window is called; constructors of pages set it
	Member  Member // the zero Member on public pages
	Company Company

	// Made is when the page is made, in the company's zone; the zero Moment where there is no company.
	Made Moment

	// Flash is a sentence about what has just been done, shown once; the zero
	// Sentence shows nothing.
	Flash booking.Sentence
	// Settled is what a change has done with the bookings that it hit, likewise.
	Settled booking.Sentence
	// MailLogged says that mail is written to the log instead of being sent.
	// Members who may change the setup are told so.
	MailLogged bool
	// Flaws is how many things in the company's setup cannot work; FirstSteps
	// says that its first steps are still to be done.
	Flaws      int
	FirstSteps bool
	Attention  Attention
	Hearing    Socket // of a page that shows nothing live itself: what the whole desk is told; zero elsewhere
	// Drafts names the company and the member: what is typed is kept in the
	// browser under it (static/js/drafts.js). "" where nobody is signed in.
	Drafts string
	// Repeated is a pattern of the paths whose acts the page may send again by itself (static/js/again.js).
	Repeated string
	// Snapshot is whose Today this browser may keep for when there is no connection: a name of the session and of its
	// rights, and until when it lasts at the most, "NAME.UNIX" (static/js/app.js). "" where nobody is signed in.
	Snapshot string
	// DeleteOn says when the company is to be deleted, «в пятницу, 25 декабря», "" where it stays.
	DeleteOn string
}

// Moment is an instant in a company's zone, as a page tells its script, which by
// it knows the company's date while the page stays open.
type Moment struct{ time.Time }

// Zone is its IANA name, Today the date there.
func (m Moment) Zone() string        { return m.Location().String() }
func (m Moment) Today() booking.Date { return booking.DateOf(m.Time, m.Location()) }

// Member is who is signed in.
type Member struct {
	ID   booking.UserID
	Name string
	Role booking.Role
}

// Company is the company that the page is about.
type Company struct{ Name, Slug string }

// Around is the base of the page itself, with what its constructor has set.
func (b Base) Around() Base { return b }

// W has the words of the page's language.
func (b Base) W() *Words { return In(b.Locale) }

// Lang is the language tag (BCP 47) of the page: ru, en, or en-US where scripts are to
// tell the time by it.
func (b Base) Lang() string {
	if language := b.W().Language(); language == "en-US" {
		return language
	}
	return b.W().Locale()
}

// ThemeName is Theme, "auto" for anything unknown.
func (b Base) ThemeName() string {
	if b.Theme == "light" || b.Theme == "dark" {
		return b.Theme
	}
	return "auto"
}

// SignedIn says whether the page belongs to a member.
func (b Base) SignedIn() bool { return b.Member.Name != "" }

// TellMail says whether the member is to be told that mail is only logged.
func (b Base) TellMail() bool { return b.MailLogged && b.Member.Role.May(booking.ChangeSetup) }

// Said is Flash in words, "" where there is none.
func (b Base) Said() string {
	return strings.TrimSpace(b.W().Say(b.Flash) + " " + b.W().Say(b.Settled))
}

// Languages are the choices of the language switch.
func (b Base) Languages() []Choice {
	return []Choice{
		{"ru", "Русский", b.W().Locale() == "ru"},
		{"en", "English", b.W().Locale() == "en"},
	}
}

// Themes are the choices of the theme switch.
func (b Base) Themes() []Choice {
	var all []Choice
	for _, name := range []string{"auto", "light", "dark"} {
		all = append(all, Choice{name, b.W().T("layout.theme." + name), b.ThemeName() == name})
	}
	return all
}

// Choice is one value of a switch.
type Choice struct {
	Value, Label string
	Chosen       bool
}

// Initials are the member's.
func (m Member) Initials() string { return Initials(m.Name) }

// RoleKey is the message that names the member's role.
func (m Member) RoleKey() string {
	if m.Role == "" {
		return "role.none"
	}
	return "role." + string(m.Role)
}

// Initials are the first letters of the first two words, digits included, so
// that «Кабинет 1» is К1; a name without letters or digits has a dot.
func Initials(name string) string {
	var letters []rune
	for _, word := range strings.Fields(name) {
		for _, r := range word {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				letters = append(letters, unicode.ToUpper(r))
				break
			}
		}
		if len(letters) == 2 {
			break
		}
	}
	if len(letters) == 0 {
		return "·"
	}
	return string(letters)
}
