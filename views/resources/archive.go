package resources

import (
	"okno/booking"
	"okno/views"
)

// ResourceArchive is what is told before a resource is put away: the fragment
// in the modal, and for a direct visit the page GET /resources/:id/archive.
type ResourceArchive struct {
	views.Base // the zero one in the modal
	W          *views.Words
	ID         booking.ID
	Name       string
	Target     string // what the answer replaces
	Alone      bool

	Total int // bookings ahead that lose the resource
	List  views.HitList
	Stays []string
	Ends  []string
	Sees  []string // who sees the bookings of the resource alone
}

// ResourceArchiveData is what is known of the matter.
type ResourceArchiveData struct {
	views.HitsData // the bookings ahead
	Resource       booking.Resource
	Without        []booking.Without // what becomes of the services
	Specialists    []string          // who see its bookings alone
	OnPage         bool              // it is asked on the resource's own page, not in the list
}

// NewResourceArchive makes the fragment in the given language.
func NewResourceArchive(locale string, d ResourceArchiveData) ResourceArchive {
	w := views.In(locale)
	v := ResourceArchive{
		W: w, ID: d.Resource.ID, Name: d.Resource.Name, Target: "#resources-list", Sees: d.Specialists,
		Total: len(d.Hits) + d.More, List: views.NewHitList(w, d.HitsData),
	}
	v.List.ReasonHint = w.T("hits.cancel_hint")
	if d.OnPage {
		v.Target = "#resource"
	}
	for _, s := range d.Without {
		if !s.Bookable() {
			v.Ends = append(v.Ends, s.Service.Name)
			continue
		}
		var others []string
		for _, r := range s.Others {
			others = append(others, r.Name)
		}
		v.Stays = append(v.Stays, w.T("resources.archive.stays_with", "service", s.Service.Name, "names", w.AnyOf(others)))
	}
	return v
}

// NewResourceArchivePage makes the page.
func NewResourceArchivePage(base views.Base, d ResourceArchiveData) ResourceArchive {
	v := NewResourceArchive(base.Locale, d)
	base.Section, base.Title = "resources", v.Heading()
	v.Base, v.Alone = base, true
	return v
}

func (v ResourceArchive) View() string {
	if v.Alone {
		return "resource-archive-page"
	}
	return "resource-archive"
}

// Heading asks the question.
func (v ResourceArchive) Heading() string { return v.W.T("resources.archive.title", "name", v.Name) }

// URL is what the form goes to.
func (v ResourceArchive) URL() string { return "/resources/" + string(v.ID) + "/archive" }
