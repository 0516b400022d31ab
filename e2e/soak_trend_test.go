package e2e

import (
	"math"
	"slices"
	"testing"
)

// grown is by how much a series has grown from its beginning to its end, by the median of the slopes between all pairs
// (Theil and Sen), so that peaks and teeth don't count; and its median. What is
// measured while caches fill, the first third, is left out.
func grown(series []float64) (by, median float64) {
	series = series[len(series)/3:]
	if len(series) < 2 {
		return 0, 0
	}
	slopes := make([]float64, 0, len(series)*(len(series)-1)/2)
	for i := range series {
		for j := range i {
			slopes = append(slopes, (series[i]-series[j])/float64(i-j))
		}
	}
	return middle(slopes) * float64(len(series)-1), middle(series)
}

func middle(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

// flat says whether a series stays as it is: it may grow by a share of its median, or by little.
func flat(series []float64, share, little float64) bool {
	by, median := grown(series)
	return by <= max(share*median, little)
}

func trendsAreFound(t *testing.T) {
	for name, c := range map[string]struct {
		at   func(i float64) float64
		flat bool
	}{
		"level":                      {func(float64) float64 { return 100 }, true},
		"noise":                      {func(i float64) float64 { return 100 + 20*math.Sin(i*i) }, true},
		"teeth":                      {func(i float64) float64 { return 100 + math.Mod(i, 6)*10 }, true},
		"filling, then level":        {func(i float64) float64 { return 100 + min(i, 20)*10 }, true},
		"a single peak":              {func(i float64) float64 { return 100 + map[bool]float64{true: 900}[i == 40] }, true},
		"falling":                    {func(i float64) float64 { return 200 - i }, true},
		"growing":                    {func(i float64) float64 { return 100 + i }, false},
		"growing teeth":              {func(i float64) float64 { return 100 + i + math.Mod(i, 6)*10 }, false},
		"growing, with a fall once":  {func(i float64) float64 { return 100 + i - map[bool]float64{true: 20}[i > 50] }, false},
		"growing under a loud noise": {func(i float64) float64 { return 100 + 2*i + 30*math.Sin(i*i) }, false},
	} {
		series := make([]float64, 60)
		for i := range series {
			series[i] = c.at(float64(i))
		}
		if got := flat(series, .15, 1); got != c.flat {
			by, median := grown(series)
			t.Errorf("%s: flat is %v; it has grown by %.1f of %.1f", name, got, by, median)
		}
	}
}
