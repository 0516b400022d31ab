package snapshot

import (
	"sync"
	"time"

	"okno/booking"
	"okno/booking/engine"
)

// Question is about the free starts of a service on some dates.
type Question struct {
	Service  booking.ID
	Resource booking.ID // "" lets any do
	From, To booking.Date
}

// Answer is one as it goes over the wire. It does not change.
type Answer struct {
	Content []byte
	Tag     string // names the content
	packed  *packed
}

// Format is how answers are written. It must be the same for all questions.
type Format struct {
	Day func([]byte, engine.Day) []byte         // appends a day
	All func(s *Snapshot, days [][]byte) Answer // puts days together
}

// answers are remembered until something changes that they depend on.
type answers struct {
	work  sync.Mutex // held while one is made, so that it is made once
	mu    sync.Mutex
	days  map[dayAsked]*dayTold
	whole map[Question]*told
	other map[string]*told
	bytes int64
}

type dayAsked struct {
	service, resource booking.ID
	date              int
}

// life is when an answer is right: from since until before until, while today is the same date.
type life struct {
	since, until time.Time // until zero: as long as it is today
	today        int
}

// slack is how much earlier the clock of who asks may be read than that of who has made the answer.
const slack = time.Second

func (l life) holds(now time.Time, today int) bool {
	return l.today == today && !now.Before(l.since) && (l.until.IsZero() || now.Before(l.until))
}

// shortest makes the life end where the other does, if that is earlier.
func (l *life) shortest(until time.Time) {
	if !until.IsZero() && (l.until.IsZero() || until.Before(l.until)) {
		l.until = until
	}
}

type dayTold struct {
	life
	text        []byte
	first, last int // the days of the snapshot that it is from
}

type told struct {
	life
	Answer
}

// mostAnswers bounds how many answers about one company are remembered as a whole; their days are bounded by mostBytes.
const (
	mostAnswers = 512
	mostBytes   = 4 << 20
)

// Slots is the answer to a question, remembered or made. Errors are the engine's.
func (s *Snapshot) Slots(q Question, now time.Time, f Format) (Answer, error) {
	today := booking.DateOf(now, s.Setup.Company.Zone).Number()
	if t := s.answers.get(q, now, today); t != nil {
		return t.Answer, nil
	}
	s.answers.work.Lock()
	defer s.answers.work.Unlock()
	if t := s.answers.get(q, now, today); t != nil {
		return t.Answer, nil
	}
	whole := life{since: now.Add(-slack), today: today}
	first := q.From.Number()
	days := make([]*dayTold, q.From.DaysUntil(q.To)+1)
	for i := range days {
		days[i] = s.answers.day(dayAsked{q.Service, q.Resource, first + i}, now, today)
	}
	for i := 0; i < len(days); i++ {
		end := i
		for end < len(days) && days[end] == nil {
			end++
		}
		if end > i {
			if err := s.makeDays(q, now, today, days[i:end], i, f); err != nil {
				return Answer{}, err
			}
		}
	}
	texts := make([][]byte, len(days))
	for i, d := range days {
		texts[i] = d.text
		whole.shortest(d.until)
	}
	t := &told{whole, f.All(s, texts)}
	s.answers.put(q, t)
	s.grew()
	return t.Answer, nil
}

// makeDays asks the engine about dates that follow one another, of which the first is from days after the question's.
func (s *Snapshot) makeDays(q Question, now time.Time, today int, days []*dayTold, from int, f Format) error {
	ask := engine.Ask{Service: q.Service, Resource: q.Resource, Now: now}
	begin := q.From.AddDays(from)
	calendar, _, _, until := s.calendar(ask, begin, begin.AddDays(len(days)-1))
	found, err := calendar.Days(ask, begin, begin.AddDays(len(days)-1))
	if err != nil {
		return err
	}
	notice := time.Duration(s.Setup.Company.MinNoticeMin) * time.Minute
	for i, d := range found {
		window := calendar.Window(ask, d.Date, d.Date)
		t := &dayTold{life: life{since: now.Add(-slack), today: today, until: until}, first: dayOf(window.From), last: dayOf(window.To), text: f.Day(nil, d)}
		if len(d.Slots) > 0 { // the first of them is offered until its notice begins
			t.shortest(d.Slots[0].Start.Add(1 - notice))
		}
		days[i] = t
		s.answers.putDay(dayAsked{q.Service, q.Resource, d.Date.Number()}, t)
	}
	return nil
}

