package e2e

import (
	"testing"
)

// The panel as its people use it.
func TestPanel(t *testing.T) {
	t.Parallel()
	p := salon(t)
	importFile(t, p, "testdata/manual.json", "greenwich", "gwen@greenwich.example")
	chrome := browser(t)
	s := newSite(t, p.okno)
	desk := enter(t, chrome, p, "desk", "ekaterina@lotos.example", "/bookings")
	desk.online()
	t.Run("days", func(t *testing.T) { testDays(t, desk.of(t)) })
	t.Run("help", func(t *testing.T) { testHelp(t, desk.of(t)) })
	t.Run("modal", func(t *testing.T) { testModal(t, desk.of(t)) })
	t.Run("stillness", func(t *testing.T) { testStillness(t, chrome, p, s) })
	t.Run("confirmation", func(t *testing.T) { testConfirmation(t, chrome, p, s) })
	t.Run("manager", func(t *testing.T) { testManager(t, chrome, p) })
	t.Run("preferences", func(t *testing.T) { testPreferences(t, desk.of(t)) })
}
