package resources

import (
	"okno/booking"
	"okno/views"
)

// ResourcePhoto is the fragment #resource-photo: the picture of a resource and
// what can be done with it.
type ResourcePhoto struct {
	W         *views.Words
	ID        booking.ID
	Name      string
	Avatar    views.Avatar
	Seen      string // hash of the picture that is shown, "" for none
	MaxMB     int
	MaxBytes  int
	Problem   string
	CanChange bool
}

// NewResourcePhoto makes the fragment in the given language.
func NewResourcePhoto(locale string, d ResourceData) ResourcePhoto {
	w := views.In(locale)
	return ResourcePhoto{
		W: w, ID: d.Resource.ID, Name: d.Resource.Name, Avatar: views.AvatarOf(d.Resource), Seen: d.Resource.Photo,
		MaxMB: booking.MaxPhotoBytes >> 20, MaxBytes: booking.MaxPhotoBytes,
		Problem: w.Say(d.Photo), CanChange: d.CanChange && !d.Resource.Archived,
	}
}

func (ResourcePhoto) View() string { return "resource-photo-fragment" }

// URL is where a photo is sent to.
func (p ResourcePhoto) URL() string { return "/resources/" + string(p.ID) + "/photo" }
