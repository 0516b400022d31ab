package e2e

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The resources as the owner of the salon looks after them.
func TestResources(t *testing.T) {
	t.Parallel()
	p := salon(t)
	importFile(t, p, "testdata/bare.json", "bare", "boris@bare.example")
	chrome := browser(t)
	owner := enter(t, chrome, p, "owner", "olga@lotos.example", "/resources")
	t.Run("a new resource", func(t *testing.T) { testNewResource(t, owner.of(t)) })
	t.Run("photo", func(t *testing.T) { testResourcePhoto(t, owner.of(t)) })
	t.Run("order", func(t *testing.T) { testResourceOrder(t, p, owner.of(t)) })
	t.Run("archive", func(t *testing.T) { testResourceArchive(t, owner.of(t)) })
	t.Run("two admins", func(t *testing.T) { testTwoAdminsOfResource(t, chrome, p, owner.of(t)) })
	owner.quiet("422", "409")
	inRussian(t, func(t *testing.T, lang string) { testResourceLooks(t, chrome, p, lang) })
}

// people are the names in the list, in its order.
const people = `[...document.querySelectorAll(".resource-name a")].map(e => e.textContent)`

func testNewResource(t *testing.T, w *window) {
	w.seek(`#resource-new`)
	w.keys(kb.Enter)
	w.wait("the form", `location.pathname === "/resources/new" && document.activeElement?.id === "name"`)
	w.exec(`document.querySelector("#save").click()`)
	w.settled("what is wrong, with the focus on it", `document.querySelector("#name-error") && document.activeElement?.id === "name"`)
	w.typeInto("#name", "Вера Белкина")
	w.exec(`document.querySelector("[name=service]").click()`)
	w.exec(`document.querySelector("#save").click()`)
	w.settled("her page", `document.querySelector("#resource-heading")?.textContent === "Вера Белкина" && document.querySelector(".notice-said")`)
	if got := js[string](w, `document.querySelector("[name=service]:checked")?.parentElement.textContent.trim() + " " + document.querySelector(".resource-side .button").getAttribute("href")`); !strings.Contains(got, "/schedules?view=week&resource=") {
		t.Errorf("her page: %q", got)
	}
}

// choose puts a file into the field of the photo, as a person does who picks it.
func (w *window) choose(script string) {
	w.t.Helper()
	w.exec(`(async () => { const file = await (async () => {` + script + `})(); const all = new DataTransfer(); all.items.add(file);
		const field = document.querySelector("#photo"); field.files = all.files; field.dispatchEvent(new Event("change", {bubbles: true})) })()`)
}

func testResourcePhoto(t *testing.T, w *window) {
	w.choose(`return new File([new Uint8Array(5 * 1024 * 1024 + 1)], "large.jpg")`)
	w.wait("that it is too large", `document.querySelector("#photo-error")?.textContent.includes("5\u00a0МБ")`)
	w.choose(`return new File(["<svg/>"], "photo.jpg")`)
	w.wait("that it is no picture", `document.querySelector("#photo-error").textContent.includes("JPEG, PNG") && document.querySelector("#photo[aria-invalid]")`)
	w.choose(`const c = document.createElement("canvas"); c.width = 900; c.height = 600; const d = c.getContext("2d"); d.fillStyle = "#284"; d.fillRect(0, 0, 900, 600); d.fillStyle = "#fed"; d.beginPath(); d.arc(450, 300, 200, 0, 7); d.fill();
		return new File([await new Promise(done => c.toBlob(done, "image/webp"))], "me.webp")`)
	w.wait("the photo", `document.querySelector("img.photo-image")?.naturalWidth === 256 && document.querySelector("#resource-avatar img")?.naturalWidth === 256 && !document.querySelector("#photo-error").textContent`)
	w.exec(`document.querySelector("#photo-remove").click()`)
	w.wait("initials", `!document.querySelector("img.photo-image") && document.querySelector(".toast-undo")`)
	w.exec(`document.querySelector(".toast-undo").click()`)
	w.wait("the photo again", `document.querySelector("img.photo-image")?.naturalWidth === 256`)
	w.picture("resource-photo")
}

func testResourceOrder(t *testing.T, p product, w *window) {
	w.do(chromedp.Navigate(p.okno + "/resources"))
	before := js[[]string](w, people)
	down := js[string](w, `document.querySelector(".moves button[id^=down]").id`)
	w.exec(`document.getElementById("` + down + `").focus()`)
	w.keys(kb.Enter)
	w.wait("the first to be second", people+`[1] === `+quote(before[0])+` && document.activeElement.id === `+quote(down))
	w.wait("the place in words", `document.querySelector("#announcer").textContent.includes("место 2 из")`)
	w.exec(`document.querySelector(".grip").scrollIntoView({block: "center"})`)
	at := js[[]float64](w, `(() => { const [a, b] = [...document.querySelectorAll(".grip")].map(e => e.getBoundingClientRect()); return [b.x + 8, b.y + b.height / 2, a.y + 4] })()`)
	w.mouse(input.DispatchMouseEventTypeMousePressed, at[0], at[1])
	for step := range 5 {
		w.mouse(input.DispatchMouseEventTypeMouseMoved, at[0], at[1]+(at[2]-at[1])*float64(step+1)/5)
	}
	w.mouse(input.DispatchMouseEventTypeMouseReleased, at[0], at[2])
	w.wait("the order as it was, from the server", people+`.join() === `+quote(strings.Join(before, ","))+` && !document.querySelector(".htmx-request")`)
	w.do(chromedp.Reload())
	if got := js[[]string](w, people); strings.Join(got, ",") != strings.Join(before, ",") {
		t.Errorf("after a reload the order is %v, not %v", got, before)
	}
}

