package views

import "okno/booking"

// Avatar is the part that shows whose something is: a photo, or initials on the
// resource's own colour. It carries no meaning alone: the name stands beside it.
type Avatar struct {
	URL      string // of the photo, "" where there is none
	Initials string
	Hue      Hue
}

// avatarOf is a resource's; n is its place in the palette where it has no colour of its own.
func avatarOf(r booking.Resource, n int) Avatar {
	a := Avatar{Initials: initials(r.Name), Hue: hueOf(r.Color, n)}
	if r.Photo != "" {
		a.URL = "/resources/" + string(r.ID) + "/photo/" + r.Photo
	}
	return a
}

func (Avatar) view() string { return "avatar" }
