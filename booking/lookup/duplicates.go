package lookup

import (
	"cmp"
	"slices"
	"strings"

	"okno/booking"
)

// Alike is why two clients may be one person.
type Alike string

const (
	SamePhone   Alike = "phone" // but for the country code
	SameEmail   Alike = "email"
	SameName    Alike = "name"    // the same words in any order
	SimilarName Alike = "similar" // but for one letter
)

// Pair are two clients who may be one person; One is the older.
type Pair struct {
	One, Other booking.Client
	Why        []Alike
}

// maxSimilar bounds the search for misspelt names, which takes the most.
const maxSimilar = 50_000

// phoneTail are the digits of a phone that a country code leaves alone.
const phoneTail = 9

// Duplicates are the pairs among clients, the oldest first, that may be one
// person, the likeliest first. A name of a single word says nothing: there are
// many Annas.
func Duplicates(clients []booking.Client) []Pair {
	f := pairFinder{clients: clients, why: map[[2]int][]Alike{}}
	phones, emails := make([]string, len(clients)), make([]string, len(clients))
	for i, c := range clients {
		digits := booking.Digits(c.Phone)
		phones[i], emails[i] = digits[max(0, len(digits)-phoneTail):], cmp.Or(c.Email, c.Left)
	}
	f.group(SamePhone, phones)
	f.group(SameEmail, emails)
	names := make([]string, len(clients))
	for i, c := range clients {
		names[i] = nameWords(c)
	}
	f.group(SameName, names)
	if len(clients) <= maxSimilar {
		f.similar(names)
	}
	pairs := make([]Pair, 0, len(f.order))
	for _, p := range f.order {
		pairs = append(pairs, Pair{clients[p[0]], clients[p[1]], f.why[p]})
	}
	slices.SortStableFunc(pairs, func(a, b Pair) int { return cmp.Compare(b.weight(), a.weight()) })
	return pairs
}

func (p Pair) weight() int {
	weights := map[Alike]int{SamePhone: 8, SameEmail: 4, SameName: 2, SimilarName: 1}
	sum := 0
	for _, why := range p.Why {
		sum += weights[why]
	}
	return sum
}

type pairFinder struct {
	clients []booking.Client
	why     map[[2]int][]Alike
	order   [][2]int
}

func (f *pairFinder) add(i, j int, why Alike) {
	p := [2]int{min(i, j), max(i, j)}
	if f.why[p] == nil {
		f.order = append(f.order, p)
	}
	if !slices.Contains(f.why[p], why) {
		f.why[p] = append(f.why[p], why)
	}
}

// group pairs each client with the one before him who has the same key.
func (f *pairFinder) group(why Alike, keys []string) {
	last := map[string]int{}
	for i, k := range keys {
		if k == "" {
			continue
		}
		if before, ok := last[k]; ok {
			f.add(before, i, why)
		}
		last[k] = i
	}
}

// similar pairs names that one letter tells apart: they have a spelling with a
// letter less in common. Of clients of one name the first stands for all.
func (f *pairFinder) similar(names []string) {
	last, seen := map[string]int{}, map[string]bool{}
	for i, name := range names {
		if name == "" || seen[name] {
			continue
		}
		seen[name] = true
		runes := []rune(name)
		for n := range len(runes) + 1 {
			shorter := name
			if n < len(runes) {
				shorter = string(slices.Concat(runes[:n], runes[n+1:]))
			}
			if before, ok := last[shorter]; ok && before != i && oneApart([]rune(names[before]), runes) {
				f.add(before, i, SimilarName)
			}
			last[shorter] = i
		}
	}
}

// oneApart says whether one letter more, less or other makes the two the same.
func oneApart(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := 0
	for n < len(a) && a[n] == b[n] {
		n++
	}
	if len(a) == len(b) {
		return n < len(a) && slices.Equal(a[n+1:], b[n+1:])
	}
	return len(b) == len(a)+1 && slices.Equal(a[n:], b[n+1:])
}

// nameWords are the words of a name in order, "" where it has but one.
func nameWords(c booking.Client) string {
	words := foldedWords(c.Name)
	if len(words) < 2 || len(words) > maxKeyWords {
		return ""
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}
