package tags_test

import (
	"strings"
	"testing"

	"okno/booking"
	"okno/booking/tags"
)

func TestReadTags(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"VIP": "VIP",
		" VIP ,  любит   кофе;vip\nАллергия": "VIP|любит кофе|Аллергия",
		strings.Repeat("я", tags.Max):        strings.Repeat("я", tags.Max),
		strings.Repeat("я", tags.Max+1):      "error.tag_long",
		" , ;":                               "error.tag_empty",
		"":                                   "error.tag_empty",
		"VIP, +7 916 123-45-67":              "error.tag_contact",
		"anna@studio.example":                "error.tag_contact",
		"<b>из школы</b>":                    "<b>из школы</b>",
		"с 2019 года":                        "с 2019 года",
		"a\x00b, " + strings.Repeat("x", 40): "error.tag_long",
	} {
		list, err := tags.Read(typed)
		got := strings.Join(list, "|")
		if err != nil {
			got = err.(*booking.Error).Fields["tag"].Key
		}
		if got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
	if both := strings.Join(tags.Both("VIP\nздесь", "vip\nдругой"), "|"); both != "VIP|другой|здесь" {
		t.Errorf("both have %s", both)
	}
	if tags.List("") != nil || len(tags.Both("", "")) != 0 {
		t.Error("nobody has something")
	}
}
