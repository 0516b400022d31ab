package format

import (
	"math"
	"strconv"
	"strings"
)

// InUnits is an amount that was typed in a unit of its own, such as "1,5" hours of
// 60 minutes, as a whole number of what it is stored in. What is no number, or
// no whole one then, comes back as it was typed, to be refused.
func InUnits(typed, unit string) string {
	size, err := strconv.Atoi(unit)
	if err != nil || size < 2 {
		return typed
	}
	n, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(typed), ",", ".", 1), 64)
	if whole := n * float64(size); err == nil && math.Abs(whole) < 1e9 && whole == math.Trunc(whole) {
		return strconv.Itoa(int(whole))
	}
	return typed
}

// Units splits a stored amount into the largest of the units that it is two or
// more of, and nothing over: 2880 of 1, 60 and 1440 is 2 of 1440, and 60 stays 60.
// What is no number keeps the first.
func Units(stored string, units []int) (amount string, unit int) {
	n, err := strconv.Atoi(strings.TrimSpace(stored))
	if err != nil || n <= 0 {
		return stored, units[0]
	}
	unit = units[0]
	for _, u := range units {
		if n%u == 0 && n/u > 1 {
			unit = u
		}
	}
	return strconv.Itoa(n / unit), unit
}
