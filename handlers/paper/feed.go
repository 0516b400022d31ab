package paper

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/engine"
	"okno/db/setupdb"
	deskresources "okno/desk/resources"
	"okno/handlers"
	"okno/views"
	"okno/views/resources"
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
	feed, err := setupdb.FeedByToken(ctx, scope, deskresources.HashFeedToken(token))
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
	bookings, err := setupdb.BookingsOn(ctx, scope.Seen(!feed.Contacts), feed.Resource, booking.Span{
		From: engine.Instant(today.AddDays(-feedDaysBack), 0, company.Zone), To: engine.Instant(today.AddDays(feedDaysAhead), 0, company.Zone),
	})
	if err != nil {
		return err
	}
	name := company.Name
	for _, r := range handlers.ResourcesOf(setup.Resources, []booking.ID{feed.Resource}) {
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
	token, err := h.Desk.Resources.MakeFeed(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")), c.FormValue("contacts") != "" && !handlers.HidesContacts(c))
	if err != nil {
		return err
	}
	return h.showFeed(c, h.BaseURL+"/feeds/"+handlers.IdentityOf(c).Company.Slug+"/"+token+".ics", booking.Say("feed.made"))
}

// endFeed makes the link lead nowhere.
func (h *Handlers) endFeed(c echo.Context) error {
	if err := h.Desk.Resources.EndFeed(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id"))); err != nil {
		return err
	}
	return h.showFeed(c, "", booking.Say("feed.ended"))
}

func (h *Handlers) showFeed(c echo.Context, link string, said booking.Sentence) error {
	setup, err := h.Setup(c)
	if err != nil {
		return err
	}
	r, err := handlers.ResourceOfPath(c, setup.Resources)
	if err != nil {
		return err
	}
	feed, err := setupdb.FindCalendarFeed(c.Request().Context(), h.Scope(c), r.ID)
	if err != nil {
		return err
	}
	d := resources.ResourceFeedData{Resource: r, Link: link, Said: said}
	if feed != nil {
		d.Exists, d.Contacts, d.Since, d.MadeBy = true, feed.Contacts, booking.DateOf(feed.CreatedAt, setup.Company.Zone), feed.MadeBy
	}
	if handlers.IsFragment(c) {
		return h.Render(c, http.StatusOK, resources.NewResourceFeed(handlers.ReaderOf(c), d))
	}
	return h.Render(c, http.StatusOK, resources.NewResourceFeedPage(h.Base(c), d))
}
