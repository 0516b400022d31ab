package handlers

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"okno/booking"
	"okno/db"
	"okno/desk"
)

// Funnel counts what visitors do with forms before they send anything. It keeps
// the counts here and writes them together now and then, so that looking at a
// form costs no write; what a killed process had not written yet is lost.
type Funnel struct {
	desk *desk.Desk
	now  func() time.Time
	log  *slog.Logger

	mu      sync.Mutex
	counts  map[db.FormDay]db.FormSeen
	seen    map[string]time.Time  // who has searched, so that paging through days counts once
	refused map[db.FormSite]int64 // sites that a form does not allow
}

// maxRefused bounds what is counted between two writes: origins can be made up.
const maxRefused = 200

// funnelEvery is how often counts are written.
const funnelEvery = 2 * time.Second

// searchAge is how long one visitor's search of a form is one search.
const searchAge = 30 * time.Minute

// Run writes the counts until ctx ends, and once more then.
func (f *Funnel) Run(ctx context.Context) error {
	ticker := time.NewTicker(funnelEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			return f.Flush(last)
		case <-ticker.C:
			if err := f.Flush(ctx); err != nil && ctx.Err() == nil {
				f.log.Warn("what visitors did with forms is not counted yet, it is tried again", "error", err)
			}
		}
	}
}

// Flush writes what has been counted.
func (f *Funnel) Flush(ctx context.Context) error {
	f.mu.Lock()
	counts := f.counts
	refused := f.refused
	f.counts, f.refused = nil, nil
	f.mu.Unlock()
	if len(refused) > 0 {
		if err := f.desk.CountRefusedSites(ctx, refused); err != nil { // it asks again, if it is anybody's
			return err
		}
	}
	if len(counts) == 0 {
		return nil
	}
	err := f.desk.CountForms(ctx, counts)
	if err != nil {
		for day, seen := range counts {
			f.add(day, seen)
		}
	}
	return err
}

func (f *Funnel) add(day db.FormDay, more db.FormSeen) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.counts == nil {
		f.counts = map[db.FormDay]db.FormSeen{}
	}
	seen := f.counts[day]
	seen.Shown, seen.Opened, seen.Searched = seen.Shown+more.Shown, seen.Opened+more.Opened, seen.Searched+more.Searched
	f.counts[day] = seen
}

func (f *Funnel) count(form openForm, more db.FormSeen) {
	if form.Preview {
		return
	}
	day := booking.DateOf(f.now(), form.Setup.Company.Zone)
	f.add(db.FormDay{Company: form.Company, Form: form.ID, Day: day.String()}, more)
}

// refuse counts that a page of an origin asked for a form that does not allow it.
func (f *Funnel) refuse(form openForm, origin string) {
	site, _, ok := booking.ParseSite(origin)
	if !ok || form.Preview { // "null" and the like are no site that could be allowed
		return
	}
	of := db.FormSite{Company: form.Company, Form: form.ID, Site: site}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.refused == nil {
		f.refused = map[db.FormSite]int64{}
	}
	if _, known := f.refused[of]; known || len(f.refused) < maxRefused {
		f.refused[of]++
	}
}

// searched counts that somebody asks for times, once in a while for each.
func (f *Funnel) searched(form openForm, who string) {
	now := f.now()
	who += " " + string(form.ID)
	f.mu.Lock()
	last, known := f.seen[who]
	if f.seen == nil || len(f.seen) >= maxEmpty {
		f.seen = map[string]time.Time{}
	}
	f.seen[who] = now
	f.mu.Unlock()
	if !known || now.Sub(last) > searchAge {
		f.count(form, db.FormSeen{Searched: 1})
	}
}

// widgetEvent counts that a form was shown or opened.
func (h *Handlers) widgetEvent(c echo.Context) error {
	if err := limited(c, h.limits.read); err != nil {
		return err
	}
	f, err := h.form(c)
	if err != nil {
		return err
	}
	raw, err := io.ReadAll(c.Request().Body)
	if err != nil {
		return err
	}
	var body struct {
		Event string `json:"event"`
	}
	if err := decode(raw, &body); err != nil {
		return err
	}
	switch body.Event {
	case "shown":
		h.Funnel.count(f, db.FormSeen{Shown: 1})
	case "opened":
		h.Funnel.count(f, db.FormSeen{Opened: 1})
	default:
		return booking.FailFields(map[string]booking.Sentence{"event": booking.Say("error.event")})
	}
	return c.NoContent(http.StatusNoContent)
}
