package secret_test

import (
	"strings"
	"testing"

	"okno/booking/secret"
)

// What is tried first is refused, with a sentence that says why; the rest is up to its owner.
func TestPasswordsThatAreTriedFirst(t *testing.T) {
	of := secret.PasswordOf{Email: "olga.petrova@harbour.example", Name: "Ольга Samokhina", Companies: []string{"Harbour Studio", "lotos"}}
	for why, list := range map[string]string{
		"error.password_common": "corvette metallica chocolate butterfly maverick samantha midnight mercedes scorpion Chocolate1 midnight2024! " +
			"password1 qwertyuiop dragon1985 monkey123 letmein!! football12",
		"error.password_like_company": "harbour1 Harbour-2024 lotos2024 harbourstudio studio.harbour",
		"error.password_like_name":    "samokhina samokhina1 ольга2024",
		"error.password_like_email":   "olga.petrova1 olga.petrova@harbour.example",
		"error.password_like_product": "okno2024 okno-okno okno!!!!",
		"error.password_length":       "short 1234567",
		"":                            "okno-demo correct-horse-battery harbour-of-my-dreams another%long%one xk7Qpz93",
	} {
		for password := range strings.FieldsSeq(list) {
			if got := secret.CheckPassword(password, of).Key; got != why {
				t.Errorf("%q: %q, want %q", password, got, why)
			}
		}
	}
}
