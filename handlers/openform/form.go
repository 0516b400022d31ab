package openform

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/languages"
	"okno/booking/serviceorder"
	"okno/booking/webform"
	"okno/db"
	"okno/db/setupdb"
	"okno/handlers"
	"okno/handlers/funnel"
	"okno/snapshot"
	"okno/views"
)

// Form is a form that visitors may use.
type Form struct {
	setupdb.PublicForm
	Settings webform.FormSettings
	Setup    db.Setup
	Locale   string        // what the answer is in
	Privacy  webform.Words // of the form's own page, nil where it has none
	Preview  bool          // of the editor in the panel: nothing that it sends is kept
}

// Form finds the form of the path's key, in one query where the setup is known;
// NotFound when there is none or it is switched off (then it comes along, to say
// whose it was), Forbidden for a page of a
// site that it does not allow. From here on the answer is in the language asked
// for, else the company's.
func (h *Kit) Form(c echo.Context) (Form, error) {
	f, err := h.formOfKey(c)
	if err != nil {
		return Form{}, err
	}
	if f.Setup, err = h.Desk.Setups.Get(c.Request().Context(), h.DB.Of(f.Company), f.PublicForm.Setup); err != nil {
		return Form{}, err
	}
	if err := json.Unmarshal(f.PublicForm.Settings, &f.Settings); err != nil {
		return Form{}, err
	}
	return h.opened(c, f)
}

// FormShown is Form for who only looks: as it is remembered, which package snapshot says what
// that means, without a query mostly. The snapshot is the company as it stands, nil for a preview.
func (h *Kit) FormShown(c echo.Context) (Form, *snapshot.Snapshot, error) {
	if h.isPreview(c) {
		f, err := h.Form(c)
		return f, nil, err
	}
	known, company, err := h.Snapshots.ByKey(c.Request().Context(), c.Param("key"))
	if err != nil {
		return Form{}, nil, err
	}
	f, err := h.opened(c, Form{PublicForm: known.PublicForm, Settings: known.Settings, Setup: company.Setup})
	return f, company, err
}

// opened says whether who asks may use the form, and in which language.
func (h *Kit) opened(c echo.Context, f Form) (Form, error) {
	if consent := f.Settings.Consent; consent != nil {
		f.Privacy, f.Settings.Consent = consent.Privacy, consent.Public(h.BaseURL+"/b/"+f.Key+"/privacy")
	}
	c.Set(handlers.ContextZone, f.Setup.Company.Zone)
	c.Set(handlers.ContextNow, h.Now())
	f.Locale = f.language(c.QueryParam("lang"), c.QueryParam("page"), c.Request().Header.Get("Accept-Language"))
	c.Set(handlers.ContextLocale, f.Locale)
	c.Response().Header().Add(echo.HeaderVary, "Accept-Language")
	if origin := c.Request().Header.Get(echo.HeaderOrigin); !f.Settings.Allows(origin) && !h.own(c, origin) {
		h.Funnel.Refuse(f.Used(), origin)
		return Form{}, elsewhere(f.Setup.Company, handlers.LocaleOf(c))
	}
	if !f.Active {
		return f, closed(f.Settings, handlers.LocaleOf(c))
	}
	return f, nil
}

// language is what the form speaks: what the snippet asks for, else what the form
// itself is set to, else what the page is written in, else what the browser prefers of
// the languages of the company's visitors, else the company's own.
func (f Form) language(asked, page, accept string) string {
	spoken := func(lang string) bool { return slices.Contains(languages.All, lang) }
	page = strings.ToLower(page[:min(2, len(page))])
	switch own := f.Settings.Widget.Language; {
	case spoken(asked):
		return asked
	case spoken(own):
		return own
	case spoken(page):
		return page
	}
	return cmp.Or(languages.Wanted(accept, f.Languages()), f.Setup.Company.Locale)
}

// Languages are those that a visitor of the form may choose among: the company's, or the one that the form is set to.
func (f Form) Languages() []string {
	if own := f.Settings.Widget.Language; slices.Contains(languages.All, own) {
		return []string{own}
	}
	return languages.Of(f.Setup.Company)
}

func (h *Kit) isPreview(c echo.Context) bool {
	_, _, _, is := h.Tokens.Previewed(c.Param("key"))
	return is
}

// formOfKey finds what the path's key stands for: a form, or the preview of one.
func (h *Kit) formOfKey(c echo.Context) (Form, error) {
	ctx, key := c.Request().Context(), c.Param("key")
	if company, form, preview, ok := h.Tokens.Previewed(key); ok {
		public, err := setupdb.PreviewForm(ctx, h.DB, company, form, preview)
		public.Key = key
		return Form{PublicForm: public, Preview: true}, err
	}
	public, err := setupdb.FormByKey(ctx, h.DB, key)
	return Form{PublicForm: public}, err
}

// Sends refuses what a preview sends: it shows all, and leaves nothing.
func (f Form) Sends() error {
	if f.Preview {
		return booking.Fail(booking.Forbidden, "error.preview")
	}
	return nil
}

// closed is what a form says that is switched off: its own words, if it has any.
func closed(s webform.FormSettings, locale string) error {
	if own := s.Closed.In(locale); own != "" {
		return booking.Fail(booking.NotFound, "error.form_closed_own", "Text", own)
	}
	return booking.Fail(booking.NotFound, "error.form_closed")
}

// elsewhere is what a visitor reads on a site that the form does not allow.
func elsewhere(company booking.Company, locale string) error {
	if phone := company.Client.Phone; phone != "" {
		return booking.Fail(booking.Forbidden, "error.origin_phone", "Phone", views.In(locale).Phone(phone))
	}
	return booking.Fail(booking.Forbidden, "error.origin")
}

