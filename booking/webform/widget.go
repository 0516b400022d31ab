package webform

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
)

// Widget is how a form's widget looks and stands on a page. The zero Widget is
// the product's own: inline, booking alone, as light or dark as the page.
type Widget struct {
	Mode     WidgetMode  `json:"mode,omitempty"`     // "": Inline
	Position WidgetPlace `json:"position,omitempty"` // of the floating button; "": BottomRight
	Button   Words       `json:"button,omitempty"`   // its text; none: the product's own
	Tabs     []WidgetTab `json:"tabs,omitempty"`     // in order; none: booking alone
	Accent   string      `json:"accent,omitempty"`   // "#rrggbb"; "": the product's own
	Radius   *int        `json:"radius,omitempty"`   // pixels; nil: DefaultRadius
	Theme    WidgetTheme `json:"theme,omitempty"`    // "": PageTheme
	Language string      `json:"language,omitempty"` // "ru", "en"; "": the page's, else the company's
	Counters Counters    `json:"counters,omitzero"`
}

// WidgetMode is how a widget stands on a page.
type WidgetMode string

const (
	Inline   WidgetMode = "inline"   // in the page's own flow
	Floating WidgetMode = "floating" // a button in a corner that opens it
	Modal    WidgetMode = "modal"    // a button in the page's flow that opens it over the page
)

// WidgetModes are all of them.
var WidgetModes = []WidgetMode{Inline, Floating, Modal}

// WidgetPlace is the corner of a floating button.
type WidgetPlace string

const (
	BottomRight WidgetPlace = "bottom-right"
	BottomLeft  WidgetPlace = "bottom-left"
)

// WidgetPlaces are all of them.
var WidgetPlaces = []WidgetPlace{BottomRight, BottomLeft}

// WidgetTheme is a widget's light.
type WidgetTheme string

const (
	LightTheme WidgetTheme = "light"
	DarkTheme  WidgetTheme = "dark"
	PageTheme  WidgetTheme = "auto" // as the page
)

// WidgetThemes are all of them.
var WidgetThemes = []WidgetTheme{PageTheme, LightTheme, DarkTheme}

// WidgetTab is one of the two things that a widget can do.
type WidgetTab struct {
	Kind  TabKind `json:"kind"`
	Title Words   `json:"title,omitempty"` // none: the product's own
}

// TabKind is what a tab does.
type TabKind string

const (
	BookingTab TabKind = "booking" // a service at a time
	FormTab    TabKind = "form"    // the fields alone: a lead
)

// TabKinds are both.
var TabKinds = []TabKind{BookingTab, FormTab}

// The corners of a widget, in pixels.
const (
	DefaultRadius = 12
	MaxRadius     = 28
)

// Whole is the widget with everything said that it leaves to the product, but
// for its texts and its colour.
func (w Widget) Whole() Widget {
	w.Mode = cmp.Or(w.Mode, Inline)
	w.Position = cmp.Or(w.Position, BottomRight)
	w.Theme = cmp.Or(w.Theme, PageTheme)
	w.Language = cmp.Or(w.Language, "auto")
	if w.Radius == nil {
		radius := DefaultRadius
		w.Radius = &radius
	}
	if len(w.Tabs) == 0 {
		w.Tabs = []WidgetTab{{Kind: BookingTab}}
	}
	return w
}

// IsWebAddress says whether s is a whole address of a page, http or https.
func IsWebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil && !strings.ContainsAny(s, " \"<>\\^`{|}")
}

// AllowedSites are the sites that may use the form as their owner reads them; none: any.
func (s FormSettings) AllowedSites() []string {
	var sites []string
	for _, kept := range s.Sites {
		if site, _, ok := ParseSite(kept); ok {
			sites = append(sites, site)
		}
	}
	return sites
}

// Allows says whether a page of the origin may use the form. A page that has
// none to tell ("null": a file, a sandbox) may where any site may; no origin at
// all ("") is a program and not a page.
func (s FormSettings) Allows(origin string) bool {
	return len(s.Sites) == 0 || origin == "" || slices.ContainsFunc(s.Sites, func(site string) bool { return SiteAllows(site, origin) })
}
