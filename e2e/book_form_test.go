package e2e

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The form of a new booking and a booking's client, by real keys and clicks: what
// the program fills in goes with its reason, nothing moves while one types, and
// nothing is claimed that is not so.
func TestBookForm(t *testing.T) {
	t.Parallel()
	box := newPost(t)
	f := newFront(t, "OKNO_SMTP_URL=smtp://"+box.address, "OKNO_MAIL_FROM=okno@front.example")
	w := f.open(f.one, "desk", "")
	f.regular(w, "11:00", "Алексей Степанов", "9162047311", "stepanov@example.com")
	f.regular(w, "12:00", "Новая Клиентка", "9265550101", "")
	w.do(chromedp.Navigate(f.one + "/bookings?date=" + f.day))
	w.online()
	t.Run("what is filled in goes with its reason", func(t *testing.T) { testFilledGoes(t, f.of(t), w.of(t)) })
	t.Run("what is typed stays", func(t *testing.T) { testTypedStays(t, f.of(t), w.of(t)) })
	t.Run("nothing moves", func(t *testing.T) { testFormStands(t, f.of(t), w.of(t)) })
	t.Run("another's address is asked about", func(t *testing.T) { testAddressOfAnother(t, f.of(t), w.of(t)) })
	t.Run("a mistyped number is doubted once", func(t *testing.T) { testDoubtedOnce(t, f.of(t), w.of(t)) })
	t.Run("who does not do it is said", func(t *testing.T) { testDoesNot(t, f.of(t), w.of(t)) })
	t.Run("by what way he is told", func(t *testing.T) { testTellWay(t, f.of(t), w.of(t)) })
	t.Run("a contact is corrected", func(t *testing.T) { testCorrected(t, f.of(t), w.of(t)) })
	t.Run("what has not begun is asked about", func(t *testing.T) { testNotYet(t, f.of(t), w.of(t)) })
	w.quiet("409", "422")
}

// regular is a client with a booking of tomorrow, by the desk.
func (f *front) regular(w *window, at, name, phone, email string) {
	f.t.Helper()
	form := url.Values{"service": {f.service("cut")}, "resource-staff": {f.resource("maria")}, "date": {f.day}, "start": {f.day + "T" + at + ":00+03:00"},
		"name": {name}, "phone": {phone}, "email": {email}, "telling": {"1"}, "tell": {"1"}}
	if got := w.ask("POST", "/bookings", form); got != 200 {
		f.t.Fatalf("%s is booked with %d", name, got)
	}
}

// named is the id of the booking of somebody.
func (f *front) named(name string) (id string) {
	f.t.Helper()
	if err := f.db.Get(&id, `select id from bookings where company_id = $1 and contact_name = $2 and deleted_at is null order by number desc limit 1`, f.company, name); err != nil {
		f.t.Fatalf("%s: %v", name, err)
	}
	return id
}

// newForm opens the form by its key, with nothing in it, to type a phone.
func (w *window) newForm() {
	w.t.Helper()
	w.exec(`document.querySelector("#modal").close(); document.querySelector("#main").focus()`)
	w.wait("no form", `!document.querySelector("#new-booking")`)
	w.exec(`localStorage.clear()`) // what was begun before is no part of this
	w.keys("n")
	w.inModal("#new-booking")
	w.wait("the client first", `document.activeElement.id === "new-find"`)
	w.exec(`document.querySelector("#new-phone").focus()`)
}

// looked waits until the lookup has answered for what stands in the phone's field.
func (w *window) looked() {
	w.t.Helper()
	w.wait("the lookup's answer", `document.querySelector("#client-lookup").dataset.asked === document.querySelector("#new-phone").value && document.querySelector("#client-lookup").dataset.seen`)
}

// fields are the phone, the name and the e-mail.
func (w *window) fields() string {
	w.t.Helper()
	return js[string](w, `["phone", "name", "email"].map(n => document.querySelector("#new-" + n).value).join("|")`)
}

