package services_test

import (
	"net/url"
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/engine"
	_ "okno/views/all"
	"okno/views/services"
	"okno/views/viewstest"
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
			got := services.NewServiceLinks(locale, ids, resources)
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
func catalogue() services.ServicesData {
	return services.ServicesData{
		Company:   booking.Company{Currency: "RUB", StepMin: 15},
		Resources: []booking.Resource{{ID: "anna", Name: "Анна", Kind: booking.Staff, Active: true}},
		Services: []booking.Service{
			{ID: "cut", Name: "Стрижка", Category: "Волосы", DurationMin: 60, Price: "2500.50", Active: true, Resources: []booking.ID{"anna"}, Revision: 3},
			{ID: "nails", Name: "Маникюр <b>", DurationMin: 75, Active: true},
			{ID: "color", Name: "Окрашивание", Category: "Волосы", DurationMin: 90},
			{ID: "old", Name: "Завивка", Category: "Волосы", DurationMin: 90, Archived: true},
		},
		Findings:  []engine.Finding{{What: engine.ServiceNoResource, Service: "nails"}},
		CanChange: true,
	}
}

func TestServicesStandByCategory(t *testing.T) {
	p := viewstest.Render(t, services.NewServices(viewstest.Member(), catalogue(), services.ServiceEditor{}))
	if got := viewstest.Text(p.One("#services-list")); !strings.HasPrefix(got, "3 услуги Волосы Стрижка 1 ч · 2 500,50 ₽ Анна Окрашивание 1 ч 30 мин · выключена") ||
		!strings.Contains(got, "Без категории Маникюр <b> 1 ч 15 мин Записаться нельзя.") || strings.Contains(got, "Завивка") {
		t.Errorf("the list says %q", got)
	}
	hair := "group-" + url.QueryEscape("Волосы")
	for id, want := range map[string]string{"up-cut": "", "down-cut": "", "up-color": "cut", "up-" + hair: "", "down-" + hair: "", "up-group-": "=Волосы"} {
		button := p.One("#" + id)
		can := id != "up-cut" && id != "up-"+hair
		if viewstest.Attr(button, "value") != want || (viewstest.Attr(button, "aria-disabled") == "") != can || (viewstest.Attr(button, "type") == "submit") != can {
			t.Errorf("%s submits %q", id, viewstest.Attr(button, "value"))
		}
	}
	d := catalogue()
	d.Filter = services.ServiceFilter{Query: "ВОЛОСЫ стриж"}
	p = viewstest.Render(t, services.NewServiceList("en", d))
	if len(p.All(".service")) != 1 || len(p.All(".moves")) != 0 || viewstest.Text(p.One(".services-count")) != "1 service found" {
		t.Error("what was found has no order of its own")
	}
	d.Filter = services.ServiceFilter{Archived: true}
	if p = viewstest.Render(t, services.NewServiceList("ru", d)); len(p.All(".service")) != 1 || len(p.All(".toggle")) != 0 || len(p.All("[hx-delete=/services/old/archive]")) != 1 {
		t.Error("the archive gives back, and switches nothing")
	}
	d = catalogue()
	d.CanChange = false
	if p = viewstest.Render(t, services.NewServices(viewstest.Member(), d, services.ServiceEditor{})); len(p.All("#service-new"))+len(p.All(".moves"))+len(p.All(".toggle"))+len(p.All(".grip")) != 0 {
		t.Error("who only reads has no buttons")
	}
	if p = viewstest.Render(t, services.NewServices(viewstest.Member(), services.ServicesData{CanChange: true}, services.ServiceEditor{})); len(p.All("[href=/services/new]")) != 1 {
		t.Error("an empty list has one button")
	}
}

func TestServiceFormKeepsWhatWasTyped(t *testing.T) {
	d := services.ServiceEditorData{ServicesData: catalogue()}
	d.Service = d.Services[0]
	d.Typed = booking.ServiceText{Typed: booking.Typed{"name": `"><i>`, "duration": "вечность", "price": "дорого", "step": "30", "color": "#123456"}, Resources: []booking.ID{"anna"}}
	d.Error = booking.FailFields(map[string]booking.Sentence{"duration": booking.Say("error.minutes", "Min", 5, "Max", 1440)})
	p := viewstest.Render(t, services.NewServiceEditor("ru", d))
	for id, want := range map[string]string{"#field-name": `"><i>`, "#field-duration": "вечность", "#field-price": "дорого", ".color-free": "#123456"} {
		if got := viewstest.Attr(p.One(id), "value"); got != want {
			t.Errorf("%s holds %q", id, got)
		}
	}
	if got := viewstest.Text(p.One("#error-duration")); got != "Нужно целое число минут от 5 до 1440." || viewstest.Attr(p.One("#field-duration"), "aria-describedby") != "error-duration" {
		t.Errorf("the duration's error is %q", got)
	}
	d.Error, d.Clash = booking.Fail(booking.Conflict, "error.service_changed"), true
	p = viewstest.Render(t, services.NewServiceEditor("ru", d))
	if got := viewstest.Text(p.One(".clash")); !strings.Contains(got, "Цена дорого 2500,50") || !strings.Contains(got, "Цвет #123456 Автоматически") || strings.Contains(got, "Кто и что") {
		t.Errorf("the two versions: %q", got)
	}
	if viewstest.Attr(p.One("[name=revision]"), "value") != "3" {
		t.Error("saving now overwrites the version that is shown")
	}
	d.CanChange = false
	if p = viewstest.Render(t, services.NewServiceEditor("en", d)); len(p.All("form"))+len(p.All("button")) != 0 || !strings.Contains(viewstest.Text(p.One(".facts")), "Price ₽2,500.50") {
		t.Error("who only reads sees facts")
	}
}

// What a service is typed as reads back as the same service.
func TestServiceTextReadsBack(t *testing.T) {
	d := catalogue()
	for _, locale := range []string{"ru", "en"} {
		for _, s := range d.Services {
			again, err := services.NewServiceText(locale, s).Service(booking.Service{}, d.Resources)
			if err != nil || again.Price != s.Price || again.DurationMin != s.DurationMin || again.Name != s.Name || len(again.Resources) != len(s.Resources) {
				t.Errorf("%s: %+v, %v", locale, again, err)
			}
		}
	}
}