func testResourceArchive(t *testing.T, w *window) {
	name := js[string](w, people+`[0]`)
	w.exec(`document.querySelector("a[id^=archive-]").click()`)
	w.wait("the question", `document.querySelector("#modal[open] [data-act=archive]") && document.activeElement.className === "details-title"`)
	if got := js[string](w, `document.querySelector("#modal").innerText`); !strings.Contains(got, name) || !strings.Contains(got, "Впереди") {
		t.Errorf("the question: %q", got)
	}
	w.accessible("the question before the archive")
	w.picture("resource-archive")
	w.exec(`document.querySelector("[data-act=archive]").click()`)
	w.wait("the row gone and the dialog closed", `!document.querySelector("#modal[open]") && !`+people+`.includes(`+quote(name)+`)`)
	w.takeBack("В архиве: " + name)
	w.wait("the row again", people+`[0] === `+quote(name))
	w.exec(`document.querySelector(".resource-row .toggle").focus()`)
	w.keys(kb.Enter)
	w.wait("the bookings that it hits", `document.querySelector("#modal[open] #hits .hit-row")`)
	w.exec(`document.querySelector("#hits [data-act=save]").click()`)
	w.wait("it to be off, with the focus where it was", `document.activeElement.matches(".resource-row .toggle[aria-checked=false][data-htmx-powered]")`)
	w.keys(kb.Enter)
	w.wait("it to be on", `document.activeElement.matches(".resource-row .toggle[aria-checked=true][data-htmx-powered]")`)
}

// Two admins edit the same resource: the second is told and sees both versions.
func testTwoAdminsOfResource(t *testing.T, chrome context.Context, p product, first *window) {
	path := js[string](first, `[...document.querySelectorAll(".resource-name a")].find(e => e.textContent.startsWith("Вера")).pathname`)
	second := enter(t, chrome, p, "second", "olga@lotos.example", path)
	first.do(chromedp.Navigate(p.okno + path))
	first.exec(`document.querySelector("#name").value = "Первая"; document.querySelector("#save").click()`)
	first.wait("the first save", `document.querySelector("#resource-heading").textContent === "Первая"`)
	second.exec(`document.querySelector("#name").value = "Вторая"; document.querySelector("#save").click()`)
	second.wait("both versions", `document.activeElement.matches(".clash")`)
	if got := js[string](second, `[...document.querySelectorAll(".clash tbody tr")].map(e => e.innerText.replace(/\s+/g, " ").trim()).join("; ")`); got != "Имя или название Вторая Первая" {
		t.Errorf("the versions: %q", got)
	}
	second.accessible("two versions")
	second.picture("resource-clash")
	second.exec(`document.querySelector("#save").click()`)
	second.wait("the second save", `document.querySelector("#resource-heading").textContent === "Вторая" && !document.querySelector(".clash")`)
	second.quiet("409")
}

// The pages of resources in every shape.
func testResourceLooks(t *testing.T, chrome context.Context, p product, lang string) {
	w := enter(t, chrome, p, "owner-"+lang, "olga@lotos.example", "/resources")
	w.speak(lang, p.okno+"/resources")
	w.right("resources", lang)
	path := js[string](w, `document.querySelector(".resource-name a").pathname`)
	w.speak(lang, p.okno+path)
	w.right("resource", lang)
	w.exec(`document.querySelector("#archive").click()`)
	w.wait("the question", `document.querySelector("#modal[open] [data-act=archive]")`)
	w.right("resource-archive", lang)
	w.speak(lang, p.okno+"/resources/new")
	w.exec(`document.querySelector("#save").click()`)
	w.wait("what is wrong", `document.querySelector("#name-error")`)
	w.right("resource-wrong", lang)
	w.speak(lang, p.okno+"/resources?archived=1")
	w.right("resources-archive", lang)
	w.quiet("422")
	bare := enter(t, chrome, p, "bare-"+lang, "boris@bare.example", "/resources")
	bare.speak(lang, p.okno+"/resources")
	bare.right("resources-empty", lang)
	manager := enter(t, chrome, p, "manager-"+lang, "pavel@lotos.example", path)
	manager.speak(lang, p.okno+path)
	manager.right("resource-read", lang)
	manager.quiet()
	bare.quiet()
}
