package companyfile

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// with puts sections into a good file, on lines of their own: company on line 2, the given ones from line 3 on.
func with(sections string) string {
	return "{\"okno\": 1,\n" + `"company": {"slug": "ab", "name": "C", "timezone": "Europe/Moscow"}` + ",\n" + sections + "}"
}

func company(fields string) string {
	return "{\"okno\": 1,\n" + `"company": {` + fields + "}}"
}

func service(fields string) string {
	return with(`"services": [{"ref": "s", "name": "S", "duration_min": 30, ` + fields + `}]`)
}

// terms are of the service s, which is linked to the person r and to a room.
func terms(list string) string {
	return with(`"resources": [{"ref": "r", "name": "R"}, {"ref": "q", "name": "Q"}, {"ref": "room", "name": "Room", "kind": "room"}],
"services": [{"ref": "s", "name": "S", "duration_min": 30, "terms": [` + list + `], "resources": ["r", "room"]}]`)
}

func exception(fields string) string { return setup + `"exceptions": [{` + fields + `}]}` }

func bookings(list string) string { return setup + `"bookings": [` + list + `]}` }

var setup = strings.TrimSuffix(with(`"resources": [{"ref": "r", "name": "R"}, {"ref": "q", "name": "Q"}],
"services": [{"ref": "s", "name": "S", "duration_min": 30, "buffer_after_min": 10}],
`), "}")

func one(start, more string) string {
	return `{"ref": "b", "service": "s", "resources": ["r"], "start": "` + start + `", "client": {"name": "C"}` + more + `}`
}

const good = "2026-12-02T10:00:00+03:00"

