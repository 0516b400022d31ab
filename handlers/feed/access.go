package feed

import (
	"context"

	"okno/booking"
	"okno/db/peopledb"
	"okno/live"
)

// Admission is by what right a viewer watches.
type Admission struct {
	Session  string // the hash of its id
	Company  booking.CompanyID
	Role     booking.Role
	Resource booking.ID    // a specialist's own
	Right    booking.Right // without it one may not watch
}

// Admit remembers by what right a viewer is there.
func (f *Feed) Admit(viewer *live.Viewer, a Admission) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.admitted == nil {
		f.admitted = map[*live.Viewer]Admission{}
	}
	f.admitted[viewer] = a
}

// recheck puts out those who may not watch any longer (their session has ended,
// they have left the company or lost the right), and sends those whose role, or
// own resource, is another one to come back for the page that they are to see now. One query for
// all viewers of the process; while the database does not answer nobody is sent away.
func (f *Feed) recheck(ctx context.Context) {
	f.mu.Lock()
	admitted := make(map[*live.Viewer]Admission, len(f.admitted))
	sessions := map[string]bool{}
	for viewer, a := range f.admitted {
		admitted[viewer], sessions[a.Session] = a, true
	}
	f.mu.Unlock()
	if len(admitted) == 0 {
		return
	}
	hashes := make([][]byte, 0, len(sessions))
	for hash := range sessions {
		hashes = append(hashes, []byte(hash))
	}
	standings, err := peopledb.Standings(ctx, f.DB, hashes, f.Now())
	if err != nil {
		if ctx.Err() == nil {
			f.Log.Warn("the rights of open pages could not be read", "error", err)
		}
		return
	}
	for viewer, a := range admitted {
		switch now := standings[a.Session]; {
		case now.Company != a.Company || !now.Role.May(a.Right):
			f.Hub.Drop(viewer, live.Revoked)
		case now.Role != a.Role || now.Resource != a.Resource:
			f.Hub.Drop(viewer, live.Outdated)
		}
	}
}
