// Package notifytest has a Bot API of Telegram for tests: a real server that
// keeps what a bot says, and tells it what people do.
package notifytest

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-telegram/bot/models"
)

// Telegram is the Bot API of one bot, and the people who talk with it.
type Telegram struct {
	URL   string // base address
	Token string
	Name  string // the bot's user name

	mu       sync.Mutex
	answer   Answer // nil: as Telegram does
	messages []*Message
	answers  []Said
	updates  []models.Update
	hook     map[string]string // url and secret_token, once it is set
	next     int64
	wake     chan struct{}
}

// Answer answers a call itself: true when it did.
type Answer func(w http.ResponseWriter, method string, form map[string]string) bool

// AnswerBy lets calls be answered by something else from now on; nil for as Telegram does.
func (g *Telegram) AnswerBy(answer Answer) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.answer = answer
}

// Message is what the bot wrote into a chat, as it reads now.
type Message struct {
	ID      int
	Chat    string
	Text    string // in Telegram's HTML
	Buttons []models.InlineKeyboardButton
	Edits   int
	Phone   string // of a contact
}

// Said is the answer to a press.
type Said struct {
	Press string
	Text  string
	Alert bool
}

// NewTelegram starts it; it ends with the test.
func NewTelegram(t testing.TB) *Telegram {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &Telegram{URL: "http://" + listener.Addr().String(), Token: "4242:test-token", Name: "lotos_test_bot", next: 100, wake: make(chan struct{})}
	server := &http.Server{Handler: g}
	ended := make(chan struct{})
	go func() { _ = server.Serve(listener); close(ended) }()
	t.Cleanup(func() { _ = server.Close(); <-ended })
	return g
}

// ServeHTTP answers a method of the Bot API.
func (g *Telegram) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method, known := strings.CutPrefix(r.URL.Path, "/bot"+g.Token+"/")
	form := readForm(r)
	g.mu.Lock()
	answer := g.answer
	g.mu.Unlock()
	switch {
	case !known:
		Fail(w, 401, "Unauthorized", nil)
	case answer != nil && answer(w, method, form):
	case method == "getMe":
		reply(w, models.User{ID: 4242, IsBot: true, FirstName: "Okno", Username: g.Name})
	case method == "sendMessage":
		reply(w, g.send(form))
	case method == "sendContact":
		reply(w, g.send(form))
	case method == "editMessageText":
		g.edit(w, form)
	case method == "answerCallbackQuery":
		g.mu.Lock()
		g.answers = append(g.answers, Said{form["callback_query_id"], form["text"], form["show_alert"] == "true"})
		g.mu.Unlock()
		reply(w, true)
	case method == "setWebhook", method == "deleteWebhook":
		g.mu.Lock()
		g.hook = nil
		if method == "setWebhook" {
			g.hook = form
		}
		g.mu.Unlock()
		reply(w, true)
	case method == "getUpdates":
		g.poll(w, r, form)
	default:
		Fail(w, 404, "Not Found: method not found", nil)
	}
}

// readForm reads what the call's parameters are, however they came.
func readForm(r *http.Request) map[string]string {
	form := map[string]string{}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		var body map[string]any
		_ = json.NewDecoder(r.Body).Decode(&body)
		for name, value := range body {
			form[name] = fmt.Sprint(value)
		}
		return form
	}
	if err := r.ParseMultipartForm(1 << 20); err == nil {
		for name, values := range r.MultipartForm.Value {
			form[name] = values[0]
		}
	}
	return form
}

func (g *Telegram) send(form map[string]string) models.Message {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.next++
	m := &Message{ID: int(g.next), Chat: form["chat_id"], Text: form["text"], Phone: form["phone_number"], Buttons: buttons(form)}
	g.messages = append(g.messages, m)
	chat, _ := strconv.ParseInt(m.Chat, 10, 64)
	return models.Message{ID: m.ID, Chat: models.Chat{ID: chat}, Text: m.Text}
}

func (g *Telegram) edit(w http.ResponseWriter, form map[string]string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, m := range g.messages {
		if strconv.Itoa(m.ID) != form["message_id"] || m.Chat != form["chat_id"] {
			continue
		}
		now := buttons(form)
		if m.Text == form["text"] && len(now) == len(m.Buttons) {
			Fail(w, 400, "Bad Request: message is not modified", nil)
			return
		}
		m.Text, m.Buttons, m.Edits = form["text"], now, m.Edits+1
		reply(w, models.Message{ID: m.ID})
		return
	}
	Fail(w, 400, "Bad Request: message to edit not found", nil)
}

