package desk_test

import (
	"strings"
	"testing"
)

// What is said of SMS is an optional part of the file: it comes without secrets, switches nothing on, and leaves what is on and
// the secrets of the same server alone.
func TestImportTakesSMSAlong(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	file := func(more string) string {
		return `{"okno": 1, "company": {"slug": "small", "name": "Small", "timezone": "Asia/Tokyo", "currency": "JPY"}` + more + `}`
	}
	importText(t, d, file(""))
	if plain := export(t, d.DB, "small"); strings.Contains(plain, "sms") {
		t.Errorf("a company without SMS is exported as\n%s", plain)
	}
	const said = `, "sms": {"url": "https://sms.example.com/send?k={{key}}", "body": "to={{phone}}&text={{text}}", "headers": ["Authorization: ••••••"], "has": "\"id\"",
		"kinds": ["booking_reminder"], "price": "2.5", "day_cap": 50, "quiet_from": "22:00", "quiet_to": "08:00"}`
	importText(t, d, file(said))
	stands := func() (text string) {
		if err := d.DB.Get(&text, `select concat_ws(' ', enabled, keyed, secrets is not null, url, headers, kinds::text, price, day_cap, month_cap, quiet_from, revision) from sms_settings`); err != nil {
			t.Fatal(err)
		}
		return text
	}
	const want = `f f f https://sms.example.com/send?k={{key}} Authorization: •••••• {booking_reminder} 2.50 50 2000 1320 1`
	if got := stands(); got != want {
		t.Errorf("stored is %s", got)
	}
	first := export(t, d.DB, "small")
	d.DB.MustExec(`update sms_settings set enabled = true, keyed = true, secrets = 'sealed'`)
	if on := export(t, d.DB, "small"); on != first || strings.Contains(on, "sealed") {
		t.Errorf("switched on it is exported as\n%s\ninstead of\n%s", on, first)
	}
	importText(t, d, first)
	importText(t, d, file(""))
	if got := stands(); !strings.HasPrefix(got, "t t t ") || export(t, d.DB, "small") != first {
		t.Errorf("its own file makes it %s", got)
	}
	importText(t, d, strings.Replace(first, "sms.example.com", "evil.example", 1))
	if got := stands(); !strings.HasPrefix(got, "f f f https://evil.example/") {
		t.Errorf("the secrets go to another server: %s", got)
	}
}