// own says that a page of ours asks, such as the hosted page of a form: it may,
// whatever sites the form allows.
func (h *Kit) own(c echo.Context, origin string) bool {
	return origin == webform.OriginOf(h.BaseURL) || c.Request().Header.Get("Sec-Fetch-Site") == "same-origin"
}

// Used is the form as it is counted.
func (f Form) Used() funnel.FormUsed {
	return funnel.FormUsed{Company: f.Company, Form: f.ID, Zone: f.Setup.Company.Zone, Preview: f.Preview}
}

// Service is one that the form offers, by its id or ref.
func (f Form) Service(name string) (booking.Service, bool) {
	service, known := f.Setup.Service(name)
	return languages.Service(service, f.Locale), known && f.Settings.Offers(service)
}

// Resource is one that can be chosen in the form, by its id or ref; a zero one where nobody is meant.
func (f Form) Resource(name string) booking.Resource {
	i := slices.IndexFunc(f.Setup.Resources, func(r booking.Resource) bool {
		return name != "" && (string(r.ID) == name || r.Ref == name) && f.offers(r.ID)
	})
	if i < 0 {
		return booking.Resource{}
	}
	return languages.Resource(f.Setup.Resources[i], f.Locale)
}

// offers says whether a resource can be chosen in the form.
func (f Form) offers(id booking.ID) bool {
	return slices.ContainsFunc(ServiceBodies(f), func(s ServiceBody) bool {
		return slices.ContainsFunc(s.Resources, func(r ResourceBody) bool { return r.ID == id })
	})
}

// DoneText is what the form says after sending.
func DoneText(c echo.Context, s webform.FormSettings) string {
	locale := handlers.LocaleOf(c)
	if own := s.Done.In(locale); own != "" {
		return own
	}
	return views.In(locale).T("leads.thanks")
}

// ServiceBodies are the services of the form that can be booked at all: active, with an
// active resource of every kind that is linked. They stand as in the panel, category by category.
func ServiceBodies(f Form) []ServiceBody {
	bodies, categories := []ServiceBody{}, languages.Categories(f.Setup.Services, f.Locale)
	for _, s := range serviceorder.Grouped(f.Setup.Services) {
		if !s.Active || !f.Settings.Offers(s) {
			continue
		}
		resources := []ResourceBody{}
		missing := map[booking.Kind]bool{}
		for _, r := range handlers.ResourcesOf(f.Setup.Resources, s.Resources) {
			if _, seen := missing[r.Kind]; !seen || r.Active {
				missing[r.Kind] = !r.Active
			}
			if r.Active {
				resources = append(resources, f.offered(r).with(s))
			}
		}
		if len(resources) == 0 || slices.Contains(values(missing), true) {
			continue
		}
		said := languages.Service(s, f.Locale)
		body := ServiceBody{
			ID: s.ID, Ref: s.Ref, Name: said.Name, Description: said.Description, Category: cmp.Or(categories[s.Category], s.Category), DurationMin: s.DurationMin, Resources: resources,
			Online: s.Held == booking.Online,
		}
		if s.Price != "" {
			body.Price = &s.Price
		}
		bodies = append(bodies, body)
	}
	return bodies
}

// ServiceBody is a service as the API writes it.
type ServiceBody struct {
	ID          booking.ID     `json:"id"`
	Ref         string         `json:"ref"`
	Name        string         `json:"name"`
	Description string         `json:"description"`
	Category    string         `json:"category,omitempty"`
	DurationMin int            `json:"duration_min"`
	Online      bool           `json:"online,omitempty"` // the visitor's own clock is of use
	Price       *string        `json:"price"`            // decimal, null where none is shown
	Offer       string         `json:"offer,omitempty"`  // both with anyone in words, where people have terms of their own
	Resources   []ResourceBody `json:"resources"`
}

// ResourceBody is a resource as the API writes it.
type ResourceBody struct {
	ID   booking.ID   `json:"id"`
	Ref  string       `json:"ref"`
	Name string       `json:"name"`
	Kind booking.Kind `json:"kind"`

	// What is told of those who can be chosen, before anything is booked.
	Title string `json:"title,omitempty"`
	Bio   string `json:"bio,omitempty"`
	Photo string `json:"photo,omitempty"` // its path below the form's address in the API

	// Of the people of a service with whom it is not all the same.
	DurationMin int     `json:"duration_min,omitempty"`
	Price       *string `json:"price,omitempty"` // decimal, absent where none is shown
	Offer       string  `json:"offer,omitempty"` // both in words
}

// with is a resource with what the service takes and costs with it.
func (r ResourceBody) with(s booking.Service) ResourceBody {
	if len(s.Terms) == 0 || r.Kind != booking.Staff {
		return r
	}
	price := ""
	if r.DurationMin, price = s.With(r.ID); price != "" {
		r.Price = &price
	}
	return r
}

// offered is a resource that can be chosen.
func (f Form) offered(r booking.Resource) ResourceBody {
	r = languages.Resource(r, f.Locale)
	body := ResourceBody{ID: r.ID, Ref: r.Ref, Name: r.Name, Kind: r.Kind, Title: r.Title, Bio: r.Bio}
	if r.Photo != "" {
		body.Photo = "/photos/" + string(r.ID) + "/" + r.Photo
	}
	return body
}

func values(m map[booking.Kind]bool) []bool {
	var all []bool
	for _, v := range m {
		all = append(all, v)
	}
	return all
}
