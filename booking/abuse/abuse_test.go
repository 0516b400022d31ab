package abuse_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"okno/booking/abuse"
)

var update = flag.Bool("update", false, "write the table into docs/abuse.md")

const (
	begin = "<!-- written by: go test ./booking/abuse -update -->\n\n"
	end   = "<!-- end -->\n"
)

// The table of docs/abuse.md is the one that is in force.
func TestTableOfTheDocs(t *testing.T) {
	const path = "../../docs/abuse.md"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(text), begin)
	table, after, ended := strings.Cut(rest, end)
	if !ok || !ended {
		t.Fatal("the place of the table is not marked")
	}
	if *update {
		if err := os.WriteFile(path, []byte(before+begin+abuse.Table()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if table != abuse.Table() {
		t.Error("docs/abuse.md has another table than booking/abuse: go test ./booking/abuse -update")
	}
}

// Each rule has a name of its own, which counters are kept by, and says all of itself.
func TestRulesAreWhole(t *testing.T) {
	names := map[string]bool{}
	for _, chapter := range abuse.Rules {
		for _, r := range chapter.Rules {
			if names[r.Name] || r.Name == "" || r.Does == "" || len(r.Who) == 0 || r.Then == "" || r.How == "" || r.Per == 0 && r.How != abuse.State {
				t.Errorf("%+v", r)
			}
			names[r.Name] = true
		}
	}
}

func TestNetworks(t *testing.T) {
	for address, want := range map[string][2]string{
		"192.0.2.7":               {"192.0.2.7", "192.0.2.7"},
		"::ffff:192.0.2.7":        {"192.0.2.7", "192.0.2.7"},
		"2001:db8:1:2:3:4:5:6":    {"2001:db8:1:2::/64", "2001:db8:1::/48"},
		"2001:db8:1:ffff::1%eth0": {"2001:db8:1:ffff::/64", "2001:db8:1::/48"},
		"":                        {"", ""},
		"unix":                    {"unix", "unix"},
	} {
		if got := [2]string{abuse.NetworkOf(address), abuse.SiteOf(address)}; got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}
