package booking

import "testing"

func TestOneAddressHasOneSpelling(t *testing.T) {
	for typed, want := range map[string]string{
		"user@пример.рф": "user@пример.рф", "USER@ПРИМЕР.РФ": "user@пример.рф", " user@xn--e1afmkfd.xn--p1ai ": "user@пример.рф", "User@XN--E1AFMKFD.xn--p1ai": "user@пример.рф",
		"Ivan@Example.com": "ivan@example.com", "a_b@my_host.example": "a_b@my_host.example", "иван@пример.рф": "иван@пример.рф", "a@straße.de": "a@straße.de", "a@BÜCHER.de": "a@bücher.de",
		"a@xn--": "", "a@xn--a": "", "a b@example.com": "", "a@": "", "@b": "", "Иван <a@b.example>": "", "a@-пример-.рф": "",
	} {
		got, ok := ParseEmail(typed)
		if got != want || ok != (want != "") {
			t.Errorf("%q is %q, %v; want %q", typed, got, ok, want)
		}
		if again, _ := ParseEmail(got); again != got {
			t.Errorf("%q becomes %q when it is read again", got, again)
		}
	}
}

func TestAddressesOnTheWire(t *testing.T) {
	for address, want := range map[string]string{"user@пример.рф": "user@xn--e1afmkfd.xn--p1ai", "ivan@example.com": "ivan@example.com", "иван@пример.рф": "иван@xn--e1afmkfd.xn--p1ai"} {
		if wire, ascii := WireEmail(address); wire != want || ascii != (address != "иван@пример.рф") {
			t.Errorf("%s is %s, %v", address, wire, ascii)
		}
	}
}

func TestAddressesInProseAreHidden(t *testing.T) {
	said := "550 5.1.1 <ivan.private@elsewhere.example>: unknown; asked for user@xn--e1afmkfd.xn--p1ai, User@пример.рф."
	if got, want := MaskEmails(said, "user@пример.рф"), "550 5.1.1 <i•••>: unknown; asked for user@xn--e1afmkfd.xn--p1ai, User@пример.рф."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := MaskEmails(said, ""), "550 5.1.1 <i•••>: unknown; asked for u•••, U•••"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
