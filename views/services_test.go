package views

import (
	"net/url"
	"strings"
	"testing"

	"okno/booking"
)

func TestLinksArePlainSentences(t *testing.T) {
	resources := []booking.Resource{
		{ID: "anna", Name: "Anna", Kind: booking.Staff, Active: true}, {ID: "maria", Name: "Maria", Kind: booking.Staff, Active: true},
		{ID: "boris", Name: "Boris", Kind: booking.Staff}, {ID: "room", Name: "room 1", Kind: booking.Room, Active: true},
		{ID: "hall", Name: "Hall", Kind: booking.Room}, {ID: "laser", Name: "Laser", Kind: booking.Equipment, Active: true},
	}
	for i := range 9 {
		resources = append(resources, booking.Resource{ID: booking.ID(rune('a' + i)), Name: strings.ToUpper(string(rune('a' + i))), Kind: booking.Staff, Active: true})
	}
	for linked, want := range map[string]struct{ en, ru string }{
		"room":                  {"Room 1", "Room 1"},
		"anna maria room":       {"Anna or Maria, plus room 1", "Anna или Maria + room 1"},
		"room laser anna maria": {"Anna or Maria, plus room 1, plus Laser", "Anna или Maria + room 1 + Laser"},
		"anna boris":            {"Anna (off: Boris)", "Anna (выключены: Boris)"},
		"a b c d e f":           {"A, B, C, D, E or 1 more", "A, B, C, D, E или ещё 1"},
		"a b c d e f g h i":     {"A, B, C, D, E or 4 more", "A, B, C, D, E или ещё 4"},
		"anna hall":             {"All the rooms chosen are off: this can’t be booked. (off: Hall)", "Все выбранные кабинеты выключены: записаться нельзя. (выключены: Hall)"},
		"":                      {"Nothing is chosen: this can’t be booked.", "Ничего не выбрано: записаться будет нельзя."},
		"gone":                  {"Nothing is chosen: this can’t be booked.", "Ничего не выбрано: записаться будет нельзя."},
	} {
		var ids []booking.ID
		for _, id := range strings.Fields(linked) {
			ids = append(ids, booking.ID(id))
		}
		for locale, want := range map[string]string{"en": want.en, "ru": want.ru} {
			got := NewServiceLinks(locale, ids, resources)
			if said := strings.TrimSpace(got.Text + " " + got.Off); said != want {
				t.Errorf("%s, %s: %q, want %q", linked, locale, said, want)
			}
			if broken := strings.Contains(want, ":") && !strings.Contains(want, "Anna ("); got.Broken != broken {
				t.Errorf("%s: broken %v", linked, got.Broken)
			}
		}
	}
}

// catalogue is a company with services in two categories and one archived.
func catalogue() ServicesData {
	return ServicesData{
		Company:   booking.Company{Currency: "RUB", StepMin: 15},
		Resources: []booking.Resource{{ID: "anna", Name: "Анна", Kind: booking.Staff, Active: true}},
		Services: []booking.Service{
			{ID: "cut", Name: "Стрижка", Category: "Волосы", DurationMin: 60, Price: "2500.50", Active: true, Resources: []booking.ID{"anna"}, Revision: 3},
			{ID: "nails", Name: "Маникюр <b>", DurationMin: 75, Active: true},
			{ID: "color", Name: "Окрашивание", Category: "Волосы", DurationMin: 90},
			{ID: "old", Name: "Завивка", Category: "Волосы", DurationMin: 90, Archived: true},
		},
		Findings:  []booking.Finding{{What: booking.ServiceNoResource, Service: "nails"}},
		CanChange: true,
	}
}

