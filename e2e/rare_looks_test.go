package e2e

import (
	"fmt"
	"net/url"
	"testing"
)

// What is seen on bad days only, each state in one of the languages: mail that does not arrive, a
// client who is not booked online, what a role or a worn-out link keeps somebody from, and the question
// for the password before the company is given away.
func TestRareLooks(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	id := f.book("cut", "anna", "12:00", "Аполлинария Константинопольская-Недоступная")
	var client, number string
	if err := f.db.QueryRow(`select client_id, number from bookings where id = $1`, id).Scan(&client, &number); err != nil {
		t.Fatal(err)
	}
	w := f.open(f.one, "owner", "")
	t.Run("mail", func(t *testing.T) { testMailLooks(t, f, w.of(t), id) })
	t.Run("block", func(t *testing.T) { testBlockLooks(t, f, w.of(t), client) })
	t.Run("sms", func(t *testing.T) {
		w := w.of(t)
		w.speak("ru", f.one+"/settings/notifications/sms?preset=smsru")
		w.right("sms", "ru", smallest)
	})
	t.Run("nothing found", func(t *testing.T) {
		w := w.of(t)
		w.speak("ru", f.one+"/search?q="+url.QueryEscape("которого нет"))
		w.right("search-nothing", "ru", smallest)
	})
	t.Run("proof", func(t *testing.T) { testProofLooks(t, f, w.of(t)) })
	t.Run("no right", func(t *testing.T) {
		w := f.of(t).open(f.one, "max", "")
		w.speak("en", f.one+"/settings/team")
		w.right("no-right", "en", smallest)
		w.quiet("403")
	})
	w.quiet("403")
	outside := open(t, f.chrome, "outside", f.one+"/sign-in")
	outside.speak("ru", f.one+"/reset/"+fmt.Sprintf("%043d", 0))
	if !js[bool](outside, `document.querySelector(".gate-links [href='/forgot']") !== null`) {
		t.Error("no way to another link")
	}
	outside.right("worn-link", "ru", smallest)
	outside.quiet("404")
}

// testMailLooks: one mail was refused for good, one waits for a bound, one was not sent for the address.
func testMailLooks(t *testing.T, f *front, w *window, id string) {
	must := func(query string, args ...any) {
		t.Helper()
		if _, err := f.db.Exec(query, args...); err != nil {
			t.Fatal(err)
		}
	}
	must(`update bookings set contact_email = 'apollinariya@dead.example' where id = $1`, id)
	must(`insert into dead_addresses (company_id, address, why, error) values ($1, 'apollinariya@dead.example', 'address', '550 5.1.1 no such user here')`, f.company)
	for n, state := range []string{
		`'parked', '550 5.1.1 no such user here', 'address', ''`, `'dropped', 'address', '', ''`, `'retrying', '', '', 'company'`,
	} {
		must(fmt.Sprintf(`insert into deliveries (company_id, id, booking_id, event, topic, channel, audience, recipient, locale, state, error, why, held, created_at, updated_at, due_at)
			values ($1, gen_random_uuid(), $2, 'booking_reminder', 'look%d', 'email', 'client', 'apollinariya@dead.example', 'ru', %s, now(), now(), now() + interval '9 hours')`, n, state), f.company, id)
	}
	w.speak("ru", f.one+"/bookings/"+id)
	if got := js[int](w, `document.querySelectorAll(".lines-list .is-bad").length`); got != 2 {
		t.Errorf("%d messages have not come", got)
	}
	w.right("booking-dead", "ru", smallest)
	w.speak("en", f.one+"/settings/deliveries?event=booking_reminder")
	w.right("deliveries-bad", "en", smallest)
	w.speak("en", f.one+"/settings/deliveries?state=logged")
	w.right("deliveries-none", "en", smallest)
}

func testBlockLooks(t *testing.T, f *front, w *window, client string) {
	w.speak("ru", f.one+"/blocks")
	w.right("blocks-none", "ru", smallest)
	w.speak("en", f.one+"/clients/"+client)
	if lines := js[float64](w, `(h => h.getBoundingClientRect().height / parseFloat(getComputedStyle(h).lineHeight))(document.querySelector("#client-heading"))`); lines > 1.5 {
		t.Errorf("the name takes %v lines of a wide screen", lines)
	}
	w.hit("[data-act=block]")
	w.typeInto("[name=reason]", "Twice no-show")
	w.hit("[data-act=block-now]")
	w.settled("the list of blocks", `location.pathname === "/blocks" && document.querySelector(".check-row")`)
	w.right("blocks", "en", smallest)
	w.speak("en", f.one+"/clients/"+client)
	w.right("client-blocked", "en", smallest)
}

func testProofLooks(t *testing.T, f *front, w *window) {
	w.speak("ru", f.one+"/settings/company")
	if _, err := f.db.Exec(`update sessions set confirmed_at = now() - interval '1 hour'`); err != nil {
		t.Fatal(err)
	}
	w.exec(`document.querySelector("form[action$='/export']").submit()`)
	w.settled("the question for the password", `document.querySelector(".gate #proof")`)
	if got := js[string](w, `document.querySelector("[for=proof]").textContent`); got != "Пароль" {
		t.Errorf("the field is named %q", got)
	}
	w.right("proof", "ru", smallest)
}
