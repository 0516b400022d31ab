package handlers_test

import (
	"net/url"
	"strings"
	"testing"

	"okno/booking"
	"okno/db/dbtest"
	"okno/notify/compose"
)

// Whoever is put out, or may not make such things any more, leaves nothing behind that goes
// on without him: no invitation, no calendar, no address, no chat, no link for a password.
func TestRemovedPeopleStayRemoved(t *testing.T) {
	for name, act := range map[string]struct {
		path  string
		form  url.Values
		reset bool // links for another password end as well
	}{
		"removed":  {"/removal", nil, true},
		"disabled": {"/disabling", nil, true},
		"demoted":  {"/role", url.Values{"role": {"desk"}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.must(h.accounts.AddMember(t.Context(), "studio", "adam@studio.example", "Adam", password, booking.Admin))
			owner, admin := h.signIn("olga@studio.example"), h.signIn("adam@studio.example")
			admin.post("/settings/team/invitations", url.Values{"email": {"second@evil.example"}, "role": {"admin"}})
			link := h.mailed(compose.MailInvite, "second@evil.example")
			admin.post("/settings/notifications/addresses", url.Values{"address": {"copy@evil.example"}})
			resource := h.one(`select id::text from resources where company_id = 1 order by id limit 1`)
			feed := text(t, admin.post("/resources/"+resource+"/feed", url.Values{"contacts": {"1"}}), "h1") // the page with the link
			if feed == "" || h.rows("calendar_feeds") != 1 {
				t.Fatal("no calendar link was made")
			}
			if page := text(t, owner.get("/resources/"+resource+"/feed"), ".feed"); !strings.Contains(page, "Adam") {
				t.Errorf("the link does not say whose it is: %s", page)
			}
			if page := text(t, owner.get("/settings/notifications"), "#recipients"); !strings.Contains(page, "Adam") || !strings.Contains(page, "copy@evil.example") {
				t.Errorf("the address does not say whose it is: %s", page)
			}
			h.db.MustExec(`insert into notification_recipients (company_id, id, kind, address, name, is_group, locale, events, made_by)
				select 1, gen_random_uuid(), 'chat', '-100', 'Group', true, 'en', '{}', id from users where email = 'adam@studio.example'`)
			h.browser().post("/forgot", url.Values{"email": {"adam@studio.example"}})
			s := admin.watch(h.version())
			if a := owner.post("/settings/team/"+h.user("adam@studio.example")+act.path, act.form); a.Status != 303 {
				t.Fatalf("%d", a.Status)
			}
			if act.reset {
				s.end()
			}
			for what, is := range map[string]string{
				"invitations": h.one(`select count(*) from invitations`), "calendar links": h.one(`select count(*) from calendar_feeds`),
				"addresses and chats": h.one(`select count(*) from notification_recipients where kind <> 'member'`),
			} {
				if is != "0" {
					t.Errorf("%s %s are left", is, what)
				}
			}
			if tokens := h.one(`select count(*) from user_tokens`); act.reset && tokens != "0" {
				t.Errorf("%s links for another password are left", tokens)
			}
			if a := h.browser().post(link, url.Values{"name": {"Second"}, "password": {password}}); a.Status != 404 {
				t.Errorf("the invitation works: %d", a.Status)
			}
			log := text(t, owner.get("/settings/audit"), "main")
			for _, want := range []string{"second@evil.example", "copy@evil.example", "Group"} {
				if !strings.Contains(log, want) {
					t.Errorf("the log does not name %s", want)
				}
			}
		})
	}
}

// An act that was begun before its member's rights were taken does not go through: each waits for the company, which the other
// act holds, one at its row and the others for their turn.
func TestActsBegunBeforeAreRefused(t *testing.T) {
	h := newHouse(t)
	id := h.booked()
	resource := h.one(`select id::text from resources where company_id = 1 order by id limit 1`)
	h.must(h.accounts.AddMember(t.Context(), "studio", "adam@studio.example", "Adam", password, booking.Owner))
	adam := h.signIn("adam@studio.example")
	acts := map[string]func() answer{
		"cancelling a booking": func() answer { return adam.post("/bookings/"+string(id)+"/cancellation", url.Values{"reason": {"x"}}) },
		"notes":                func() answer { return adam.post("/bookings/"+string(id)+"/notes", url.Values{"notes": {"x"}}) },
		"a calendar link":      func() answer { return adam.post("/resources/"+resource+"/feed", nil) },
		"an address": func() answer {
			return adam.post("/settings/notifications/addresses", url.Values{"address": {"x@evil.example"}})
		},
		"a service": func() answer {
			return adam.post("/services/order", url.Values{"id": {h.one(`select id::text from services where company_id = 1 limit 1`)}})
		},
		"an invitation": func() answer {
			return adam.post("/settings/team/invitations", url.Values{"email": {"x@evil.example"}, "role": {"desk"}})
		},
		"a role": func() answer {
			return adam.post("/settings/team/"+h.user("max@studio.example")+"/role", url.Values{"role": {"owner"}})
		},
		"the company": func() answer { return adam.post("/settings/company/logo/removal", nil) },
	}
	tx := h.db.MustBegin()
	tx.MustExec(`update company_versions set version = version + 1 where company_id = 1`)
	answers := make(chan string, len(acts))
	for name, act := range acts {
		go func() {
			if a := act(); a.Status != 403 {
				answers <- name
			} else {
				answers <- ""
			}
		}()
	}
	defer func() { _ = tx.Rollback() }() // or they would wait for ever
	dbtest.Await(t, "the acts at the company", func() (bool, any) {
		atRow := h.one(`select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
		waiting := h.db.Queue().Waiting()
		return atRow == "1" && waiting == len(acts)-1, []any{atRow, waiting}
	})
	tx.MustExec(`update members set role = 'manager' where user_id = $1`, h.user("adam@studio.example"))
	h.must(tx.Commit())
	for range acts {
		if name := <-answers; name != "" {
			t.Errorf("%s goes through", name)
		}
	}
}
