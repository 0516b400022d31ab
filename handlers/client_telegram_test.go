package handlers_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"okno/booking"
	desktelegram "okno/desk/telegram"
	"okno/notify/notifytest"
)

// The Telegram ids of clients.
const (
	vanya = int64(21)
	petya = int64(22)
)

// made is a booking that a visitor has made, far enough ahead for what goes by the worker's clock.
type made struct {
	id, page, telegram string
}

// newClients is the house with bookings that stand at once.
func newClients(t *testing.T) *telegram {
	g := newTelegram(t)
	g.exec(`update companies set confirmation = 'auto'`)
	return g
}

func (g *telegram) visited(changes ...string) made {
	g.t.Helper()
	var booked struct {
		ID        string `json:"id"`
		ManageURL string `json:"manage_url"`
		AddTo     struct {
			Telegram string `json:"telegram"`
		} `json:"add_to"`
	}
	a := g.book(rand8(), bookingBody(changes...))
	if a.Status != http.StatusCreated {
		g.t.Fatalf("%d %s", a.Status, a.Body)
	}
	g.must(json.Unmarshal(a.Body, &booked))
	g.exec(`update bookings set starts_at = starts_at + interval '70 years', ends_at = ends_at + interval '70 years', occupied = tstzrange(lower(occupied) + interval '70 years', upper(occupied) + interval '70 years') where id = '` + booked.ID + `'`)
	return made{booked.ID, strings.TrimPrefix(booked.ManageURL, "http://okno.test"), strings.TrimPrefix(booked.AddTo.Telegram, "http://okno.test")}
}

// start is what Telegram sends when somebody follows the link of a booking's page.
func (g *telegram) start(v made) string {
	g.t.Helper()
	a := g.browser().get(v.page + "/telegram")
	found := tokenOf.FindStringSubmatch(a.Header.Get("Location"))
	if a.Status != http.StatusSeeOther || found == nil || len(found[1]) > 64 {
		g.t.Fatalf("no link: %d %q %s", a.Status, a.Header.Get("Location"), a.Body)
	}
	return "/start " + found[1]
}

// connect connects a person's chat on the page of a booking, and waits for what it is told of it.
func (g *telegram) connect(v made, person int64) notifytest.Message {
	g.t.Helper()
	n := len(g.api.Messages(person))
	g.bring(notifytest.Write(person, g.start(v)))
	return g.nextOf(person, n+1)
}

// nextOf is the n-th message in a chat, counted from 0, once it is there.
func (g *telegram) nextOf(chat int64, n int) notifytest.Message {
	g.t.Helper()
	g.await("the chat to be told", func() bool {
		return len(g.api.Messages(chat)) > n && g.count(`select count(*) from deliveries where channel = 'telegram' and state in ('waiting', 'sending') and due_at <= now()`) == 0
	})
	return g.api.Messages(chat)[n]
}

func (g *telegram) chats(where string) int {
	return g.count(`select count(*) from client_chats where ` + where)
}

