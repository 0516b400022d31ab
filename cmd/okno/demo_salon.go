package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"math/rand/v2"
	"time"

	"okno/booking"
	"okno/booking/companyfile"
	"okno/booking/engine"
)

//go:embed demo/salon.json
var salonFile []byte

// How much of the salon's life the demo shows, in days around today.
const (
	demoPast   = 10
	demoFuture = 50
)

// demoSalon is the salon with exceptions and bookings around now. The same now
// gives the same salon.
func demoSalon(now time.Time) (*companyfile.File, error) {
	file, err := companyfile.Parse(bytes.NewReader(salonFile))
	if err != nil {
		return nil, fmt.Errorf("the demo's company file: %w", err)
	}
	today := booking.DateOf(now, file.Company.Zone)
	file.Exceptions = demoExceptions(today)
	s := &seeder{file: file, now: now, random: rand.New(rand.NewPCG(uint64(today.Year), uint64(today.Month)<<8|uint64(today.Day)))}
	for n := -demoPast; n <= demoFuture; n++ {
		s.fill(today.AddDays(n), busy(n))
	}
	return file, nil
}

func demoExceptions(today booking.Date) []companyfile.Exception {
	day := func(n int) booking.Date { return today.AddDays(n) }
	until := func(n int) *booking.Date { d := day(n); return &d }
	return []companyfile.Exception{
		{Resource: "olga", FromDate: day(-60), Weekdays: []int{2}, From: 13 * 60, To: 14*60 + 30, Reason: "учёба"},
		{Service: "color", FromDate: day(-60), Weekdays: []int{6}, From: 15 * 60, To: 20 * 60, Reason: "в субботу вечером не окрашиваем"},
		{Resource: "laser", FromDate: day(3), ToDate: until(3), WholeDay: true, Reason: "поверка аппарата"},
		{Resource: "anna", FromDate: day(16), ToDate: until(22), WholeDay: true, Reason: "отпуск"},
	}
}

// busy is how many bookings the salon takes for a date that many days away.
func busy(days int) int {
	switch {
	case days <= 0:
		return 26
	case days <= 7:
		return 22 - days
	}
	return max(2, 16-days/3)
}

// seeder books the salon as its clients would have: only times that the engine offers.
type seeder struct {
	file   *companyfile.File
	now    time.Time
	random *rand.Rand
}

// fill makes up to n bookings on a date.
func (s *seeder) fill(date booking.Date, n int) {
	for range n {
		service := s.file.Services[s.random.IntN(len(s.file.Services))]
		calendar := s.calendar(date)
		// Asked from long before, so that the past and the notice are no obstacle.
		ask := engine.Ask{Service: booking.ID(service.Ref), Now: engine.Instant(date.AddDays(-7), 0, calendar.Company.Zone)}
		days, err := calendar.Days(ask, date, date)
		if err != nil || len(days[0].Slots) == 0 {
			continue
		}
		slot := days[0].Slots[s.random.IntN(len(days[0].Slots))]
		choice, no := calendar.At(ask, slot.Start)
		if no != nil {
			continue
		}
		s.book(service, choice)
	}
}

func (s *seeder) book(service companyfile.Service, choice engine.Choice) {
	var resources []string
	for _, id := range choice.Resources {
		resources = append(resources, string(id))
	}
	s.file.Bookings = append(s.file.Bookings, companyfile.Booking{
		Ref: fmt.Sprintf("b%d", len(s.file.Bookings)+1), Service: service.Ref, Resources: resources,
		Start: choice.Start.UTC(), Status: s.status(choice.Slot), Client: s.client(),
		DurationMin: service.DurationMin, BufferBeforeMin: service.BufferBeforeMin, BufferAfterMin: service.BufferAfterMin,
	})
}

// status is what a booking has come to by now.
func (s *seeder) status(slot booking.Slot) booking.Status {
	chance := s.random.IntN(100)
	switch {
	case chance < 5:
		return booking.Cancelled
	case slot.End.Before(s.now) && chance < 10:
		return booking.NoShow
	case slot.End.Before(s.now):
		return booking.Completed
	case slot.Start.Before(s.now):
		return booking.Arrived
	case chance < 15:
		return booking.Pending
	}
	return booking.Confirmed
}

var demoNames = [][2]string{
	{"Наталья", "Павлова"}, {"Ирина", "Лебедева"}, {"Светлана", "Соколова"}, {"Юлия", "Николаева"}, {"Дарья", "Козлова"},
	{"Полина", "Егорова"}, {"Елена", "Волкова"}, {"Мария", "Васильева"}, {"Ксения", "Фёдорова"}, {"Ольга", "Новикова"},
	{"Виктор", "Орлов"}, {"Иван", "Семёнов"}, {"Алексей", "Степанов"}, {"Пётр", "Козлов"}, {"Михаил", "Зайцев"},
	{"Анна", "Попова"}, {"Вера", "Тихонова"}, {"Лидия", "Ким"}, {"Марина", "Белова"}, {"Софья", "Медведева"},
}

func (s *seeder) client() booking.Contact {
	n := s.random.IntN(240)
	who := demoNames[n%len(demoNames)]
	return booking.Contact{
		Name:  who[0] + " " + who[1],
		Phone: fmt.Sprintf("+7916%07d", 1002003+n*7919),
		Email: fmt.Sprintf("client%d@example.com", n),
	}
}

// calendar is the salon as it stands around a date.
func (s *seeder) calendar(date booking.Date) *engine.Calendar {
	around := *s.file
	around.Bookings = nil
	for _, b := range s.file.Bookings {
		if away := date.DaysUntil(booking.DateOf(b.Start, s.file.Company.Zone)); away >= -1 && away <= 1 {
			around.Bookings = append(around.Bookings, b)
		}
	}
	return around.Calendar()
}