// hit clicks an element where it is.
func (w *window) hit(selector string) {
	w.t.Helper()
	x, y := w.middle(selector, "center")
	w.mouse(input.DispatchMouseEventTypeMousePressed, x, y)
	w.mouse(input.DispatchMouseEventTypeMouseReleased, x, y)
}

func testFilledGoes(t *testing.T, f *front, w *window) {
	w.newForm()
	w.keys("9162047311")
	w.wait("who that is", `document.querySelector("#new-name").value === "Алексей Степанов"`)
	w.keys(kb.Backspace)
	if got := w.fields(); got != "916204731||" {
		t.Errorf("with a digit less the form says %s at once", got)
	}
	w.keys(kb.Backspace + "99")
	w.looked()
	if got := w.fields(); got != "9162047399||" {
		t.Errorf("a stranger's form says %s", got)
	}
	w.keys(strings.Repeat(kb.Backspace, 10) + "9162047311")
	w.looked()
	w.keys(strings.Repeat(kb.Backspace, 10) + "9265550101")
	w.looked()
	if got := w.fields(); got != "9265550101|Новая Клиентка|" {
		t.Errorf("another client's form says %s", got)
	}
	// A suggestion that is picked, and another number after it.
	w.keys(strings.Repeat(kb.Backspace, 10) + "916204")
	w.wait("the suggestion", `document.querySelector(".lookup-pick")`)
	w.hit(".lookup-pick")
	w.looked()
	if got := w.fields(); !strings.HasSuffix(got, "|Алексей Степанов|stepanov@example.com") {
		t.Errorf("a pick says %s", got)
	}
	w.keys(kb.End + kb.Backspace)
	w.looked()
	if got := w.fields(); !strings.HasSuffix(got, "||") {
		t.Errorf("after a pick the form says %s", got)
	}
	// The card's «book»: another number is another person.
	id := f.named("Алексей Степанов")
	var client string
	if err := f.db.Get(&client, `select client_id from bookings where id = $1`, id); err != nil {
		t.Fatal(err)
	}
	w.form("/bookings/new?client="+client, "new-booking")
	w.still()
	w.hit("#new-phone")
	w.wait("the field", `document.activeElement.id === "new-phone" && !document.querySelector(".htmx-request")`)
	w.keys(kb.End + kb.Backspace + "9")
	w.looked()
	if got := w.fields(); !strings.HasSuffix(got, "||") {
		t.Errorf("from the card the form says %s", got)
	}
}

func testTypedStays(t *testing.T, f *front, w *window) {
	w.newForm()
	w.keys("9162047311")
	w.looked()
	w.hit("#new-name")
	w.keys(kb.End + " (муж)")
	w.still()
	w.hit("#new-phone")
	w.wait("the field", `document.activeElement.id === "new-phone" && !document.querySelector(".htmx-request")`)
	w.keys(kb.End + kb.Backspace + "9")
	w.looked()
	if got := w.fields(); got != "9162047319|Алексей Степанов (муж)|" {
		t.Errorf("what was typed and what was filled: %s", got)
	}
	w.act("book") // refused: no service; what comes back is the same
	w.wait("what is wrong", `document.querySelector("#new-service[aria-invalid]")`)
	w.inModal("#new-booking")
	w.hit("#new-phone")
	w.keys(kb.End + kb.Backspace + "1")
	w.looked()
	if got := w.fields(); got != "9162047311|Алексей Степанов (муж)|stepanov@example.com" {
		t.Errorf("after a refusal: %s", got)
	}
}

func testFormStands(t *testing.T, _ *front, w *window) {
	w.newForm()
	w.still()
	const places = `["phone", "name", "email", "service"].map(n => Math.round(document.querySelector("#new-" + n).getBoundingClientRect().y * 10)).join()`
	before := js[string](w, places)
	for i, digit := range "9162047311" {
		w.keys(string(digit))
		w.looked()
		if got := js[string](w, places); got != before {
			t.Errorf("after %d digits the fields stand at %s, not %s", i+1, got, before)
		}
	}
	w.keys(kb.Backspace + "9")
	w.looked()
	if got := js[string](w, places); got != before {
		t.Errorf("at a stranger's number the fields stand at %s, not %s", got, before)
	}
}

