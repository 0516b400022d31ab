package engine

import "math/bits"

// grid is the starts that rules 2 and 3 allow, numbered from 0 in order of
// time. Within a stretch of one offset they are evenly spaced; a change of the
// clocks begins a new run, so that a repeated hour is there twice, a skipped
// one never, and offsets that are no multiple of the step come out right.
type grid struct {
	runs []run
	step int64 // seconds
	size int
}

// run is count starts, the first of which has the number base.
type run struct {
	first  int64 // Unix seconds
	offset int64 // seconds to the wall clock
	base   int
	count  int
}

// newGrid is the starts with a local date from first to last, none before earliest.
func newGrid(w *wall, first, last int, earliest, step int64) grid {
	g := grid{step: step}
	dates := seconds{dayOf(first).from, dayOf(last).to}
	for _, s := range w.stretches {
		local := s.local().overlap(dates)
		local.from = max(local.from, earliest+s.offset)
		local.from = ceilDiv(local.from, step) * step
		if local.empty() {
			continue
		}
		count := int(ceilDiv(local.to-local.from, step))
		g.runs = append(g.runs, run{local.from - s.offset, s.offset, g.size, count})
		g.size += count
	}
	return g
}

// reach is from the first start to the last, empty where there is none.
func (g *grid) reach() seconds {
	if g.size == 0 {
		return seconds{}
	}
	last := g.runs[len(g.runs)-1]
	return seconds{g.runs[0].first, last.first + int64(last.count-1)*g.step + 1}
}

// within gives, run by run, the numbers of the starts inside s.
func (g *grid) within(s seconds, do func(from, to int)) {
	for _, r := range g.runs {
		from := min(max(ceilDiv(s.from-r.first, g.step), 0), int64(r.count))
		to := min(max(ceilDiv(s.to-r.first, g.step), 0), int64(r.count))
		if from < to {
			do(r.base+int(from), r.base+int(to))
		}
	}
}

func ceilDiv(a, b int64) int64 {
	q := a / b
	if a%b > 0 {
		q++
	}
	return q
}

// starts is a set of a grid's starts, one bit each. All sets of a question are
// as long as its grid.
type starts []uint64

func (g *grid) words() int { return (g.size + 63) / 64 }

func (s starts) add(from, to int) {
	s.each(from, to, func(word int, mask uint64) { s[word] |= mask })
}

func (s starts) remove(from, to int) {
	s.each(from, to, func(word int, mask uint64) { s[word] &^= mask })
}

// each gives the words that hold the bits from up to to, with those bits.
func (s starts) each(from, to int, do func(word int, mask uint64)) {
	for from < to {
		word, low := from/64, from%64
		n := min(64-low, to-from)
		do(word, ^uint64(0)>>(64-n)<<low)
		from += n
	}
}

func (s starts) has(n int) bool { return s[n/64]>>(n%64)&1 == 1 }

func (s starts) unite(o starts) {
	for i := range s {
		s[i] |= o[i]
	}
}

func (s starts) intersect(o starts) {
	for i := range s {
		s[i] &= o[i]
	}
}

// visit gives the starts of s in order: the number, the instant and its local date's number.
func (g *grid) visit(s starts, do func(n int, start int64, day int)) {
	r := 0
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			n := i*64 + bits.TrailingZeros64(word)
			for n >= g.runs[r].base+g.runs[r].count {
				r++
			}
			start := g.runs[r].first + int64(n-g.runs[r].base)*g.step
			do(n, start, int(floorDiv(start+g.runs[r].offset, secondsPerDay)))
		}
	}
}

func floorDiv(a, b int64) int64 { return -ceilDiv(-a, b) }
