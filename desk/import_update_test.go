package desk_test

import (
	"reflect"
	"strings"
	"testing"
)

const (
	ten    = "2026-12-02T10:00:00+03:00"
	eleven = "2026-12-02T11:00:00+03:00"
)

func TestImportUpdatesWhatItNames(t *testing.T) {
	d := importDesk(t)
	importText(t, d, companyText(`"exceptions": [{"from_date": "2026-12-31"}],
		"bookings": [`+oneBooking("a", "r", ten, "")+","+oneBooking("b", "r", eleven, "")+`],
		"forms": [{"ref": "one", "name": "One", "key": "key-1"}, {"ref": "two", "name": "Two", "key": "key-2"}]`))
	before := parseFile(t, export(t, d.DB, "small"))

	// The two bookings and the two keys change places; q comes first, and r and the exceptions are left out.
	done := importText(t, d, `{"okno": 1, "company": {"slug": "small", "name": "Renamed", "timezone": "Asia/Tokyo"},
		"resources": [{"ref": "q", "name": "Q2"}, {"ref": "new", "name": "New"}, {"ref": "r", "name": "R"}],
		"services": [{"ref": "s", "name": "S", "duration_min": 30, "buffer_after_min": 10, "resources": ["q"], "price": "1"}],
		"bookings": [`+oneBooking("b", "r", ten, `, "status": "cancelled"`)+","+oneBooking("a", "r", eleven, "")+`],
		"forms": [{"ref": "two", "name": "Two", "key": "key-1"}, {"ref": "one", "name": "One", "key": "key-2"}]}`)
	if done.Created || done.ChangedBookings != 2 || done.NewBookings != 0 {
		t.Errorf("got %+v", done)
	}
	after := parseFile(t, export(t, d.DB, "small"))
	var refs []string
	for _, r := range after.Resources {
		refs = append(refs, r.Ref+" "+r.Name)
	}
	if got := strings.Join(refs, ", "); got != "q Q2, new New, r R" {
		t.Errorf("resources are %s", got)
	}
	if c := after.Company; c.Name != "Renamed" || c.Zone.String() != "Asia/Tokyo" || c.Locale != "en" {
		t.Errorf("company is %+v", c)
	}
	if !reflect.DeepEqual(after.Exceptions, before.Exceptions) || len(after.Exceptions) != 1 {
		t.Errorf("absent exceptions became %+v", after.Exceptions)
	}
	if !reflect.DeepEqual(after.Resources[2].Weekly, before.Resources[0].Weekly) || len(after.Resources[2].Weekly) != 1 {
		t.Errorf("an absent week became %+v", after.Resources[2].Weekly)
	}
	if s := after.Services[0]; s.Price != "1.00" || !reflect.DeepEqual(s.Resources, []string{"q"}) {
		t.Errorf("service is %+v", s)
	}
	a, b := after.Bookings[0], after.Bookings[1]
	if a.Ref != "a" || !a.Start.Equal(before.Bookings[1].Start) || b.Ref != "b" || !b.Start.Equal(before.Bookings[0].Start) || b.Status != "cancelled" {
		t.Errorf("bookings are %+v", after.Bookings)
	}
	if f := after.Forms; f[0].Ref != "two" || f[0].Key != "key-1" || f[1].Key != "key-2" {
		t.Errorf("forms are %+v", f)
	}
	if n := count(t, d.DB, `select count(*) from public_keys`); n != 2 {
		t.Errorf("%d public keys, want 2", n)
	}
	var lines []string
	if err := d.DB.SelectContext(t.Context(), &lines, `
		select b.ref || h.n || ' ' || h.act || ' ' || h.actor_kind || ' ' || h.origin || ' ' || coalesce(h.detail->>'changed', '') || ' ' || coalesce(h.detail->>'to_status', '')
		from booking_history h join bookings b on b.id = h.booking_id order by 1`); err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(lines, "; "), "a1 imported system import  ; a2 updated system import start, end ; "+
		"b1 imported system import  ; b2 updated system import status, start, end cancelled"; got != want {
		t.Errorf("history is\n%s\nwant\n%s", got, want)
	}
}