func TestAClientConnectsTelegramOnThePageOfHisBooking(t *testing.T) {
	g := newClients(t)
	v := g.visited()
	if v.telegram != v.page+"/telegram" {
		t.Fatalf("the answer to the booking leads to %q", v.telegram)
	}
	if page := string(g.get(v.page).Body); !strings.Contains(page, `data-act="telegram"`) || strings.Contains(page, "telegram-leave") {
		t.Errorf("the page before: %s", page)
	}
	start := g.start(v)
	g.bring(notifytest.WriteInGroup(vanya, group, "Друзья", start))
	g.bring(notifytest.Write(vanya, start[:len(start)-2]+"AA"))
	if !strings.Contains(g.said(group), "для личного чата") || !strings.Contains(g.said(vanya), "не подходит") && !strings.Contains(g.said(vanya), "Такой ссылки нет") {
		t.Errorf("in a group %q, forged %q", g.said(group), g.said(vanya))
	}
	n := len(g.api.Messages(vanya))
	g.bring(notifytest.Write(vanya, start))
	if said := g.api.Messages(vanya)[n].Text; !strings.Contains(said, "об этой записи") || !strings.Contains(said, "/stop") || !strings.Contains(said, "номером телефона") {
		t.Errorf("connected: %q", said)
	}
	if m := g.nextOf(vanya, n+1); !strings.Contains(m.Text, "<b>Вы записаны</b>") || !strings.Contains(strings.Join(labels(m), " "), "Отменить запись") || strings.Contains(m.Text, "Это письмо") {
		t.Errorf("told: %s\n%v", m.Text, labels(m))
	}
	g.bring(notifytest.Write(petya, start))
	if !strings.Contains(g.said(petya), "не подходит") || g.chats("true") != 1 {
		t.Errorf("somebody else uses the link: %q", g.said(petya))
	}
	late := g.start(v)
	g.later(desktelegram.ClientLinkAge)
	g.bring(notifytest.Write(petya, late))
	if !strings.Contains(g.said(petya), "не подходит") || g.chats("true") != 1 {
		t.Errorf("a link that is out of date: %q", g.said(petya))
	}
	if page := string(g.get(v.page).Body); !strings.Contains(page, "Сообщения об этой записи приходят в Telegram.") || !strings.Contains(page, "telegram-leave") {
		t.Errorf("the page after: %s", page)
	}
	if a := g.do(g.Client(), g.request("POST", v.page+"/telegram", nil)); a.Status != http.StatusOK && a.Status != http.StatusSeeOther || g.chats("true") != 0 {
		t.Errorf("left by the page: %d, %d chats", a.Status, g.chats("true"))
	}
	if g.count(`select count(*) from client_history where act in ('chat_connected', 'chat_stopped')`) != 2 {
		t.Error("the card does not say what became of the chat")
	}
}

// What a visitor types identifies a client and proves nothing: only whose number it is hears of all that the client has.
func TestAChatHearsOfAllBookingsOnceItsPhoneIsTheClients(t *testing.T) {
	g := newClients(t)
	first := g.visited()
	g.connect(first, petya) // who has typed Ivan's number
	second := g.visited("10:00", "12:00")
	g.connect(second, vanya)
	g.bring(notifytest.Share(petya, petya, "79990001122"))
	if !strings.Contains(g.said(petya), "другой номер") {
		t.Errorf("another number: %q", g.said(petya))
	}
	g.bring(notifytest.Share(petya, vanya, "79161234567"))
	if g.chats("booking_id is null") != 0 {
		t.Error("somebody else's contact is taken for one's own")
	}
	g.bring(notifytest.Share(vanya, vanya, "79161234567"))
	if !strings.Contains(g.said(vanya), "обо всех ваших записях") || g.chats("booking_id is null and chat = '21'") != 1 {
		t.Fatalf("his own number: %q", g.said(vanya))
	}
	n, m := len(g.api.Messages(vanya)), len(g.api.Messages(petya))
	third := g.visited("10:00", "13:00")
	if told := g.nextOf(vanya, n); !strings.Contains(told.Text, "Вы записаны") {
		t.Errorf("of the next booking: %s", told.Text)
	}
	if page := string(g.get(third.page).Body); strings.Contains(page, "telegram-leave") || strings.Contains(page, "приходят в Telegram") {
		t.Error("a visitor's page tells of the chat of the client whose number was typed")
	}
	if len(g.api.Messages(petya)) != m {
		t.Error("who has typed the number hears of another's booking")
	}
}