// SlotsBeside are the free starts for a visitor whose own hold is in nobody's way but others'. They are not remembered.
func (s *Snapshot) SlotsBeside(q Question, hold booking.ID, now time.Time) ([]engine.Day, error) {
	ask := engine.Ask{Service: q.Service, Resource: q.Resource, Now: now, Hold: hold}
	calendar, _, _, _ := s.calendar(ask, q.From, q.To)
	return calendar.Days(ask, q.From, q.To)
}

// Around is the company's calendar with everyone who is occupied around the dates and may matter to a service. It is not remembered.
func (s *Snapshot) Around(service booking.ID, from, to booking.Date, now time.Time) *engine.Calendar {
	calendar, _, _, _ := s.calendar(engine.Ask{Service: service, Now: now}, from, to)
	return calendar
}

// Other is an answer that depends on the setup and the date alone, by a name of it, remembered or made.
func (s *Snapshot) Other(name string, now time.Time, make func() (Answer, error)) (Answer, error) {
	today := booking.DateOf(now, s.Setup.Company.Zone).Number()
	s.answers.mu.Lock()
	t := s.answers.other[name]
	s.answers.mu.Unlock()
	if t != nil && t.today == today {
		return t.Answer, nil
	}
	made, err := make()
	if err != nil {
		return Answer{}, err
	}
	s.answers.putOther(name, &told{life{today: today}, made})
	s.grew()
	return made, nil
}

func (s *Snapshot) grew() {
	if s.grown != nil {
		s.grown()
	}
}

func (a *answers) get(q Question, now time.Time, today int) *told {
	a.mu.Lock()
	defer a.mu.Unlock()
	if t := a.whole[q]; t != nil && t.holds(now, today) {
		return t
	}
	return nil
}

func (a *answers) day(q dayAsked, now time.Time, today int) *dayTold {
	a.mu.Lock()
	defer a.mu.Unlock()
	if t := a.days[q]; t != nil && t.holds(now, today) {
		return t
	}
	return nil
}

// What an answer takes up beside its text.
const (
	weightOfDayTold = 260
	weightOfTold    = 400
)

func (a *answers) putDay(q dayAsked, t *dayTold) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.room(int64(cap(t.text)) + weightOfDayTold)
	if a.days == nil {
		a.days = map[dayAsked]*dayTold{}
	}
	if old := a.days[q]; old != nil {
		a.bytes -= int64(cap(old.text)) + weightOfDayTold
	}
	a.days[q] = t
}

func (a *answers) put(q Question, t *told) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.room(t.weight())
	if a.whole == nil || len(a.whole) >= mostAnswers {
		for _, old := range a.whole {
			a.bytes -= old.weight()
		}
		a.whole = map[Question]*told{}
	}
	if old := a.whole[q]; old != nil {
		a.bytes -= old.weight()
	}
	a.whole[q] = t
}

func (a *answers) putOther(name string, t *told) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.room(t.weight())
	if a.other == nil {
		a.other = map[string]*told{}
	}
	if old := a.other[name]; old != nil {
		a.bytes -= old.weight()
	}
	a.other[name] = t
}

// room forgets all where one more would be too much, and counts it. The caller holds a.mu.
func (a *answers) room(more int64) {
	if a.bytes += more; a.bytes > mostBytes {
		a.days, a.whole, a.other, a.bytes = nil, nil, nil, more
	}
}

func (a *answers) weight() int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.bytes
}

// without gives next, which nobody has yet, what does not depend on the days from first to last.
func (a *answers) without(next *answers, first, last int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	next.days, next.other = map[dayAsked]*dayTold{}, map[string]*told{}
	for q, t := range a.days {
		if t.last < first || t.first > last {
			next.days[q] = t
			next.bytes += int64(cap(t.text)) + weightOfDayTold
		}
	}
	for name, t := range a.other {
		next.other[name] = t
		next.bytes += t.weight()
	}
}
