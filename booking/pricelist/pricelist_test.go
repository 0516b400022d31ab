package pricelist_test

import (
	"testing"

	"okno/booking"
	"okno/booking/pricelist"
)

func TestRanges(t *testing.T) {
	people := []booking.Resource{
		{ID: "anna", Kind: booking.Staff, Active: true}, {ID: "boris", Kind: booking.Staff, Active: true},
		{ID: "vera", Kind: booking.Staff}, {ID: "other", Kind: booking.Staff, Active: true}, {ID: "room", Kind: booking.Room, Active: true},
	}
	linked := []booking.ID{"room", "anna", "boris", "vera"}
	for name, test := range map[string]struct {
		price string
		terms []booking.Terms
		of    []booking.Resource
		want  pricelist.Range
	}{
		"nobody has terms":                   {"900.00", nil, people, pricelist.Range{60, 60, "900.00", false}},
		"one is dearer, and slower":          {"900.00", []booking.Terms{own("boris", 90, "1000.00")}, people, pricelist.Range{60, 90, "900.00", true}},
		"one is cheaper, and quicker":        {"1000.00", []booking.Terms{own("boris", 45, "900.00")}, people, pricelist.Range{45, 60, "900.00", true}},
		"all are alike, unlike the service":  {"900.00", []booking.Terms{own("anna", 45, "1.00"), own("boris", 45, "1.00")}, people, pricelist.Range{45, 45, "1.00", false}},
		"whoever is switched off counts not": {"900.00", []booking.Terms{own("vera", 45, "1.00")}, people, pricelist.Range{60, 60, "900.00", false}},
		"one of them alone":                  {"900.00", []booking.Terms{own("boris", 90, "1000.00")}, people[1:2], pricelist.Range{90, 90, "1000.00", false}},
		"nobody does it":                     {"900.00", []booking.Terms{own("boris", 90, "1000.00")}, people[3:], pricelist.Range{60, 60, "900.00", false}},
		"some show no price":                 {"", []booking.Terms{own("boris", 0, "1000.00")}, people, pricelist.Range{60, 60, "", false}},
		"the first shows one":                {"", []booking.Terms{own("anna", 0, "1000.00")}, people, pricelist.Range{60, 60, "", false}},
		"all show one of their own":          {"", []booking.Terms{own("anna", 0, "1000.00"), own("boris", 0, "0.00")}, people, pricelist.Range{60, 60, "0.00", true}},
	} {
		s := booking.Service{DurationMin: 60, Price: test.price, Terms: test.terms, Resources: linked}
		if got := pricelist.Of(&s, test.of); got != test.want {
			t.Errorf("%s: %+v, want %+v", name, got, test.want)
		}
	}
}

func own(resource booking.ID, minutes int, price string) booking.Terms {
	return booking.Terms{Resource: resource, DurationMin: minutes, Price: price}
}