// rest fills in the rest: a cut, at a time of its own.
func (w *window) rest(f *front, at string) {
	w.t.Helper()
	w.exec(`document.querySelector("#when-date").value = ` + quote(f.day))
	w.pick("#new-service", f.service("cut"))
	w.wait("times", `document.querySelectorAll("#modal [name=start]").length > 1`)
	w.inModal("#when-times")
	w.exec(`document.querySelector("#modal [name=start][value^='` + f.day + `T` + at + `']").click()`)
}

func testAddressOfAnother(t *testing.T, f *front, w *window) {
	w.newForm()
	w.keys("9162047399" + kb.Tab)
	w.looked()
	w.hit("#new-name")
	w.keys("Чужая")
	w.hit("#new-email")
	w.keys("stepanov@example.com")
	w.rest(f, "13:00")
	w.act("book")
	w.wait("the question", `document.querySelector("#modal .doubt [name=sure-email][value^='apart=']")`)
	w.inModal("#new-booking")
	w.still()
	w.accessible("a doubted booking")
	w.picture("doubt")
	w.exec(`document.querySelector(".doubt [value^='apart=']").click()`)
	w.act("book")
	w.said("Записано: Чужая")
	var clients int
	if err := f.db.Get(&clients, `select count(*) from clients where company_id = $1 and email = 'stepanov@example.com'`, f.company); err != nil || clients != 2 {
		t.Errorf("%d clients have the address (%v), want the two that were told apart", clients, err)
	}
}

func testDoubtedOnce(t *testing.T, f *front, w *window) {
	w.newForm()
	w.keys("8916123456")
	w.looked()
	w.wait("a soft word", `document.querySelector("#client-lookup .lookup-facts.is-warning")`)
	if js[bool](w, `(e => e.scrollHeight > e.clientHeight)(document.querySelector("#client-lookup"))`) {
		t.Error("the soft word is cut off")
	}
	w.hit("#new-name")
	w.keys("Без цифры")
	w.hit("#new-email")
	w.keys("ivan@gmial.com")
	w.rest(f, "14:00")
	w.act("book")
	w.wait("the questions", `document.querySelectorAll("#modal .doubt").length === 2`)
	w.inModal("#new-booking")
	w.hit(".doubt [data-meant]")
	if got := w.fields(); got != "8916123456|Без цифры|ivan@gmail.com" {
		t.Errorf("as it was meant: %s", got)
	}
	w.act("book")
	w.said("Записано: Без цифры")
}

func testDoesNot(t *testing.T, f *front, w *window) {
	w.exec(`document.querySelector("#modal").close()`)
	w.wait("no form", `!document.querySelector("#new-booking")`)
	w.form(fmt.Sprintf("/bookings/new?resource=%s&start=%sT15:45:00%%2B03:00", f.resource("anna"), f.day), "new-booking")
	if got := js[string](w, `document.querySelector("#new-service optgroup").label + ": " + document.querySelector("#new-service optgroup option").textContent`); !strings.HasPrefix(got, "Делает Анна Иванова: Стрижка") {
		t.Errorf("first of all services: %s", got)
	}
	w.pick("#new-service", f.service("nails"))
	w.wait("the word about her", `document.querySelector("#when").textContent.includes("Анна Иванова этого не делает")`)
	if got := js[string](w, `document.querySelector("#resource-staff").selectedOptions[0].textContent`); got != "Анна Иванова" || js[bool](w, `document.querySelector("#when").textContent.includes("занято")`) {
		t.Errorf("who was chosen is %s now", got)
	}
	w.inModal("#when")
	w.still()
	w.accessible("a service that she does not do")
	w.picture("does-not")
	w.pick("#new-service", f.service("cut"))
	w.wait("no such word", `!document.querySelector("#when").textContent.includes("этого не делает")`)
	if got := js[string](w, `document.querySelector("#resource-staff").selectedOptions[0].textContent`); got != "Анна Иванова" {
		t.Errorf("who was chosen is %s now", got)
	}
}

