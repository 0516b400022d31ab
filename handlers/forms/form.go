package forms

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/webform"
	"okno/handlers"
	"okno/views/forms"
)

// formPage is what a form asks and offers.
func (h *Handlers) formPage(c echo.Context) error {
	d, err := h.formData(c)
	if err != nil {
		return err
	}
	d.Typed = webform.NewFormText(d.Form)
	if c.QueryParam("consent") == "draft" && d.CanChange { // as the first steps lead to it
		draftConsent(&d)
	}
	return h.formAnswer(c, http.StatusOK, d)
}

// saveForm writes it; what is refused is shown with what was typed.
func (h *Handlers) saveForm(c echo.Context) error {
	typed, revision, err := readFormText(c)
	if err != nil {
		return err
	}
	d, err := h.formData(c)
	if err != nil {
		return err
	}
	revision = handlers.OnTop(c, &typed, webform.NewFormText(d.Form), revision, d.Form.Revision)
	err = h.Desk.Forms.SaveForm(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")), typed, revision)
	return h.formSaved(c, err, func(d *forms.FormData) {
		if err != nil {
			d.Typed = typed
		} else if typed.CutsSites() {
			d.Said = booking.Say("forms.said.sites_cut")
		}
	})
}

// formWidget is how a form's widget looks.
func (h *Handlers) formWidget(c echo.Context) error {
	d, err := h.formData(c)
	if err != nil {
		return err
	}
	d.Look = webform.NewWidgetText(d.Form.Settings.Widget)
	return h.formAnswer(c, http.StatusOK, d)
}

// saveWidget writes it.
func (h *Handlers) saveWidget(c echo.Context) error {
	look, revision, err := readWidgetText(c)
	if err != nil {
		return err
	}
	d, err := h.formData(c)
	if err != nil {
		return err
	}
	revision = handlers.OnTop(c, &look, webform.NewWidgetText(d.Form.Settings.Widget), revision, d.Form.Revision)
	err = h.Desk.Forms.SaveWidget(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")), look, revision)
	return h.formSaved(c, err, func(d *forms.FormData) {
		if err != nil {
			d.Look = look
		}
	})
}

// formSaved shows the form as it is stored now or, where it was refused, as it
// was typed, after a Conflict with what somebody else has saved beside it; saved
// puts in what was typed, or what else is to be said.
func (h *Handlers) formSaved(c echo.Context, refused error, saved func(*forms.FormData)) error {
	known := handlers.AsKnown(refused)
	if refused != nil && known.Code != booking.Invalid && known.Code != booking.Conflict {
		return refused
	}
	if refused == nil && !handlers.IsFragment(c) {
		return handlers.Redirect(c, c.Request().URL.Path)
	}
	d, err := h.formData(c)
	if err != nil {
		return err
	}
	d.Typed, d.Look = webform.NewFormText(d.Form), webform.NewWidgetText(d.Form.Settings.Widget)
	status := http.StatusOK
	if refused != nil {
		status, d.Error, d.Clash = handlers.Statuses[known.Code], known, known.Code == booking.Conflict
		d.Began = handlers.KeptBegan(c, known)
	} else {
		d.Said = booking.Say("forms.said.saved")
	}
	saved(&d)
	return h.formAnswer(c, status, d)
}

func (h *Handlers) formAnswer(c echo.Context, status int, d forms.FormData) error {
	if handlers.IsFragment(c) {
		return h.Render(c, status, forms.NewFormEditor(handlers.ReaderOf(c), d))
	}
	c.Response().Header().Set(echo.HeaderContentSecurityPolicy, handlers.PanelCSP+"; frame-src 'self'")
	return h.Render(c, status, forms.NewFormPage(h.Base(c), d))
}

// formData is what the pages of the form of the path are made of.
func (h *Handlers) formData(c echo.Context) (forms.FormData, error) {
	list, err := h.formsData(c)
	if err != nil {
		return forms.FormData{}, err
	}
	id := booking.ID(c.Param("id"))
	i := slices.IndexFunc(list.Forms, func(f webform.Form) bool { return f.ID == id })
	if i < 0 {
		return forms.FormData{}, booking.Fail(booking.NotFound, "error.form_unknown")
	}
	d := forms.FormData{FormsData: list, Form: list.Forms[i], Widget: strings.HasSuffix(c.Path(), "/widget"), Preview: booking.ID(c.FormValue("preview"))}
	refused, err := h.refusedSites(c, d.Form)
	if err != nil {
		return forms.FormData{}, err
	}
	for _, r := range refused {
		d.Refused = append(d.Refused, forms.RefusedSite{Site: r.Site, Times: int(r.Times), At: r.At.In(list.Zone)})
	}
	if !booking.IsID(string(d.Preview)) {
		if d.Preview, err = booking.NewID(h.Random); err != nil {
			return forms.FormData{}, err
		}
	}
	return d, nil
}

// draftFields adds, removes or moves a field of what is being typed: nothing is written.
func (h *Handlers) draftFields(c echo.Context) error {
	typed, _, err := readFormText(c)
	if err != nil {
		return err
	}
	d, err := h.formData(c)
	if err != nil {
		return err
	}
	act, what, _ := strings.Cut(c.FormValue("act"), ".")
	d.Typed, d.Began = typed, c.FormValue("began")
	if act == "consent" {
		draftConsent(&d)
		if handlers.IsFragment(c) {
			return h.Render(c, http.StatusOK, forms.NewFormConsent(handlers.ReaderOf(c), d))
		}
		return h.formAnswer(c, http.StatusOK, d)
	}
	d.Typed.Fields, d.Touched = draft(typed.Fields, act, what)
	d.ToTouched = act == "add" || act == "remove" // a button that moves a field, and the choice of its kind, keep the focus
	if handlers.IsFragment(c) {
		return h.Render(c, http.StatusOK, forms.NewFormFields(handlers.ReaderOf(c), d))
	}
	return h.formAnswer(c, http.StatusOK, d)
}

// draftConsent puts the draft of a consent where nothing is typed: nothing is written, and nobody is asked
// for it before the form has been saved.
func draftConsent(d *forms.FormData) {
	consent, privacy := forms.DraftConsent(d.Company)
	if d.Typed.Consent == (webform.WordsText{}) {
		d.Typed.Consent, d.Drafted = consent, true
	}
	if d.Typed.Privacy == (webform.WordsText{}) && d.Typed.ConsentURL == "" {
		d.Typed.Privacy, d.Drafted = privacy, true
	}
}

// draft performs an act on the fields and says which one it touched.
func draft(fields []webform.FieldText, act, what string) ([]webform.FieldText, string) {
	i := slices.IndexFunc(fields, func(f webform.FieldText) bool { return f.Key == what })
	switch {
	case act == "add" && len(fields) < webform.MaxFormFields:
		f := forms.NewField(what, func(key string) bool {
			return slices.ContainsFunc(fields, func(f webform.FieldText) bool { return f.Key == key })
		})
		return append(fields, f), f.Key
	case act == "remove" && i >= 0:
		fields = slices.Delete(fields, i, i+1)
		if len(fields) == 0 {
			return fields, ""
		}
		return fields, fields[min(i, len(fields)-1)].Key
	case act == "up" && i > 0:
		fields[i-1], fields[i] = fields[i], fields[i-1]
	case act == "down" && i >= 0 && i < len(fields)-1:
		fields[i+1], fields[i] = fields[i], fields[i+1]
	}
	return fields, what
}

// readFormText reads what a form's page sends: its fields in the order in which they stand.
func readFormText(c echo.Context) (webform.FormText, int, error) {
	sent, err := c.FormParams()
	if err != nil {
		return webform.FormText{}, 0, err
	}
	words := func(name string) webform.WordsText {
		return webform.WordsText{RU: sent.Get(name + "_ru"), EN: sent.Get(name + "_en")}
	}
	t := webform.FormText{
		Typed: webform.FormAttributes.Get(sent.Get), Consent: words("consent"), ConsentURL: sent.Get("consent_url"),
		Privacy:  words("privacy"),
		Services: sent["service"], Sites: sent.Get("sites"),
	}
	for _, key := range sent["field"] {
		t.Fields = append(t.Fields, webform.FieldText{
			Key: key, Kind: webform.FieldKind(sent.Get(key + ".kind")), Label: words(key + ".label"), Required: sent.Get(key+".required") == "1",
			Options: words(key + ".options"), Param: sent.Get(key + ".param"),
		})
	}
	if len(t.Fields) > 2*webform.MaxFormFields { // one too many is told, hundreds are nobody's
		return t, 0, booking.Fail(booking.Malformed, "error.malformed")
	}
	revision, _ := strconv.Atoi(sent.Get("revision")) // one that is none is not the present one
	return t, revision, nil
}

// readWidgetText reads what a widget's page sends.
func readWidgetText(c echo.Context) (webform.WidgetText, int, error) {
	var sent struct {
		webform.WidgetText
		Tabs     string `form:"tabs"` // "booking form": both, in order
		Own      string `form:"own_color"`
		Revision int    `form:"revision"`
	}
	if err := c.Bind(&sent); err != nil {
		return webform.WidgetText{}, 0, err
	}
	t := sent.WidgetText
	t.Tabs = nil
	for _, kind := range strings.Fields(sent.Tabs) {
		t.Tabs = append(t.Tabs, webform.TabKind(kind))
	}
	if t.Accent == "own" {
		t.Accent = sent.Own
	}
	return t, sent.Revision, nil
}
