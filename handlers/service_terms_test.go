package handlers_test

import (
	"net/url"
	"strings"
	"testing"

	"okno/booking"
)

// talkTerms is the form of a talk that takes 30 minutes and costs 1,000 with Anna, and with Boris 45 and 1,500.
func (h *house) talkTerms(b browser, changes ...string) answer {
	h.t.Helper()
	path := "/services/" + string(h.service("talk"))
	form := sentBy(h.t, b.get(path), "#service-form")
	form["resource"] = []string{h.resource("anna"), h.resource("boris")}
	form.Set("price", "1000")
	form.Set("duration-"+h.resource("boris"), "45")
	form.Set("price-"+h.resource("boris"), "1 500,50")
	for i := 0; i+1 < len(changes); i += 2 {
		form.Set(changes[i], changes[i+1])
	}
	return b.post(path, form, fragment...)
}

func (h *house) storedTerms() string {
	h.t.Helper()
	return h.value(`select coalesce(string_agg(r.ref || ' ' || coalesce(l.duration_min::text, '-') || ' ' || coalesce(l.price::text, '-'), ', ' order by l.position) filter (where l.duration_min is not null or l.price is not null), '')
		from service_resources l join resources r on r.company_id = l.company_id and r.id = l.resource_id where l.service_id = $1`, h.service("talk"))
}

func TestServiceHasTermsOfItsPeople(t *testing.T) {
	h := newHouse(t)
	b := h.signIn("olga@studio.example")
	path, boris := "/services/"+string(h.service("talk")), h.resource("boris")
	if got := find(t, b.get(path), "#field-duration-"+boris); len(got) != 1 || attribute(got[0], "placeholder") != "30" || attribute(got[0], "value") != "" || attribute(got[0], "aria-label") != "Борис: длительность" {
		t.Fatalf("the field of an own length: %v", got)
	}
	for _, wrong := range [][2]string{{"duration-", "4"}, {"duration-", "1441"}, {"duration-", "'; drop table"}, {"duration-", "<b>30</b>"}, {"price-", "-1"}, {"price-", "много"}, {"price-", strings.Repeat("9", 24)}} {
		name := wrong[0] + boris
		a := h.talkTerms(b, name, wrong[1])
		field := find(t, a, "#field-"+name)
		if a.Status != 422 || len(field) != 1 || attribute(field[0], "value") != wrong[1] || !has(field[0], "aria-invalid") || len(find(t, a, "#error-"+name)) != 1 {
			t.Errorf("%s %q: %d, %v", wrong[0], wrong[1], a.Status, field)
		}
	}
	if got := h.storedTerms(); got != "" {
		t.Fatalf("what was refused is stored: %s", got)
	}
	a := h.talkTerms(b)
	if a.Status != 200 || h.storedTerms() != "boris 45 1500.50" {
		t.Fatalf("saved: %d %s", a.Status, h.storedTerms())
	}
	if got := text(t, a, `[data-service="`+string(h.service("talk"))+`"] .service-facts`); got != "30–45 мин · от 1 000 ₽" {
		t.Errorf("the list says %s", got)
	}
	if got := find(t, a, "#field-price-"+boris); len(got) != 1 || attribute(got[0], "value") != "1500,50" || attribute(got[0], "placeholder") != "1000" {
		t.Errorf("the form begins with %v", got)
	}
	if got := h.value(`select detail->>'terms' from audit_log where detail ? 'terms' order by at desc, id desc limit 1`); got != "— → Борис: 45, 1500.50" {
		t.Errorf("the log says %s", got)
	}
	if got := text(t, h.signIn("dasha@studio.example").get(path), "dl.facts"); !strings.Contains(got, "Борис: 45 мин, 1 500,50 ₽") {
		t.Errorf("who only reads sees %s", got)
	}
	// Nothing of a room, of who is not linked, or of another company is taken.
	hall := h.resource("hall")
	if a := h.talkTerms(b, "price-"+hall, "5", "price-"+h.value(`select r.id from resources r join companies c on c.id = r.company_id where c.slug = 'rival' limit 1`), "5"); a.Status != 200 || h.storedTerms() != "boris 45 1500.50" {
		t.Errorf("of others: %d %s", a.Status, h.storedTerms())
	}
	copied := b.post(path+"/copy", nil, fragment...)
	if got := find(t, copied, "#field-duration-"+boris); len(got) != 1 || attribute(got[0], "value") != "45" {
		t.Errorf("the copy begins with %v", got)
	}
	// A person's copy has the terms too; who is no person any longer has none.
	b.post("/resources/"+boris+"/copy", nil, fragment...)
	if got := h.value(`select count(*) from service_resources where duration_min = 45 and service_id = $1`, h.service("talk")); got != "2" {
		t.Errorf("%s people have Boris's terms", got)
	}
	h.db.MustExec(`update resources set kind = 'room' where id = $1`, boris)
	company, err := h.db.CompanyBySlug(t.Context(), "studio")
	h.must(err)
	services, err := h.db.Of(company.ID).Services(t.Context())
	h.must(err)
	for _, s := range services {
		if s.Ref == "talk" && (len(s.Terms) != 1 || s.Terms[0].Resource == booking.ID(boris)) {
			t.Errorf("of a room there are %+v", s.Terms)
		}
	}
}

