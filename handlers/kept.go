package handlers

import (
	"bytes"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/handlers/kept"
	"okno/views"
)

// Keep gives the fragment that a member of a company sees under a topic, which names all that it depends
// on but the company, its versions and the minute. make is asked for it where nobody was shown it before.
func (h *Kit) Keep(c echo.Context, topic any, make func() (kept.Fragment, error)) (*kept.Part, error) {
	now := h.Now()
	return h.kept.Fragment(h.Views, keyOf(c, topic, now), now, make)
}

// Kept is what is kept of pages.
func (h *Kit) Kept() kept.Stat { return h.kept.Stat() }

func keyOf(c echo.Context, topic any, now time.Time) kept.Key {
	who := IdentityOf(c)
	return kept.Key{Company: who.Company.ID, Versions: who.Versions, Topic: topic, Minute: now.Unix() / 60}
}

// pageTopic is what the content of a page depends on beside the company, its versions and the minute.
type pageTopic struct {
	uri    string
	user   booking.UserID // 0 where it is the same for all of a role
	role   booking.Role
	reader string
	masked bool
	second int64
}

// RenderPage answers with a page whose content is the same for everybody of a role who reads the same language, and for
// one user alone where own says so. It is rendered once a second, and made anew at once when the company's version is another.
// now is what the page tells the browser's clock.
func (h *Kit) RenderPage(c echo.Context, own bool, make func() (page kept.Page, now time.Time, err error)) error {
	who, now := IdentityOf(c), h.Now()
	topic := pageTopic{uri: c.Request().URL.RequestURI(), role: who.Role, reader: ReaderOf(c), masked: HidesContacts(c), second: now.Unix()}
	if own {
		topic.user = who.User.ID
	}
	part, err := h.kept.Content(h.Views, keyOf(c, topic, now), now, make)
	if err != nil {
		return err
	}
	return h.RenderKept(c, func() views.Base {
		base := h.Base(c)
		if base.Section = part.Section; !part.Hears {
			base.Hearing = views.Socket{}
		}
		return base
	}, part)
}

// RenderKept answers with a page around the part, or with the part alone where htmx asks for it.
func (h *Kit) RenderKept(c echo.Context, base func() views.Base, part *kept.Part) error {
	var page bytes.Buffer
	header := c.Response().Header()
	header.Add(echo.HeaderVary, "HX-Request, HX-Request-Type")
	header.Set(echo.HeaderCacheControl, "no-store")
	if !IsFragment(c) {
		if err := h.kept.Whole(h.Views, &page, base(), part, h.Now()); err != nil {
			return err
		}
		return c.HTMLBlob(http.StatusOK, page.Bytes())
	}
	if err := h.Views.Render(&page, views.PageTitle{Title: part.Title}); err != nil {
		return err
	}
	part.Write(&page, h.Now())
	if said, ok := settled(c); ok {
		if err := h.Views.Render(&page, said); err != nil {
			return err
		}
	}
	return c.HTMLBlob(http.StatusOK, page.Bytes())
}
