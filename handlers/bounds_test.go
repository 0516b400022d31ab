package handlers_test

import (
	"net/url"
	"testing"
	"time"

	"okno/booking"
)

// After the visit its client's link is for reading: nothing that it could do before is done.
func TestOldLinksOnlyRead(t *testing.T) {
	h := newHouse(t)
	v := h.visit(rand8(), bookingBody())
	before := v.booking().VersionTag()
	h.clock.set(v.booking().End.Add(time.Minute))
	if a := v.page(""); a.Status != 200 {
		t.Errorf("reading: %d", a.Status)
	}
	for act, form := range map[string]url.Values{
		"cancel": {"reason": {"x"}}, "move": {"start": {"2026-12-01T10:00:00+03:00"}}, "late": {"minutes": {"15"}}, "undo": nil,
	} {
		if a := v.act(act, form); a.Status < 400 || v.booking().VersionTag() != before {
			t.Errorf("%s: %d, or the booking is another one", act, a.Status)
		}
	}
}

// Zone, language and currency of a company that has begun are its owner's to change, also
// where its first steps are opened once more; and the log says who did.
func TestAnAdminMovesNoCompany(t *testing.T) {
	h := newHouse(t)
	h.must(h.accounts.AddMember(t.Context(), "studio", "adam@studio.example", "Adam", password, booking.Admin))
	h.db.MustExec(`update companies set first_step = 'company' where id = 1`)
	form := url.Values{}
	for _, column := range []string{"name", "timezone", "locale", "currency"} {
		is := h.one(`select ` + column + ` from companies where id = 1`)
		form.Set(column, is)
		form.Set("seen_"+column, is)
	}
	form.Set("timezone", "Asia/Tokyo")
	if a := h.signIn("adam@studio.example").post("/start/company", form); a.Status != 403 || h.one(`select timezone from companies where id = 1`) == "Asia/Tokyo" {
		t.Errorf("an admin: %d, or the zone is another one", a.Status)
	}
	if a := h.signIn("olga@studio.example").post("/start/company", form); a.Status != 303 || h.one(`select timezone from companies where id = 1`) != "Asia/Tokyo" {
		t.Errorf("the owner: %d, or the zone stays", a.Status)
	}
	if n := h.one(`select count(*) from audit_log where act = 'company.changed'`); n != "1" {
		t.Errorf("%s lines in the log", n)
	}
}
