package languages_test

import (
	"testing"

	"okno/booking"
	"okno/booking/languages"
)

func TestWantedIsWhatTheBrowserPrefersOfThoseThatThereAre(t *testing.T) {
	both := []string{"ru", "en"}
	for accept, want := range map[string]string{
		"": "", "*": "", "de": "", "en-GB,en;q=0.9": "en", "ru;q=0.4, en-US;q=0.8": "en", "de-DE, ru;q=0.2": "ru", "EN": "en",
		"en;q=0": "", "en;q=x, ru;q=0.1": "ru", "ru, en": "ru", ";;,,q=": "",
	} {
		if got := languages.Wanted(accept, both); got != want {
			t.Errorf("%q wants %q, not %q", accept, got, want)
		}
	}
	if got := languages.Wanted("en", []string{"ru"}); got != "" {
		t.Errorf("a company without English speaks %q", got)
	}
}

func TestTheCompanysOwnLanguageStandsFirst(t *testing.T) {
	for _, c := range []struct {
		company booking.Company
		want    string
	}{
		{booking.Company{Locale: "en", Languages: "ru en"}, "en ru"}, {booking.Company{Locale: "ru", Languages: "ru en"}, "ru en"},
		{booking.Company{Locale: "ru"}, "ru"}, {booking.Company{Locale: "ru", Languages: "xx en"}, "ru en"},
	} {
		got := ""
		for _, tag := range languages.Of(c.company) {
			got += " " + tag
		}
		if got != " "+c.want {
			t.Errorf("%+v has%s, want %s", c.company, got, c.want)
		}
	}
}

func TestWhatIsNotTranslatedIsInTheCompanysOwnLanguage(t *testing.T) {
	s := booking.Service{Name: "Стрижка", Description: "Час", Category: "Волосы", Translations: booking.Texts{"name": {"en": "Haircut"}, "category": {"en": "Hair"}}}
	if en := languages.Service(s, "en"); en.Name != "Haircut" || en.Description != "Час" {
		t.Errorf("in English: %+v", en)
	}
	if ru := languages.Service(s, "ru"); ru.Name != "Стрижка" {
		t.Errorf("in Russian: %+v", ru)
	}
	other := booking.Service{Category: "Волосы"}
	if got := languages.Categories([]booking.Service{other, s}, "en"); got["Волосы"] != "Hair" || len(got) != 1 {
		t.Errorf("categories: %v", got)
	}
}

func TestATextIsReadWithoutTouchingTheMapsOfOthers(t *testing.T) {
	before := booking.Service{Translations: booking.Texts{"name": {"en": "Haircut"}}}
	after, wrong := before, booking.Fields{}
	languages.ServiceTexts.Read(booking.Typed{"name_en": " Cut  and  wash ", "name_ru": "", "description_en": "One\nTwo"}, &after, wrong)
	if len(wrong) > 0 || after.Translations["name"]["en"] != "Cut and wash" || after.Translations["description"]["en"] != "One\nTwo" {
		t.Errorf("read: %v %v", after.Translations, wrong)
	}
	if before.Translations["name"]["en"] != "Haircut" || before.Translations["description"] != nil {
		t.Errorf("the one before is %v", before.Translations)
	}
	languages.ServiceTexts.Read(booking.Typed{}, &after, wrong)
	if after.Translations != nil {
		t.Errorf("emptied: %v", after.Translations)
	}
}
