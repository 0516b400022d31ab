package handlers_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/go-telegram/bot/models"

	"okno/booking"
	"okno/booking/telling"
	"okno/db/dbtest"
	desktelegram "okno/desk/telegram"
	"okno/notify"
	"okno/notify/channel"
	"okno/notify/notifytest"
	notifytelegram "okno/notify/telegram"
)

// The Telegram ids of the people and of the group of the tests.
const (
	olga  = int64(11)
	dasha = int64(12)
	alien = int64(13)
	group = int64(-1001)
)

// telegram is a house whose bot talks with a Bot API of the test's.
type telegram struct {
	*house
	api *notifytest.Telegram
}

func newTelegram(t *testing.T) *telegram {
	g := &telegram{house: newHouse(t), api: notifytest.NewTelegram(t)}
	g.desk.Bots = &notifytelegram.Bots{DB: g.db, API: g.api.URL, Token: g.api.Token, Seal: g.desk.Seal}
	worker := notify.NewWorker(notify.Options{
		DB: g.db, BaseURL: "https://okno.example", Log: g.handlers.Log,
		Channels: map[telling.Channel]channel.Channel{telling.Telegram: notifytelegram.New(g.desk.Bots)},
	})
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { _ = worker.Run(ctx); close(ended) }()
	t.Cleanup(func() { stop(); <-ended })
	return g
}

// hook brings an update as Telegram does, and gives the status.
func (g *telegram) hook(u models.Update, secret string) int {
	g.t.Helper()
	body, err := json.Marshal(u)
	g.must(err)
	return g.do(g.Client(), g.request("POST", "/telegram/"+g.desk.Bots.Hook(notifytelegram.Shared), strings.NewReader(string(body)),
		"Content-Type", "application/json", "X-Telegram-Bot-Api-Secret-Token", secret)).Status
}

func (g *telegram) bring(u models.Update) {
	g.t.Helper()
	if status := g.hook(u, g.desk.Bots.HookSecret(notifytelegram.Shared, g.api.Token)); status != http.StatusOK {
		g.t.Fatalf("the update was answered with %d", status)
	}
}

// press brings a press and gives the answer to it.
func (g *telegram) press(u models.Update) notifytest.Said {
	g.t.Helper()
	n := len(g.api.Answers())
	g.bring(u)
	answers := g.api.Answers()
	if len(answers) != n+1 {
		g.t.Fatalf("%d answers to one press", len(answers)-n)
	}
	return answers[n]
}

var tokenOf = regexp.MustCompile(`https://t\.me/lotos_test_bot\?start(?:group)?=([A-Za-z0-9_-]+)`)

// link gets a link from the page, and gives its token.
func (g *telegram) link(b browser, form url.Values) string {
	g.t.Helper()
	a := b.post("/settings/notifications/telegram", form, fragment...)
	found := tokenOf.FindStringSubmatch(string(a.Body))
	if found == nil {
		g.t.Fatalf("no link: %d %s", a.Status, a.Body)
	}
	return found[1]
}

func (g *telegram) said(chat int64) string {
	g.t.Helper()
	m := g.api.Messages(chat)
	if len(m) == 0 {
		return ""
	}
	return m[len(m)-1].Text
}

// awaitChats waits until each chat has n messages, and the worker has written that down.
func (g *telegram) awaitChats(n int, chats ...int64) {
	g.t.Helper()
	g.await("the chats to be told", func() bool {
		for _, chat := range chats {
			if len(g.api.Messages(chat)) != n {
				return false
			}
		}
		return g.rows("deliveries where channel = 'telegram' and state <> 'sent'") == 0
	})
}

func (g *telegram) exec(sql string) {
	g.t.Helper()
	_, err := g.db.Exec(sql)
	g.must(err)
}

func (g *telegram) await(what string, done func() bool) {
	g.t.Helper()
	dbtest.Await(g.t, what, func() (bool, any) { return done(), dbtest.Jobs(g.t, g.db) })
}

