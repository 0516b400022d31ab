package handlers_test

import (
	"net/url"
	"strings"
	"testing"
)

func TestConsentIsDraftedByTheCountryAndCountsOnceItIsSaved(t *testing.T) {
	h := newHouse(t)
	b, at := h.signIn("olga@studio.example"), h.form("studio-site")
	h.exec(`update companies set phone = '+79161234567', address = 'Тверская, 1' where slug = 'studio'; update company_versions set setup_version = setup_version + 1`)
	stored := func() string {
		return h.value(`select coalesce(settings->>'consent', 'none') from forms where key = 'studio-site'`)
	}
	if page := b.get(at); len(find(t, page, `#form-consent[open]`)) != 0 || len(find(t, page, `#form-consent [value="consent"]`)) != 1 {
		t.Fatal("a form without a consent does not offer a draft")
	}
	for zone, says := range map[string][2]string{
		"Europe/Moscow": {"Согласие действует, пока я его не отзову", "152-ФЗ"}, "Europe/Berlin": {"отозвать в любой момент", "(GDPR)"},
		"Europe/London": {"отозвать в любой момент", "(GDPR)"}, "Asia/Almaty": {"Отозвать согласие можно", "Пока вы наш клиент"},
	} {
		h.exec(`update companies set timezone = '` + zone + `' where slug = 'studio'; update company_versions set setup_version = setup_version + 1`)
		page := b.get(at + "?consent=draft")
		consent, privacy := text(t, page, `[name="consent_ru"]`), text(t, page, `[name="privacy_ru"]`)
		for _, want := range []string{says[0], "Тверская, 1, +7 916 123-45-67"} {
			if !strings.Contains(consent, want) {
				t.Errorf("%s: the consent does not say %q: %s", zone, want, consent)
			}
		}
		if !strings.Contains(privacy, says[1]) || text(t, page, `[name="consent_en"]`) == "" || text(t, page, `[name="privacy_en"]`) == "" {
			t.Errorf("%s: the text about privacy says %s", zone, privacy)
		}
		if len(find(t, page, `#form-consent[open] [role="status"]`)) != 1 || stored() != "none" {
			t.Errorf("%s: nobody is told that it is a draft, or it counts already: %s", zone, stored())
		}
	}
	typed := asked("consent_ru", "", "consent_url", "", "act", "consent", "done_ru", "Моё спасибо")
	if a := b.post(at+"/fields", typed); text(t, a, `[name="consent_ru"]`) == "" || text(t, a, `[name="done_ru"]`) != "Моё спасибо" {
		t.Errorf("without scripts the draft takes what was typed away: %d", a.Status)
	}
	part := b.post(at+"/fields", typed, fragment...)
	if text(t, part, `#form-consent [name="consent_ru"]`) == "" || len(find(t, part, "#form-fields")) != 0 {
		t.Errorf("the button does not bring the consent alone: %d", part.Status)
	}
	typed.Set("consent_ru", "Моё согласие")
	if a := b.post(at+"/fields", typed, fragment...); text(t, a, `[name="consent_ru"]`) != "Моё согласие" {
		t.Error("a draft goes over a consent that was typed")
	}
}

