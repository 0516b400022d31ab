package handlers_test

import (
	"strings"
	"testing"
)

func TestHowAFormComesIntoASiteBuilder(t *testing.T) {
	h := newHouse(t)
	b, at := h.signIn("olga@studio.example"), h.form("studio-site")
	base := h.handlers.BaseURL
	for builder, want := range map[string]string{
		"tilda": `data-okno="studio-site"`, "wordpress": `[okno key="studio-site"]`, "wix": base + "/widget.js", "bitrix": `data-okno="studio-site"`,
		"taplink": base + "/b/studio-site", "other": `<iframe src="` + base + `/b/studio-site"`,
	} {
		page := b.get(at + "/install?on=" + builder)
		var copied []string
		for _, n := range find(t, page, "textarea.code") {
			copied = append(copied, n.FirstChild.Data)
		}
		if page.Status != 200 || !strings.Contains(strings.Join(copied, "\n"), want) || len(find(t, page, ".install-step .shot")) != 3 {
			t.Errorf("%s: %d, %q", builder, page.Status, copied)
		}
		if len(find(t, page, `.install-ways [aria-current]`)) != 1 {
			t.Errorf("%s is not the one that is shown", builder)
		}
	}
	if page := b.get(at + "/install?on=%3Cscript%3E"); page.Status != 200 || text(t, page, ".install-ways [aria-current]") != "Tilda" {
		t.Errorf("an unknown builder: %d", page.Status)
	}
	if page := b.get(at + "/install?on=other"); !strings.Contains(text(t, page, ".install"), "фрейм останется пустым") {
		t.Error("nobody is told that no site may show the page in a frame")
	}
	if page := b.get(at + "/widget"); len(find(t, page, `a[href$="/install"]`)) != 1 {
		t.Error("the form's page does not lead there")
	}
}
