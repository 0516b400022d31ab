package leads

import (
	"context"
	"errors"
	"slices"

	"okno/acts"
	"okno/booking"
	"okno/booking/webform"
	"okno/db"
	"okno/db/leaddb"
)

// SetLeadStatus moves a lead from the status that was seen to another; a
// Conflict says where it stands when somebody was quicker. Whoever takes a lead
// that is nobody's makes it his.
func (d *Desk) SetLeadStatus(ctx context.Context, m acts.Member, id booking.ID, from, to webform.LeadStatus) error {
	return d.changeLead(ctx, m, id, func(a *db.Act, l webform.Lead) (webform.Lead, booking.HistoryLine, error) {
		switch {
		case l.Status == to && from == to:
			return l, booking.HistoryLine{}, acts.ErrUnchanged
		case l.Status != from:
			return l, booking.HistoryLine{}, booking.Fail(booking.Conflict, "error.lead_changed")
		case !l.May(to):
			return l, booking.HistoryLine{}, booking.Fail(booking.Conflict, "error.lead_move")
		}
		if l.Status, l.TakenAt = to, d.Now(); to == webform.LeadInProgress && l.Assignee == 0 {
			l.Assignee = m.User
		}
		return l, booking.HistoryLine{Act: booking.ActMoved, Detail: map[string]string{"from": string(from), "to": string(to)}}, nil
	})
}

// AssignLead gives a lead to a member, or to nobody (0). seen is whose it was
// when that was chosen, nil for whosever it is; when it is somebody else's by now, it is a Conflict.
func (d *Desk) AssignLead(ctx context.Context, m acts.Member, id booking.ID, to booking.UserID, seen *booking.UserID) error {
	return d.changeLead(ctx, m, id, func(a *db.Act, l webform.Lead) (webform.Lead, booking.HistoryLine, error) {
		if l.Assignee == to {
			return l, booking.HistoryLine{}, acts.ErrUnchanged
		}
		name := ""
		team, err := leaddb.Assignees(ctx, a.Scope)
		if err != nil {
			return l, booking.HistoryLine{}, err
		}
		if seen != nil && l.Assignee != *seen {
			return l, booking.HistoryLine{}, assigned(team, l.Assignee, to)
		}
		if to != 0 {
			i := slices.IndexFunc(team, func(x leaddb.Assignee) bool { return x.ID == to })
			if i < 0 {
				return l, booking.HistoryLine{}, booking.FailFields(map[string]booking.Sentence{"assignee": booking.Say("error.member_unknown")})
			}
			name = team[i].Name
		}
		l.Assignee, l.TakenAt = to, d.Now()
		return l, booking.HistoryLine{Act: "assigned", Detail: map[string]string{"to": name}}, nil
	})
}

// assigned is the Conflict of a lead that has somebody's name by now; both are said.
func assigned(team []leaddb.Assignee, is, wanted booking.UserID) error {
	called := func(id booking.UserID) string {
		if i := slices.IndexFunc(team, func(x leaddb.Assignee) bool { return x.ID == id }); i >= 0 {
			return team[i].Name
		}
		return "—"
	}
	return booking.Fail(booking.Conflict, "error.lead_assigned", "now", called(is), "yours", called(wanted))
}

// PlanLead says on which date a lead wants the next step; nil is none. seen is the
// date (YYYY-MM-DD, "" for none) that stood there when it was chosen, nil for
// whatever stands there; when another one does by now, it is a Conflict.
func (d *Desk) PlanLead(ctx context.Context, m acts.Member, id booking.ID, on *booking.Date, seen *string) error {
	return d.changeLead(ctx, m, id, func(_ *db.Act, l webform.Lead) (webform.Lead, booking.HistoryLine, error) {
		said := ""
		if on != nil {
			said = on.String()
		}
		if (l.NextOn == nil) == (on == nil) && (on == nil || *l.NextOn == *on) {
			return l, booking.HistoryLine{}, acts.ErrUnchanged
		}
		now := ""
		if l.NextOn != nil {
			now = l.NextOn.String()
		}
		if seen != nil && now != *seen {
			return l, booking.HistoryLine{}, booking.Fail(booking.Conflict, "error.lead_planned", "now", orNone(l.NextOn), "yours", orNone(on))
		}
		l.NextOn, l.TakenAt = on, d.Now()
		return l, booking.HistoryLine{Act: "planned", Detail: map[string]string{"on": said}}, nil
	})
}

// orNone is a date for a sentence.
func orNone(on *booking.Date) any {
	if on == nil {
		return "—"
	}
	return *on
}

// NoteLead adds a note to a lead. Notes are lines of its history, so that nobody
// overwrites what another has written.
func (d *Desk) NoteLead(ctx context.Context, m acts.Member, id booking.ID, text string) error {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return err
	}
	text, ok := booking.CleanText(text, booking.MaxText)
	switch {
	case !ok:
		return booking.FailFields(map[string]booking.Sentence{"note": booking.Say("error.too_long", "Max", booking.MaxText)})
	case text == "":
		return booking.FailFields(map[string]booking.Sentence{"note": booking.Say("error.required")})
	}
	return d.changeLead(ctx, m, id, func(_ *db.Act, l webform.Lead) (webform.Lead, booking.HistoryLine, error) {
		l.TakenAt = d.Now()
		return l, booking.HistoryLine{Act: booking.ActNoted, Detail: map[string]string{"text": text}}, nil
	})
}

// changeLead performs a change of one lead, with its line of history and of the feed.
func (d *Desk) changeLead(ctx context.Context, m acts.Member, id booking.ID, change func(*db.Act, webform.Lead) (webform.Lead, booking.HistoryLine, error)) error {
	if err := m.Must(booking.ChangeBookings); err != nil {
		return err
	}
	now := d.Now()
	err := d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		stored, err := leaddb.FindLeadLine(ctx, a.Scope, id)
		if err != nil {
			return err
		}
		changed, line, err := change(a, stored.Lead)
		if err != nil {
			return err
		}
		line.At, line.Actor = now, m.Actor()
		if err := leaddb.UpdateLead(ctx, a, changed); err != nil {
			return err
		}
		if err := a.WriteLeadHistory(ctx, id, line); err != nil {
			return err
		}
		if err := d.Outbox.LeadChanged(ctx, a, id); err != nil {
			return err
		}
		return leaddb.LeadChanged(ctx, a, now)
	})
	if errors.Is(err, acts.ErrUnchanged) {
		return nil
	}
	return err
}
