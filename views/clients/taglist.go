package clients

import (
	"okno/booking"
	"okno/booking/tags"
	"okno/views"
)

// TagListPage is GET /clients/tags: the company's tags.
type TagListPage struct {
	views.Base
	List TagList
}

// TagUse is a tag with how many clients have it.
type TagUse struct {
	Tag     string
	Clients int
}

// TagListData is what the list is made of.
type TagListData struct {
	Tags      []TagUse
	CanChange bool

	Renamed, Typed string           // the tag that was to get another name, and the name; "" where none was
	Wrong          booking.Sentence // what is wrong with the name
	Merges         booking.Sentence // the question before two tags become one
	Problem        booking.Sentence // why none of it could be
	Focus          string           // the tag that has just got its name
}

// TagList is the fragment #tag-list.
type TagList struct {
	W         *views.Words
	Lines     []TagLine
	CanChange bool
	Problem   string
	Max       int // characters of a name
}

// TagLine is one of them.
type TagLine struct {
	views.Tag
	Clients       string
	Open, Focused bool // its form is open; the focus is there
	Typed         string
	Error, Merges string
}

// NewTagListPage makes the page. It sets the title.
func NewTagListPage(base views.Base, d TagListData) TagListPage {
	base.Section, base.Title = "clients", base.W().T("clients.tags")
	return TagListPage{base, NewTagList(base.Locale, d)}
}

func (TagListPage) View() string { return "tag-list-page" }

// NewTagList makes the fragment in the given language.
func NewTagList(locale string, d TagListData) TagList {
	w := views.In(locale)
	l := TagList{W: w, CanChange: d.CanChange, Problem: w.Say(d.Problem), Max: tags.Max}
	for _, use := range d.Tags {
		line := TagLine{Tag: views.NewTags(use.Tag)[0], Clients: w.T("clients.tag.clients", "count", use.Clients), Typed: use.Tag, Focused: use.Tag == d.Focus}
		if d.Renamed != "" && d.Problem.Key == "" && tags.Key(use.Tag) == tags.Key(d.Renamed) {
			line.Open, line.Typed, line.Error, line.Merges = true, d.Typed, w.Say(d.Wrong), w.Say(d.Merges)
		}
		l.Lines = append(l.Lines, line)
	}
	return l
}

func (TagList) View() string { return "tag-list" }
