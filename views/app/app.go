package app

import "okno/views"

// Offline is the page that a browser shows when it cannot reach the panel. static/js/offline.js puts what its member
// saw last of Today into it.
type Offline struct{ views.Base }

// NewOffline makes the page. It sets the title.
func NewOffline(base views.Base) Offline {
	base.Title = base.W().T("offline.title")
	return Offline{base}
}

func (Offline) View() string { return "offline" }

// Manifest is how the panel is installed (W3C, Web Application Manifest).
type Manifest struct {
	ID              string     `json:"id"`
	Name            string     `json:"name"`
	ShortName       string     `json:"short_name"`
	Description     string     `json:"description"`
	Lang            string     `json:"lang"`
	StartURL        string     `json:"start_url"`
	Scope           string     `json:"scope"`
	Display         string     `json:"display"`
	ThemeColor      string     `json:"theme_color"`
	BackgroundColor string     `json:"background_color"`
	Icons           []Icon     `json:"icons"`
	Shortcuts       []Shortcut `json:"shortcuts"`
}

// Icon is a picture of the app; purpose "maskable" may be cut to any shape.
type Icon struct {
	Src     string `json:"src"`
	Sizes   string `json:"sizes"`
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
}

// Shortcut is an entry of the icon's menu.
type Shortcut struct {
	Name  string `json:"name"`
	URL   string `json:"url"`
	Icons []Icon `json:"icons"`
}

// The colours of the icon and of the window before the first page is there: a manifest has one of each, and so it is the
// mark's own dark one, on which the mark is seen in both themes. Pages bring their own (the fragment "app").
const markColour = "#1c2430"

// NewManifest makes it in the words' language; asset gives the address of a built file. That of a specialist, own, opens his day.
func NewManifest(w *views.Words, asset func(string) string, own bool) Manifest {
	small := Icon{asset("icon-192.png"), "192x192", "image/png", "any"}
	m := Manifest{
		ID: "/overview", Name: w.T("app.name"), ShortName: "Okno", Description: w.T("app.description"), Lang: w.Locale(),
		StartURL: "/overview", Scope: "/", Display: "standalone", ThemeColor: markColour, BackgroundColor: markColour,
		Icons: []Icon{
			small, {asset("icon-512.png"), "512x512", "image/png", "any"}, {asset("icon-maskable-512.png"), "512x512", "image/png", "maskable"},
		},
	}
	if own {
		m.ID, m.StartURL = "/own", "/own"
		m.Shortcuts = []Shortcut{{w.T("layout.own"), "/own", []Icon{small}}, {w.T("layout.own-week"), "/own/week", []Icon{small}}}
		return m
	}
	for _, page := range []string{"overview", "bookings", "leads"} {
		m.Shortcuts = append(m.Shortcuts, Shortcut{w.T("layout." + page), "/" + page, []Icon{small}})
	}
	return m
}
