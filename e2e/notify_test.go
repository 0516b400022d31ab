package e2e

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"okno/db/dbtest"
	"okno/notify/notifytest"
)

// gwen is the owner of the massage room, in Telegram.
const gwen = int64(77)

// bureau is a product with a Telegram bot: the company confirms by hand, the
// worker is another process, which polls the bot.
type bureau struct {
	t    *testing.T
	okno string
	api  *notifytest.Telegram
}

func newBureau(t *testing.T) bureau {
	t.Helper()
	database, api := dbtest.URL(t), notifytest.NewTelegram(t)
	load(t, database, "testdata/manual.json")
	if out, err := okno(t, []string{"DATABASE_URL=" + database}, "okno-demo\n", "user", "add", "--company", "greenwich", "--email", "gwen@greenwich.example", "--role", "owner", "--name", "Gwen Green"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	settings := []string{"OKNO_TELEGRAM_API=" + api.URL, "OKNO_TELEGRAM_TOKEN=" + api.Token}
	_, address := serve(t, database, []string{"--no-worker"}, append(settings, "OKNO_PUBLIC_LIMITS=off")...)
	start(t, append(settings, "DATABASE_URL="+database, "OKNO_SECRET="+strings.Repeat("5a", 32), "OKNO_BASE_URL="+address), "worker")
	return bureau{t, address, api}
}

func (b bureau) signIn(chrome context.Context, name, path string) *window {
	b.t.Helper()
	w := open(b.t, chrome, name, b.okno+"/sign-in?next="+path)
	w.typeInto("#email", "gwen@greenwich.example")
	w.typeInto("#password", "okno-demo"+kb.Enter)
	return w
}

func (b bureau) await(what string, done func() bool) {
	b.t.Helper()
	await(b.t, what, func() (bool, any) { return done(), nil })
}

// A chat is connected by the link that the panel shows; a booking comes there;
// a press of its button confirms it on the open board, and edits the message.
func TestNotifications(t *testing.T) {
	t.Parallel()
	b := newBureau(t)
	chrome := browser(t)
	w := b.signIn(chrome, "settings", "/settings/notifications")
	w.settled("the settings", `document.querySelector("#recipients .told-row")`)
	t.Run("connect", func(t *testing.T) { testConnect(t, b, w.of(t)) })
	t.Run("rules", func(t *testing.T) { testRules(t, b, w.of(t)) })
	t.Run("press", func(t *testing.T) { testPress(t, b, chrome) })
	t.Run("words", func(t *testing.T) { testWords(t, b, w.of(t)) })
	t.Run("deliveries", func(t *testing.T) { testDeliveries(t, b, w.of(t)) })
}

func testConnect(t *testing.T, b bureau, w *window) {
	w.accessible("the settings")
	w.exec(`window.sameDocument = true; document.querySelector("[hx-post='/settings/notifications/telegram']").click()`)
	w.settled("the link", `document.querySelector("#telegram-link .qr")`)
	w.accessible("the link")
	link := js[string](w, `document.querySelector("#telegram-link a.button").href`)
	_, token, found := strings.Cut(link, "https://t.me/lotos_test_bot?start=")
	if !found {
		t.Fatalf("the link is %s", link)
	}
	w.picture("notifications-link")
	b.api.Push(notifytest.Write(gwen, "/start "+token))
	w.wait("the panel to show it connected by itself", `document.querySelector("#telegram-link .notice-said")?.textContent.includes("Ольга") && document.querySelector(".told-row.is-fresh")`)
	if !js[bool](w, `window.sameDocument === true`) {
		t.Error("the page was loaded anew")
	}
}

func testRules(t *testing.T, b bureau, w *window) {
	w.do(chromedp.Navigate(b.okno + "/settings/notifications"))
	const row = `document.querySelectorAll(".told-row")[1]`
	w.settled("the chat", row)
	w.exec(row + `.querySelector("[value=booking_moved]").click()`)
	w.wait("it to be saved", row+`.querySelector(".told-said").textContent !== ""`)
	w.do(chromedp.Navigate(b.okno + "/settings/notifications"))
	w.settled("the chat", row)
	if js[bool](w, row+`.querySelector("[value=booking_moved]").checked || !`+row+`.querySelector("[value=booking_created]").checked`) {
		t.Error("the rule was not kept")
	}
	w.exec(row + `.querySelector(".told-acts button").click()`)
	w.wait("the test's true result", row+`.querySelector(".told-said").textContent.includes("the server accepted the message")`)
	if m := b.api.Messages(gwen); !strings.Contains(m[len(m)-1].Text, "Notifications are working") {
		t.Errorf("the chat got %q", m[len(m)-1].Text)
	}
	for _, c := range []struct{ name, value, why string }{{"reply_to", "nobody", "#reply_to-error"}, {"lead_wait", "1", "#lead_wait-error"}} {
		w.exec(fmt.Sprintf(`document.querySelector("#%s").value = %q; document.querySelector("form[action='/settings/notifications'] .button-primary").click()`, c.name, c.value))
		w.settled("what is wrong", fmt.Sprintf(`document.querySelector(%q) && document.querySelector("#%s").value === %q`, c.why, c.name, c.value))
	}
	w.accessible("with errors")
	w.exec(`document.querySelector("#reply_to").value = "front@greenwich.example"; document.querySelector("#lead_wait").value = "20"; document.querySelector("form[action='/settings/notifications'] .button-primary").click()`)
	w.settled("it to be saved", `document.querySelector(".notice-said") && document.querySelector("#lead_wait").value === "20"`)
}

func testPress(t *testing.T, b bureau, chrome context.Context) {
	starts := free(t, b.okno, "greenwich-site", "massage")
	board := b.signIn(chrome, "board", "/bookings?date="+starts[0][:10]).of(t)
	board.wait("the board", `document.querySelector("#day")`)
	board.online()
	before := len(b.api.Messages(gwen))
	var made struct{ ID string }
	if a := post(b.okno+"/api/v1/widget/greenwich-site/bookings", "press", bookingBody("massage", starts[0], "Peter <b>Press</b>")); a.status != 201 {
		t.Fatalf("%d %s", a.status, a.body)
	} else {
		a.json(t, &made)
	}
	b.await("the message", func() bool { return len(b.api.Messages(gwen)) > before })
	m := b.api.Messages(gwen)[before]
	board.wait("the card", card(made.ID)+`?.matches(".is-pending")`)
	press := b.api.Press(t, gwen, m, "Confirm")
	b.api.Push(press, press) // Telegram brings it twice
	board.wait("the card to be confirmed", card(made.ID)+`?.matches(".is-confirmed")`)
	b.await("the message to be edited", func() bool {
		m = b.api.Messages(gwen)[before]
		return strings.Contains(m.Text, "confirmed · Gwen Green, ") && !strings.Contains(fmt.Sprint(m.Buttons), "Confirm")
	})
	if !strings.Contains(m.Text, "Peter &lt;b&gt;Press&lt;/b&gt;") {
		t.Errorf("%s\n%v", m.Text, m.Buttons)
	}
	b.await("both answers", func() bool { return len(b.api.Answers()) == 2 })
	first, second := b.api.Answers()[0].Text, b.api.Answers()[1].Text
	if second == "Confirmed" { // both presses are dealt with at once, and either may be answered first
		first, second = second, first
	}
	if first != "Confirmed" || !strings.HasPrefix(second, "Already decided: ✅ confirmed · Gwen Green, ") {
		t.Errorf("answers %q and %q", first, second)
	}
}

func testWords(t *testing.T, b bureau, w *window) {
	w.do(chromedp.Navigate(b.okno + "/settings/notifications/words/client/booking_confirmed/en"))
	w.settled("the words", `document.querySelector("#preview .told-subject")`)
	w.accessible("the words")
	w.exec(`window.say = text => { const s = document.querySelector("#subject"); s.value = text; s.dispatchEvent(new Event("input", {bubbles: true})) }; say("See you, {{client}}: {{servise}}")`)
	w.wait("the preview to name what it does not know", `document.querySelector("#preview .field-error")?.textContent.includes("{{servise}}")`)
	w.exec(`say("See you, {{client}}: {{service}}")`)
	w.wait("the preview", `document.querySelector("#preview .told-subject").textContent === "See you, Pauline Egorova: Haircut" && !document.querySelector("#preview .field-error")`)
	w.picture("notifications-words")
	w.exec(`document.querySelector("#words .button-primary").click()`)
	w.settled("it to be saved", `document.querySelector(".notice-said") && document.querySelector(".told-link").textContent.length > 0 && document.body.textContent.includes("custom text")`)
}

func testDeliveries(t *testing.T, b bureau, w *window) {
	w.do(chromedp.Navigate(b.okno + "/settings/deliveries"))
	w.settled("the list", `document.querySelectorAll("#deliveries .delivery").length > 2`)
	w.accessible("the deliveries")
	w.exec(`const s = document.querySelector("select[name=channel]"); s.value = "telegram"; s.dispatchEvent(new Event("change", {bubbles: true}))`)
	w.wait("only Telegram", `location.search.includes("channel=telegram") && [...document.querySelectorAll("#deliveries .delivery")].every(d => d.textContent.includes("Telegram"))`)
	if js[bool](w, `!document.querySelector("#deliveries a[href^='/bookings/']")`) {
		t.Error("no delivery leads to its booking")
	}
	for _, lang := range []string{"ru", "en"} {
		for _, page := range []string{"notifications", "deliveries", "notifications/words/client/booking_confirmed/en"} {
			w.speak(lang, b.okno+"/settings/"+page)
			w.settled("the page", `document.querySelector(".settings-title")`)
			w.right("settings-"+strings.ReplaceAll(page, "/", "-"), lang, smallest)
		}
	}
}