func TestImportDeletesNothing(t *testing.T) {
	d := importDesk(t)
	importText(t, d, companyText(`"bookings": [`+oneBooking("a", "r", ten, "")+`], "forms": [{"ref": "one", "name": "One", "key": "key-1"}]`))
	importText(t, d, `{"okno": 1, "company": {"slug": "small", "name": "Small", "timezone": "Europe/Moscow"},
		"resources": [{"ref": "new", "name": "New"}], "services": [], "exceptions": [], "bookings": [], "forms": [{"ref": "new", "name": "New", "key": "key-new"}]}`)
	after := parseFile(t, export(t, d.DB, "small"))
	if len(after.Resources) != 3 || len(after.Services) != 1 || len(after.Bookings) != 1 || len(after.Forms) != 2 {
		t.Errorf("left are %d resources, %d services, %d bookings, %d forms", len(after.Resources), len(after.Services), len(after.Bookings), len(after.Forms))
	}
	if after.Resources[0].Ref != "new" || after.Resources[1].Ref != "r" || after.Resources[2].Ref != "q" {
		t.Errorf("what the file does not name should follow: %+v", after.Resources)
	}
	if n := count(t, d.DB, `select count(distinct position) from resources`); n != 3 {
		t.Errorf("3 resources have %d positions", n)
	}
}

func TestImportMeetsABookingThatIsNotInTheFile(t *testing.T) {
	d := importDesk(t)
	importText(t, d, companyText(`"bookings": [`+oneBooking("a", "r", ten, "")+`]`))
	for name, c := range map[string]struct{ list, want string }{
		"new":   {oneBooking("b", "q", ten, "") + ",\n" + oneBooking("c", "r", "2026-12-02T10:39:00+03:00", ""), `line 5: bookings[1].start: occupies "r" from 2026-12-02 10:39 to 11:19; booking 1 of the company, which is not in the file, has it from 2026-12-02 10:00 to 10:40`},
		"early": {oneBooking("c", "r", "2026-12-02T09:21:00+03:00", ""), `line 4: bookings[0].start: occupies "r"`},
	} {
		if got := refused(t, d, companyText(`"bookings": [`+c.list+`]`)).Error(); !strings.Contains(got, c.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, c.want)
		}
	}
	importText(t, d, companyText(`"bookings": [`+oneBooking("b", "r", ten, `, "status": "rejected"`)+","+oneBooking("c", "r", "2026-12-02T10:40:00+03:00", "")+`]`))
	// A stored booking of the file that would move onto one that is not in it.
	if got := refused(t, d, companyText(`"bookings": [`+oneBooking("c", "r", ten, "")+`]`)).Error(); !strings.Contains(got, "booking 1 of the company") {
		t.Errorf("got %s", got)
	}
}

