package e2e

import (
	"testing"
)

// The widget against the real server, from other origins under strict policies.
func TestWidget(t *testing.T) {
	t.Parallel()
	p := salon(t)
	importFile(t, p, "testdata/manual.json", "greenwich", "gwen@greenwich.example")
	chrome := browser(t)
	s := newSite(t, p.okno)
	// First, while nothing else is held: a day gives only so much of itself.
	t.Run("a reload before the hold", func(t *testing.T) { testReloadBeforeTheHold(t, chrome, p) })
	for _, lang := range []string{"ru", "en"} {
		t.Run("keyboard "+lang, func(t *testing.T) {
			testKeyboard(t, p, open(t, chrome, "keyboard-"+lang, s.plain(lang)), lang)
		})
	}
	t.Run("hostile page", func(t *testing.T) { testHostile(t, chrome, p, s) })
	importFile(t, p, "testdata/market.json", "market", "mara@market.example")
	t.Run("whom", func(t *testing.T) { testWhom(t, chrome, s) })
	t.Run("leaks", func(t *testing.T) { testLeaks(t, chrome, s) })
	t.Run("mistakes", func(t *testing.T) { testMistakes(t, chrome, s) })
	t.Run("reload", func(t *testing.T) { testReload(t, chrome, s) })
	t.Run("manual confirmation", func(t *testing.T) { testManual(t, chrome, p, s) })
	t.Run("lost race", func(t *testing.T) { testLostRace(t, chrome, p, s) })
	t.Run("taken while he looks", func(t *testing.T) { testWatching(t, chrome, p, s) })
	t.Run("troubles", func(t *testing.T) { testTroubles(t, chrome, p) })
	t.Run("a hold that is over", func(t *testing.T) { testHoldOver(t, chrome, p) })
	t.Run("lost answers", func(t *testing.T) { testLostAnswers(t, chrome, p) })
}