func TestTelegramIsConnectedByALinkThatWorksOnce(t *testing.T) {
	g := newTelegram(t)
	b := g.signIn("olga@studio.example")
	token := g.link(b, nil)
	ask := "/settings/notifications/telegram/" + token
	if a := b.get(ask, fragment...); a.Status != 204 {
		t.Errorf("before it is used: %d", a.Status)
	}
	if a := g.signIn("dasha@studio.example").get(ask, fragment...); a.Status != 404 {
		t.Errorf("somebody else asks about the link: %d", a.Status)
	}
	start := notifytest.Write(olga, "/start "+token)
	if status := g.hook(start, "forged"); status != 403 {
		t.Errorf("a forged secret: %d", status)
	}
	if a := g.do(g.Client(), g.request("POST", "/telegram/"+strings.Repeat("A", 32), strings.NewReader("{}"))); a.Status != 404 {
		t.Errorf("a hook that was made up: %d", a.Status)
	}
	if g.rows("notification_recipients") != 0 {
		t.Fatal("a forged update was heard")
	}
	g.bring(notifytest.WriteInGroup(olga, group, "Смена", "/start@lotos_test_bot "+token))
	if !strings.Contains(g.said(group), "для личного чата") {
		t.Errorf("a private link in a group: %q", g.said(group))
	}
	g.bring(start)
	if !strings.HasPrefix(g.said(olga), "Готово. Сообщения компании") {
		t.Errorf("connected: %q", g.said(olga))
	}
	if a := b.get(ask, fragment...); a.Status != 200 || !strings.Contains(string(a.Body), "Ольга") {
		t.Errorf("after it was used: %d %s", a.Status, a.Body)
	}
	g.bring(start) // Telegram brings it twice
	if !strings.Contains(g.said(olga), "уже использовали") || g.rows("notification_recipients") != 1 {
		t.Errorf("used twice: %q", g.said(olga))
	}
	late := g.link(b, nil)
	g.clock.set(monday.Add(desktelegram.LinkAge))
	g.bring(notifytest.Write(olga, "/start "+late))
	if !strings.Contains(g.said(olga), "устарела") {
		t.Errorf("used late: %q", g.said(olga))
	}
	g.bring(notifytest.Write(olga, "/start nonsense"))
	if !strings.Contains(g.said(olga), "Такой ссылки нет") {
		t.Errorf("made up: %q", g.said(olga))
	}
	if a := g.signIn("dasha@studio.example").post("/settings/notifications/telegram", url.Values{"group": {"1"}}, fragment...); a.Status != 403 {
		t.Errorf("the desk connects a group: %d", a.Status)
	}
}