func TestImportMeetsATakenKey(t *testing.T) {
	d := importDesk(t)
	importText(t, d, strings.Replace(companyText(`"forms": [{"ref": "site", "name": "Site", "key": "shared-key"}]`), `"small"`, `"other"`, 1))
	got := refused(t, d, companyText(`"forms": [{"ref": "a", "name": "A", "key": "own-key"},
{"ref": "b", "name": "B", "key": "shared-key"}]`)).Error()
	if want := `line 5: forms[1].key: "shared-key" is the key of a form of another company`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	importText(t, d, companyText(`"forms": [{"ref": "a", "name": "A", "key": "own-key"}]`))
	got = refused(t, d, companyText(`"forms": [{"ref": "b", "name": "B", "key": "own-key"}]`)).Error()
	if want := `line 4: forms[0].key: "own-key" is the key of a form of this company that is not in the file`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestBookingsWithoutARef, such as those of visitors, are exported by their ID and found by it again.
func TestBookingsWithoutARef(t *testing.T) {
	d := importDesk(t)
	importText(t, d, companyText(`"bookings": [`+oneBooking("a", "r", ten, "")+","+oneBooking("b", "r", eleven, "")+`]`))
	d.DB.MustExec(`update bookings set ref = null where ref = 'a'`)
	once := export(t, d.DB, "small")
	if !strings.Contains(once, `"ref": "id-`) {
		t.Fatalf("no ref made of the ID in\n%s", once)
	}
	before := dump(t, d.DB, "company_versions changes")
	importText(t, d, once)
	if after := dump(t, d.DB, "company_versions changes"); after != before {
		t.Errorf("importing an export changed something:\n%s", difference(before, after))
	}
	empty := importDesk(t)
	importText(t, empty, once)
	if again := export(t, empty.DB, "small"); again != once {
		t.Errorf("the export of an imported export differs:\n%s", difference(once, again))
	}
}

func TestImportedClients(t *testing.T) {
	d := importDesk(t)
	book := func(ref, day, client string) string {
		return `{"ref": "` + ref + `", "service": "s", "resources": ["r"], "start": "2026-12-` + day + `T10:00:00+03:00", "client": {` + client + `}}`
	}
	list := []string{
		book("1", "01", `"name": "Phone", "phone": "+79160000001"`),
		book("2", "02", `"name": "Same phone", "phone": "8 916 000-00-01", "email": "one@example.com"`),
		book("3", "03", `"name": "Its e-mail", "email": "One@example.com"`),
		book("4", "04", `"name": "Another phone, same e-mail", "phone": "+79160000002", "email": "one@example.com"`),
		book("5", "05", `"name": "E-mail", "email": "two@example.com"`),
		book("6", "06", `"name": "Takes a phone", "phone": "+79160000003", "email": "two@example.com"`),
		book("7", "07", `"name": "Nothing"`),
		book("8", "08", `"name": "Nothing"`),
		book("9", "09", `"name": "Somebody else there", "phone": "+79160000004", "email": "two@example.com"`),
	}
	for _, part := range [][]string{list[:4], list} { // in one go and against what is stored
		importText(t, d, companyText(`"bookings": [`+strings.Join(part, ",\n")+`]`))
	}
	var got []string
	if err := d.DB.SelectContext(t.Context(), &got, `
		select string_agg(b.ref, '' order by b.ref) || ' ' || c.name || ' ' || coalesce(c.phone, '') || ' ' || coalesce(c.email, '')
		from clients c join bookings b on b.client_id = c.id group by c.company_id, c.id order by min(b.ref)`); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"123 Phone +79160000001 one@example.com",
		"4 Another phone, same e-mail +79160000002 one@example.com",
		"56 E-mail +79160000003 two@example.com",
		"7 Nothing  ", "8 Nothing  ",
		"9 Somebody else there +79160000004 two@example.com",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("clients are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if n := count(t, d.DB, `select count(*) from bookings where contact_name = 'Same phone' and contact_email = 'one@example.com'`); n != 1 {
		t.Error("a booking does not keep the contact that its file gives it")
	}
}

func TestImportNumbersOn(t *testing.T) {
	d := importDesk(t)
	importText(t, d, companyText(`"bookings": [`+oneBooking("a", "r", ten, "")+`]`))
	importText(t, d, companyText(`"bookings": [`+oneBooking("z", "q", ten, "")+","+oneBooking("a", "r", ten, "")+","+oneBooking("b", "r", eleven, "")+`]`))
	var got string
	if err := d.DB.GetContext(t.Context(), &got, `select string_agg(ref || number, ' ' order by number) from bookings`); err != nil {
		t.Fatal(err)
	}
	if last := count(t, d.DB, `select last_booking_number from company_versions`); got != "a1 z2 b3" || last != 3 {
		t.Errorf("numbers are %s, the last %d", got, last)
	}
}

func TestImportLeavesOtherCompaniesAlone(t *testing.T) {
	d := importDesk(t)
	text := companyText(`"exceptions": [{"from_date": "2026-12-31"}], "bookings": [` + oneBooking("a", "r", ten, "") + `], "forms": [{"ref": "one", "name": "One", "key": "key-1"}]`)
	importText(t, d, text)
	before := dump(t, d.DB, "")
	other := strings.NewReplacer(`"small"`, `"other"`, `"key-1"`, `"key-2"`, `"Small"`, `"Other"`, ten, eleven).Replace(text)
	for range 2 {
		done := importText(t, d, other)
		if done.Slug != "other" {
			t.Errorf("got %+v", done)
		}
	}
	for line := range strings.Lines(before) {
		if after := dump(t, d.DB, ""); !strings.Contains(after, line) {
			t.Errorf("gone: %s", line)
		}
	}
}