// Two people change the terms of one service: each keeps what the other has left alone.
func TestTermsThatTwoPeopleChange(t *testing.T) {
	h := newHouse(t)
	first, second := h.signIn("olga@studio.example"), h.signIn("olga@studio.example")
	path, boris := "/services/"+string(h.service("talk")), h.resource("boris")
	h.talkTerms(first)
	theirs, mine := sentBy(t, first.get(path), "#service-form"), sentBy(t, second.get(path), "#service-form")
	for _, form := range []url.Values{theirs, mine} {
		form["resource"] = []string{h.resource("anna"), boris}
	}
	theirs.Set("duration-"+boris, "50")
	if a := first.post(path, theirs, fragment...); a.Status != 200 {
		t.Fatalf("the first: %d", a.Status)
	}
	mine.Set("duration-"+boris, "55")
	a := second.post(path, mine, fragment...)
	if got := text(t, a, ".clash"); a.Status != 409 || !strings.Contains(got, "55 мин") || !strings.Contains(got, "50 мин") {
		t.Errorf("the second: %d %s", a.Status, got)
	}
	again := sentBy(t, a, "#service-form")
	again["resource"] = mine["resource"]
	if a := second.post(path, again, fragment...); a.Status != 200 || h.storedTerms() != "boris 55 1500.50" {
		t.Errorf("with both seen: %d %s", a.Status, h.storedTerms())
	}
}

