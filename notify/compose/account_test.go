package compose

import (
	"encoding/json"
	"strings"
	"testing"

	"okno/db/messagedb"
)

// What somebody types into a form reaches an address that he types there by no mail of ours: a
// sign-up quotes nothing of it, and names in an invitation lead nowhere.
func TestAccountMailsCarryNobodysText(t *testing.T) {
	const parcel = "YOUR PARCEL IS HELD, pay at https://evil.example/pay"
	for _, locale := range []string{"ru", "en"} {
		for _, kind := range AccountKinds {
			m, err := Account(messagedb.AccountMail{Kind: kind, Locale: locale, Blanks: map[string]string{
				"Company": parcel, "Who": parcel, "Email": "x@example.com", "On": "1", "Till": "1", "RoleRu": "администратор (ресепшен)", "RoleEn": "desk"}}, "https://okno.test/", "")
			if err != nil {
				t.Fatal(err)
			}
			text := m.Subject + m.Text + m.HTML
			if strings.Contains(text, "evil.example") || strings.Contains(kind, "sign_up") && strings.Contains(text, "PARCEL") {
				t.Errorf("%s, %s: %s", locale, kind, m.Text)
			}
		}
	}
}

// Each kind of mail reads in both languages, with what others have typed as text only.
func TestAccountMailsHaveTheirWords(t *testing.T) {
	for _, locale := range []string{"ru", "en"} {
		data, err := accountFiles.ReadFile("account/" + locale + ".json")
		if err != nil {
			t.Fatal(err)
		}
		have := map[string]string{}
		if err := json.Unmarshal(data, &have); err != nil {
			t.Fatal(err)
		}
		for _, kind := range AccountKinds {
			path := ""
			if have[kind+".open"] != "" {
				path = "/reset/abc"
			}
			hostile := "<b>\r\nBcc: x@evil.example"
			m, err := Account(messagedb.AccountMail{Kind: kind, Locale: locale, Blanks: map[string]string{
				"Company": hostile, "Who": hostile, "Email": hostile, "On": hostile, "Till": hostile, "RoleRu": "администратор (ресепшен)", "RoleEn": "desk"}}, "https://okno.test/", path)
			if err != nil {
				t.Fatal(err)
			}
			if strings.ContainsAny(m.Subject, "\r\n") || strings.Contains(m.HTML, "<b>") || strings.Contains(m.Text+m.HTML, "<no value>") {
				t.Errorf("%s, %s: %q\n%s", locale, kind, m.Subject, m.HTML)
			}
			if path != "" && (!strings.Contains(m.Text, "https://okno.test/reset/abc\n") || !strings.Contains(m.HTML, `href="https://okno.test/reset/abc"`)) {
				t.Errorf("%s, %s: no link in\n%s", locale, kind, m.Text)
			}
		}
	}
}

// A mail that waited over an upgrade lacks what the new words ask for: it says what
// it can, in whole sentences.
func TestOldDeletionMailIsWhole(t *testing.T) {
	for _, locale := range []string{"ru", "en"} {
		m, err := Account(messagedb.AccountMail{Kind: MailCompanyDeleting, Locale: locale, Blanks: map[string]string{"Company": "Salon", "Who": "Olga", "Day": "23.12.2026"}}, "https://okno.test/", "/settings/company")
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(m.Subject, "Salon") || !strings.Contains(m.Text, "Olga") || strings.Contains(m.Subject+m.Text+m.HTML, "<no value>") || strings.HasSuffix(m.Subject, " ") || strings.Contains(m.Text, "  ") {
			t.Errorf("%s: %q\n%s", locale, m.Subject, m.Text)
		}
	}
}
