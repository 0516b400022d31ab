package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

// Much that comes from one place is one notice on whatever page is open, which moves
// nothing; one press withdraws it, and another brings it back.
func TestFloodOnEveryPage(t *testing.T) {
	t.Parallel()
	f := newFront(t, "OKNO_PUBLIC_LIMITS=on")
	w := f.open(f.one, "desk", "")
	w.do(chromedp.Navigate(f.one + "/services"))
	w.settled("the services", `document.querySelector(".connection[data-state=online]")`)
	w.exec(shiftSum)
	for n := range 20 {
		body := fmt.Sprintf(`{"answers": {"name": "Робот %d", "phone": "+7916%07d"}, "consent": true}`, n, n)
		if a := post(f.two+"/api/v1/widget/front-site/leads", fmt.Sprint("flood ", n), body); a.status != 201 {
			t.Fatalf("%d %s", a.status, a.body)
		}
	}
	const notice = `(document.querySelector("#flood")?.textContent ?? "")`
	w.wait("the notice", notice+`.includes("20 заявок")`)
	if shift := js[float64](w, `window.shifted`); shift > 0 {
		t.Errorf("the page moves by %v", shift)
	}
	w.accessible("the notice of a flood")
	for _, size := range [][2]int64{{1440, 900}, {390, 800}, {320, 640}} {
		w.size(size[0], size[1])
		w.picture(fmt.Sprint("flood-notice-", size[0]))
		if wide := js[bool](w, `document.documentElement.scrollWidth > innerWidth`); wide {
			t.Errorf("%d px are too few", size[0])
		}
	}
	w.size(1440, 900)
	w.hit("#flood a")
	w.settled("its page", `document.querySelectorAll(".flood-form [name=id]:checked").length === 20`)
	w.accessible("a flood")
	for _, size := range [][2]int64{{390, 800}, {320, 640}, {1440, 900}} {
		w.size(size[0], size[1])
		w.picture(fmt.Sprint("flood-", size[0]))
	}
	w.hit("[data-act=withdraw]")
	w.settled("what was done", `document.querySelector("main").textContent.includes("DESK")`)
	w.picture("flood-withdrawn")
	w.do(chromedp.Navigate(f.one + "/services"))
	w.settled("the services without it", notice+` === ""`)
	w.do(chromedp.NavigateBack())
	w.settled("its page again", `document.querySelector("form[action$=restoration]")`)
	w.hit("form[action$=restoration] button")
	w.settled("all of it", `document.querySelectorAll(".flood-form [name=id]:checked").length === 20`)
	w.quiet()
}