// What visitors are offered takes and costs what it does with whoever does it, and so does what they book.
func TestVisitorsBookByTermsOfPeople(t *testing.T) {
	h := newHouse(t)
	h.talkTerms(h.signIn("olga@studio.example"))
	var config struct {
		Services []struct {
			Ref, Offer string
			Duration   int `json:"duration_min"`
			Price      *string
			Resources  []struct {
				Ref, Offer string
				Duration   int `json:"duration_min"`
				Price      string
			}
		}
	}
	h.get("/api/v1/widget/studio-site/config").json(&config)
	for _, s := range config.Services {
		if s.Ref == "cut" && (s.Offer != "" || s.Resources[0].Duration != 0 || s.Resources[0].Offer != "") {
			t.Errorf("a service without terms: %+v", s)
		}
		if s.Ref != "talk" {
			continue
		}
		anna, boris := s.Resources[0], s.Resources[1]
		if s.Duration != 30 || *s.Price != "1000.00" || nbsp(s.Offer) != "30–45 мин · от 1 000 ₽" ||
			anna.Duration != 30 || anna.Price != "1000.00" || nbsp(anna.Offer) != "30 мин · 1 000 ₽" || boris.Duration != 45 || boris.Price != "1500.50" || nbsp(boris.Offer) != "45 мин · 1 500,50 ₽" {
			t.Errorf("config: %+v", s)
		}
	}
	ends := func(query string) (all string) {
		var s slotsGot
		h.get("/api/v1/widget/studio-site/slots?service=talk&from=" + bookingDay + "&to=" + bookingDay + query).json(&s)
		for _, slot := range s.Days[0].Slots {
			if start := slot.Start[11:16]; start == "12:00" || start == "13:30" || start == "14:00" || start == "17:30" {
				all += start + "-" + slot.End[11:16] + " "
			}
		}
		return all
	}
	if got := ends(""); got != "12:00-12:30 13:30-14:00 14:00-14:45 " {
		t.Errorf("with anyone: %s", got)
	}
	if got := ends("&resource=boris"); got != "12:00-12:45 13:30-14:15 14:00-14:45 " {
		t.Errorf("with Boris: %s", got)
	}
	book := func(key, start, more string) string {
		var booked struct {
			Status, End string
			Price       *string
			Resources   []struct{ Ref string }
		}
		a := h.book(key, bookingBody(`"cut"`, `"talk"`+more, "10:00", start, "123-45-67", key))
		if a.Status != 201 {
			t.Fatalf("%s: %d %s", start, a.Status, a.Body)
		}
		a.json(&booked)
		stored := h.value(`select price::text || ' ' || to_char(ends_at at time zone 'Europe/Moscow', 'HH24:MI') from bookings order by number desc limit 1`)
		if got := *booked.Price + " " + booked.End[11:16]; got != stored {
			t.Errorf("%s is answered, %s stored", got, stored)
		}
		return booked.Resources[0].Ref + " " + stored
	}
	if got := book("200-00-01", "12:00", ""); got != "anna 1000.00 12:30" {
		t.Errorf("with anyone: %s", got)
	}
	if got := ends(""); got != "12:00-12:45 13:30-14:15 14:00-14:45 " {
		t.Errorf("with anyone, when Anna is busier: %s", got)
	}
	if got := book("200-00-02", "13:30", ""); got != "boris 1500.50 14:15" {
		t.Errorf("with whoever is less busy: %s", got)
	}
	if got := book("200-00-03", "13:00", `, "resource": "anna"`); got != "anna 1000.00 13:30" {
		t.Errorf("with Anna: %s", got)
	}
	services := h.browser().get("/b/studio-site?plain=1")
	if got := text(t, services, ".hosted-services"); !strings.Contains(got, "30–45 мин · от 1 000 ₽") {
		t.Errorf("without scripts: %s", got)
	}
	times := h.browser().get("/b/studio-site?plain=1&service=talk&resource=boris")
	if got := text(t, times, ".hosted-chosen"); !strings.Contains(got, "45 мин · 1 500,50 ₽") {
		t.Errorf("with Boris, without scripts: %s", got)
	}
	if got := text(t, times, ".visit-people"); !strings.Contains(got, "Анна · 30 мин · 1 000 ₽") {
		t.Errorf("people without scripts: %s", got)
	}
}

func nbsp(text string) string { return strings.ReplaceAll(text, "\u00a0", " ") }