func buttons(form map[string]string) []models.InlineKeyboardButton {
	var markup models.InlineKeyboardMarkup
	_ = json.Unmarshal([]byte(form["reply_markup"]), &markup)
	var all []models.InlineKeyboardButton
	for _, row := range markup.InlineKeyboard {
		all = append(all, row...)
	}
	return all
}

// poll holds the call until there is something to tell, a second at most.
func (g *Telegram) poll(w http.ResponseWriter, r *http.Request, form map[string]string) {
	offset, _ := strconv.ParseInt(form["offset"], 10, 64)
	for deadline := time.After(time.Second); ; {
		g.mu.Lock()
		wake := g.wake
		fresh := []models.Update{}
		for _, u := range g.updates {
			if u.ID >= offset {
				fresh = append(fresh, u)
			}
		}
		g.mu.Unlock()
		if len(fresh) > 0 {
			reply(w, fresh)
			return
		}
		select {
		case <-wake:
		case <-r.Context().Done():
			return
		case <-deadline:
			reply(w, fresh)
			return
		}
	}
}

func reply(w http.ResponseWriter, result any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"ok": true, "result": result})
}

// Fail answers as the Bot API refuses.
func Fail(w http.ResponseWriter, code int, description string, parameters map[string]any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(map[string]any{"ok": false, "error_code": code, "description": description, "parameters": parameters})
}

// Push tells the bot of updates, with new ids.
func (g *Telegram) Push(updates ...models.Update) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, u := range updates {
		g.next++
		u.ID = g.next
		g.updates = append(g.updates, u)
	}
	close(g.wake)
	g.wake = make(chan struct{})
}

// Write is what a person writes in a private chat.
func Write(person int64, text string) models.Update {
	return models.Update{Message: &models.Message{
		ID: 1, Text: text, From: &models.User{ID: person, FirstName: "Ольга", LanguageCode: "ru"},
		Chat: models.Chat{ID: person, Type: models.ChatTypePrivate, FirstName: "Ольга"},
	}}
}

// Share is a person's own phone number in his private chat, as Telegram's button sends it; of somebody else's where of is not he.
func Share(person, of int64, phone string) models.Update {
	u := Write(person, "")
	u.Message.Contact = &models.Contact{PhoneNumber: phone, FirstName: "Ольга", UserID: of}
	return u
}

// WriteInGroup is what a person writes in a group.
func WriteInGroup(person, group int64, title, text string) models.Update {
	u := Write(person, text)
	u.Message.Chat = models.Chat{ID: group, Type: models.ChatTypeSupergroup, Title: title}
	return u
}

// Press is the button that says label below the newest message of a chat, pressed by a person.
func (g *Telegram) Press(t testing.TB, person int64, m Message, label string) models.Update {
	t.Helper()
	for _, b := range m.Buttons {
		if b.Text == label {
			return PressData(person, m, b.CallbackData)
		}
	}
	t.Fatalf("no button %q below %q: %v", label, m.Text, m.Buttons)
	return models.Update{}
}

// PressData is a button with any data.
func PressData(person int64, m Message, data string) models.Update {
	chat, _ := strconv.ParseInt(m.Chat, 10, 64)
	return models.Update{CallbackQuery: &models.CallbackQuery{
		ID: fmt.Sprintf("%d-%d-%s", person, m.ID, data), From: models.User{ID: person, LanguageCode: "ru"}, Data: data,
		Message: models.MaybeInaccessibleMessage{Type: models.MaybeInaccessibleMessageTypeMessage, Message: &models.Message{
			ID: m.ID, Date: 1, Chat: models.Chat{ID: chat},
		}},
	}}
}

// Messages are what the bot wrote into a chat, as they read now, the oldest first.
func (g *Telegram) Messages(chat int64) []Message {
	g.mu.Lock()
	defer g.mu.Unlock()
	var list []Message
	for _, m := range g.messages {
		if m.Chat == strconv.FormatInt(chat, 10) {
			list = append(list, *m)
		}
	}
	return list
}

// Answers are the answers to presses so far.
func (g *Telegram) Answers() []Said {
	g.mu.Lock()
	defer g.mu.Unlock()
	return append([]Said(nil), g.answers...)
}

// Hook is what setWebhook was told last; nil when there is none.
func (g *Telegram) Hook() map[string]string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.hook
}
