package handlers

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/desk"
	"okno/views"
)

// A feed shows a resource's bookings from some days ago to some months ahead.
const (
	feedDaysBack  = 30
	feedDaysAhead = 366
)

// calendarFeed is one resource's calendar for whoever has the secret link. A
// calendar that asks again gets 304 while nothing has changed.
func (h *Handlers) calendarFeed(c echo.Context) error {
	ctx := c.Request().Context()
	unknown := booking.Fail(booking.NotFound, "error.page_unknown")
	token, named := strings.CutSuffix(c.Param("token"), ".ics")
	company, err := h.DB.CompanyBySlug(ctx, c.Param("slug"))
	if err != nil || !named {
		if err != nil && booking.CodeOf(err) != booking.NotFound {
			return err
		}
		return unknown
	}
	scope := h.DB.Of(company.ID)
	feed, err := scope.FeedByToken(ctx, desk.HashFeedToken(token))
	if err != nil {
		return err
	}
	if feed == nil {
		return unknown
	}
	setup, err := scope.Setup(ctx)
	if err != nil {
		return err
	}
	today := booking.DateOf(h.Now(), company.Zone)
	bookings, err := scope.Seen(!feed.Contacts).BookingsOn(ctx, feed.Resource, booking.Span{
		From: booking.Instant(today.AddDays(-feedDaysBack), 0, company.Zone), To: booking.Instant(today.AddDays(feedDaysAhead), 0, company.Zone),
	})
	if err != nil {
		return err
	}
	name := company.Name
	for _, r := range resourcesOf(setup.Resources, []booking.ID{feed.Resource}) {
		name = r.Name + " · " + company.Name
	}
	text, err := calendarText(views.In(company.Locale), name, bookings, setup.Services, setup.Resources, feed.Contacts)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(text)
	tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:16]) + `"`
	header := c.Response().Header()
	header.Set("ETag", tag)
	header.Set(echo.HeaderCacheControl, "private, max-age=300")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("X-Robots-Tag", "noindex")
	if strings.Contains(c.Request().Header.Get("If-None-Match"), tag) {
		return c.NoContent(http.StatusNotModified)
	}
	return c.Blob(http.StatusOK, "text/calendar; charset=utf-8", text)
}

// resourceFeed is the part of a resource's page that is about its link.
func (h *Handlers) resourceFeed(c echo.Context) error { return h.showFeed(c, "", booking.Sentence{}) }

// makeFeed makes the link, or a new one in the place of the one there was.
func (h *Handlers) makeFeed(c echo.Context) error {
	token, err := h.Desk.MakeFeed(c.Request().Context(), member(c), booking.ID(c.Param("id")), c.FormValue("contacts") != "" && !hidesContacts(c))
	if err != nil {
		return err
	}
	return h.showFeed(c, h.BaseURL+"/feeds/"+identityOf(c).Company.Slug+"/"+token+".ics", booking.Say("feed.made"))
}

// endFeed makes the link lead nowhere.
func (h *Handlers) endFeed(c echo.Context) error {
	if err := h.Desk.EndFeed(c.Request().Context(), member(c), booking.ID(c.Param("id"))); err != nil {
		return err
	}
	return h.showFeed(c, "", booking.Say("feed.ended"))
}

func (h *Handlers) showFeed(c echo.Context, link string, said booking.Sentence) error {
	setup, err := h.setup(c)
	if err != nil {
		return err
	}
	r, err := resourceOfPath(c, setup.Resources)
	if err != nil {
		return err
	}
	feed, err := h.scope(c).CalendarFeed(c.Request().Context(), r.ID)
	if err != nil {
		return err
	}
	d := views.ResourceFeedData{Resource: r, Link: link, Said: said}
	if feed != nil {
		d.Exists, d.Contacts, d.Since, d.MadeBy = true, feed.Contacts, booking.DateOf(feed.CreatedAt, setup.Company.Zone), feed.MadeBy
	}
	if isFragment(c) {
		return h.render(c, http.StatusOK, views.NewResourceFeed(readerOf(c), d))
	}
	return h.render(c, http.StatusOK, views.NewResourceFeedPage(h.base(c), d))
}