// The desk sees and gets what a service takes and costs with whoever does it; a booking that is there keeps its own.
func TestDeskBooksByTermsOfPeople(t *testing.T) {
	h := newHouse(t)
	h.talkTerms(h.signIn("olga@studio.example"))
	b := h.signIn("dasha@studio.example")
	talk, boris, anna := h.ref("services", "talk"), h.resource("boris"), h.resource("anna")
	form := typedForm("service", talk, "resource-staff", boris, "date", bookingDay, "start", at("13:00"), "phone", "8 916 123-45-67", "name", "Иван")
	for staff, want := range map[string]string{"": "30–45 мин · от 1 000 ₽", boris: "Борис: 45 мин · 1 500,50 ₽", anna: "Анна: 30 мин · 1 000 ₽"} {
		if got := text(t, b.post("/bookings/times", with(form, "resource-staff", staff), fragment...), "#when-offer"); got != want {
			t.Errorf("with %q: %q, want %q", staff, got, want)
		}
	}
	if a := b.post("/bookings", form, fragment...); a.Status != 200 {
		t.Fatalf("booked: %d %s", a.Status, a.Body)
	}
	id := h.one(`select id::text from bookings order by number desc limit 1`)
	if got := h.standing(id); got != "talk 13:00-13:45 1500.50 boris" {
		t.Fatalf("booked: %s", got)
	}
	// Moved to another person it keeps its length and its price.
	move := sentBy(t, b.get("/bookings/"+id+"/move", fragment...), "form.desk-fields")
	if a := b.post("/bookings/"+id+"/move", with(move, "resource-staff", anna), fragment...); a.Status != 200 || h.standing(id) != "talk 13:00-13:45 1500.50 anna" {
		t.Fatalf("handed over: %d %s %s", a.Status, h.standing(id), text(t, a, ".problem, .field-error, .warning"))
	}
	// What is not the usual price is somebody's: it stays. The usual length is that of whoever does it.
	change := "/bookings/" + id + "/change"
	begun := sentBy(t, b.get(change, fragment...), "#change-booking form.desk-fields")
	if begun.Get("length") != "45" || begun.Get("price") != "1500,50" {
		t.Errorf("with Anna the form begins with %v", begun)
	}
	if a := b.post(change, with(begun, "length", "", "resource-staff", anna), fragment...); a.Status != 200 || h.standing(id) != "talk 13:00-13:30 1500.50 anna" {
		t.Errorf("as long as usual with Anna: %d %s", a.Status, h.standing(id))
	}
	// A usual price goes with the person, in the form where both are in sight.
	begun = sentBy(t, b.get(change, fragment...), "#change-booking form.desk-fields")
	if a := b.post(change, with(begun, "price", "1000"), fragment...); a.Status != 200 {
		t.Fatalf("priced: %d", a.Status)
	}
	begun = sentBy(t, b.get(change, fragment...), "#change-booking form.desk-fields")
	times := b.post(change+"/times", with(begun, "resource-staff", boris), fragment...)
	if got := formOf(t, times, "#change-price-field").Get("price"); got != "1500,50" || text(t, times, "#when-offer") != "Борис: 45 мин · 1 500,50 ₽" {
		t.Errorf("with Boris: %q, %s", got, text(t, times, "#when-offer"))
	}
	// Of another service with anyone the price is open until it is known who does it.
	cut := typedForm("service", h.ref("services", "cut"), "resource-staff", anna, "date", bookingDay, "start", at("10:00"), "name", "Пётр")
	if a := b.post("/bookings", cut, fragment...); a.Status != 200 {
		t.Fatalf("a cut: %d", a.Status)
	}
	other := h.one(`select id::text from bookings order by number desc limit 1`)
	begun = with(sentBy(t, b.get("/bookings/"+other+"/change", fragment...), "#change-booking form.desk-fields"), "service", talk, "resource-staff", "", "start", "", "date", bookingDay)
	times = b.post("/bookings/"+other+"/change/times", begun, fragment...)
	field := find(t, times, "#change-price")
	if len(field) != 1 || attribute(field[0], "value") != "" || nbsp(attribute(field[0], "placeholder")) != "от 1 000 ₽" {
		t.Fatalf("the price with anyone: %v", field)
	}
	begun.Del("resource-room")
	begun.Set("price", "")
	begun.Set("priced", "")
	begun.Set("start", at("15:00"))
	if a := b.post("/bookings/"+other+"/change", begun, fragment...); a.Status != 200 || h.standing(other) != "talk 15:00-15:45 1500.50 boris" {
		t.Errorf("changed: %d %s %s", a.Status, h.standing(other), text(t, a, ".problem, .field-error, .warning"))
	}
	if got := text(t, b.get("/bookings/"+other, fragment...), ".details-part ol"); !strings.Contains(nbsp(got), "2 500 ₽ → 1 500,50 ₽") {
		t.Errorf("the history says %s", got)
	}
}