func TestButtonsActAsTheMemberWhoPresses(t *testing.T) {
	g := newTelegram(t)
	for person, email := range map[int64]string{olga: "olga@studio.example", dasha: "dasha@studio.example"} {
		g.bring(notifytest.Write(person, "/start "+g.link(g.signIn(email), nil)))
	}
	g.bring(notifytest.WriteInGroup(olga, group, "Смена", "/start "+g.link(g.signIn("olga@studio.example"), url.Values{"group": {"1"}})))
	g.exec(`update companies set confirmation = 'manual'`)
	g.book(rand8(), bookingBody())
	g.await("the group to be told", func() bool {
		return len(g.api.Messages(group)) == 2 && len(g.api.Messages(olga)) == 2 && len(g.api.Messages(dasha)) == 2
	})
	message := g.api.Messages(group)[1]

	if said := g.press(notifytest.PressData(alien, message, message.Buttons[0].CallbackData)); !said.Alert || !strings.Contains(said.Text, "не подключён") {
		t.Errorf("a stranger: %+v", said)
	}
	for _, data := range []string{"", "c:1:x", "nonsense", "c:zz:" + strings.Split(message.Buttons[0].CallbackData, ":")[2]} {
		if said := g.press(notifytest.PressData(olga, message, data)); !strings.Contains(said.Text, "больше не действует") {
			t.Errorf("data %q: %+v", data, said)
		}
	}
	elsewhere := message
	elsewhere.ID++
	if said := g.press(notifytest.PressData(olga, elsewhere, message.Buttons[0].CallbackData)); !strings.Contains(said.Text, "больше не действует") {
		t.Errorf("a button of another message: %+v", said)
	}
	g.exec(`update members set role = 'manager' where user_id = ` + g.user("dasha@studio.example"))
	if said := g.press(g.api.Press(t, dasha, message, "Подтвердить")); !said.Alert || !strings.Contains(said.Text, "роль этого не позволяет") {
		t.Errorf("who lost his role: %+v", said)
	}
	g.exec(`update members set disabled_at = now() where user_id = ` + g.user("dasha@studio.example"))
	if said := g.press(g.api.Press(t, dasha, message, "Подтвердить")); !strings.Contains(said.Text, "не подключён") {
		t.Errorf("who is no member any more: %+v", said)
	}
	heard := len(g.api.Messages(dasha))
	g.book(rand8(), bookingBody("10:00", "12:00"))
	g.awaitChats(3, group, olga)
	if len(g.api.Messages(dasha)) != heard {
		t.Error("who is no member any more is told")
	}
	if said := g.press(g.api.Press(t, olga, message, "Позвонить")); said.Alert || g.api.Messages(group)[3].Phone != "+79161234567" {
		t.Errorf("a call: %+v", said)
	}

	press := g.api.Press(t, olga, message, "Подтвердить")
	if said := g.press(press); said.Alert || said.Text != "Подтверждено" {
		t.Errorf("the first press: %+v", said)
	}
	var by string
	g.must(g.db.Get(&by, `select b.status || ' ' || h.actor_name || ' ' || h.origin from bookings b
		join booking_history h on h.company_id = b.company_id and h.booking_id = b.id and h.act = 'confirmed' where b.source = 'widget'`))
	if by != "confirmed OLGA telegram" {
		t.Errorf("it was %q", by)
	}
	if said := g.press(press); !said.Alert || said.Text != "Уже решено: ✅ подтверждена · OLGA, 9:00" {
		t.Errorf("the second press: %+v", said)
	}
	for _, chat := range []int64{group, olga} {
		g.await("the message to be edited for all", func() bool {
			m := g.api.Messages(chat)[1]
			return strings.Contains(m.Text, "подтверждена · OLGA, 9:00") && len(m.Buttons) == 2
		})
	}
}

func TestALeadIsTakenFromTheChat(t *testing.T) {
	g := newTelegram(t)
	g.bring(notifytest.Write(olga, "/start "+g.link(g.signIn("olga@studio.example"), nil)))
	g.exec(`update companies set hide_contacts_from = '{desk}' where slug = 'studio'`)
	g.bring(notifytest.Write(dasha, "/start "+g.link(g.signIn("dasha@studio.example"), nil)))
	body := `{"answers": {"name": "Ева <b>", "phone": "8 916 123-45-68", "comment": "у окна"}, "consent": true}`
	if a := g.do(g.Client(), g.request("POST", "/api/v1/widget/studio-site/leads", strings.NewReader(body),
		"Content-Type", "application/json", "Idempotency-Key", rand8())); a.Status != 201 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	g.awaitChats(2, olga, dasha)
	m, hidden := g.api.Messages(olga)[1], g.api.Messages(dasha)[1]
	if !strings.Contains(m.Text, "<b>Новая заявка</b>") || !strings.Contains(m.Text, "Ева &lt;b&gt;") || !strings.Contains(m.Text, "+7 916 123-45-68") {
		t.Errorf("olga reads\n%s", m.Text)
	}
	if strings.Contains(hidden.Text, "123-45-68") || strings.Contains(strings.Join(labels(hidden), " "), "Позвонить") {
		t.Errorf("who may not see contacts reads\n%s\n%v", hidden.Text, labels(hidden))
	}
	if said := g.press(g.api.Press(t, olga, m, "Взять в работу")); said.Alert || said.Text != "Заявка ваша" {
		t.Errorf("the first press: %+v", said)
	}
	if said := g.press(g.api.Press(t, dasha, hidden, "Взять в работу")); !said.Alert || said.Text != "Уже решено: ✅ в работе · OLGA, 9:00" {
		t.Errorf("the second press: %+v", said)
	}
	for _, chat := range []int64{olga, dasha} {
		g.await("the message to be edited", func() bool {
			m := g.api.Messages(chat)[1]
			return strings.Contains(m.Text, "в работе · OLGA, 9:00") && !strings.Contains(strings.Join(labels(m), " "), "Взять")
		})
	}
}