func TestServicesStandByCategory(t *testing.T) {
	p := render(t, NewServices(member(), catalogue(), ServiceEditor{}))
	if got := text(p.one("#services-list")); !strings.HasPrefix(got, "3 услуги Волосы Стрижка 1 ч · 2 500,50 ₽ Анна Окрашивание 1 ч 30 мин · выключена") ||
		!strings.Contains(got, "Без категории Маникюр <b> 1 ч 15 мин Записаться нельзя.") || strings.Contains(got, "Завивка") {
		t.Errorf("the list says %q", got)
	}
	hair := "group-" + url.QueryEscape("Волосы")
	for id, want := range map[string]string{"up-cut": "", "down-cut": "", "up-color": "cut", "up-" + hair: "", "down-" + hair: "", "up-group-": "=Волосы"} {
		button := p.one("#" + id)
		can := id != "up-cut" && id != "up-"+hair
		if attr(button, "value") != want || (attr(button, "aria-disabled") == "") != can || (attr(button, "type") == "submit") != can {
			t.Errorf("%s submits %q", id, attr(button, "value"))
		}
	}
	d := catalogue()
	d.Filter = ServiceFilter{Query: "ВОЛОСЫ стриж"}
	p = render(t, NewServiceList("en", d))
	if len(p.all(".service")) != 1 || len(p.all(".moves")) != 0 || text(p.one(".services-count")) != "1 service found" {
		t.Error("what was found has no order of its own")
	}
	d.Filter = ServiceFilter{Archived: true}
	if p = render(t, NewServiceList("ru", d)); len(p.all(".service")) != 1 || len(p.all(".toggle")) != 0 || len(p.all("[hx-delete=/services/old/archive]")) != 1 {
		t.Error("the archive gives back, and switches nothing")
	}
	d = catalogue()
	d.CanChange = false
	if p = render(t, NewServices(member(), d, ServiceEditor{})); len(p.all("#service-new"))+len(p.all(".moves"))+len(p.all(".toggle"))+len(p.all(".grip")) != 0 {
		t.Error("who only reads has no buttons")
	}
	if p = render(t, NewServices(member(), ServicesData{CanChange: true}, ServiceEditor{})); len(p.all("[href=/services/new]")) != 1 {
		t.Error("an empty list has one button")
	}
}

func TestServiceFormKeepsWhatWasTyped(t *testing.T) {
	d := ServiceEditorData{ServicesData: catalogue()}
	d.Service = d.Services[0]
	d.Typed = booking.ServiceText{Name: `"><i>`, Duration: "вечность", Price: "дорого", Step: "30", Color: "#123456", Resources: []booking.ID{"anna"}}
	d.Error = booking.FailFields(map[string]booking.Sentence{"duration": booking.Say("error.minutes", "Min", 5, "Max", 1440)})
	p := render(t, NewServiceEditor("ru", d))
	for id, want := range map[string]string{"#field-name": `"><i>`, "#field-duration": "вечность", "#field-price": "дорого", ".color-free": "#123456"} {
		if got := attr(p.one(id), "value"); got != want {
			t.Errorf("%s holds %q", id, got)
		}
	}
	if got := text(p.one("#error-duration")); got != "Нужно целое число минут от 5 до 1440." || attr(p.one("#field-duration"), "aria-describedby") != "error-duration" {
		t.Errorf("the duration's error is %q", got)
	}
	d.Error, d.Clash = booking.Fail(booking.Conflict, "error.service_changed"), true
	p = render(t, NewServiceEditor("ru", d))
	if got := text(p.one(".clash")); !strings.Contains(got, "Цена дорого 2500,50") || !strings.Contains(got, "Цвет #123456 Автоматически") || strings.Contains(got, "Кто и что") {
		t.Errorf("the two versions: %q", got)
	}
	if attr(p.one("[name=revision]"), "value") != "3" {
		t.Error("saving now overwrites the version that is shown")
	}
	d.CanChange = false
	if p = render(t, NewServiceEditor("en", d)); len(p.all("form"))+len(p.all("button")) != 0 || !strings.Contains(text(p.one(".facts")), "Price ₽2,500.50") {
		t.Error("who only reads sees facts")
	}
}

// What a service is typed as reads back as the same service.
func TestServiceTextReadsBack(t *testing.T) {
	d := catalogue()
	for _, locale := range []string{"ru", "en"} {
		for _, s := range d.Services {
			again, err := NewServiceText(locale, s).Service(booking.Service{}, d.Resources)
			if err != nil || again.Price != s.Price || again.DurationMin != s.DurationMin || again.Name != s.Name || len(again.Resources) != len(s.Resources) {
				t.Errorf("%s: %+v, %v", locale, again, err)
			}
		}
	}
}
