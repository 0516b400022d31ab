package desk_test

import (
	"cmp"
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"okno/booking"
	"okno/booking/companyfile"
	"okno/desk/imports"
)

// TestExportGivesTheFileAgain: what was imported is exported, and the export,
// imported into an empty database, gives the same bytes.
func TestExportGivesTheFileAgain(t *testing.T) {
	for name, data := range companyFiles(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first, second := importDesk(t), importDesk(t)
			file := parseFile(t, string(data))
			done := importText(t, first, string(data))
			if !done.Created || done.NewBookings != len(file.Bookings) || done.ChangedBookings+done.UnchangedBookings != 0 {
				t.Errorf("got %+v", done)
			}
			once := export(t, first.DB, file.Company.Slug)
			if got, want := canonical(parseFile(t, once)), canonical(file); !reflect.DeepEqual(got, want) {
				t.Errorf("the export means something else:\ngot  %+v\nwant %+v", got, want)
			}
			importText(t, second, once)
			if again := export(t, second.DB, file.Company.Slug); again != once {
				t.Errorf("the export of an imported export differs:\n%s", difference(once, again))
			}
			if n := count(t, first.DB, `select (select count(*) from gue_jobs) + (select count(*) from deliveries)`); n != 0 {
				t.Errorf("%d notifications wait for imported bookings", n)
			}
		})
	}
}

// canonical is the file as a database keeps it: weeks sorted, a booking's
// resources in the panel's order, absent lists empty (but for schedules and days, of which none are absent), no lines.
func canonical(f *companyfile.File) companyfile.File {
	c := companyfile.File{Company: f.Company, Exceptions: append([]companyfile.Exception{}, f.Exceptions...)}
	c.Company.Name += " in " + f.Company.Zone.String()
	c.Company.Zone = nil
	place := map[string]int{}
	for i, r := range f.Resources {
		place[r.Ref] = i
		r.Weekly = append([]booking.WeeklyInterval{}, r.Weekly...)
		slices.SortFunc(r.Weekly, func(a, b booking.WeeklyInterval) int {
			return cmp.Or(a.Weekday-b.Weekday, int(a.From-b.From), int(a.To-b.To))
		})
		r.Weekly = slices.Compact(r.Weekly)
		r.Schedules, r.Days = slices.Clone(r.Schedules), slices.Clone(r.Days)
		for i, s := range r.Schedules {
			r.Schedules[i].Hours = append([]booking.CycleInterval{}, s.Hours...)
		}
		for i, d := range r.Days {
			r.Days[i].Hours = append([]booking.Interval{}, d.Hours...)
		}
		if len(r.Schedules) == 0 {
			r.Schedules = nil
		}
		if len(r.Days) == 0 {
			r.Days = nil
		}
		c.Resources = append(c.Resources, r)
	}
	for _, s := range f.Services {
		s.Resources = append([]string{}, s.Resources...)
		c.Services = append(c.Services, s)
	}
	for _, b := range f.Bookings {
		b.Line = 0
		b.Resources = slices.SortedFunc(slices.Values(b.Resources), func(a, b string) int { return place[a] - place[b] })
		c.Bookings = append(c.Bookings, b)
	}
	for _, form := range f.Forms {
		form.Line = 0
		c.Forms = append(c.Forms, form)
	}
	return c
}

func TestImportTwiceChangesNothing(t *testing.T) {
	for name, data := range companyFiles(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := importDesk(t)
			importText(t, d, string(data))
			before := dump(t, d.DB, "company_versions changes")
			d.Now = func() time.Time { return importDay.Add(time.Hour) }
			done := importText(t, d, string(data))
			if done.Created || done.NewBookings+done.ChangedBookings != 0 {
				t.Errorf("got %+v", done)
			}
			if after := dump(t, d.DB, "company_versions changes"); after != before {
				t.Errorf("the second import changed something:\n%s", difference(before, after))
			}
			if n := count(t, d.DB, `select count(*) from changes where what = 'reloaded' and booking_id is null and touched is null`); n != 2 {
				t.Errorf("%d lines in the change feed, want one for each import", n)
			}
			if n := count(t, d.DB, `select version from company_versions where setup_version = 2`); n != 2 {
				t.Errorf("version %d, want 2 with setup version 2", n)
			}
		})
	}
}

