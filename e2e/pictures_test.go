package e2e

import (
	"bytes"
	"context"
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var retake = flag.Bool("pictures", false, "take the README's pictures again")

// picture is one of the README's pictures: what a window of that many CSS pixels shows.
type picture struct {
	name          string
	width, height int64
	scale         float64 // pixels of the picture per CSS pixel
}

var (
	boardPicture    = picture{"board", 1440, 966, 1}
	phonePicture    = picture{"today-phone", 390, 830, 2}
	widgetPicture   = picture{"widget", 1440, 900, 1}
	schedulePicture = picture{"schedule", 1440, 900, 1}
)

const (
	pictureFolder   = "../docs/pictures"
	maxPictureBytes = 150 << 10 // the README loads four of them
)

// Every picture that the README needs is there, in both languages, in its size and light, and none
// that it does not show or link to. With -pictures they are taken first: `task pictures`.
func TestPictures(t *testing.T) {
	if *retake {
		takePictures(t)
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	each(t, func(t *testing.T, lang string) {
		for _, p := range []picture{boardPicture, phonePicture, widgetPicture, schedulePicture} {
			p.check(t, lang)
		}
	})
	kept, err := filepath.Glob(pictureFolder + "/*")
	if err != nil || len(kept) != 8 {
		t.Errorf("%d pictures are kept: %v", len(kept), err)
	}
	for _, file := range kept {
		if link := strings.TrimPrefix(file, "../"); !bytes.Contains(readme, []byte(link)) {
			t.Errorf("the README does not name %s", link)
		}
	}
}

func (p picture) file(lang string) string {
	return filepath.Join(pictureFolder, p.name+"."+lang+".png")
}

func (p picture) check(t *testing.T, lang string) {
	t.Helper()
	file, err := os.ReadFile(p.file(lang))
	if err != nil {
		t.Fatal(err)
	}
	config, err := png.DecodeConfig(bytes.NewReader(file))
	if err != nil || float64(config.Width) != float64(p.width)*p.scale || float64(config.Height) != float64(p.height)*p.scale {
		t.Errorf("%s is %d × %d: %v", p.file(lang), config.Width, config.Height, err)
	}
	if len(file) > maxPictureBytes {
		t.Errorf("%s has %d KB", p.file(lang), len(file)>>10)
	}
}

// takePictures takes them from a new demo, as whoever works with a page sees it.
func takePictures(t *testing.T) {
	p := salon(t)
	chrome := browser(t)
	each(t, func(t *testing.T, lang string) {
		takeBoard(t, chrome, p, lang)
		manager := enter(t, chrome, p, "manager", "pavel@lotos.example", "/overview")
		manager.pose(phonePicture)
		manager.speak(lang, p.okno+"/overview")
		manager.online()
		manager.take(phonePicture, lang)
		manager.pose(schedulePicture)
		manager.speak(lang, p.okno+"/schedules?view=month&date="+salonDay().AddDate(0, 0, 20).Format(time.DateOnly)) // a month that is all in the demo's bookings
		manager.online()
		manager.take(schedulePicture, lang)
		takeWidget(t, chrome, p, lang)
	})
}

// salonDay is the salon's today, or its next day where today is nearly over, or a Sunday, on which
// two people work.
func salonDay() time.Time {
	now := time.Now().In(time.FixedZone("Moscow", 3*60*60))
	if now.Hour() >= 18 {
		now = now.AddDate(0, 0, 1)
	}
	if now.Weekday() == time.Sunday {
		now = now.AddDate(0, 0, 1)
	}
	return now
}

// takeBoard takes a whole day, of the people who work on it.
func takeBoard(t *testing.T, chrome context.Context, p product, lang string) {
	w := enter(t, chrome, p, "desk", "ekaterina@lotos.example", "/bookings")
	w.pose(boardPicture)
	day := p.okno + "/bookings?date=" + salonDay().Format(time.DateOnly)
	w.speak(lang, day)
	w.online()
	w.hit("#zoom-out")
	working := js[[]string](w, `[...document.querySelectorAll(".column[data-kind=staff]")].filter(c => /\d/.test(c.querySelector(".column-hours").textContent)).map(c => c.dataset.resource)`)
	w.do(chromedp.Navigate(day + "&resource=" + strings.Join(working, "&resource=")))
	w.online()
	w.exec(`document.querySelector("#grid").scrollTop = 0`)
	w.take(boardPicture, lang)
}

// takeWidget takes the day and the time, one of which is chosen, on the salon's own site. The site speaks
// Russian, the widget the language that the page says it is in.
func takeWidget(t *testing.T, chrome context.Context, p product, lang string) {
	w := open(t, chrome, "salon", p.site)
	w.pose(widgetPicture)
	w.exec(`document.documentElement.lang = ` + quote(lang)) // it loads when it comes into view
	chooseLater(w, "cut")
	w.exec(`(times => times[times.length >> 1].click())(` + widget + `.querySelectorAll("[data-start] input"))`)
	w.exec(`scrollBy(0, document.querySelector("#booking-title").getBoundingClientRect().top - 24)`)
	w.take(widgetPicture, lang)
}

// pose makes the window one for a picture.
func (w *window) pose(p picture) {
	w.t.Helper()
	w.see(shape{"light", p.width})
	w.poses.width = 0 // the next size is another, whatever its width
	call(w, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: p.width, Height: p.height, DeviceScaleFactor: p.scale, Mobile: p.width < 500})
}

// take keeps what the window shows.
func (w *window) take(p picture, lang string) {
	w.t.Helper()
	w.resolved(`document.fonts.ready.then(() => true)`)
	w.wait("nothing under way", `!document.querySelector(".htmx-request, [aria-busy=true]") && [...document.images].every(i => i.complete || i.loading === "lazy")`)
	w.twoFrames()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	shot, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		w.t.Fatal(err)
	}
	light, err := fewColours(shot)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := os.MkdirAll(pictureFolder, 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(p.file(lang), light, 0o644); err != nil {
		w.t.Fatal(err)
	}
}
