package companyfile

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/webform"
)

func TestDefaults(t *testing.T) {
	f := parse(t, `{"okno": 1,
		"company": {"slug": "ab", "name": " Company ", "timezone": "Europe/Moscow", "locale": "ru", "step_min": null},
		"resources": [{"ref": "r", "name": "R", "color": null}],
		"services": [{"ref": "s", "name": "S", "duration_min": 30, "price": null}],
		"exceptions": [{"from_date": "2026-12-31"}],
		"bookings": [{"ref": "b", "service": "s", "resources": ["r"], "start": "2026-12-02T10:00:00+03:00", "client": {"name": "C", "phone": null}}],
		"forms": [{"ref": "f", "name": "F", "key": "ff"}]}`)
	zone := f.Company.Zone
	f.Company.Zone = nil
	want := File{
		Company: booking.Company{Slug: "ab", Name: "Company", Locale: "ru", Currency: "RUB",
			StepMin: 15, MinNoticeMin: 60, HorizonDays: 60, Confirmation: booking.Auto,
			Client: booking.DefaultClientRules(), Specialist: booking.DefaultSpecialistRules},
		Resources:  []Resource{{Ref: "r", Name: "R", Kind: booking.Staff, Active: true}},
		Services:   []Service{{Service: booking.Service{Ref: "s", Name: "S", DurationMin: 30, Active: true}}},
		Exceptions: []Exception{{FromDate: booking.Date{Year: 2026, Month: 12, Day: 31}, WholeDay: true}},
		Bookings: []Booking{{Ref: "b", Service: "s", Resources: []string{"r"}, Start: time.Date(2026, 12, 2, 7, 0, 0, 0, time.UTC),
			DurationMin: 30, Status: booking.Confirmed, Client: booking.Contact{Name: "C"}, Line: 6}},
		Forms: []Form{{Ref: "f", Name: "F", Key: "ff", Active: true, Settings: webform.FormSettings{Widget: webform.Widget{Mode: webform.Inline}}, Line: 7}},
	}
	if zone.String() != "Europe/Moscow" || !reflect.DeepEqual(*f, want) {
		t.Errorf("in zone %s got\n%+v\nwant\n%+v", zone, *f, want)
	}
}

// A booking takes as long as its service does with its resources, unless it says so itself.
func TestTermsOfPeople(t *testing.T) {
	text := strings.TrimSuffix(with(`"resources": [{"ref": "r", "name": "R"}, {"ref": "q", "name": "Q"}],
"services": [{"ref": "s", "name": "S", "duration_min": 30, "terms": [{"resource": "q", "price": "3000"}, {"resource": "r", "duration_min": 45}], "resources": ["r", "q"]}],
"bookings": [`+one(good, "")+`,`+strings.ReplaceAll(one("2026-12-03T10:00:00+03:00", `, "duration_min": 20`), `"ref": "b"`, `"ref": "c"`)+`,`+
		strings.NewReplacer(`"ref": "b"`, `"ref": "d"`, `["r"]`, `["q"]`).Replace(one("2026-12-04T10:00:00+03:00", ""))+`]`), "}") + "}"
	f := parse(t, text)
	if got, want := f.Services[0].Terms, []booking.Terms{{Resource: "r", DurationMin: 45}, {Resource: "q", Price: "3000.00"}}; !slices.Equal(got, want) {
		t.Errorf("terms are %+v, want %+v", got, want)
	}
	for i, want := range []int{45, 20, 30} {
		if got := f.Bookings[i].DurationMin; got != want {
			t.Errorf("booking %d takes %d minutes, want %d", i, got, want)
		}
	}
	once := encode(t, f)
	if !strings.Contains(once, `"price": "3000.00"`) || strings.Count(once, `"duration_min"`) != 3 {
		t.Errorf("written as\n%s", once)
	}
	if again := encode(t, parse(t, once)); again != once {
		t.Errorf("written again as\n%s", again)
	}
}

func TestAbsentListsAreNotEmptyOnes(t *testing.T) {
	const head = `{"okno": 1, "company": {"slug": "ab", "name": "C", "timezone": "UTC"}`
	absent := parse(t, head+`, "resources": null}`)
	if absent.Resources != nil || absent.Services != nil || absent.Exceptions != nil || absent.Bookings != nil || absent.Forms != nil {
		t.Errorf("absent lists became %+v", absent)
	}
	empty := parse(t, head+`, "resources": [], "services": [], "exceptions": [], "bookings": [], "forms": []}`)
	if empty.Resources == nil || empty.Services == nil || empty.Exceptions == nil || empty.Bookings == nil || empty.Forms == nil {
		t.Errorf("empty lists became %+v", empty)
	}
	inner := parse(t, head+`, "resources": [{"ref": "a", "name": "A"}, {"ref": "b", "name": "B", "weekly": []}]}`)
	if inner.Resources[0].Weekly != nil || inner.Resources[1].Weekly == nil {
		t.Errorf("weekly lists became %#v and %#v", inner.Resources[0].Weekly, inner.Resources[1].Weekly)
	}
}

func TestNormalised(t *testing.T) {
	f := parse(t, string(samples(t)["owl.json"]))
	for what, got := range map[string][2]any{
		"colour":          {f.Resources[0].Color, "#7c5cff"},
		"price":           {f.Services[0].Price, "0.00"},
		"biggest price":   {f.Services[1].Price, "9999999999.99"},
		"national phone":  {f.Bookings[0].Client.Phone, "+61412345678"},
		"e-mail":          {f.Bookings[1].Client.Email, "bob@example.com"},
		"weekdays":        {len(f.Exceptions[1].Weekdays)*10 + f.Exceptions[1].Weekdays[0], 21},
		"own duration":    {f.Bookings[1].DurationMin, 10},
		"own buffer":      {f.Bookings[1].BufferAfterMin, 30},
		"service's":       {f.Bookings[0].DurationMin, 5},
		"status":          {f.Bookings[2].Status, booking.Cancelled},
		"form's consent":  {f.Forms[0].Settings.Consent.Text.In("ru"), "I agree"},
		"form's last day": {f.Exceptions[2].ToDate.String(), "2028-02-29"},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: got %v, want %v", what, got[0], got[1])
		}
	}
}

func TestOrderOfSectionsDoesNotMatter(t *testing.T) {
	parse(t, "\ufeff"+`{"bookings": [{"client": {"phone": "8 916 123-45-67", "name": "C"}, "start": "2026-12-02T10:00:00Z", "resources": ["r"], "service": "s", "ref": "b"}],
		"services": [{"ref": "s", "name": "S", "duration_min": 30, "resources": ["r"]}], "resources": [{"ref": "r", "name": "R"}],
		"company": {"slug": "ab", "name": "C", "timezone": "Europe/Moscow"}, "okno": 1}`)
}

// TestLocalMeanTime: Moscow's clocks were 2:30:17 ahead of UTC, which RFC 3339 cannot say.
func TestLocalMeanTime(t *testing.T) {
	f := parse(t, bookings(one("1905-01-09T08:00:00Z", "")))
	same(t, f, parse(t, encode(t, f)))
}

func TestEncodeIsReadBack(t *testing.T) {
	for name, data := range samples(t) {
		t.Run(name, func(t *testing.T) {
			f := parse(t, string(data))
			once := encode(t, f)
			again := parse(t, once)
			same(t, f, again)
			if twice := encode(t, again); twice != once {
				t.Errorf("encoding is not stable:\n%s\n%s", once, twice)
			}
		})
	}
}
