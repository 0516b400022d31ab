package webform

import "testing"

func TestAnswersThatReachSomebodyAreMaskedByKind(t *testing.T) {
	for _, c := range []struct {
		Answer
		want string
	}{
		{Answer{Value: "+7 903 555-44-33", Kind: PhoneField}, "•••33"}, {Answer{Value: "mama@example.com", Kind: EmailField}, "m•••"}, {Answer{Value: "1990-05-06", Kind: DateField}, "1990-05-06"},
		{Answer{Value: "12345678", Kind: NumberField}, "12345678"}, {Answer{Value: "к окну", Kind: TextareaField}, "к окну"},
		{Answer{Value: "8 903 555 44 33"}, "•••33"}, {Answer{Value: "mama@example.com"}, "m•••"}, {Answer{Value: "1990-05-06"}, "1990-05-06"}, {Answer{Value: "к окну"}, "к окну"},
	} {
		if got := c.Masked().Value; got != c.want {
			t.Errorf("%+v is %q, want %q", c.Answer, got, c.want)
		}
	}
}