func TestAClientsButtonsActAsHisPageDoes(t *testing.T) {
	g := newClients(t)
	v := g.visited()
	m := g.connect(v, vanya)
	cancel := g.api.Press(t, vanya, m, "Отменить запись")
	if said := g.press(notifytest.PressData(petya, m, cancel.CallbackQuery.Data)); !said.Alert || !strings.Contains(said.Text, "больше не действует") {
		t.Errorf("somebody else presses: %+v", said)
	}
	ask := func() notifytest.Message {
		n := len(g.api.Messages(vanya))
		if said := g.press(cancel); said.Alert || said.Text != "Точно отменить запись?" || len(g.api.Messages(vanya)) != n+1 {
			t.Fatalf("cancel: %+v", said)
		}
		return g.api.Messages(vanya)[n]
	}
	if said := g.press(g.api.Press(t, vanya, ask(), "Нет, оставить")); said.Text != "Запись остаётся" || g.status(booking.ID(v.id)) != booking.Confirmed {
		t.Errorf("kept: %+v", said)
	}
	g.exec(`update companies set allow_cancel = false`)
	if said := g.press(cancel); !said.Alert || !strings.Contains(said.Text, "больше не действует") {
		t.Errorf("against the company's rules: %+v", said)
	}
	g.exec(`update companies set allow_cancel = true`)
	question := ask()
	if said := g.press(g.api.Press(t, vanya, question, "Да, отменить")); said.Alert || said.Text != "Запись отменена" || g.status(booking.ID(v.id)) != booking.Cancelled {
		t.Errorf("cancelled: %+v", said)
	}
	g.await("the message to say so", func() bool {
		now := g.api.Messages(vanya)
		return strings.Contains(now[1].Text, "🚫 Отменена") && now[len(now)-1].Text == "Запись отменена"
	})
	if said := g.press(cancel); !said.Alert || !strings.Contains(said.Text, "больше не действует") {
		t.Errorf("a stale button: %+v", said)
	}
	coming := g.visited("10:00", "12:00")
	m = g.connect(coming, vanya)
	g.exec(`update deliveries set event = 'booking_reminder', topic = 'booking_reminder-1' where booking_id = '` + coming.id + `' and audience = 'client' and receipt <> ''`)
	yes := notifytest.PressData(vanya, m, "y:"+strings.SplitN(m.Buttons[0].CallbackData, ":", 2)[1])
	for range 2 {
		if said := g.press(yes); said.Alert || said.Text != "Спасибо, ждём вас." {
			t.Errorf("coming: %+v", said)
		}
	}
	if n := g.count(`select count(*) from booking_history where act = 'coming' and booking_id = $1 and actor_kind = 'visitor'`, coming.id); n != 1 {
		t.Errorf("%d lines say that he is coming", n)
	}
	if a := g.signIn("dasha@studio.example").get("/bookings/" + coming.id); !strings.Contains(string(a.Body), "Клиент подтвердил, что придёт") {
		t.Errorf("the booking does not say so: %d", a.Status)
	}
}

func TestAClientsChatEnds(t *testing.T) {
	g := newClients(t)
	v := g.visited()
	client := g.one(`select client_id::text from bookings where id = '` + v.id + `'`)
	desk, page := g.signIn("dasha@studio.example"), "/clients/"+client
	for _, end := range []struct {
		name string
		do   func()
	}{
		{"stop", func() {
			g.bring(notifytest.Write(vanya, "/stop"))
			if !strings.Contains(g.said(vanya), "больше не будет") {
				t.Errorf("stop: %q", g.said(vanya))
			}
		}},
		{"desk", func() {
			if a := desk.get(page); len(find(t, a, "details > [data-act=chat-remove]")) != 1 || len(find(t, a, "details form [data-act=chat-remove-now]")) != 1 || !strings.Contains(string(a.Body), "Ольга") {
				t.Errorf("the card does not show the chat: %d", a.Status)
			}
			chat := g.one(`select id::text from client_chats where client_id = '` + client + `'`)
			if a := g.signIn("rex@rival.example").post(page+"/chats/"+chat+"/removal", nil, fragment...); a.Status != http.StatusNotFound {
				t.Errorf("another company removes it: %d", a.Status)
			}
			if a := desk.post(page+"/chats/"+chat+"/removal", nil, fragment...); a.Status != http.StatusOK || strings.Contains(string(a.Body), "chat-remove") {
				t.Errorf("removed: %d %s", a.Status, a.Body)
			}
		}},
		{"another bot", func() {
			g.exec(`insert into notification_settings (company_id) select id from companies where slug = 'studio' on conflict do nothing`)
			if a := g.signIn("olga@studio.example").post("/settings/notifications/bot", url.Values{"token": {g.api.Token}}); a.Status != http.StatusSeeOther {
				t.Errorf("the bot: %d %s", a.Status, a.Body)
			}
			g.exec(`update notification_settings set telegram_token = null, telegram_bot = ''`)
		}},
		{"erased", func() {
			if a := g.signIn("olga@studio.example").post(page+"/erasure", url.Values{"typed": {"Иван"}}); a.Status != http.StatusSeeOther {
				t.Errorf("erased: %d %s", a.Status, a.Body)
			}
		}},
	} {
		g.connect(v, vanya)
		mine := `client_id = '` + client + `'`
		if g.chats(mine) != 1 {
			t.Fatalf("%s: it was not connected", end.name)
		}
		if end.do(); g.chats(mine) != 0 {
			t.Errorf("%s: the chat is told on", end.name)
		}
		if n := g.count(`select count(*) from deliveries where audience = 'client' and channel = 'telegram' and state = 'parked'`); n != 0 {
			t.Errorf("%s: %d parked", end.name, n)
		}
	}
}

