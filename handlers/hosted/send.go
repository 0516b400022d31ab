package hosted

import (
	"crypto/sha256"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/booking/languages"
	"okno/booking/webform"
	"okno/db/bookingdb"
	"okno/desk/bookings"
	"okno/desk/online"
	"okno/handlers"
	"okno/handlers/openform"
	"okno/views/hosted"
)

// sendHosted books, or sends the form without a time, from the page that needs no
// scripts: by the same acts, limits and keys as the widget. What is refused
// comes back with all that was typed.
func (h *Handlers) sendHosted(c echo.Context) error {
	f, err := h.Form(c)
	if err != nil {
		return h.hostedClosed(c, f, err)
	}
	if err := f.Sends(); err != nil {
		return err
	}
	p := hostedAsk(c, f)
	sent, err := c.FormParams()
	if err != nil {
		return err
	}
	answers := hostedAnswers(f, sent)
	for name, values := range answers {
		p.Typed[name] = values
	}
	p.Consent, p.Plain, p.Sure = sent.Get("consent") == "true", true, sent["sure"]
	filled := webform.FlatSubmission(p.Typed, p.Consent)
	filled.Flat = p.Tab == webform.FormTab
	body := &openform.SentBody{View: sent.Get("view"), Website: sent.Get("okno-z")}
	key := sent.Get("key")
	if !booking.IsID(key) {
		return booking.Fail(booking.Malformed, "error.malformed")
	}
	from, err := h.Sender(c, f, body, key)
	if err != nil {
		return h.hostedRefused(c, f, p, err)
	}
	if err = f.Settings.Doubts(filled, f.Setup.Company, p.Sure); err != nil {
		return h.hostedRefused(c, f, p, err)
	}
	if p.Tab == webform.FormTab {
		err = h.leadHosted(c, f, filled, body, from, key, sent)
	} else {
		err = h.bookHosted(c, f, &p, filled, body, from, key, sent)
	}
	if err == nil {
		return nil
	}
	return h.hostedRefused(c, f, p, err)
}

func (h *Handlers) leadHosted(c echo.Context, f openform.Form, filled webform.Submission, body *openform.SentBody, from openform.Sender, key string, sent url.Values) error {
	_, err := h.Desk.Online.Lead(c.Request().Context(), online.LeadRequest{
		Form: f.PublicForm, Settings: f.Settings, Key: key, BodyHash: hashOf(sent), Filled: filled, Locale: handlers.LocaleOf(c), Page: h.BaseURL + "/b/" + f.Key,
		From: from.Sender, View: from.View,
	})
	if err != nil {
		return err
	}
	q := url.Values{"sent": {"1"}, "plain": {"1"}}
	if lang := sent.Get("lang"); lang != "" {
		q.Set("lang", lang)
	}
	return c.Redirect(http.StatusSeeOther, "/b/"+f.Key+"?"+q.Encode())
}

func (h *Handlers) bookHosted(c echo.Context, f openform.Form, p *hosted.PlainData, filled webform.Submission, body *openform.SentBody, from openform.Sender, key string, sent url.Values) error {
	booked, err := h.Desk.Online.Book(c.Request().Context(), online.BookRequest{
		Form: f.PublicForm, Settings: f.Settings, Key: key, BodyHash: hashOf(sent), Service: sent.Get("service"), Resource: string(p.Resource),
		Start: sent.Get("start"), Filled: filled, Locale: handlers.LocaleOf(c), Page: h.BaseURL + "/b/" + f.Key, View: from.View, From: from.Sender,
	})
	if err != nil {
		return err
	}
	h.Pause(c.Request().Context(), booked.Slower)
	q := url.Values{"done": {h.Tokens.Manage(booked.Company, booked.ID)}}
	if p.Lang != "" {
		q.Set("lang", p.Lang)
	}
	return c.Redirect(http.StatusSeeOther, "/b/"+f.Key+"?"+q.Encode())
}

// hostedRefused shows the step again with what is wrong with it.
func (h *Handlers) hostedRefused(c echo.Context, f openform.Form, p hosted.PlainData, refused error) error {
	known := handlers.AsKnown(refused)
	switch known.Code {
	case booking.Invalid, booking.SlotTaken, booking.KeyReused, booking.TooMany, booking.ByPhone, booking.Doubtful:
	default:
		return refused
	}
	p.Sure = p.Sure.With(known.Doubts)
	p.Problem, p.Wrong, p.Near = known.Sentence, known.Fields, known.Alternatives
	p.Today, p.Mail = booking.DateOf(h.Now(), p.Company.Zone), !h.MailLogged
	if start, problem := booking.ParseStart(c.FormValue("start"), p.Company.Zone); problem == nil {
		p.Start = start.In(p.Company.Zone)
	}
	if p.Tab == webform.FormTab || p.Service != nil {
		if err := h.hostedForm(&p, f); err != nil {
			return err
		}
	}
	return h.showHosted(c, handlers.Statuses[known.Code], f, p)
}

// hostedDone is what was booked, by its client's own token.
func (h *Handlers) hostedDone(c echo.Context, f openform.Form, token string) error {
	company, id, ok := h.Tokens.Managed(token)
	if !ok || company != f.Company {
		return handlers.UnknownVisit
	}
	b, err := bookingdb.Booking(c.Request().Context(), h.DB.Of(company), id)
	if err != nil {
		return handlers.UnknownVisit
	}
	p := hostedAsk(c, f)
	p.Mail, p.Plain, p.Done, p.Link, p.Page = !h.MailLogged && !b.Doubtful(), true, &b, "/m/"+token, h.BaseURL+"/m/"+token
	offer, err := h.Desk.Telegram.Offer(c.Request().Context(), bookings.Client{Company: company, Booking: id})
	if err != nil {
		return err
	}
	p.Telegram = offer.CanConnect && b.Status.Occupies()
	service := languages.Service(handlers.ServiceOf(f.Setup.Services, b.Service), f.Locale)
	p.Service, p.Resources = &service, languages.Resources(handlers.ResourcesOf(f.Setup.Resources, b.Resources), f.Locale)
	header := c.Response().Header()
	header.Set("Referrer-Policy", "no-referrer")
	header.Set(echo.HeaderCacheControl, "no-store")
	return h.showHosted(c, http.StatusOK, f, p)
}

// hostedAnswers are the values of the form's fields as a page sends them.
func hostedAnswers(f openform.Form, sent url.Values) map[string][]string {
	typed := map[string][]string{}
	for _, field := range f.Settings.AllFields() {
		for _, value := range sent["f."+field.Name] {
			if value != "" {
				typed[field.Name] = append(typed[field.Name], value)
			}
		}
	}
	return typed
}

// hashOf tells a repetition from another request under the same key.
func hashOf(sent url.Values) []byte {
	sum := sha256.Sum256([]byte(sent.Encode()))
	return sum[:]
}
