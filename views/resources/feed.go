package resources

import (
	"okno/booking"
	"okno/views"
)

// ResourceFeed is GET /resources/:id/feed, in the modal or as a page: the secret
// link of a resource's calendar.
type ResourceFeed struct {
	views.Base // the zero one in the modal
	W          *views.Words
	ID         booking.ID
	Name       string
	Alone      bool
	Exists     bool
	Contacts   bool
	Since      string
	Maker      string // who made it, "" where nobody is known to have
	Link       string // it has just been made: shown this once
	Said       string
}

// ResourceFeedData is what is known of it.
type ResourceFeedData struct {
	Resource booking.Resource
	Exists   bool
	Contacts bool
	Since    booking.Date
	MadeBy   string
	Link     string
	Said     booking.Sentence
}

// NewResourceFeed makes the fragment in the given language.
func NewResourceFeed(locale string, d ResourceFeedData) ResourceFeed {
	w := views.In(locale)
	v := ResourceFeed{W: w, ID: d.Resource.ID, Name: d.Resource.Name, Exists: d.Exists, Contacts: d.Contacts, Link: d.Link, Said: w.Say(d.Said)}
	if d.Exists {
		v.Since = w.Day(d.Since).Full()
		if d.MadeBy != "" {
			v.Maker = w.T("feed.made_by", "who", d.MadeBy)
		}
	}
	return v
}

// NewResourceFeedPage makes the page.
func NewResourceFeedPage(base views.Base, d ResourceFeedData) ResourceFeed {
	v := NewResourceFeed(base.Locale, d)
	base.Section, base.Title = "resources", v.Heading()
	v.Base, v.Alone = base, true
	return v
}

func (v ResourceFeed) View() string {
	if v.Alone {
		return "resource-feed-page"
	}
	return "resource-feed"
}

// Heading names the calendar.
func (v ResourceFeed) Heading() string { return v.W.T("feed.title", "name", v.Name) }

// URL is where the acts go to.
func (v ResourceFeed) URL() string { return "/resources/" + string(v.ID) + "/feed" }
