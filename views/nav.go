package views

import (
	"slices"

	"okno/booking"
)

// navigation is the panel's pages in the order of the sidebar. A page has its
// entry here once it works.
var navigation = []struct{ section, url, icon, group string }{
	{"start", "/start", "flag", ""}, // while the first steps are open
	{"overview", "/overview", "sun", ""},
	{"bookings", "/bookings", "calendar-days", ""},
	{"leads", "/leads", "inbox", ""},
	{"clients", "/clients", "contact", ""},
	{"reports", "/reports", "chart-column", ""},
	{"schedules", "/schedules", "clock", "setup"},
	{"services", "/services", "tag", "setup"},
	{"resources", "/resources", "users", "setup"},
	{"exceptions", "/exceptions", "calendar-off", "setup"},
	{"forms", "/forms", "clipboard-list", "setup"},
	{"check", "/check", "list-checks", "setup"},
	{"settings", "/settings", "settings", "company"}, // where there is a tab for the role
}

// inBar are the sections that a phone's bar has room for; the others are behind "more".
var inBar = map[string]bool{"start": true, "overview": true, "bookings": true, "leads": true, "clients": true, "own": true, "own-week": true, "own-clients": true}

// ownNavigation are the pages of a specialist.
var ownNavigation = []struct{ section, url, icon string }{
	{"own", "/own", "list"},
	{"own-week", "/own/week", "calendar-days"},
	{"own-clients", "/own/clients", "contact"},
}

// Own says whether whoever is signed in is a specialist, who has nothing of the company but his own.
func (b Base) Own() bool { return b.Member.Role.May(booking.SeeOwn) }

// HomeURL is where the mark leads.
func (b Base) HomeURL() string {
	if b.Own() {
		return "/own"
	}
	return "/bookings"
}

// Bar are the entries of the bar at the bottom of a phone. While the first steps
// are open they take the place of the clients.
func (b Base) Bar() []NavLink {
	return slices.DeleteFunc(b.Nav(), func(l NavLink) bool {
		return !inBar[l.Section] || b.FirstSteps && l.Section == "clients"
	})
}

// More are the entries behind the bar's last button.
func (b Base) More() []NavLink {
	bar := b.Bar()
	return slices.DeleteFunc(b.Nav(), func(l NavLink) bool {
		return slices.ContainsFunc(bar, func(in NavLink) bool { return in.Section == l.Section })
	})
}

// MoreHere says whether the page is behind that button.
func (b Base) MoreHere() bool {
	return slices.ContainsFunc(b.More(), func(l NavLink) bool { return l.Here })
}

// NavLink is one entry of the sidebar.
type NavLink struct {
	Section, URL, Icon string
	Label              string
	Short              string // for narrow windows, "" where Label is short enough
	Here               bool
	Heading            string    // of the group that begins with this entry, "" elsewhere
	Flaws              int       // what does not work, a number on the entry
	Badge, BarBadge    *NavBadge // what waits for the desk; nil where nothing is counted
}

// short are the sections whose names are too long for a bar at the bottom of a phone.
var short = map[string]bool{"start": true, "check": true}

// Nav are the sidebar's entries; those of a group come with its heading.
func (b Base) Nav() []NavLink {
	var links []NavLink
	group := ""
	if b.Own() {
		for _, n := range ownNavigation {
			links = append(links, NavLink{Section: n.section, URL: n.url, Icon: n.icon, Label: b.W().T("layout." + n.section), Here: n.section == b.Section})
		}
		return links
	}
	for _, n := range navigation {
		if n.section == "start" && !b.FirstSteps || n.section == "settings" && SettingsURL(b.Member.Role) == "" ||
			n.section == "reports" && !b.Member.Role.May(booking.SeeReports) {
			continue
		}
		link := NavLink{Section: n.section, URL: n.url, Icon: n.icon, Label: b.W().T("layout." + n.section), Here: n.section == b.Section}
		if short[n.section] {
			link.Short = b.W().T("layout.short." + n.section)
		}
		if n.group != group && n.group != "" {
			link.Heading = b.W().T("layout.group." + n.group)
		}
		group = n.group
		switch n.section {
		case "check":
			link.Flaws = b.Flaws
		case "leads", "overview":
			side, bar := Badge(b.W(), "nav-", n.section, b.Attention), Badge(b.W(), "bar-", n.section, b.Attention)
			link.Badge, link.BarBadge = &side, &bar
		}
		links = append(links, link)
	}
	return links
}
