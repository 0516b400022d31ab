package day

import (
	"cmp"
	"slices"
)

// Lane is the part of a column's width that a thing takes where others want the
// same time: the At-th of Of, counted from 0. The zero Lane is the whole width.
type Lane struct{ At, Of int }

// Lanes are those of one thing by how high the rows of the grid are: at a
// distance a short booking needs more of them to be read, so that it may meet
// its neighbour, and near by it does not.
type Lanes [3]Lane

// lowest is how many rows a thing takes up at least, for each of Lanes: a line
// of text is 15 px, and a row is 5 px or more, 8 px or more, and 15 px or more
// (static/css/lanes.css).
var lowest = [3]int{3, 2, 1}

// Class is the classes of static/css/lanes.css that place a thing in its lanes.
func (l Lanes) Class() string {
	class := ""
	for i, name := range []string{"", "m", "l"} {
		if l[i].Of > 1 {
			class += " " + name + "of-" + digit(l[i].Of) + " " + name + "lane-" + digit(l[i].At)
		}
	}
	return class
}

// spread is where each of the things at places goes, near by and at a distance.
func spread(places []Place) []Lanes {
	all := make([]Lanes, len(places))
	for n, rows := range lowest {
		high := make([]Place, len(places))
		for i, p := range places {
			high[i] = Place{p.From, max(p.To, p.From+rows)}
		}
		for i, lane := range lanes(high) {
			all[i][n] = lane
		}
	}
	return all
}

func digit(n int) string { return string(rune('0' + min(n, 9))) }

// maxLanes is how many lanes have a class; what comes on top of them shares the last.
const maxLanes = 6

// lanes puts things that share time beside each other: no two of one lane touch.
// Things that are chained by sharing time with one another have the same number
// of lanes. The order of places is any; a place is as high as a line of text needs.
func lanes(places []Place) []Lane {
	order := make([]int, len(places))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(places[a].From, places[b].From), cmp.Compare(places[b].To, places[a].To))
	})
	all := make([]Lane, len(places))
	var chain []int // those that share time, directly or through others
	var ends []int  // of each lane
	flush := func() {
		for _, i := range chain {
			all[i].Of = len(ends)
		}
		chain, ends = nil, nil
	}
	for _, i := range order {
		p := places[i]
		if len(ends) > 0 && slices.Max(ends) <= p.From {
			flush()
		}
		lane := slices.IndexFunc(ends, func(end int) bool { return end <= p.From })
		switch {
		case lane >= 0:
			ends[lane] = p.To
		case len(ends) < maxLanes:
			lane, ends = len(ends), append(ends, p.To)
		default:
			lane = maxLanes - 1
			ends[lane] = max(ends[lane], p.To)
		}
		all[i].At = lane
		chain = append(chain, i)
	}
	flush()
	return all
}
