package clients

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"okno/acts"
	"okno/booking"
	"okno/booking/clientfile"
	"okno/db"
	"okno/db/clientdb"
)

// KeepImport keeps the table of a file, to be looked at before it is imported. Who may not see contacts may not
// bring any: whether somebody is known would tell them.
func (d *Desk) KeepImport(ctx context.Context, m acts.Member, name string, file []byte) (booking.ID, error) {
	if err := mayImport(m); err != nil {
		return "", err
	}
	cells, err := clientfile.Read(file)
	if err != nil {
		return "", err
	}
	name, ok := booking.CleanLine(name, booking.MaxName)
	if !ok || name == "" {
		name = "…"
	}
	ids, err := d.NewIDs(1)
	if err != nil {
		return "", err
	}
	return ids[0], d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		return clientdb.PutImport(ctx, a, clientdb.Import{ID: ids[0], Name: name, Cells: cells, At: d.Now()}, m.User)
	})
}

func mayImport(m acts.Member) error {
	if m.Masked {
		return booking.Fail(booking.Forbidden, "error.no_right")
	}
	return m.Must(booking.ChangeBookings)
}

// ImportChoice is what was chosen for a file.
type ImportChoice struct {
	Fields []clientfile.Field // of its columns
	Same   map[int]booking.ID // the client that a line is said to be
	Skip   bool               // lines that are wrong are left out
}

// ImportClients makes the cards of a file, and completes those that are known: all of it or nothing. Lines
// that are wrong are Invalid unless they are to be left out; a file that is imported already stays so.
func (d *Desk) ImportClients(ctx context.Context, m acts.Member, id booking.ID, choice ImportChoice) error {
	if err := mayImport(m); err != nil {
		return err
	}
	return d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		file, err := clientdb.ReadImport(ctx, a.Scope, id, m.User)
		if err != nil || file.Made != nil {
			return err
		}
		setup, err := d.Setups.Get(ctx, a.Scope, a.SetupVersion())
		if err != nil {
			return err
		}
		_, header := clientfile.Recognise(file.Cells)
		plan, err := PlanImport(ctx, a.Scope, clientfile.Rows(file.Cells, header, choice.Fields, setup.Company.Zone))
		if err != nil {
			return err
		}
		if plan.Plan.Wrong > 0 && !choice.Skip {
			return booking.Fail(booking.Invalid, "error.import.wrong")
		}
		return d.importPlan(ctx, a, m, file, plan, choice)
	})
}

func (d *Desk) importPlan(ctx context.Context, a *db.Act, m acts.Member, file clientdb.Import, plan ImportPlan, choice ImportChoice) error {
	now, made := d.Now(), clientdb.ImportMade{Left: plan.Plan.Wrong}
	ids, err := d.NewIDs(plan.Plan.New)
	if err != nil {
		return err
	}
	var fresh, tagged []booking.Client // tagged: those whose tags come with it
	touched := map[booking.ID]bool{}
	for _, row := range plan.Rows {
		if len(row.Wrong) > 0 {
			continue
		}
		for _, maybe := range row.Maybe {
			if maybe.ID == choice.Same[row.Line] {
				row.Known = maybe
				row.Adds, row.New = lacks(maybe, row.Client)
			}
		}
		switch {
		case row.Known.ID == "":
			row.Client.ID, row.Client.CreatedAt = ids[len(fresh)], now
			fresh = append(fresh, row.Client)
			made.Made = append(made.Made, row.Client.ID)
			tagged = append(tagged, row.Client)
		case len(row.Adds)+len(row.New) == 0 || touched[row.Known.ID]: // of two lines about one card the first counts
			made.Same++
		default:
			touched[row.Known.ID] = true
			done, err := complete(ctx, a, m, row, now)
			if err != nil {
				return err
			}
			made.Completed = append(made.Completed, done)
			tagged = append(tagged, booking.Client{ID: row.Known.ID, Tags: strings.Join(row.New, "\n")})
		}
	}
	if err := clientdb.InsertClients(ctx, a, fresh, m.Actor(), now); err != nil {
		return err
	}
	added, err := clientdb.PutTagsOfMany(ctx, a, tagged)
	if known, wrong := errors.AsType[*booking.Error](err); wrong && known.Code == booking.Invalid {
		return booking.Fail(booking.Invalid, known.Fields["tag"].Key, "Max", known.Fields["tag"].Args["Max"])
	}
	if err != nil {
		return err
	}
	for i := range made.Completed {
		done := &made.Completed[i]
		if done.Tags = added[done.ID]; len(done.Tags) > 0 {
			if err := clientdb.WriteTags(ctx, a, done.ID, clientdb.TagChange{Added: done.Tags}, m.Actor(), now); err != nil {
				return err
			}
		}
	}
	if err := clientdb.ImportDone(ctx, a, file.ID, made, false, now); err != nil {
		return err
	}
	line := m.Line("client.imported", now, map[string]string{"name": file.Name, "made": strconv.Itoa(len(made.Made)), "completed": strconv.Itoa(len(made.Completed))})
	if err := a.WriteAudit(ctx, line); err != nil {
		return err
	}
	return a.Changed(ctx, "", booking.ActClient, nil, now)
}