func TestImportIsAllOrNothing(t *testing.T) {
	d := importDesk(t)
	file := parseFile(t, manyBookings(4_500))
	before := dump(t, d.DB, "")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	told := 0
	_, err := d.Imports.Import(ctx, file, func(done, total int) {
		told++
		if done > total/2 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || told < 3 {
		t.Errorf("got %v after %d calls, want the cancelling of an import on its way", err, told)
	}
	if after := dump(t, d.DB, ""); after != before {
		t.Errorf("a cancelled import has left something:\n%s", difference(before, after))
	}
}

func TestImportTellsItsProgress(t *testing.T) {
	d := importDesk(t)
	var told booking.CompanyID
	d.Committed = func(c booking.CompanyID, version int64) { told = c }
	file := parseFile(t, manyBookings(4_500))
	var steps []int
	if _, err := d.Imports.Import(t.Context(), file, func(done, total int) {
		if total != file.Things() || told != 0 {
			t.Errorf("told of %d of %d, of %d things; committed: %d", done, total, file.Things(), told)
		}
		steps = append(steps, done)
	}); err != nil {
		t.Fatal(err)
	}
	if !slices.IsSorted(steps) || len(steps) < 5 || steps[len(steps)-1] != file.Things() {
		t.Errorf("progress was %v, of %d", steps, file.Things())
	}
	if told == 0 {
		t.Error("nobody was told of the commit")
	}
	var counted int
	if err := d.DB.Get(&counted, `select sum(bookings) from booking_days where company_id = $1 and resource_id = '`+none+`'`, told); err != nil || counted != 4_500 {
		t.Errorf("reports count %d bookings: %v", counted, err)
	}
}

func TestTwoImportsOfANewCompanyAtOnce(t *testing.T) {
	d := importDesk(t)
	file := parseFile(t, manyBookings(100))
	var done [4]imports.Imported
	var wg sync.WaitGroup
	for i := range done {
		wg.Go(func() {
			var err error
			if done[i], err = d.Imports.Import(t.Context(), file, nil); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	created, fresh := 0, 0
	for _, r := range done {
		fresh += r.NewBookings
		if r.Created {
			created++
		}
	}
	if created != 1 || fresh != 100 {
		t.Errorf("%d imports made the company and all together %d bookings, want 1 and 100", created, fresh)
	}
}

// manyBookings is a company of one resource, booked again and again.
func manyBookings(n int) string {
	var list []string
	for i := range n {
		at := importDay.Add(time.Duration(i) * time.Hour).Format(time.RFC3339)
		list = append(list, oneBooking("b"+at, "r", at, ""))
	}
	return companyText(`"bookings": [` + strings.Join(list, ",\n") + `]`)
}

// companyText is a small company with more sections.
func companyText(sections string) string {
	return `{"okno": 1, "company": {"slug": "small", "name": "Small", "timezone": "Europe/Moscow", "locale": "ru"},
"resources": [{"ref": "r", "name": "R", "weekly": [{"weekday": 1, "from": "09:00", "to": "18:00"}]}, {"ref": "q", "name": "Q", "kind": "room"}],
"services": [{"ref": "s", "name": "S", "duration_min": 30, "buffer_after_min": 10, "resources": ["r", "q"]}],
` + sections + `}`
}

func oneBooking(ref, resource, start, more string) string {
	return `{"ref": "` + ref + `", "service": "s", "resources": ["` + resource + `"], "start": "` + start + `", "client": {"name": "Иван", "phone": "+79161234567"}` + more + `}`
}

// TestExportIsOneSnapshot: while two imports follow each other again and again,
// an export is the one or the other, never a mixture.
func TestExportIsOneSnapshot(t *testing.T) {
	d := importDesk(t)
	variants := []string{
		companyText(`"bookings": [` + oneBooking("a", "r", ten, "") + `], "forms": [{"ref": "f", "name": "One", "key": "key-1"}]`),
		strings.ReplaceAll(companyText(`"bookings": [`+oneBooking("a", "q", eleven, "")+`], "forms": [{"ref": "f", "name": "Two", "key": "key-2"}]`), `"Q"`, `"Q2"`),
	}
	var files []*companyfile.File
	var allowed []string
	for _, text := range variants {
		files = append(files, parseFile(t, text))
		importText(t, d, text)
		allowed = append(allowed, export(t, d.DB, "small"))
	}
	over := make(chan struct{})
	defer func() { <-over }()
	go func() {
		defer close(over)
		for i := range 60 {
			if _, err := d.Imports.Import(context.Background(), files[i%2], nil); err != nil {
				t.Error(err)
			}
		}
	}()
	for running := true; running; {
		select {
		case <-over:
			running = false
		default:
		}
		if got := export(t, d.DB, "small"); !slices.Contains(allowed, got) {
			t.Fatalf("an export is a mixture:\n%s", difference(allowed[0], got))
		}
	}
}