func TestProblems(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// The file as a whole.
		{"", "the file is empty"},
		{" \n ", "the file is empty"},
		{"\ufeff", "the file is empty"},
		{"[1]", "line 1: the file is not a JSON object"},
		{"\n7", "line 2: the file is not a JSON object"},
		{"{} {}", "line 1: there is something after the end of the file's object"},
		{"{}\n\nx", "line 3: there is something after"},
		{"{}", "line 1: okno: is missing\nline 1: company: is missing"},
		{"{", "line 1: "},
		{"{\"okno\": 1,\n\"company\": {\"slug\": \"a", "line 2: company.slug: is not JSON"},
		{"{\"okno\": 1,\n\"bookings\": [{}, {\"start\":\n 01}]}", "line 3: bookings[1]: is not JSON"},
		{"{'okno': 1}", "line 1: is not JSON"},
		{`{"okno": 1, // no
			}`, "line 1: is not JSON"},
		{company("\"name\": \"\xff\xfe\""), "line 2: company.name: is not JSON: invalid UTF-8"},
		{company(`"name": "\ud800"`), "line 2: company.name: is not JSON: "},
		{company(`"name": "\udc00\ud800"`), "line 2: company.name: is not JSON: "},
		{"{\"okno\": 1,\n\"company\": " + strings.Repeat("[", 100_000), "line 2: company"},
		{"{\"okno\": 1,\n\"company\": " + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + "}", "line 2: company: must be an object, not a list"},
		{strings.Repeat(`{"a":`, 100_000), "line 1: "},
		{`{"okno": 2, "company": {"slug": "ab", "name": "C", "timezone": "UTC"}}`, "line 1: okno: must be 1: "},
		{`{"okno": "1", "company": {"slug": "ab", "name": "C", "timezone": "UTC"}}`, "line 1: okno: must be a number, not a string"},
		{with(`"okno": 1`), "line 3: okno: is there twice"},
		{with(`"rooms": []`), "line 3: rooms: is not a field of the file; its fields are okno, company"},
		{with(`"\u001b[31mred": []`), `line 3: "\x1b[31mred": is not a field`},
		{with(`"": []`), `line 3: "": is not a field`},

		// The company.
		{company(``), "line 2: company.slug: is missing\nline 2: company.name: is missing\nline 2: company.timezone: is missing"},
		{company(`"slug": null, "name": "C", "timezone": "UTC"`), "line 2: company.slug: is missing"},
		{company(`"slug": "a", "name": "C", "timezone": "UTC"`), `company.slug: "a" is not of 2 to 63 lower-case`},
		{company(`"slug": "Лотос", "name": "C", "timezone": "UTC"`), `company.slug: "Лотос" is not of`},
		{company(`"slug": "a_b", "name": "C", "timezone": "UTC"`), `company.slug: "a_b" is not of`},
		{company(`"slug": "ab", "name": "C", "timezone": "Local"`), `company.timezone: "Local" is not a time zone`},
		{company(`"slug": "ab", "name": "C", "timezone": ""`), `company.timezone: "" is not a time zone`},
		{company(`"slug": "ab", "name": "C", "timezone": "Europe/Moskow"`), `company.timezone: "Europe/Moskow" is not a time zone`},
		{company(`"slug": "ab", "name": "C", "timezone": "+03:00"`), `company.timezone: "+03:00" is not a time zone`},
		{company(`"slug": "ab", "name": "C", "timezone": "posix/Europe/Moscow"`), `company.timezone: "posix/Europe/Moscow" is not`},
		{company(`"slug": "ab", "name": "C", "timezone": "../etc/passwd"`), `company.timezone: "../etc/passwd" is not`},
		{company(`"slug": "ab", "name": "  ", "timezone": "UTC"`), `company.name: is empty`},
		{company(`"slug": "ab", "name": "a\u0000b", "timezone": "UTC"`), `company.name: holds a NUL character (U+0000)`},
		{company(`"slug": "ab", "name": "a\nb", "timezone": "UTC"`), `company.name: holds a control character (U+000A)`},
		{company(`"slug": "ab", "name": "a\u0085b", "timezone": "UTC"`), `company.name: holds a control character (U+0085)`},
		{company(`"slug": "ab", "name": "` + strings.Repeat("🦉", 201) + `", "timezone": "UTC"`), `company.name: is 201 characters long, 200 are allowed`},
		{company(`"slug": "ab", "name": "` + strings.Repeat("x", 10<<20) + `", "timezone": "UTC"`), `company.name: is 10485760 characters long`},
		{company(`"slug": "ab", "name": ["C"], "timezone": "UTC"`), `company.name: must be a string, not a list`},
		{company(`"slug": "ab", "name": "C", "timezone": "UTC", "locale": "de"`), `company.locale: must be one of ru, en, not "de"`},
		{company(`"slug": "ab", "name": "C", "timezone": "UTC", "currency": "XYZW"`), `company.currency: "XYZW" is not a currency`},
		{company(`"slug": "ab", "name": "C", "timezone": "UTC", "step_min": 7`), `company.step_min: must be one of 5, 10, 15, 20, 30 and 60, not 7`},
		{company(`"slug": "ab", "name": "C", "timezone": "UTC", "min_notice_min": -1`), `company.min_notice_min: must be a whole number from 0 to 43200, not -1`},
		{company(`"slug": "ab", "name": "C", "timezone": "UTC", "min_notice_min": 43201`), `company.min_notice_min: must be a whole number`},
		{company(`"slug": "ab", "name": "C", "timezone": "UTC", "horizon_days": 1e999`), `company.horizon_days: must be a whole number from 1 to 730, not 1e999`},
		{company(`"slug": "ab", "name": "C", "timezone": "UTC", "horizon_days": 60.5`), `company.horizon_days: must be a whole number`},
		{company(`"slug": "ab", "name": "C", "timezone": "UTC", "horizon_days": 99999999999999999999`), `company.horizon_days: must be a whole number`},
		{company(`"slug": "ab", "name": "C", "timezone": "UTC", "confirmation": "maybe"`), `company.confirmation: must be one of auto, manual, not "maybe"`},
		{company(`"slug": "ab", "name": "C", "timezone": "UTC", "Name": "D"`), `company.Name: is not a field of a company`},
		{company(`"slug": "ab", "name": "C", "timezone": "UTC", "name": null`), `company.name: is there twice`},

		// Resources.
		{with(`"resources": {}`), "line 3: resources: must be a list, not an object"},
		{with(`"resources": [null]`), "line 3: resources[0]: must be an object, not null"},
		{with("\"resources\": [{\"ref\": \"a\", \"name\": \"A\"},\n{\"ref\": \"a\", \"name\": \"B\"}]"), `line 4: resources[1].ref: "a" is the ref of resources[0] already`},
		{with(`"resources": [{"ref": "a", "name": "A", "kind": "human"}]`), `resources[0].kind: must be one of staff, room, equipment, not "human"`},
		{with(`"resources": [{"ref": "a", "name": "A", "color": "red"}]`), `resources[0].color: "red" is not a colour`},
		{with(`"resources": [{"ref": "a", "name": "A", "color": "#7c5cfg"}]`), `resources[0].color: "#7c5cfg" is not a colour`},
		{with(`"resources": [{"ref": "a", "name": "A", "active": "yes"}]`), `resources[0].active: must be true or false, not a string`},
		{with(`"resources": [{"ref": "a", "name": "A", "weekly": [{"weekday": 0, "from": "09:00", "to": "10:00"}]}]`), `resources[0].weekly[0].weekday: must be a whole number from 1 to 7, not 0`},
		{with(`"resources": [{"ref": "a", "name": "A", "weekly": [{"weekday": 1, "from": "9:00", "to": "10:00"}]}]`), `resources[0].weekly[0].from: "9:00" is not a time`},
		{with(`"resources": [{"ref": "a", "name": "A", "weekly": [{"weekday": 1, "from": "24:00", "to": "10:00"}]}]`), `resources[0].weekly[0].from: "24:00" is not a time from 00:00 to 23:59`},
		{with(`"resources": [{"ref": "a", "name": "A", "weekly": [{"weekday": 1, "from": "09:00", "to": "25:61"}]}]`), `resources[0].weekly[0].to: "25:61" is not a time from 00:00 to 24:00`},
		{with(`"resources": [{"ref": "a", "name": "A", "weekly": [{"weekday": 1, "from": "09:00"}]}]`), `resources[0].weekly[0].to: is missing`},
		{with(`"resources": [` + manyResources(1001) + `]`), `resources[1000]: is one too many: the list may hold 1000`},

		// Services.
		{service(`"resources": ["r"]`), `services[0].resources[0]: "r" is not the ref of anything in resources`},
		{service(`"price": "1.234"`), `services[0].price: "1.234" is not a price`},
		{service(`"price": "-1"`), `services[0].price: "-1" is not a price`},
		{service(`"price": "1."`), `services[0].price: "1." is not a price`},
		{service(`"price": "10000000000"`), `services[0].price: "10000000000" is not a price`},
		{service(`"price": "1e5"`), `services[0].price: "1e5" is not a price`},
		{service(`"price": 2500`), `services[0].price: must be a string, not a number`},
		{service(`"step_min": 0`), `services[0].step_min: must be one of`},
		{service(`"buffer_before_min": 721`), `services[0].buffer_before_min: must be a whole number from 0 to 720, not 721`},
		{service(`"description": "` + strings.Repeat("x", 2001) + `"`), `services[0].description: is 2001 characters long`},
		{with(`"services": [{"ref": "s", "name": "S", "duration_min": 4}]`), `services[0].duration_min: must be a whole number from 5 to 1440, not 4`},
		{with(`"services": [{"ref": "s", "name": "S", "duration_min": 1441}]`), `services[0].duration_min: must be`},
		{strings.Replace(setup, `"buffer_after_min"`, `"resources": ["r", "r"], "buffer_after_min"`, 1) + `"forms": []}`, `services[0].resources[1]: "r" is there twice`},
		{terms(`{"resource": "x", "price": "1"}`), `services[0].terms[0].resource: "x" is not the ref of anything in resources`},
		{terms(`{"price": "1"}`), `services[0].terms[0].resource: is missing`},
		{terms(`{"resource": "q", "price": "1"}`), `services[0].terms[0].resource: "q" is not among the resources of the service`},
		{terms(`{"resource": "r", "price": "1"}, {"resource": "r", "duration_min": 5}`), `services[0].terms[1].resource: "r" has its terms in terms[0] already`},
		{terms(`{"resource": "room", "price": "1"}`), `services[0].terms[0].resource: "room" is not staff`},
		{terms(`{"resource": "r"}`), `services[0].terms[0]: says neither a price nor a duration_min`},
		{terms(`{"resource": "r", "price": "-1"}`), `services[0].terms[0].price: "-1" is not a price`},
		{terms(`{"resource": "r", "duration_min": 4}`), `services[0].terms[0].duration_min: must be a whole number from 5 to 1440, not 4`},
		{terms(`{"resource": "r", "duration": 30}`), `services[0].terms[0].duration: is not a field of terms; its fields are resource, price, duration_min`},
		{service(`"terms": {}`), `services[0].terms: must be a list, not an object`},

		// Exceptions.
		{exception(`"reason": "x"`), "line 5: exceptions[0].from_date: is missing"},
		{exception(`"from_date": "2026-02-30"`), `exceptions[0].from_date: "2026-02-30" is not a date`},
		{exception(`"from_date": "31.12.2026"`), `exceptions[0].from_date: "31.12.2026" is not a date`},
		{exception(`"from_date": "2026-12-02", "to_date": "2026-12-01"`), `exceptions[0].to_date: is before from_date`},
		{exception(`"from_date": "2026-12-02", "from": "10:00"`), `exceptions[0].to: is missing, although there is a from`},
		{exception(`"from_date": "2026-12-02", "to": "10:00", "from": null`), `exceptions[0].from: is missing, although there is a to`},
		{exception(`"from_date": "2026-12-02", "service": "s", "resource": "r"`), `exceptions[0]: names a service and a resource`},
		{exception(`"from_date": "2026-12-02", "service": "x"`), `exceptions[0].service: "x" is not the ref of anything in services`},
		{exception(`"from_date": "2026-12-02", "weekdays": [8]`), `exceptions[0].weekdays[0]: must be a whole number from 1 to 7, not 8`},
		{exception(`"from_date": "2026-12-02", "weekdays": [1, 1]`), `exceptions[0].weekdays[1]: 1 is there twice`},

		// Bookings.
		{bookings(one("2026-12-02T10:00:00", "")), `line 5: bookings[0].start: "2026-12-02T10:00:00" is not a time with an offset`},
		{bookings(one("2026-12-02 10:00:00+03:00", "")), `bookings[0].start: "2026-12-02 10:00:00+03:00" is not a time`},
		{bookings(one("2026-02-30T10:00:00Z", "")), `bookings[0].start: "2026-02-30T10:00:00Z" is not a time`},
		{bookings(one("2026-12-02T25:61:00Z", "")), `bookings[0].start: "2026-12-02T25:61:00Z" is not a time`},
		{bookings(one("2026-12-02T9:00:00Z", "")), `bookings[0].start: "2026-12-02T9:00:00Z" is not a time`},
		{bookings(one("2026-12-02T10:00:00.5Z", "")), `bookings[0].start: "2026-12-02T10:00:00.5Z" is not in whole seconds`},
		{bookings(one("0001-01-01T00:00:00Z", "")), `bookings[0].start: "0001-01-01T00:00:00Z" is not in the years`},
		{bookings(one("9999-12-31T23:00:00Z", "")), `bookings[0].start: "9999-12-31T23:00:00Z" is not in the years`},
		{bookings(one(good, `, "status": "done"`)), `bookings[0].status: must be one of pending, confirmed, arrived, completed, no_show, cancelled, rejected, not "done"`},
		{bookings(one(good, `, "source": "x"`)), `bookings[0].source: is not a field of a booking`},
		{bookings(`{"ref": "b", "service": "x", "resources": [], "start": "` + good + `", "client": {}}`),
			"line 5: bookings[0].service: \"x\" is not the ref of anything in services\nline 5: bookings[0].resources: names no resource; a booking occupies at least one\nline 5: bookings[0].client.name: is missing"},
		{bookings(strings.Replace(one(good, ""), `["r"]`, `["r", "r"]`, 1)), `bookings[0].resources[1]: "r" is there twice`},
		{bookings(strings.Replace(one(good, ""), `["r"]`, `["r", "x"]`, 1)), `bookings[0].resources[1]: "x" is not the ref of anything in resources`},
		{bookings(strings.Replace(one(good, ""), `{"name": "C"}`, `{"name": "C", "phone": "call me"}`, 1)), `bookings[0].client.phone: "call me" is not a phone number`},
		{bookings(strings.Replace(one(good, ""), `{"name": "C"}`, `{"name": "C", "phone": "+7916"}`, 1)), `bookings[0].client.phone: "+7916" is not a phone number`},
		{bookings(strings.Replace(one(good, ""), `{"name": "C"}`, `{"name": "C", "email": "a@"}`, 1)), `bookings[0].client.email: "a@" is not an email address`},
		{bookings(strings.Replace(one(good, ""), `{"name": "C"}`, `{"name": "C", "email": "Ann <ann@example.com>"}`, 1)), `bookings[0].client.email: `},
		{bookings(one(good, "") + ",\n" + one("2026-12-03T10:00:00+03:00", "")), `line 6: bookings[1].ref: "b" is the ref of bookings[0] already`},

		// Schedules.
		{hours(`"schedules": [{"from": "2026-12-01"}, {"from": "2026-11-01"},` + "\n" + `{"to": null, "from": "2026-12-01"}]`), `line 4: resources[0].schedules[2].from: 2026-12-01 is the from of schedules[0] already`},
		{hours(`"schedules": [{"to": "2026-11-30",` + "\n" + `"from": "2026-12-01"}]`), `line 3: resources[0].schedules[0].to: is before from`},
		{hours(`"schedules": [{"cycle_days": 4}]`), `resources[0].schedules[0].from: is missing`},
		{hours(`"schedules": [{"from": "2026-12-01", "cycle_days": 57}]`), `resources[0].schedules[0].cycle_days: must be a whole number from 1 to 56, not 57`},
		{hours(`"schedules": [{"from": "2026-12-01", "cycle_days": 0}]`), `resources[0].schedules[0].cycle_days: must be a whole number from 1 to 56, not 0`},
		{hours(`"schedules": [{"from": "2026-12-01", "anchor": "soon"}]`), `resources[0].schedules[0].anchor: "soon" is not a date`},
		{hours(`"schedules": [{"from": "2026-12-01", "hours": [{"day": 1, "from": "09:00", "to": "10:00"},` + "\n" + `{"day": 5, "from": "09:00", "to": "10:00"}], "cycle_days": 4}]`),
			`line 4: resources[0].schedules[0].hours[1].day: must be a whole number from 1 to 4, the days of the cycle, not 5`},
		{hours(`"schedules": [{"from": "2026-12-01", "hours": [{"day": 8, "from": "09:00", "to": "10:00"}]}]`), `resources[0].schedules[0].hours[0].day: must be a whole number from 1 to 7, the days`},
		{hours(`"schedules": [{"from": "2026-12-01", "hours": [{"day": 0, "from": "09:00", "to": "10:00"}]}]`), `resources[0].schedules[0].hours[0].day: must be a whole number from 1 to 56, not 0`},
		{hours(`"schedules": [{"from": "2026-12-01", "hours": [{"day": 1, "from": "24:00", "to": "10:00"}]}]`), `resources[0].schedules[0].hours[0].from: "24:00" is not a time from 00:00 to 23:59`},
		{hours(`"schedules": [{"from": "2026-12-01", "hours": [{"from": "09:00", "to": "10:00"}]}]`), `resources[0].schedules[0].hours[0].day: is missing`},
		{hours(`"schedules": [{"from": "2026-12-01", "weeks": 2}]`), `resources[0].schedules[0].weeks: is not a field of a schedule; its fields are from, to, cycle_days, anchor, hours`},
		{hours(`"days": [{"date": "2026-12-12", "hours": []},` + "\n" + `{"date": "2026-12-12"}]`), `line 4: resources[0].days[1].date: 2026-12-12 is the date of days[0] already`},
		{hours(`"days": [{"hours": []}]`), `resources[0].days[0].date: is missing`},
		{hours(`"days": [{"date": "2026-02-30"}]`), `resources[0].days[0].date: "2026-02-30" is not a date`},
		{hours(`"days": [{"date": "2026-12-12", "hours": [{"from": "10:00"}]}]`), `resources[0].days[0].hours[0].to: is missing`},
		{hours(`"days": [{"date": "2026-12-12", "hours": [{"day": 1, "from": "10:00", "to": "11:00"}]}]`), `resources[0].days[0].hours[0].day: is not a field of an interval of a day; its fields are from, to`},

		// Forms.
		{with(`"sms": {"url": "file:///etc/passwd"}`), `sms.url: "file:///etc/passwd" is not an address`},
		{with(`"sms": {"method": "GET"}`), `sms.url: is missing`},
		{with(`"sms": {"url": "https://a.example/", "key": "secret"}`), `sms.key: is not a field of what is said of SMS`},
		{with(`"sms": {"url": "https://a.example/", "kinds": ["booking_asked"]}`), `sms.kinds[0]: must be one of booking_confirmed, booking_changed, booking_cancelled, booking_reminder, not "booking_asked"`},
		{with(`"sms": {"url": "https://a.example/", "headers": ["X: 1\nY: 2"]}`), `sms.headers[0]: holds a control character`},
		{with(`"sms": {"url": "https://a.example/", "day_cap": 0}`), `sms.day_cap: must be a whole number from 1 to 100000`},
		{with(`"forms": [{"ref": "f", "name": "F"}]`), `forms[0].key: is missing`},
		{with(`"forms": [{"ref": "f", "name": "F", "key": "Site!"}]`), `forms[0].key: "Site!" is not of 2 to 64 latin letters`},
		{with(`"forms": [{"ref": "f", "name": "F", "key": "` + strings.Repeat("a", 65) + `"}]`), `forms[0].key: "aaa`},
		{with(`"services": [{"ref": "s", "name": "S", "duration_min": 30, "held": "on the moon"}]`), `services[0].held: must be one of `},
		{with(`"forms": [{"ref": "f", "name": "F", "key": "ab"}, {"ref": "g", "name": "G", "key": "ab"}]`), `forms[1].key: "ab" is the key of forms[0] already`},
		{with(`"forms": [{"ref": "f", "name": "F", "key": "ab", "fields": [{"name": "x y", "kind": "text", "label": {"en": "X"}}]}]`), `forms[0].fields[0].name: "x y" is not of`},
		{with(`"forms": [{"ref": "f", "name": "F", "key": "ab", "fields": [{"name": "xy", "kind": "file", "label": {"en": "X"}}]}]`), `forms[0].fields[0].kind: must be one of text, textarea, phone, email, number, date, choice, choices, checkbox, hidden, not "file"`},
		{with(`"forms": [{"ref": "f", "name": "F", "key": "ab", "fields": [{"name": "xy", "kind": "text", "label": {}}]}]`), `forms[0].fields[0].label: has no text`},
		{with(`"forms": [{"ref": "f", "name": "F", "key": "ab", "consent": {"text": {"en": "Yes"}, "url": "javascript:alert(1)"}}]`), `forms[0].consent.url: "javascript:alert(1)" is not an address`},
		{with(`"forms": [{"ref": "f", "name": "F", "key": "ab", "widget": {"mode": "popup-under"}}]`), `forms[0].widget.mode: must be one of inline, floating, modal, not "popup-under"`},
		{with(`"forms": [{"ref": "f", "name": "F", "key": "ab", "fields": [{"name": "xy", "kind": "choice", "label": {"en": "X"}}]}]`), `forms[0].fields[0]: has nothing to choose from`},
		{with(`"forms": [{"ref": "f", "name": "F", "key": "ab", "fields": [{"name": "xy", "kind": "choices", "label": {"en": "X"}, "options": [{"value": "a", "label": {"en": "A"}}, {"value": "a", "label": {"en": "B"}}]}]}]`), `forms[0].fields[0].options[1].value: "a" is there twice`},
		{with(`"forms": [{"ref": "f", "name": "F", "key": "ab", "services": ["nobody"]}]`), `forms[0].services[0]: "nobody" is not the ref of anything in services`},
		{with(`"forms": [{"ref": "f", "name": "F", "key": "ab", "sites": ["ftp://example.com"]}]`), `forms[0].sites[0]: "ftp://example.com" is not a site`},
		{with(`"forms": [{"ref": "f", "name": "F", "key": "ab", "texts": {"done_url": "data:text/html,x"}}]`), `forms[0].texts.done_url: "data:text/html,x" is not an address`},
		{with(`"forms": [{"ref": "f", "name": "F", "key": "ab", "widget": {"radius": 99}}]`), `forms[0].widget.radius: must be a whole number from 0 to 28`},
		{with(`"forms": [{"ref": "f", "name": "F", "key": "ab", "widget": {"counters": {"metrika": "12; alert(1)"}}}]`), `forms[0].widget.counters.metrika: "12; alert(1)" is not the number of a counter`},
		{with(`"forms": [{"ref": "f", "name": "F", "key": "ab", "widget": {"counters": {"ga4": "UA-1"}}}]`), `forms[0].widget.counters.ga4: "UA-1" is not a measurement ID`},
		{with(`"forms": [{"ref": "f", "name": "F", "key": "ab", "widget": {"counters": {"pixel": "1"}}}]`), `forms[0].widget.counters.pixel: is not a field of a widget's counters`},
		{with(`"forms": [{"ref": "f", "name": "F", "key": "ab", "widget": {"tabs": [{"kind": "form"}, {"kind": "form"}]}}]`), `forms[0].widget.tabs[1].kind: "form" is there twice`},
		{with(`"forms": [{"ref": "f", "name": "F", "key": "ab", "texts": {"done": {"de": "Danke"}}}]`), `forms[0].texts.done.de: is not a field of a text`},
	} {
		_, err := Parse(strings.NewReader(c.text))
		if problems, ok := errors.AsType[Errors](err); !ok || len(problems) == 0 {
			t.Errorf("%s\nwas answered by %v, want %q", short(c.text), err, c.want)
			continue
		}
		if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s\nwas answered by\n%v\nwant\n%s", short(c.text), err, c.want)
		}
	}
}

