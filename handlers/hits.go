package handlers

import (
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db/bookingdb"
	"okno/desk/bookings"
	"okno/views"
)

const contextResolutions = "resolutions"

// resolutionsGiven is what the request says about the bookings that its change of the
// setup hits, and what has been done with them: the same one each time.
func resolutionsGiven(c echo.Context) *booking.Resolutions {
	if known, ok := c.Get(contextResolutions).(*booking.Resolutions); ok {
		return known
	}
	answer := &booking.Resolutions{}
	r := c.Request()
	if r.Method == http.MethodDelete || strings.HasPrefix(r.Header.Get(echo.HeaderContentType), echo.MIMEApplicationForm) {
		if form, err := c.FormParams(); err == nil {
			answer.Chosen, answer.Reason = ResolutionsOf(form), form.Get("cancel_reason")
		}
	}
	c.Set(contextResolutions, answer)
	return answer
}

// ResolutionsOf reads the part hit-list of a form: a booking that is hit comes as
// hit=ID with seen-ID and do-ID: "keep", "cancel" or "move:RESOURCE".
func ResolutionsOf(form url.Values) []booking.Resolution {
	var fates []booking.Resolution
	hits := slices.Compact(slices.Sorted(slices.Values(form["hit"])))
	for _, id := range hits[:min(len(hits), bookings.MaxHits)] {
		do, to, _ := strings.Cut(form.Get("do-"+id), ":")
		if do == "" {
			do = booking.ResolveKeep
		}
		fates = append(fates, booking.Resolution{Booking: booking.ID(id), Seen: form.Get("seen-" + id), Do: do, To: booking.ID(to)})
	}
	return fates
}

// askHits answers a change that hits bookings with the question what is to
// become of them, in the modal or as a page. All that was sent goes along.
func (h *Kit) askHits(c echo.Context, refused *booking.Error) error {
	var hits *bookings.Hits
	if !errors.As(refused.Err, &hits) {
		return errors.New("no hits behind HitsBookings")
	}
	data, err := h.HitsData(c, hits, refused.Fields)
	if err != nil {
		return err
	}
	d := views.HitsAskData{HitsData: data, Again: again(c), Length: hits.Length(), Values: sentValues(c)}
	switch {
	case len(refused.Fields) > 0:
		d.Problem = refused.Sentence
	case len(hits.Resolutions.Chosen) > 0:
		d.Problem = booking.Say("hits.changed")
	}
	if !IsFragment(c) {
		return h.Render(c, http.StatusConflict, views.NewHitsAskPage(h.Base(c), d))
	}
	c.Response().Header().Set("HX-Retarget", "#modal-body")
	c.Response().Header().Set("HX-Reswap", "innerHTML")
	return h.Render(c, http.StatusConflict, views.NewHitsAsk(ReaderOf(c), d))
}

// HitsData is the bookings with what could become of each: one query.
func (h *Kit) HitsData(c echo.Context, hits *bookings.Hits, wrong map[string]booking.Sentence) (views.HitsData, error) {
	after, now := hits.After, h.Now()
	d := views.HitsData{
		Company: after.Company, Services: after.Services, Resources: after.Resources, Now: now,
		More: hits.More, Reason: hits.Resolutions.Reason, Wrong: wrong, NoMail: h.MailLogged,
	}
	if len(hits.Bookings) == 0 {
		return d, nil
	}
	span, resources := hits.Bookings[0].Occupied, []booking.ID{}
	for _, m := range hits.Bookings {
		if m.Occupied.From.Before(span.From) {
			span.From = m.Occupied.From
		}
		if m.Occupied.To.After(span.To) {
			span.To = m.Occupied.To
		}
		resources = append(append(resources, m.Resources...), after.Linked(m.Service)...)
	}
	slices.Sort(resources)
	occupied, err := bookingdb.Occupied(c.Request().Context(), h.Scope(c), slices.Compact(resources), span, now)
	if err != nil {
		return d, err
	}
	calendar := after.Calendar(occupied)
	for _, m := range hits.Bookings {
		m.Booking = SeenBooking(c, m.Booking)
		hit := views.Hit{Booking: m.Booking, Mark: m.Booking.VersionTag(), Do: booking.ResolveKeep, Wrong: wrong["do-"+string(m.ID)]}
		if from := m.Resource(); from != "" {
			hit.Moves, d.Movable = calendar.Moves(m.Booking, from, now), true
		}
		for _, g := range m.Grounds {
			hit.Why = append(hit.Why, views.GroundSaid(g, after.Resources, after.Exceptions))
		}
		chosen(&hit, hits.Resolutions.Chosen, wrong)
		d.Hits = append(d.Hits, hit)
	}
	return d, nil
}

// chosen puts what was chosen for a booking back, where it stands as it did.
func chosen(hit *views.Hit, fates []booking.Resolution, wrong map[string]booking.Sentence) {
	if len(fates) == 0 {
		return
	}
	i := slices.IndexFunc(fates, func(f booking.Resolution) bool { return f.Booking == hit.ID })
	switch {
	case i < 0:
		hit.News = "new"
	case fates[i].Seen != hit.Mark:
		hit.News = "changed"
	default:
		hit.Do = fates[i].Do
		if hit.Do == booking.ResolveMove {
			hit.Do += ":" + string(fates[i].To)
		}
	}
}

// again is the request that is to be sent once more. A switch that is turned off
// has an address for it that takes a form: choices are too long for an address.
func again(c echo.Context) views.Again {
	r := c.Request()
	a := views.Again{URL: r.URL.Path, Deletes: r.Method == http.MethodDelete, Back: "/" + section(c)}
	if a.Deletes && strings.HasSuffix(a.URL, "/activity") {
		a.URL, a.Deletes = a.URL+"/end", false
	}
	if back, err := url.Parse(r.Referer()); err == nil && LocalPath(back.RequestURI()) {
		a.Back = back.RequestURI()
	}
	_, id, _ := strings.Cut(r.Header.Get("HX-Target"), "#")
	a.Target = "#" + id
	return a
}

// sentValues is the form as it was sent, without what it said about bookings.
func sentValues(c echo.Context) []views.Value {
	form, err := c.FormParams()
	if err != nil {
		return nil
	}
	hits := form["hit"]
	var values []views.Value
	for _, name := range slices.Sorted(maps.Keys(form)) {
		_, id, _ := strings.Cut(name, "-")
		if name == "hit" || name == "cancel_reason" || (strings.HasPrefix(name, "do-") || strings.HasPrefix(name, "seen-")) && slices.Contains(hits, id) {
			continue
		}
		for _, value := range form[name] {
			values = append(values, views.Value{Name: name, Value: value})
		}
	}
	return values
}

// settled is the toast that tells what has been done with bookings that a change
// has hit; false where nothing has.
func settled(c echo.Context) (views.Done, bool) {
	answer, ok := c.Get(contextResolutions).(*booking.Resolutions)
	if !ok || answer.Moved+answer.Cancelled == 0 {
		return views.Done{}, false
	}
	return views.NewDone(ReaderOf(c), views.SettledSaid(answer.Moved, answer.Cancelled), views.Undo{}), true
}
