package forms

import (
	"fmt"
	"slices"
	"strings"

	"okno/booking/webform"
	"okno/views"
)

// Install is the page GET /forms/:id/install: how the form comes into a site that is made with a site builder, step by
// step, with drawings of where to press.
type Install struct {
	views.Base
	Name     string // of the form
	BackURL  string
	Builders []views.Choice // Value is the address
	Builder  string         // one of builders
	Steps    []InstallStep
	Note     string
	Code     string // what is to be pasted, "" where the link is
	Frame    string // the booking page in a frame, where that is a way
	Framed   bool   // and some site may show it so
	Link     string // of the booking page
	Plugin   string // a snippet of the WordPress plugin, "" elsewhere
}

// InstallStep is a step with the drawing of what is to be seen.
type InstallStep struct {
	Text   string
	Title  string   // of the window that is drawn
	Items  []string // of its menu; the last one is the one to press
	Pasted string   // what stands in the field, "" where there is none
	Button string   // what to press in the end
}

// builders are the ways that are told of. Those in linked take no code, but an address.
var (
	builders = []string{"tilda", "wordpress", "wix", "bitrix", "taplink", "other"}
	linked   = []string{"taplink"}
)

// NewInstall makes the page of one of the builders; of the first where there is no such one. It sets the title.
func NewInstall(base views.Base, d FormData, builder string) Install {
	w, f := base.W(), d.Form
	if !slices.Contains(builders, builder) {
		builder = builders[0]
	}
	base.Section, base.Title = "forms", w.T("forms.install.title")
	url := "/forms/" + string(f.ID)
	p := Install{
		Base: base, Name: f.Name, BackURL: url + "/widget", Builder: builder, Note: w.T("forms.install." + builder + ".note"),
		Link: d.BaseURL + "/b/" + f.Key, Framed: len(f.Settings.Sites) > 0,
	}
	for _, name := range builders {
		p.Builders = append(p.Builders, views.Choice{Value: url + "/install?on=" + name, Label: w.T("forms.install." + name), Chosen: name == builder})
	}
	pasted := p.Link
	if !slices.Contains(linked, builder) {
		p.Code = snippet(d.BaseURL, f.Key, string(f.Settings.Widget.Whole().Mode))
		pasted = fmt.Sprintf(`<script src="%s/widget.js" data-okno="%s"…`, d.BaseURL, f.Key)
	}
	if builder == "wordpress" {
		p.Plugin = fmt.Sprintf(`[okno key="%s"]`, f.Key)
	}
	if builder == "other" {
		p.Frame = fmt.Sprintf(`<iframe src="%s" title="%s" width="100%%" height="800" style="border: 0"></iframe>`, p.Link, webform.Words{"ru": "Онлайн-запись", "en": "Book online"}.In(w.Locale()))
	}
	menu := func(n string) []string { return strings.Split(w.T("forms.install."+builder+".menu."+n), "\n") }
	said := func(what string) string { return w.T("forms.install." + builder + "." + what) }
	window := w.T("forms.install." + builder)
	if builder == "other" {
		window = w.T("forms.install.other.window")
	}
	p.Steps = []InstallStep{
		{Text: said("step.find"), Title: window, Items: menu("find")},
		{Text: said("step.paste"), Title: said("dialog"), Pasted: pasted, Button: said("save")},
		{Text: said("step.publish"), Title: window, Button: said("publish")},
	}
	return p
}

func (Install) View() string { return "form-install" }
