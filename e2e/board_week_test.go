package e2e

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"okno/booking"
)

// The week of one resource, from the head of its column: a card goes to another day by mouse and by keyboard
// and comes back with the undo, and N books the time that has the focus.
func testWeekByHand(t *testing.T, f *front, w *window) {
	day, err := booking.ParseDate(f.day)
	if err != nil {
		t.Fatal(err)
	}
	wednesday := day.AddDays(10 - day.Weekday()) // of the next week
	f.day = wednesday.String()
	id := f.book("cut", "anna", "10:00", "Неделькина Анна")
	in := func(date booking.Date, at string) string {
		return fmt.Sprintf(`document.querySelector("#column-%s .card[data-booking='%s']")?.dataset.start.includes("%sT%s:")`, date, id, date, at)
	}
	w.do(chromedp.Navigate(f.one + "/bookings?date=" + f.day))
	w.settled("the board of Wednesday", f.in("anna", id))
	w.exec(f.in("anna", id) + `.focus()`)
	for range 40 { // up to the head, of which no Tab is a stop
		if js[bool](w, `document.activeElement.id === "week-`+f.resource("anna")+`"`) {
			break
		}
		w.press("ArrowUp", 0)
	}
	w.keys(kb.Enter)
	w.settled("her week", `document.querySelector("#day.week-of") && document.readyState === "complete" && `+in(wednesday, "10:00"))
	w.online()
	w.exec(`window.sameDocument = true`)
	point := func(date booking.Date, at string) (x, y float64) {
		start, err := time.Parse(time.RFC3339, date.String()+"T"+at+":00+03:00")
		if err != nil {
			t.Fatal(err)
		}
		place := js[[]float64](w, fmt.Sprintf(`(() => {
			const grid = document.querySelector("#grid"), column = document.querySelector("#column-%s"), rows = column.querySelector(".column-rows");
			const y = () => rows.getBoundingClientRect().top + (%d - column.dataset.from) / 300 * rows.clientHeight / grid.dataset.rows;
			const box = grid.getBoundingClientRect(), low = box.top + 150, high = Math.min(box.bottom, innerHeight) - 150;
			if (y() < low || y() > high) grid.scrollBy({ top: y() - (low + high) / 2, behavior: "instant" });
			const c = column.getBoundingClientRect(), x = c.left + c.width / 2;
			for (let toast; (toast = document.elementFromPoint(x, y())?.closest(".toast"));) toast.remove();
			return [x, y()];
		})()`, date, start.Unix()))
		return place[0], place[1]
	}
	x1, y1 := point(wednesday, "10:15")
	x2, y2 := point(wednesday.AddDays(1), "11:15")
	w.haul(x1, y1, x2, y2, func() {
		w.wait("a preview", `document.querySelector("#drop:not([hidden])")?.textContent === "11:00–12:00"`)
	})
	w.wait("the card on Thursday", in(wednesday.AddDays(1), "11:00")+` && !document.querySelector("#column-`+f.day+` .card[data-booking='`+id+`']")`)
	w.wait("a toast with an undo", undo)
	w.exec(undo + `.click()`)
	w.wait("it taken back", in(wednesday, "10:00"))
	w.exec(`document.querySelector("#column-` + f.day + ` .card[data-booking='` + id + `']").focus()`)
	w.press("Alt", 1)
	w.press("ArrowRight", 1)
	w.press("ArrowDown", 1)
	w.release("Alt", 0)
	w.wait("the card on Thursday, by keys", in(wednesday.AddDays(1), "10:15"))
	w.wait("the focus on it", `document.activeElement.dataset.booking === "`+id+`"`)
	w.press("ArrowLeft", 0)
	w.wait("free time of Wednesday", `document.activeElement.id === "cursor" && document.activeElement.place.column === "column-`+f.day+`"`)
	w.keys("n")
	w.wait("the form of that time", `document.querySelector("#modal[open] #new-booking") && document.querySelector("#modal").innerHTML.includes("`+f.day+`")`)
	w.keys(kb.Escape)
	w.wait("the form to be closed", `!document.querySelector("#modal[open]")`)
	w.still()
	w.accessible("week")
}
