package companyfile

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"okno/booking"
)

// However a company's dated hours come, its file has them in one order, and reading
// and writing it again changes no byte of it.
func TestDatedHoursAreWrittenInOneOrder(t *testing.T) {
	base := parse(t, `{"okno": 1, "company": {"slug": "ab", "name": "C", "timezone": "UTC"}, "resources": [{"ref": "r", "name": "R"}]}`)
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 7))
		f := randomHours(r, base)
		text := encode(t, f)
		if again := encode(t, parse(t, text)); again != text {
			t.Fatalf("seed %d: written again it is\n%s\nand was\n%s", seed, again, text)
		}
		for n := range f.Resources {
			shuffleHours(r, &f.Resources[n])
		}
		before := slices.Clone(f.Resources[0].Days)
		if again := encode(t, f); again != text {
			t.Fatalf("seed %d: in another order it is\n%s\nand was\n%s", seed, again, text)
		}
		if !booking.SameDays(f.Resources[0].Days, before) {
			t.Fatal("writing has changed what is written")
		}
	}
}

// randomHours is a company whose resources have any dated hours, some at the edges of the calendar and of the day.
func randomHours(r *rand.Rand, base *File) *File {
	f := &File{Company: base.Company}
	for n := range 1 + r.IntN(3) {
		it := base.Resources[0]
		it.Ref = string(rune('a' + n))
		it.Weekly, it.Schedules, it.Days = []booking.WeeklyInterval{}, []booking.Schedule{}, []booking.OwnDay{}
		froms := map[booking.Date]bool{}
		for range r.IntN(6) {
			s := booking.Schedule{From: randomDate(r), Anchor: randomDate(r), CycleDays: 1 + r.IntN(booking.MaxCycleDays)}
			if froms[s.From] {
				continue
			}
			if froms[s.From] = true; r.IntN(2) == 0 {
				to := s.From.AddDays(r.IntN(400))
				s.To = &to
			}
			for range r.IntN(8) {
				h := randomInterval(r)
				s.Hours = append(s.Hours, booking.CycleInterval{Day: 1 + r.IntN(s.CycleDays), From: h.From, To: h.To})
			}
			it.Schedules = append(it.Schedules, s)
		}
		dates := map[booking.Date]bool{}
		for range r.IntN(12) {
			d := booking.OwnDay{Date: randomDate(r)}
			if dates[d.Date] {
				continue
			}
			dates[d.Date] = true
			for range r.IntN(4) {
				d.Hours = append(d.Hours, randomInterval(r))
			}
			it.Days = append(it.Days, d)
		}
		f.Resources = append(f.Resources, it)
	}
	return f
}

func randomDate(r *rand.Rand) booking.Date {
	return booking.Date{Year: 2000, Month: time.February, Day: 28}.AddDays(r.IntN(60) * (1 + r.IntN(3)*200))
}

func randomInterval(r *rand.Rand) booking.Interval {
	edges := []booking.Clock{0, booking.DayEnd - 1, booking.Clock(r.IntN(int(booking.DayEnd)))}
	return booking.Interval{From: edges[r.IntN(3)], To: append(edges, booking.DayEnd)[r.IntN(4)]}
}

func shuffleHours(r *rand.Rand, it *Resource) {
	shuffle(r, it.Schedules)
	shuffle(r, it.Days)
	for i := range it.Schedules {
		shuffle(r, it.Schedules[i].Hours)
	}
	for i := range it.Days {
		shuffle(r, it.Days[i].Hours)
	}
}

func shuffle[T any](r *rand.Rand, all []T) {
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
}