func testTellWay(t *testing.T, f *front, w *window) {
	const box = `(e => e.checked + "," + e.disabled + "," + e.closest(".telling").innerText)(document.querySelector("#modal [name=tell]"))`
	w.newForm()
	if got := js[string](w, box); !strings.HasPrefix(got, "false,true,") || !strings.Contains(got, "Почты нет") {
		t.Errorf("without an address: %s", got)
	}
	w.keys("9162047311")
	w.looked()
	if got := js[string](w, box); !strings.HasPrefix(got, "true,false,") || !strings.Contains(got, "stepanov@example.com") {
		t.Errorf("with one: %s", got)
	}
	w.keys(kb.Backspace)
	if got := js[string](w, box); !strings.HasPrefix(got, "false,true,") {
		t.Errorf("with none again: %s", got)
	}
	w.exec(`document.querySelector("#modal").close()`)
	id := f.named("Новая Клиентка") // a phone, and no mail
	for _, open := range []string{"/bookings/" + id + "/move", "/bookings/" + id} {
		w.form(open, map[bool]string{true: "move-booking", false: "booking-" + id}[strings.HasSuffix(open, "move")])
		if got := js[string](w, box); !strings.HasPrefix(got, "false,true,") || !js[bool](w, `!!document.querySelector("#modal .telling a[href='tel:+79265550101']")`) {
			t.Errorf("%s: %s", open, got)
		}
	}
	w.exec(`document.querySelector("#modal details.more").open = true; document.querySelector("#modal .removing").open = true`)
	if got := js[string](w, `document.querySelector(".removing .telling").innerText`); !strings.Contains(got, "Сообщить клиенту") {
		t.Errorf("where it is deleted: %s", got)
	}
	w.still()
	w.accessible("the step of deleting")
	w.picture("deleting")
	w.hit("[data-act=delete-now]")
	w.wait("the word", `document.querySelector("#modal .status.is-deleted")?.textContent.includes("удалена")`)
	w.takeBack("запись удалена")
	w.said("Вернули: ")
	w.exec(`document.querySelector("#modal").close()`)
}

