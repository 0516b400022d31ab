// Package holidays knows the public holidays of countries. They are only a proposal:
// a company makes exceptions of them, which it may change as any other.
package holidays

import (
	"slices"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/ru"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"

	"okno/booking"
)

// Holiday is a date on which most of a country does not work.
type Holiday struct {
	Date booking.Date
	Name string // in the country's language
}

// byCountry are the holidays by ISO 3166-1 alpha-2. Countries whose lists have no
// dates for the coming years, or mix regions, are left out.
var byCountry = map[string][]*cal.Holiday{
	"AT": at.Holidays, "BE": be.Holidays, "BG": bg.Holidays, "CZ": cz.Holidays, "DE": de.Holidays, "DK": dk.Holidays, "ES": es.Holidays,
	"FR": fr.Holidays, "GB": gb.Holidays, "GR": gr.Holidays, "HR": hr.Holidays, "IT": it.Holidays, "LT": lt.Holidays,
	"LV": lv.Holidays, "NL": nl.Holidays, "NO": no.Holidays, "NZ": nz.Holidays, "PL": pl.Holidays, "RO": ro.Holidays, "RU": ru.Holidays,
	"SE": se.Holidays, "SI": si.Holidays, "SK": sk.Holidays, "US": us.Holidays, "ZA": za.Holidays,
}

// Known says whether there are any of a country.
func Known(country string) bool { return len(byCountry[country]) > 0 }

// Between are the public holidays of a country from one date to another, in order.
// The days that only stand in for a holiday on a weekend are left out.
func Between(country string, from, to booking.Date) []Holiday {
	var all []Holiday
	add := func(date booking.Date, name string) {
		if !date.Before(from) && !to.Before(date) && !slices.ContainsFunc(all, func(h Holiday) bool { return h.Date == date }) {
			all = append(all, Holiday{date, name})
		}
	}
	for year := from.Year; year <= to.Year; year++ {
		for _, h := range byCountry[country] {
			if h.Type != cal.ObservancePublic && h.Type != cal.ObservanceBank {
				continue
			}
			if actual, _ := h.Calc(year); !actual.IsZero() {
				y, m, d := actual.Date()
				add(booking.Date{Year: y, Month: m, Day: d}, h.Name)
			}
		}
		if country == "RU" { // the Labour Code, article 112: the days between New Year and Christmas, and the one after
			for day := 2; day <= 8; day++ {
				add(booking.Date{Year: year, Month: time.January, Day: day}, "Новогодние каникулы")
			}
		}
	}
	slices.SortFunc(all, func(a, b Holiday) int { return a.Date.Number() - b.Date.Number() })
	return all
}
