package secret

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"okno/booking"
)

// The bounds of a password, in bytes: long enough to be worth hashing, short
// enough not to be a way to keep us busy.
const (
	MinPassword = 8
	MaxPassword = 256
)

// PasswordOf is whose password it is to be: what whoever knows him would try.
type PasswordOf struct {
	Email     string
	Name      string
	Companies []string // names and slugs
}

// product is what this program is called, wherever it is used.
const product = "okno"

// CheckPassword says what is wrong with a password for somebody, the zero Sentence for
// nothing: its length counts, and that nobody would try it first (ASVS 5, 6.2): it is
// none of the common ones, and not made of the address, a name, the company or the
// product. What it is made of otherwise is up to its owner.
func CheckPassword(password string, of PasswordOf) booking.Sentence {
	name, _, _ := strings.Cut(of.Email, "@")
	plain := strings.ToLower(password)
	switch {
	case len(password) < MinPassword || len(password) > MaxPassword:
		return booking.Say("error.password_length", "Min", MinPassword, "Max", MaxPassword)
	case plain == strings.ToLower(of.Email), madeOf(plain, name):
		return booking.Say("error.password_like_email")
	case madeOf(plain, product):
		return booking.Say("error.password_like_product")
	case repeated(plain), guessable[strings.TrimRight(plain, "0123456789!.")], guessable[plain], isCommon(plain):
		return booking.Say("error.password_common")
	case madeOf(plain, of.Name):
		return booking.Say("error.password_like_name")
	case madeOf(plain, of.Companies...):
		return booking.Say("error.password_like_company")
	}
	return booking.Sentence{}
}

// madeOf says whether next to nothing is left of a password, in small letters, without
// the words of the names, digits and marks.
func madeOf(plain string, names ...string) bool {
	left := plain
	for _, name := range names {
		words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		for _, word := range append(words, strings.Join(words, "")) {
			if utf8.RuneCountInString(word) >= 4 {
				left = strings.ReplaceAll(left, word, "")
			}
		}
	}
	letters := 0
	for _, r := range left {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return left != plain && letters < 3
}

// repeated says whether a password is one short piece over and over: aaaaaaaa, 12121212.
func repeated(s string) bool {
	for n := 1; n <= 3; n++ {
		if len(s) > n && strings.Repeat(s[:n], len(s)/n+1)[:len(s)] == s {
			return true
		}
	}
	return false
}

// guessable are passwords, and beginnings before some digits, that are tried first.
var guessable = func() map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Fields(`
		password passw0rd p@ssword p@ssw0rd pass parol parole parolparol пароль парольпароль gfhjkm qwerty qwertyui qwertyuiop qwerty123 qwe qweqwe
		qweasd qweasdzxc qazwsx qazwsxedc 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc zaq12wsx q1w2e3r4 q1w2e3r4t5 asdf asdfgh asdfghjk asdfghjkl
		zxcvbn zxcvbnm йцукен йцукенгш фывапролдж ячсмитьб abc abcd abcdefg abcdefgh abcdefghi a1b2c3d4 aa123456 admin administrator
		root user guest test testtest letmein welcome monkey dragon master hello iloveyou sunshine princess football baseball superman batman
		michael jordan jennifer michelle charlie shadow trustno secret whatever computer internet samsung google facebook starwars pokemon
		12345678 123456789 1234567890 0123456789 987654321 9876543210 87654321 11223344 1122334455 123123123 147258369 741852963 12344321
		123qweasd 123qwe 1234qwer qwer1234 changeme default access flower cheese liverpool chelsea arsenal juventus barcelona
		marina natasha nastya andrey sergey dmitry aleksandr alexander vladimir maksim maxim tatiana svetlana ekaterina anastasia
		lubov lyubov solnce solnyshko zvezda kotenok moskva russia rossiya spartak zenit okno oknookno booking calendar salon studio company
		январь февраль апрель август сентябрь октябрь ноябрь декабрь привет любовь наташа марина настя россия москва спартак солнышко котенок`) {
		all[word] = true
	}
	return all
}()