func testCorrected(t *testing.T, f *front, w *window) {
	f.regular(w, "16:00", "Марыя Оппечатка", "9167770011", "old-typo@example.com")
	id := f.named("Марыя Оппечатка")
	other := f.open(f.two, "dora", "")
	other.wait("the card", f.in("maria", id)+`?.textContent.includes("Марыя")`)
	other.form("/bookings/"+id+"/contact", "contact-form")
	w.form("/bookings/"+id, "booking-"+id)
	w.hit("#modal [data-act=contact]")
	w.inModal("#contact-form")
	w.wait("the name first", `document.activeElement.id === "contact-name"`)
	w.still()
	w.accessible("a contact to correct")
	w.picture("contact")
	w.exec(`for (const [n, v] of [["name", "Мария Правильная"], ["email", "right@example.com"]]) { const e = document.querySelector("#contact-" + n); e.focus(); e.select(); document.execCommand("insertText", false, v) }`)
	w.keys(kb.Enter)
	w.inModal("#booking-" + id)
	w.said("Мария Правильная, 16:00: имя и контакты исправлены")
	if got := js[string](w, `document.querySelector("#modal").innerText`); !strings.Contains(got, "old-typo@example.com → right@example.com") || !strings.Contains(got, "right@example.com") {
		t.Errorf("the booking does not say what was corrected: %s", got)
	}
	other.wait("the other board's card", f.in("maria", id)+`?.textContent.includes("Мария Правильная")`)
	// Who began before that is told, sees both, and may go on.
	other.exec(`{ const e = document.querySelector("#contact-name"); e.focus(); e.select(); document.execCommand("insertText", false, "Дорина"); }`)
	other.keys(kb.Enter)
	other.wait("the conflict", `document.querySelector("#contact-form .problem")?.textContent.includes("Мария Правильная") && document.querySelector("#contact-name").value === "Дорина"`)
	var told []string
	if err := f.db.Select(&told, `select distinct recipient from deliveries where booking_id = $1 and audience = 'client'`, id); err != nil || strings.Join(told, ",") != "right@example.com" {
		t.Errorf("what waits goes to %v, %v", told, err)
	}
	w.takeBack("имя и контакты исправлены")
	w.wait("the old name", `document.querySelector("#modal .details-title").textContent === "Марыя Оппечатка"`)
	other.wait("the old name on the other board", f.in("maria", id)+`?.textContent.includes("Марыя Оппечатка")`)
	// On the card, with what is to come.
	w.exec(`document.querySelector("#modal .details-client a").click()`)
	w.settled("the card", `document.querySelector("#client-form [name=coming]:checked")`)
	w.exec(`{ const e = document.querySelector("#name"); e.focus(); e.select(); document.execCommand("insertText", false, "Мария Карточкина"); }`)
	w.keys(kb.Enter)
	other.wait("the card's name on the board", f.in("maria", id)+`?.textContent.includes("Мария Карточкина")`)
	w.takeBack("Карточка сохранена")
	w.wait("the card as it was", `document.querySelector("#name").value === "Марыя Оппечатка"`)
	other.wait("the old name again", f.in("maria", id)+`?.textContent.includes("Марыя Оппечатка")`)
	other.quiet("409")
	w.do(chromedp.Navigate(f.one + "/bookings?date=" + f.day))
	w.online()
}

func testNotYet(t *testing.T, f *front, w *window) {
	id := f.named("Алексей Степанов")
	status := func() (is string) {
		t.Helper()
		if err := f.db.Get(&is, `select status from bookings where id = $1`, id); err != nil {
			t.Fatal(err)
		}
		return is
	}
	for key, act := range map[string]string{"s": "no_show", "d": "complete", "a": "arrive"} {
		w.exec(`document.querySelector("#modal").close()`)
		w.wait("the modal to go", `!document.querySelector("#booking-`+id+`")`)
		w.form("/bookings/"+id, "booking-"+id)
		w.wait("the focus in the modal", `document.querySelector("#modal").contains(document.activeElement)`)
		if key == "d" { // by mouse
			w.exec(`document.querySelector("#modal details.more").open = true`)
			w.hit("#modal [data-act=" + act + "]")
		} else {
			w.keys(key)
		}
		w.wait("the question about "+act, `document.querySelector("#modal [role=alertdialog]") && document.activeElement.dataset.act === "early"`)
		w.inModal("#booking-" + id)
		if got := status(); got != "confirmed" {
			t.Fatalf("%s is done without a word: %s", act, got)
		}
		if key == "s" {
			w.still()
			w.accessible("a question about what has not begun")
			w.picture("not-yet")
		}
		w.hit("#modal [data-act=not-yet]")
		w.wait("no question", `!document.querySelector("#modal [role=alertdialog]")`)
		w.inModal("#booking-" + id)
	}
	w.exec(`document.querySelector("#modal .details-title").focus()`)
	w.keys("s")
	w.wait("the question", `document.activeElement.dataset.act === "early"`)
	w.inModal("#booking-" + id)
	w.keys(kb.Enter)
	w.wait("it done", `document.querySelector("#modal .status.is-no_show")`)
	w.takeBack("неявка")
	w.wait("it undone", `document.querySelector("#modal .status.is-confirmed")`)
	w.exec(`document.querySelector("#modal").close()`)
}
