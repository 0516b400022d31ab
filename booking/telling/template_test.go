package telling_test

import (
	"errors"
	"testing"

	"okno/booking"
	"okno/booking/telling"
)

func TestTemplateNamesTheVariableThatItDoesNotKnow(t *testing.T) {
	_, err := telling.Template{Subject: "{{ client }} {{servise}}", Body: "{{when}} {{}}"}.Check()
	invalid, ok := errors.AsType[*booking.Error](err)
	if !ok || invalid.Fields["subject"].Args["Name"] != "servise" || invalid.Fields["body"].Args["Name"] != "" || invalid.Fields["body"].Key == "" {
		t.Errorf("%v", err)
	}
	if _, err := (telling.Template{Subject: " \n "}).Check(); err == nil {
		t.Error("a message without a subject")
	}
	got, err := telling.Template{Subject: "Ждём,\r\n{{client}}", Body: "a\r\nb"}.Check()
	if err != nil || got.Subject != "Ждём, {{client}}" || got.Body != "a\nb" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestFillReadsNoValueTwice(t *testing.T) {
	got := telling.Fill("{{client}}, {{ service }}! {{nothing}} {when}", map[string]string{"client": "{{service}}", "service": "<b>{{client}}"})
	if want := "{{service}}, <b>{{client}}! {{nothing}} {when}"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
