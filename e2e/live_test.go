package e2e

import (
	"fmt"
	"net"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Two processes serve one database. A board on the first shows what is booked,
// confirmed and cancelled through the second, and, after its process was away,
// what happened meanwhile; in the end it is what a fresh page shows.
func TestBoardFollowsAnotherProcess(t *testing.T) {
	t.Parallel()
	database := studio(t)
	if out, err := okno(t, []string{"DATABASE_URL=" + database}, "front-desk-1\n", "user", "add", "--company", "solo", "--email", "desk@solo.example", "--role", "desk", "--name", "Dee Desk"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	address := freePort(t)
	first, one := serve(t, database, []string{"--no-worker"}, "OKNO_ADDR="+address)
	_, two := serve(t, database, []string{"--no-worker"}, "OKNO_PUBLIC_LIMITS=off")
	starts := free(t, two, "solo-site", "hour")
	date := starts[0][:10]
	bookAt := func(n int, name string) string {
		t.Helper()
		var b struct{ ID string }
		a := post(two+"/api/v1/widget/solo-site/bookings", fmt.Sprint("live-", n), bookingBody("hour", starts[n], name))
		if a.json(t, &b); a.status != 201 {
			t.Fatalf("%d %s", a.status, a.body)
		}
		return b.ID
	}

	chrome := browser(t)
	board := open(t, chrome, "board", one+"/sign-in?next=/bookings?date="+date)
	board.typeInto("#email", "desk@solo.example")
	board.typeInto("#password", "front-desk-1"+kb.Enter)
	board.wait("the board", `document.querySelector("#day")`)
	board.online()
	board.exec(`window.sameDocument = true`)
	anna := bookAt(0, "Anna Across")
	board.wait("a booking from the other process", card(anna))

	board.exec(card(anna) + `.click()`)
	board.wait("the modal", `document.querySelector("#modal[open] [data-act=cancel]")`)
	other := open(t, chrome, "other", two+"/sign-in?next=/bookings/"+anna)
	other.typeInto("#email", "desk@solo.example")
	other.typeInto("#password", "front-desk-1"+kb.Enter)
	other.wait("the booking's own page", `document.querySelector("[data-act=cancel]")`)
	other.exec(`document.querySelector("[data-act=cancel]").click(); document.querySelector("[data-act=cancel-now]").click()`)
	board.wait("the open modal to show the cancellation", `document.querySelector("#modal[open] [data-act=restore]")`)
	board.wait("the card to leave", "!"+card(anna))
	board.keys(kb.Escape)

	first.kill()
	board.wait("the board to say that it is cut off", `document.querySelector("#connection").dataset.state === "lost"`)
	bert := bookAt(1, "Bert Between")
	serve(t, database, []string{"--no-worker"}, "OKNO_ADDR="+address)
	board.wait("what happened meanwhile", card(bert))
	board.online()
	board.wait("the same document", `window.sameDocument === true`)

	shown := js[string](board, cards)
	board.do(chromedp.Reload())
	board.wait("the reloaded board", card(bert))
	if fresh := js[string](board, cards); fresh != shown {
		t.Errorf("the board showed %s, a fresh page shows %s", shown, fresh)
	}
}

func card(id string) string {
	return fmt.Sprintf(`document.querySelector(".card[data-booking='%s']")`, id)
}

// cards is what the board shows, without what the clock alone changes.
const cards = `[...document.querySelectorAll(".column")].map(c => c.id + [...c.querySelectorAll(".card")].map(k => k.id + k.textContent.replace(/\s+/g, " "))).join("\n")`

// freePort is an address that nobody uses at the moment.
func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}
