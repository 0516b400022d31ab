package engine_test

import (
	"testing"

	"pgregory.net/rapid"
)

// FuzzDays searches for a company for which the engine and the reference part:
// go test ./booking -fuzz FuzzDays. As a plain test it runs its seeds.
func FuzzDays(f *testing.F) {
	for seed := range byte(4) {
		f.Add(seeded(seed))
	}
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) { checkDays(t, genQuestion.Draw(t, "question")) }))
}

// seeded is enough bytes for rapid to draw a whole company from.
func seeded(seed byte) []byte {
	data := make([]byte, 8192)
	state := uint32(seed) + 1
	for i := range data {
		state = state*1664525 + 1013904223
		data[i] = byte(state >> 24)
	}
	return data
}
