package webform_test

import (
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/webform"
)

func words(text string) webform.Words { return webform.Words{"ru": text, "en": text + " (en)"} }

// everyKind is a form with a field of each kind.
var everyKind = webform.FormSettings{
	Fields: []webform.FormField{
		{Name: "name", Kind: webform.TextField, Label: words("Имя"), Required: true},
		{Name: "phone", Kind: webform.PhoneField, Label: words("Телефон")},
		{Name: "about", Kind: webform.TextareaField, Label: words("О себе")},
		{Name: "mail", Kind: webform.EmailField, Label: words("Почта подруги")},
		{Name: "many", Kind: webform.NumberField, Label: words("Сколько")},
		{Name: "day", Kind: webform.DateField, Label: words("День")},
		{Name: "hair", Kind: webform.ChoiceField, Label: words("Волосы"), Options: []webform.FieldOption{{Value: "long", Label: words("Длинные")}, {Value: "short", Label: words("Короткие")}}},
		{Name: "more", Kind: webform.ChoicesField, Label: words("Ещё"), Options: []webform.FieldOption{{Value: "tea", Label: words("Чай")}, {Value: "cake", Label: words("Торт")}}},
		{Name: "news", Kind: webform.CheckboxField, Label: words("Новости")},
		{Name: "utm", Kind: webform.HiddenField, Label: words("Источник"), Required: true},
	},
	Consent: &webform.Consent{Text: words("Согласен"), URL: "https://example.com/privacy"},
}

var moscow = booking.Company{Zone: must(time.LoadLocation("Europe/Moscow"))}

func must(zone *time.Location, err error) *time.Location {
	if err != nil {
		panic(err)
	}
	return zone
}

func TestSubmissionOfEachKind(t *testing.T) {
	in := webform.FlatSubmission(map[string][]string{
		"name": {" Иван  Грозный "}, "phone": {"8 916 123-45-67"}, "about": {"раз\r\nдва\x00"}, "mail": {"A@b.cc"}, "many": {"1 000,5"},
		"day": {"2026-12-31"}, "hair": {"short"}, "more": {"cake", "tea", "cake"}, "news": {"true"}, "utm": {"ya" + strings.Repeat("x", 3_000)},
	}, true)
	out, err := everyKind.Check(in, moscow)
	if err != nil {
		t.Fatal(err)
	}
	if out.Contact != (booking.Contact{Name: "Иван Грозный", Phone: "+79161234567"}) {
		t.Errorf("contact %+v", out.Contact)
	}
	for name, want := range map[string]string{
		"about": "раз\nдва", "mail": "a@b.cc", "many": "1000.5", "day": "2026-12-31", "hair": "short", "more": "tea|cake", "news": "true",
	} {
		if got := strings.Join(out.Answers[name], "|"); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if n := len([]rune(out.Answers["utm"][0])); n != booking.MaxText {
		t.Errorf("what nobody can make shorter has %d characters", n)
	}
	payload := everyKind.Payload(in, "en")
	read := map[string]string{}
	for _, a := range payload {
		read[a.Name] = a.Label + ": " + a.Value
	}
	for name, want := range map[string]string{
		"phone": "Телефон (en): 8 916 123-45-67", "hair": "Волосы (en): Короткие (en)", "more": "Ещё (en): Торт (en), Чай (en), Торт (en)", "news": "Новости (en): Yes",
	} {
		if read[name] != want {
			t.Errorf("the payload says %q, want %q", read[name], want)
		}
	}
	if got := everyKind.Consent.Wording("ru"); got != "Согласен https://example.com/privacy" {
		t.Errorf("consent: %q", got)
	}
}

func TestSubmissionRefuses(t *testing.T) {
	for _, test := range []struct {
		field, key string
		values     []string
	}{
		{"answers.name", "error.required", []string{" \t"}},
		{"answers.phone", "error.phone", []string{"позвоните"}},
		{"answers.phone", "error.field_unknown", []string{"+79161234567", "+79161234568"}},
		{"answers.about", "error.one_value", []string{"a", "b"}},
		{"answers.about", "error.too_long", []string{strings.Repeat("я", 2_001)}},
		{"answers.mail", "error.email", []string{"a@b\r\nBcc: c@d.ee"}},
		{"answers.many", "error.number", []string{"0x1F"}},
		{"answers.many", "error.number", []string{"NaN"}},
		{"answers.many", "error.number", []string{strings.Repeat("9", 40)}},
		{"answers.day", "error.date", []string{"2026-02-30"}},
		{"answers.hair", "error.option_unknown", []string{"bald"}},
		{"answers.hair", "error.one_value", []string{"long", "short"}},
		{"answers.more", "error.option_unknown", []string{"tea", "beer"}},
		{"answers.news", "error.option_unknown", []string{"yes"}},
		{"answers.salary", "error.field_unknown", []string{"1"}},
	} {
		answers := map[string][]string{"name": {"Иван"}}
		answers[strings.TrimPrefix(test.field, "answers.")] = test.values
		_, err := everyKind.Check(webform.FlatSubmission(answers, true), moscow)
		known, ok := err.(*booking.Error)
		if !ok || known.Fields[test.field].Key != test.key {
			t.Errorf("%s = %q: %v, want %s", test.field, test.values, err, test.key)
		}
	}
	_, err := everyKind.Check(webform.FlatSubmission(map[string][]string{"name": {"Иван"}}, false), moscow)
	if known, ok := err.(*booking.Error); !ok || known.Fields["consent"].Key != "error.consent" {
		t.Errorf("without consent: %v", err)
	}
}