// complete gives a card what it lacks of a row.
func complete(ctx context.Context, a *db.Act, m acts.Member, row PlannedRow, now time.Time) (clientdb.Completed, error) {
	card := row.Known
	if len(row.Adds) == 0 {
		return clientdb.Completed{ID: card.ID, Revision: card.Revision}, nil
	}
	for _, name := range row.Adds {
		set(&card, name, row.Client)
	}
	return clientdb.Completed{ID: card.ID, Revision: card.Revision + 1, Fields: row.Adds}, put(ctx, a, m, card, row.Adds, now)
}

// set puts a field of one card onto another.
func set(card *booking.Client, name string, of booking.Client) {
	for _, at := range booking.ClientAttributes {
		if to, ok := at.Value(card).(*string); ok && at.Name == name {
			*to = *at.Value(&of).(*string)
		}
	}
}

func put(ctx context.Context, a *db.Act, m acts.Member, card booking.Client, fields []string, now time.Time) error {
	if err := clientdb.SaveClient(ctx, a, card); err != nil {
		return err
	}
	line := booking.HistoryLine{At: now, Act: "edited", Actor: m.Actor(), Detail: map[string]string{"fields": strings.Join(fields, ",")}}
	return a.WriteClientHistory(ctx, card.ID, line)
}

// ImportUndoFor is how long an import can be taken back.
const ImportUndoFor = 24 * time.Hour

// UndoImport takes the cards of an import away, and what it has added to others, but for those with which something was
// done since. An import that is taken back already, or older than ImportUndoFor, is a Conflict.
func (d *Desk) UndoImport(ctx context.Context, m acts.Member, id booking.ID) error {
	if err := mayImport(m); err != nil {
		return err
	}
	return d.ActAs(ctx, &m, booking.ChangeBookings, func(a *db.Act) error {
		file, err := clientdb.ReadImport(ctx, a.Scope, id, m.User)
		if err != nil {
			return err
		}
		now := d.Now()
		if file.Made == nil || file.Undone || now.Sub(file.At) > ImportUndoFor {
			return booking.Fail(booking.Conflict, "error.import.undone")
		}
		gone, err := clientdb.TakeImportedBack(ctx, a, file.Made.Made)
		if err != nil {
			return err
		}
		file.Made.Kept = len(file.Made.Made) - gone
		for _, done := range file.Made.Completed {
			back, err := uncomplete(ctx, a, m, done, file.At, now)
			if err != nil {
				return err
			}
			if !back {
				file.Made.Kept++
			}
		}
		if err := clientdb.ImportDone(ctx, a, id, *file.Made, true, file.At); err != nil {
			return err
		}
		if err := a.WriteAudit(ctx, m.Line("client.import_undone", now, map[string]string{"name": file.Name})); err != nil {
			return err
		}
		return a.Changed(ctx, "", booking.ActClient, nil, now)
	})
}

// uncomplete takes back what was added to a card at that time, if nothing has been written there since, and says
// whether it did.
func uncomplete(ctx context.Context, a *db.Act, m acts.Member, done clientdb.Completed, at, now time.Time) (bool, error) {
	card, err := clientdb.Client(ctx, a.Scope, done.ID)
	if booking.CodeOf(err) == booking.NotFound || err == nil && (card.Revision != done.Revision || card.Erased) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if len(done.Fields) > 0 {
		history, err := a.ClientHistory(ctx, done.ID)
		if len(done.Tags) > 0 && len(history) > 0 && history[0].Act == "tagged" && history[0].At.Equal(at) {
			history = history[1:] // of the same import
		}
		if err != nil || len(history) == 0 || !history[0].At.Equal(at) || history[0].Detail["fields"] != strings.Join(done.Fields, ",") {
			return false, err
		}
	}
	removed, err := clientdb.RemoveTags(ctx, a, done.ID, done.Tags)
	if err != nil {
		return false, err
	}
	if err := clientdb.WriteTags(ctx, a, done.ID, clientdb.TagChange{Removed: removed}, m.Actor(), now); err != nil || len(done.Fields) == 0 {
		return true, err
	}
	for _, name := range done.Fields {
		set(&card, name, booking.Client{})
	}
	return true, put(ctx, a, m, card, done.Fields, now)
}
