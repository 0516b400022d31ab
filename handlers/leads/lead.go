package leads

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"okno/acts"
	"okno/booking"
	"okno/booking/webform"
	"okno/db/leaddb"
	"okno/handlers"
	"okno/views"
	"okno/views/leads"
)

// currentQuery is the query of the page that htmx asks from.
func currentQuery(c echo.Context) url.Values {
	current, err := url.Parse(c.Request().Header.Get("HX-Current-URL"))
	if err != nil || current.Path != "/leads" && !strings.HasPrefix(current.Path, "/leads/") {
		return url.Values{}
	}
	return current.Query()
}

// leadPage is one lead beside the stream, or alone for htmx.
func (h *Handlers) leadPage(c echo.Context) error {
	return h.leadAnswer(c, http.StatusOK, nil, "")
}

func (h *Handlers) setLeadStatus(c echo.Context) error {
	from, to := webform.LeadStatus(c.FormValue("from")), webform.LeadStatus(c.FormValue("to"))
	return h.leadActed(c, "leads.said."+string(to), func(ctx context.Context, m acts.Member, id booking.ID) error {
		if !to.Valid() {
			return booking.Fail(booking.Malformed, "error.malformed")
		}
		return h.Desk.Leads.SetLeadStatus(ctx, m, id, from, to)
	})
}

func (h *Handlers) assignLead(c echo.Context) error {
	to, _ := strconv.ParseInt(c.FormValue("assignee"), 10, 64) // what is no number is nobody
	var seen *booking.UserID
	if n, err := strconv.ParseInt(c.FormValue("began"), 10, 64); err == nil {
		id := booking.UserID(n)
		seen = &id
	}
	return h.leadActed(c, "leads.said.assigned", func(ctx context.Context, m acts.Member, id booking.ID) error {
		return h.Desk.Leads.AssignLead(ctx, m, id, booking.UserID(to), seen)
	})
}

func (h *Handlers) planLead(c echo.Context) error {
	return h.leadActed(c, "leads.said.planned", func(ctx context.Context, m acts.Member, id booking.ID) error {
		text := c.FormValue("next")
		var seen *string
		if form, err := c.FormParams(); err == nil && form.Has("began") {
			began := form.Get("began")
			seen = &began
		}
		if text == "" {
			return h.Desk.Leads.PlanLead(ctx, m, id, nil, seen)
		}
		date, err := booking.ParseDate(text)
		if err != nil || !date.Usable() {
			return booking.FailFields(map[string]booking.Sentence{"next": booking.Say("error.date")})
		}
		return h.Desk.Leads.PlanLead(ctx, m, id, &date, seen)
	})
}

func (h *Handlers) noteLead(c echo.Context) error {
	if handlers.NoteAlone(c) {
		return h.NoteAnswer(c, "", "", h.Desk.Leads.NoteLead(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")), c.FormValue("note")))
	}
	return h.leadActed(c, "leads.said.noted", func(ctx context.Context, m acts.Member, id booking.ID) error {
		return h.Desk.Leads.NoteLead(ctx, m, id, c.FormValue("note"))
	})
}

// leadActed performs an act on the lead of the path and shows it as it is now,
// with the stream; what was refused is said, and what was typed is kept. A page that shows no leads asks with answer=toast, and gets that alone.
func (h *Handlers) leadActed(c echo.Context, said string, do func(context.Context, acts.Member, booking.ID) error) error {
	err := do(c.Request().Context(), handlers.Member(c), booking.ID(c.Param("id")))
	if err == nil && !handlers.IsFragment(c) {
		return handlers.Redirect(c, "/leads/"+c.Param("id"))
	}
	known := handlers.AsKnown(err)
	if err != nil && known.Code != booking.Invalid && known.Code != booking.Conflict {
		return err
	}
	if err == nil {
		known = nil
	}
	if c.FormValue("answer") == "toast" {
		return h.leadToast(c, known, said)
	}
	if known != nil {
		return h.leadAnswer(c, handlers.Statuses[known.Code], known, "")
	}
	return h.leadAnswer(c, http.StatusOK, nil, said)
}

// leadToast says what was done with a lead's status and takes it back, or why it was not.
func (h *Handlers) leadToast(c echo.Context, refused *booking.Error, said string) error {
	if refused != nil {
		return h.RenderAside(c, handlers.Statuses[refused.Code], views.NewDone(handlers.ReaderOf(c), refused.Sentence, views.Undo{}))
	}
	back := map[string]string{"answer": "toast", "from": c.FormValue("to"), "to": c.FormValue("from")}
	undo := views.Undo{Method: "post", URL: "/leads/" + c.Param("id") + "/status", Target: "#toasts", Values: back}
	lead := webform.Lead{Status: webform.LeadStatus(back["from"])}
	if !lead.May(webform.LeadStatus(back["to"])) {
		undo = views.Undo{}
	}
	return h.RenderAside(c, http.StatusOK, views.NewDone(handlers.ReaderOf(c), booking.Say(said), undo))
}

func (h *Handlers) leadAnswer(c echo.Context, status int, refused *booking.Error, said string) error {
	ctx := c.Request().Context()
	d, err := h.leadsData(c)
	if err != nil {
		return err
	}
	scope := h.Scope(c)
	line, err := leaddb.FindLeadLine(ctx, scope, booking.ID(c.Param("id")))
	if err != nil {
		return err
	}
	history, err := scope.LeadHistory(ctx, line.ID)
	if err != nil {
		return err
	}
	data := leads.LeadData{LeadsData: d, Lead: leadLine(line), History: history, Refused: refused, Said: booking.Sentence{Key: said}, Note: c.FormValue("note")}
	if said != "" {
		data.Note = ""
	}
	sheet := leads.NewLeadSheet(handlers.ReaderOf(c), data)
	switch {
	case !handlers.IsFragment(c):
		return h.Render(c, status, leads.NewLeads(h.Base(c), d, sheet))
	case c.Request().Method == http.MethodGet:
		return h.Render(c, status, sheet)
	}
	return h.Render(c, status, leads.NewLeadSaved(handlers.ReaderOf(c), data))
}