func TestAMergedClientKeepsTheChatAndCompaniesAreApart(t *testing.T) {
	g := newClients(t)
	v := g.visited()
	g.connect(v, vanya)
	g.bring(notifytest.Share(vanya, vanya, "79161234567"))
	other := g.visited("8 916 123-45-67", "8 916 123-45-99", "ivan@", "vanya@", "10:00", "12:00")
	client := func(v made) string { return g.one(`select client_id::text from bookings where id = '` + v.id + `'`) }
	goes, stays := client(v), client(other)
	g.exec(`with k as (insert into clients (company_id, id, name, created_at) select id, gen_random_uuid(), 'Иван', now() from companies where slug = 'rival' returning company_id, id)
		insert into client_chats (company_id, id, client_id, via, chat, name, connected_at) select company_id, gen_random_uuid(), id, id, '21', 'Иван', now() from k`)
	revision := func(id string) string { return g.one(`select revision::text from clients where id = '` + id + `'`) }
	a := g.signIn("dasha@studio.example").post("/clients/"+stays+"/merge", url.Values{"with": {goes}, "revision": {revision(stays)}, "other_revision": {revision(goes)}})
	if a.Status != http.StatusSeeOther {
		t.Fatalf("merged: %d %s", a.Status, a.Body)
	}
	if g.chats(`client_id = '`+stays+`' and booking_id is null`) != 1 {
		t.Error("the chat is lost with the card")
	}
	studio := `company_id = (select id from companies where slug = 'studio')`
	g.exec(`update notification_settings set client_chats = 'off' where ` + studio)
	chat := g.one(`select id::text from client_chats where ` + studio)
	if a := g.signIn("dasha@studio.example").post("/clients/"+stays+"/chats/"+chat+"/removal", nil); a.Status != http.StatusSeeOther {
		t.Errorf("removed: %d", a.Status)
	}
	if g.chats(studio) != 0 || g.chats("true") != 1 {
		t.Errorf("%d of the company's, %d in all: another company's went too", g.chats(studio), g.chats("true"))
	}
	g.bring(notifytest.Write(vanya, "/stop"))
	if g.chats("true") != 0 {
		t.Error("it goes on in the other company")
	}
}

func TestTelegramIsOfferedOnlyWhereThereIsABot(t *testing.T) {
	g := newClients(t)
	with := g.visited()
	g.exec(`insert into notification_settings (company_id, client_chats) select id, 'off' from companies where slug = 'studio'`)
	off := g.visited("10:00", "12:00")
	g.exec(`update notification_settings set client_chats = 'also'`)
	g.desk.Bots.Token = ""
	none := g.visited("10:00", "13:00")
	if with.telegram == "" || off.telegram != "" || none.telegram != "" {
		t.Errorf("offered: %q, switched off: %q, without a bot: %q", with.telegram, off.telegram, none.telegram)
	}
	if strings.Contains(string(g.get(none.page).Body), `data-act="telegram"`) {
		t.Error("the page offers a bot that is not there")
	}
	if a := g.browser().get(none.page + "/telegram"); a.Status != http.StatusConflict || !strings.Contains(string(a.Body), "Telegram сейчас не отвечает") {
		t.Errorf("asked for all the same: %d", a.Status)
	}
	g.desk.Bots.Token = g.api.Token
	late := g.start(with)
	g.exec(`update notification_settings set client_chats = 'off'`)
	g.bring(notifytest.Write(vanya, late))
	if g.chats("true") != 0 || !strings.Contains(g.said(vanya), "не подходит") {
		t.Errorf("switched off meanwhile: %q", g.said(vanya))
	}
}
