package handlers

import (
	"context"

	"okno/booking"
	"okno/live"
)

// admission is by what right a viewer watches.
type admission struct {
	session string // the hash of its id
	company booking.CompanyID
	role    booking.Role
	right   booking.Right // without it he may not watch
}

// admit remembers by what right a viewer is there.
func (f *Feed) admit(viewer *live.Viewer, a admission) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.admitted == nil {
		f.admitted = map[*live.Viewer]admission{}
	}
	f.admitted[viewer] = a
}

// recheck puts out those who may not watch any longer (their session has ended,
// they have left the company or lost the right), and sends those whose role is
// another one to come back for the page that they are to see now. One query for
// all viewers of the process; while the database does not answer nobody is sent away.
func (f *Feed) recheck(ctx context.Context) {
	f.mu.Lock()
	admitted := make(map[*live.Viewer]admission, len(f.admitted))
	sessions := map[string]bool{}
	for viewer, a := range f.admitted {
		admitted[viewer], sessions[a.session] = a, true
	}
	f.mu.Unlock()
	if len(admitted) == 0 {
		return
	}
	hashes := make([][]byte, 0, len(sessions))
	for hash := range sessions {
		hashes = append(hashes, []byte(hash))
	}
	standings, err := f.db.Standings(ctx, hashes, f.now())
	if err != nil {
		if ctx.Err() == nil {
			f.log.Warn("the rights of open pages could not be read", "error", err)
		}
		return
	}
	for viewer, a := range admitted {
		switch now := standings[a.session]; {
		case now.Company != a.company || !now.Role.May(a.right):
			f.hub.Drop(viewer, live.Revoked)
		case now.Role != a.role:
			f.hub.Drop(viewer, live.Outdated)
		}
	}
}
