package webform

import "testing"

func TestDoubts(t *testing.T) {
	for phone, doubtful := range map[string]bool{
		"+78916123456": true, "+70000000000": true, "+15551234567": true, "+79999999999": true, "+79160000000": true,
		"+79161234567": false, "+442079460958": false, "+74951234567": false, "+79160000001": false,
	} {
		if got := DoubtPhone(phone); got != doubtful {
			t.Errorf("DoubtPhone(%s) = %v", phone, got)
		}
	}
	for address, want := range map[string]struct {
		meant    string
		doubtful bool
	}{
		"a@b": {"", true}, "ivan@mail": {"ivan@mail.ru", true}, "ivan@localhost": {"", true},
		"ivan@gmial.com": {"ivan@gmail.com", true}, "ivan@gmail.co": {"ivan@gmail.com", true}, "ivan@gmail.con": {"ivan@gmail.com", true},
		"ivan@yandex.r": {"ivan@yandex.ru", true}, "ivan@yadnex.ru": {"ivan@yandex.ru", true}, "ivan@yandx.ru": {"ivan@yandex.ru", true},
		"ivan@mail.rru": {"ivan@mail.ru", true}, "ivan@maill.ru": {"ivan@mail.ru", true}, "ivan@mial.ru": {"ivan@mail.ru", true}, "ivan@mai.ru": {"ivan@mail.ru", true},
		"ivan@ail.ru": {"ivan@mail.ru", true}, "ivan@salon.con": {"ivan@salon.com", true}, "ivan@salon.qqq": {"", true},
		"ivan@gmail.com": {}, "ivan@ya.ru": {}, "ivan@yandex.com": {}, "ivan@mail.com": {}, "ivan@example.com": {}, "ivan@b.ru": {},
		"ivan@studio.example.co.uk": {}, "ivan@пример.рф": {}, "ivan@xn--e1afmkfd.xn--p1ai": {}, "ivan@salon.moscow": {}, "ivan@salon.example": {}, "ivan@user.github.io": {},
		"o.k@studio.ru": {}, "": {}, "ivan": {},
	} {
		if meant, doubtful := DoubtEmail(address); meant != want.meant || doubtful != want.doubtful {
			t.Errorf("DoubtEmail(%q) = %q, %v; want %q, %v", address, meant, doubtful, want.meant, want.doubtful)
		}
	}
}
