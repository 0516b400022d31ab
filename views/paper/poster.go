package paper

import (
	"strings"

	"okno/booking"
	"okno/booking/webform"
	"okno/views"
)

// Poster is GET /forms/:id/poster: the QR code of a form's page to be hung up, in the language of the clients.
type Poster struct {
	views.Base
	Said      *views.Words // what the poster itself says
	Name      string
	LongName  bool
	LogoURL   string // "" for none
	Code      views.QR
	Short     string // the address as one would type it
	LongShort bool
	Phone     string
	Sizes     []views.Choice // Value is the address
	Size      string         // "a4" or "a6"
	BackURL   string
	Off       bool // the form is switched off: the code leads to a closed door
}

// PosterData is what the page is made of.
type PosterData struct {
	Form    webform.Form
	Company booking.Company
	LogoURL string
	BaseURL string
	Small   bool // A6
}

// From so many letters on a name or an address is set smaller.
const (
	longName    = 40
	longAddress = 34
)

// NewPoster makes the page. It sets the title. An error says that the address is too long for a code.
func NewPoster(base views.Base, d PosterData) (Poster, error) {
	base.Section, base.Title = "poster", base.W().T("poster.title")
	locale := d.Company.Locale
	if own := d.Form.Settings.Widget.Language; own == "ru" || own == "en" {
		locale = own
	}
	p := Poster{
		Base: base, Said: views.In(locale), Name: d.Company.Name, LongName: len([]rune(d.Company.Name)) > longName, LogoURL: d.LogoURL,
		Size: "a4", BackURL: "/forms/" + string(d.Form.ID) + "/widget", Off: !d.Form.Active,
	}
	if d.Small {
		p.Size = "a6"
	}
	address := d.BaseURL + "/b/" + d.Form.Key
	var err error
	if p.Code, err = views.NewQR(address, p.Said.T("poster.code")); err != nil {
		return p, err
	}
	_, p.Short, _ = strings.Cut(address, "://")
	p.LongShort = len(p.Short) > longAddress
	if phone := d.Company.Client.Phone; phone != "" {
		p.Phone = p.Said.Phone(phone)
	}
	for _, size := range []string{"a4", "a6"} {
		p.Sizes = append(p.Sizes, views.Choice{
			Value: "/forms/" + string(d.Form.ID) + "/poster?size=" + size, Label: strings.ToUpper(size), Chosen: size == p.Size,
		})
	}
	return p, nil
}

func (Poster) View() string { return "poster" }