// hours is a file with a resource that has such hours, which begin in line 3.
func hours(more string) string {
	return with(`"resources": [{"ref": "r", "name": "R",` + more + `}]`)
}

func manyResources(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf(`{"ref": "r%d", "name": "R"}`, i)
	}
	return strings.Join(list, ",\n")
}

func TestOverlaps(t *testing.T) {
	at := func(ref, clock, resources, more string) string {
		return fmt.Sprintf(`{"ref": %q, "service": "s", "resources": [%s], "start": "2026-12-02T%s:00+03:00", "client": {"name": "C"}%s}`, ref, resources, clock, more)
	}
	for _, c := range []struct {
		name, list, want string
	}{
		{"touching", at("a", "10:00", `"r"`, "") + "," + at("b", "10:40", `"r"`, ""), ""},
		{"in the buffer", at("a", "10:00", `"r"`, "") + ",\n" + at("b", "10:39", `"r"`, ""),
			`line 6: bookings[1].start: occupies "r" from 2026-12-02 10:39 to 11:19; bookings[0] (line 5) has it from 2026-12-02 10:00 to 10:40`},
		{"later in the file, earlier in time", at("a", "10:30", `"r"`, "") + ",\n" + at("b", "10:00", `"r"`, ""), `line 6: bookings[1].start: occupies "r" from 2026-12-02 10:00`},
		{"other resources", at("a", "10:00", `"r"`, "") + "," + at("b", "10:00", `"q"`, ""), ""},
		{"one of two resources", at("a", "10:00", `"r", "q"`, "") + "," + at("b", "10:00", `"q"`, ""), `bookings[1].start: occupies "q"`},
		{"cancelled", at("a", "10:00", `"r"`, "") + "," + at("b", "10:00", `"r"`, `, "status": "cancelled"`), ""},
		{"rejected", at("a", "10:00", `"r"`, `, "status": "rejected"`) + "," + at("b", "10:00", `"r"`, ""), ""},
		{"no_show occupies", at("a", "10:00", `"r"`, `, "status": "no_show"`) + "," + at("b", "10:00", `"r"`, ""), `bookings[1].start`},
		{"own minutes", at("a", "10:00", `"r"`, `, "duration_min": 120`) + "," + at("b", "11:30", `"r"`, ""), `bookings[1].start`},
		{"inside a long one, after a short one", at("a", "08:00", `"r"`, `, "duration_min": 600`) + "," + at("b", "09:00", `"r"`, `, "duration_min": 10`) + "," + at("c", "17:30", `"r"`, ""), `bookings[2].start`},
		{"past midnight", at("a", "23:30", `"r"`, "") + "," + `{"ref": "n", "service": "s", "resources": ["r"], "start": "2026-12-03T00:09:00+03:00", "client": {"name": "C"}}`,
			`has it from 2026-12-02 23:30 to 2026-12-03 00:10`},
	} {
		_, err := Parse(strings.NewReader(bookings(c.list)))
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", c.name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

func TestSeveralProblemsByLine(t *testing.T) {
	_, err := Parse(strings.NewReader("{\"okno\": 1,\n\"services\": [{\"ref\": \"s\"}],\n\"company\": {\"slug\": \"ab\"}}"))
	problems, _ := errors.AsType[Errors](err)
	var lines []string
	for _, p := range problems {
		lines = append(lines, fmt.Sprint(p.Line, " ", p.Path))
	}
	if got, want := strings.Join(lines, ", "), "2 services[0].name, 2 services[0].duration_min, 3 company.name, 3 company.timezone"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	_, err = Parse(strings.NewReader(with(`"resources": [` + strings.Repeat("7,", 500) + `7]`)))
	if problems, _ = errors.AsType[Errors](err); len(problems) != MaxProblems {
		t.Errorf("got %d problems, want %d", len(problems), MaxProblems)
	}
}

func TestTooLarge(t *testing.T) {
	_, err := parseUpTo(1<<20, endless{})
	if err == nil || err.Error() != "the file is larger than 1 MB" {
		t.Errorf("an endless file is answered by %v", err)
	}
}

// endless is a file of spaces that never ends.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}
