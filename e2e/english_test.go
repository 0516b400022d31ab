package e2e

import (
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// ofOne is what in an address tells one thing from another of its kind.
var ofOne = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}|/\d+$|/words/.*|\?.*`)

// Follows the links of the panel, to one page of each kind, which are in English and fit a phone. What axe looks for does not depend
// on the language.
func TestEveryPageFitsInEnglish(t *testing.T) {
	t.Parallel()
	p := salon(t)
	w := enter(t, browser(t), p, "english", "olga@lotos.example", "/overview")
	w.prefer("en")
	w.see(shape{"dark", 390})
	known := map[string]bool{}
	for ahead := []string{"/overview", "/start/company"}; len(ahead) > 0; ahead = ahead[1:] {
		w.do(chromedp.Navigate(p.okno + ahead[0]))
		w.wait("the page "+ahead[0], `document.documentElement.lang === "en"`)
		w.fits(ahead[0], 390)
		w.picture("page" + strings.ReplaceAll(ofOne.ReplaceAllString(ahead[0], ""), "/", "-"))
		for _, link := range js[[]string](w, `[...document.querySelectorAll("a[href]:not([download])")].filter(a => a.origin === location.origin && !/^\/b\/|\./.test(a.pathname)).map(a => a.pathname + a.search)`) {
			if kind := ofOne.ReplaceAllString(link, ""); !known[kind] {
				known[kind] = true
				ahead = append(ahead, link)
			}
		}
	}
	if len(known) < 50 {
		t.Errorf("only %d kinds of pages are linked", len(known))
	}
	w.quiet()
}
