package imports

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"okno/booking"
	"okno/booking/companyfile"
	"okno/db/bookingdb"
	"okno/db/filedb"
)

// importChunk is how many bookings one statement writes.
const importChunk = 2_000

// importer stands in the history of imported bookings.
var importer = booking.Actor{Kind: booking.System, Origin: "import"}

// toWrite are the bookings of the file that are new or not as they are stored.
type toWrite struct {
	index    []int        // in the file
	ids      []booking.ID // of all bookings of the file, in its order
	bookings []booking.Booking
	lines    []booking.HistoryLine
	changed  []booking.ID
}

func (im *importing) putBookings(ctx context.Context) error {
	w, err := im.compare(ctx)
	if err != nil {
		return err
	}
	if err := bookingdb.Clear(ctx, im.act, w.changed); err != nil {
		return err
	}
	if err := im.checkFree(ctx, w); err != nil {
		return err
	}
	if err := im.number(ctx, w.bookings); err != nil {
		return err
	}
	im.wrote(im.done.UnchangedBookings)
	if im.done.Created {
		err = im.act.CountAtOnce(ctx, func() error { return im.write(ctx, w) })
	} else {
		err = im.write(ctx, w)
	}
	if err != nil {
		return err
	}
	return im.putPayments(ctx, w.ids)
}

// write writes them part by part.
func (im *importing) write(ctx context.Context, w *toWrite) error {
	for from := 0; from < len(w.bookings); from += importChunk {
		part := w.bookings[from:min(from+importChunk, len(w.bookings))]
		if err := filedb.PutBookings(ctx, im.act, part, im.now); err != nil {
			return err
		}
		ids := make([]booking.ID, len(part))
		for i, b := range part {
			ids[i] = b.ID
		}
		if err := filedb.PutHistory(ctx, im.act, ids, w.lines[from:from+len(part)]); err != nil {
			return err
		}
		im.wrote(len(part))
	}
	return nil
}

// compare finds what there is to write, and finds or makes its clients.
func (im *importing) compare(ctx context.Context) (*toWrite, error) {
	refs := make([]string, len(im.file.Bookings))
	contacts := make([]booking.Contact, len(im.file.Bookings))
	for i, b := range im.file.Bookings {
		refs[i], contacts[i] = b.Ref, b.Client
	}
	var stored map[string]booking.Booking
	var err error
	if !im.done.Created {
		if stored, err = filedb.BookingsByRef(ctx, im.act.Scope, refs); err != nil {
			return nil, err
		}
	}
	clients, err := im.clients(ctx, contacts)
	if err != nil {
		return nil, err
	}
	w := &toWrite{ids: make([]booking.ID, len(im.file.Bookings))}
	for i, b := range im.file.Bookings {
		old, known := stored[b.Ref]
		if err := im.compareOne(w, i, old, known, clients); err != nil {
			return nil, err
		}
	}
	return w, clients.put(ctx)
}

func (im *importing) compareOne(w *toWrite, i int, old booking.Booking, known bool, clients *clientBook) error {
	put := im.booking(im.file.Bookings[i])
	line := booking.HistoryLine{At: im.now, Act: booking.ActImported, Actor: importer}
	var err error
	if known {
		put.ID, put.Number, put.Ref, put.Client = old.ID, old.Number, old.Ref, old.Client
		w.ids[i] = old.ID
		changes := im.changes(old, put)
		if changes == nil {
			im.done.UnchangedBookings++
			return nil
		}
		line.Act, line.Detail = "updated", changes
		w.changed = append(w.changed, old.ID)
		im.done.ChangedBookings++
	} else {
		if put.ID, err = im.id(""); err != nil {
			return err
		}
		w.ids[i] = put.ID
		im.done.NewBookings++
	}
	reachable := put.Contact.Phone != "" || put.Contact.Email != ""
	if !known || (reachable && put.Contact != old.Contact) {
		if put.Client, err = clients.client(put.Contact, im.file.Bookings[i].EmailLeft); err != nil {
			return err
		}
	}
	w.index, w.bookings, w.lines = append(w.index, i), append(w.bookings, put), append(w.lines, line)
	return nil
}

func (im *importing) booking(b companyfile.Booking) booking.Booking {
	return booking.Booking{
		Ref: b.Ref, Service: im.services[b.Service], Resources: idsOf(b.Resources, im.resources),
		Start: b.Start, End: b.End(), Occupied: b.Occupied(), Status: b.Status, Source: booking.FromImport, Contact: b.Client,
	}
}

// changes is what a line of history says about an update: the names of what
// changed, with the former and the new status and start; nil where nothing did.
func (im *importing) changes(old, put booking.Booking) map[string]string {
	var names []string
	detail := map[string]string{}
	note := func(name string, differs bool, from, to string) {
		if !differs {
			return
		}
		names = append(names, name)
		if from != to {
			detail["from_"+name], detail["to_"+name] = from, to
		}
	}
	local := func(t time.Time) string { return t.In(im.file.Company.Zone).Format(time.RFC3339) }
	note("status", old.Status != put.Status, string(old.Status), string(put.Status))
	note("start", !old.Start.Equal(put.Start), local(old.Start), local(put.Start))
	note("end", !old.End.Equal(put.End), local(old.End), local(put.End))
	note("buffers", !sameSpan(old.Occupied, put.Occupied) && old.Start.Equal(put.Start) && old.End.Equal(put.End), "", "")
	note("service", old.Service != put.Service, "", "")
	note("resources", !slices.Equal(slices.Sorted(slices.Values(old.Resources)), slices.Sorted(slices.Values(put.Resources))), "", "")
	note("contact", old.Contact != put.Contact, "", "")
	if names == nil {
		return nil
	}
	detail["changed"] = strings.Join(names, ", ")
	return detail
}

func sameSpan(a, b booking.Span) bool { return a.From.Equal(b.From) && a.To.Equal(b.To) }

// checkFree says which bookings meet one of the company that is not in the file.
// Those of the file do not meet each other: its reader has seen to that.
func (im *importing) checkFree(ctx context.Context, w *toWrite) error {
	if im.done.Created {
		return nil
	}
	clashes, err := filedb.Clashes(ctx, im.act.Scope, w.bookings, companyfile.MaxProblems)
	if err != nil || len(clashes) == 0 {
		return err
	}
	problems := make(companyfile.Errors, len(clashes))
	for i, c := range clashes {
		other := fmt.Sprintf("booking %d of the company, which is not in the file,", c.Number)
		problems[i] = im.file.Taken(w.index[c.Index], c.Resource, other, booking.Span{From: c.From, To: c.To})
	}
	return problems
}

// number gives new bookings the company's next numbers, in the file's order.
func (im *importing) number(ctx context.Context, list []booking.Booking) error {
	next, err := filedb.TakeNumbers(ctx, im.act, im.done.NewBookings)
	if err != nil {
		return err
	}
	for i := range list {
		if list[i].Number == 0 {
			list[i].Number = next
			next++
		}
	}
	return nil
}
