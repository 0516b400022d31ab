package views

import "okno/booking"

// Avatar is the part that shows whose something is: a photo, or initials on the
// resource's own colour. It carries no meaning alone: the name stands beside it.
type Avatar struct {
	URL      string // of the photo, "" where there is none
	Initials string
	Hue      Hue
}

// AvatarOf is a resource's, the same wherever it is shown.
func AvatarOf(r booking.Resource) Avatar {
	a := Avatar{Initials: Initials(r.Name), Hue: ResourceHue(r)}
	if r.Photo != "" {
		a.URL = "/resources/" + string(r.ID) + "/photo/" + r.Photo
	}
	return a
}

func (Avatar) View() string { return "avatar" }
