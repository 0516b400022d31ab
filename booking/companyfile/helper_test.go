package companyfile

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// samples are the files of testdata and, where they lie beside the checkout,
// those that the project's owner shares.
func samples(t testing.TB) map[string][]byte {
	t.Helper()
	own, _ := filepath.Glob("testdata/*.json")
	shared, _ := filepath.Glob("../../../shared/data/*.json")
	if len(own) == 0 {
		t.Fatal("testdata is empty")
	}
	if len(shared) == 0 {
		t.Log("no ../shared/data beside the checkout: only testdata is tried")
	}
	files := map[string][]byte{}
	for _, path := range append(own, shared...) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(path)] = data
	}
	return files
}

func parse(t testing.TB, text string) *File {
	t.Helper()
	f, err := Parse(strings.NewReader(text))
	if err != nil {
		t.Fatalf("Parse: %v", err)
	}
	return f
}

func encode(t testing.TB, f *File) string {
	t.Helper()
	var out bytes.Buffer
	if err := Encode(&out, f); err != nil {
		t.Fatalf("Encode: %v", err)
	}
	return out.String()
}

// same compares files without what does not belong to their meaning: the lines,
// and what a *time.Location remembers.
func same(t testing.TB, a, b *File) {
	t.Helper()
	if !reflect.DeepEqual(bare(a), bare(b)) {
		t.Errorf("files differ:\n%s\n%s", encode(t, a), encode(t, b))
	}
}

func bare(f *File) File {
	c := *f
	c.Company.Slug += " in " + f.Company.Zone.String()
	c.Company.Zone = time.UTC
	c.Bookings, c.Forms = slices.Clone(f.Bookings), slices.Clone(f.Forms) // nil stays nil
	for i := range c.Bookings {
		c.Bookings[i].Line = 0
	}
	for i := range c.Forms {
		c.Forms[i].Line = 0
	}
	return c
}