func TestAFormsPageAboutPrivacy(t *testing.T) {
	h := newHouse(t)
	b, at := h.signIn("olga@studio.example"), h.form("studio-site")
	if a := h.get("/b/studio-site/privacy"); a.Status != 404 {
		t.Errorf("without a text there is a page: %d", a.Status)
	}
	typed := asked("consent_url", "", "privacy_ru", "Кто отвечает\nСтудия <b>.\n\nПишите нам.", "privacy_en", "Write to us.", "sites", "")
	if a := b.post(at, typed, fragment...); a.Status != 200 {
		t.Fatalf("%d: %s", a.Status, text(t, a, "[role=alert], .field-error"))
	}
	page := h.get("/b/studio-site/privacy")
	if page.Status != 200 || text(t, page, ".privacy-text h2") != "Кто отвечает" || !strings.Contains(text(t, page, ".privacy-text"), "Студия <b>.") {
		t.Errorf("%d: %s", page.Status, text(t, page, ".privacy"))
	}
	if page := h.get("/b/studio-site/privacy?lang=en"); text(t, page, ".privacy-text") != "Write to us." || !strings.Contains(string(page.Body), `<html lang="en"`) {
		t.Errorf("in English: %s", text(t, page, ".privacy"))
	}
	var config struct {
		Form struct {
			Consent map[string]any
		}
	}
	h.get("/api/v1/widget/studio-site/config").json(&config)
	if link, _ := config.Form.Consent["url"].(string); !strings.HasSuffix(link, "/b/studio-site/privacy") || config.Form.Consent["privacy"] != nil {
		t.Errorf("the widget is told %v", config.Form.Consent)
	}
	if file := h.companyExport(b, "company.json"); !strings.Contains(file, `"ru": "Кто отвечает\nСтудия <b>.\n\nПишите нам."`) {
		t.Error("the text is not in the company file")
	}
	b.send("DELETE", at+"/activity", url.Values{})
	if page := h.get("/b/studio-site/privacy"); page.Status != 200 {
		t.Errorf("with the form its page about privacy is gone: %d", page.Status)
	}
	b.send("POST", at+"/activity", url.Values{})
	typed = asked("revision", h.value(`select revision::text from forms where key = 'studio-site'`), "consent_ru", "", "consent_url", "", "privacy_ru", "Текст")
	if a := b.post(at, typed, fragment...); a.Status != 422 || len(find(t, a, `[name="consent_ru"][aria-invalid]`)) != 1 || text(t, a, `[name="privacy_ru"]`) != "Текст" {
		t.Errorf("a text about privacy without a consent: %d", a.Status)
	}
	typed.Set("consent_ru", "Да")
	typed.Set("privacy_ru", strings.Repeat("я", 10_001))
	if a := b.post(at, typed, fragment...); a.Status != 422 || len(find(t, a, `[name="privacy_ru"][aria-invalid]`)) != 1 {
		t.Errorf("a text about privacy that is too long: %d", a.Status)
	}
}

func TestPosterOfAForm(t *testing.T) {
	h := newHouse(t)
	b, at := h.signIn("olga@studio.example"), h.form("studio-site")
	h.exec(`update companies set phone = '+79161234567' where slug = 'studio'; update company_versions set setup_version = setup_version + 1`)
	page := b.get(at + "/poster")
	for what, want := range map[string]string{
		".poster-title": "Запишитесь онлайн", ".poster-address": strings.TrimPrefix(h.handlers.BaseURL, "http://") + "/b/studio-site",
		".poster-phone": "или позвоните: +7 916 123-45-67", ".poster-acts [aria-current]": "A4",
	} {
		if got := text(t, page, what); got != want {
			t.Errorf("%s says %q, want %q", what, got, want)
		}
	}
	if len(find(t, page, ".poster-a4 .poster .qr")) != 1 || len(find(t, page, ".poster-off, nav.nav")) != 0 {
		t.Error("the poster has no code, or more than belongs on paper")
	}
	h.exec(`update companies set locale = 'en' where slug = 'studio'; update company_versions set setup_version = setup_version + 1`)
	b.send("DELETE", at+"/activity", url.Values{})
	small := b.get(at + "/poster?size=a6")
	if len(find(t, small, ".poster-a6")) != 1 || text(t, small, ".poster-title") != "Scan to book" || len(find(t, small, ".poster-off")) != 1 {
		t.Errorf("the small one in English, of a form that is off: %s", text(t, small, "body"))
	}
	if a := b.get("/forms/00000000-0000-7000-8000-000000000000/poster"); a.Status != 404 {
		t.Errorf("an unknown form's poster: %d", a.Status)
	}
}