func labels(m notifytest.Message) []string {
	var all []string
	for _, b := range m.Buttons {
		all = append(all, b.Text)
	}
	return all
}

func TestACompanyBringsItsOwnBot(t *testing.T) {
	g := newTelegram(t)
	g.desk.Bots.Token = "" // the installation has none
	b := g.signIn("olga@studio.example")
	if a := b.post("/settings/notifications/telegram", nil, fragment...); !strings.Contains(string(a.Body), "field-error") {
		t.Errorf("a link without a bot: %d %s", a.Status, a.Body)
	}
	for _, wrong := range []string{"nonsense", "1:../../x", strings.Repeat("x", 300)} {
		if a := b.post("/settings/notifications/bot", url.Values{"token": {wrong}}); a.Status != 422 {
			t.Errorf("token %.20s: %d", wrong, a.Status)
		}
	}
	known := text(t, b.post("/settings/notifications/bot", url.Values{"token": {"1:nobody"}}), ".field-error")
	if !strings.Contains(known, "не знает такого токена") {
		t.Errorf("a token that Telegram does not know: %q", known)
	}
	silent := make(chan struct{})
	g.desk.Bots.Timeout, g.handlers.ActTime = 2*soon, soon // Telegram has longer than an act, and says nothing
	g.api.AnswerBy(func(http.ResponseWriter, string, map[string]string) bool { <-silent; return false })
	if a := b.post("/settings/notifications/bot", url.Values{"token": {g.api.Token}}); a.Status != 422 || !strings.Contains(text(t, a, ".field-error"), "не отвечает") {
		t.Errorf("Telegram does not answer: %d %q", a.Status, text(t, a, ".field-error"))
	}
	close(silent)
	g.desk.Bots.Timeout, g.handlers.ActTime = 0, patience
	g.api.AnswerBy(nil)
	if a := b.post("/settings/notifications/bot", url.Values{"token": {g.api.Token}}); a.Status != 303 {
		t.Fatalf("the right token: %d", a.Status)
	}
	var sealed []byte
	g.must(g.db.Get(&sealed, `select telegram_token from notification_settings`))
	if strings.Contains(string(sealed), "test-token") || strings.Contains(string(b.get("/settings/notifications").Body), "test-token") {
		t.Error("the token can be read")
	}
	var studio booking.CompanyID
	g.must(g.db.Get(&studio, `select id from companies where slug = 'studio'`))
	token := g.link(b, nil)
	update, err := json.Marshal(notifytest.Write(olga, "/start "+token))
	g.must(err)
	send := func(whose booking.CompanyID, secret string) int {
		return g.do(g.Client(), g.request("POST", "/telegram/"+g.desk.Bots.Hook(whose), strings.NewReader(string(update)),
			"X-Telegram-Bot-Api-Secret-Token", secret)).Status
	}
	if status := send(notifytelegram.Shared, g.desk.Bots.HookSecret(notifytelegram.Shared, g.api.Token)); status != 403 {
		t.Errorf("the installation's hook without a bot of its own: %d", status)
	}
	if status := send(studio+1, g.desk.Bots.HookSecret(studio+1, g.api.Token)); status != 403 {
		t.Errorf("another company's hook: %d", status)
	}
	if status := send(studio, g.desk.Bots.HookSecret(studio, g.api.Token)); status != 200 || !strings.HasPrefix(g.said(olga), "Готово") {
		t.Errorf("its own hook: %d, %q", status, g.said(olga))
	}
	if a := b.post("/settings/notifications/bot", url.Values{"token": {""}}); a.Status != 303 || g.desk.Bots.Token != "" {
		t.Errorf("without it again: %d", a.Status)
	}
	if status := send(studio, g.desk.Bots.HookSecret(studio, g.api.Token)); status != 403 {
		t.Errorf("the bot that was given up is heard: %d", status)
	}
}
