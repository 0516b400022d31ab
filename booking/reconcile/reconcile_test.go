package reconcile_test

import (
	"reflect"
	"testing"

	"okno/booking"
	"okno/booking/reconcile"
	"okno/booking/webform"
)

func TestReconcileTakesWhatIsUntouchedFromTheOther(t *testing.T) {
	text := func(price, description, category string, resources ...booking.ID) booking.ServiceText {
		return booking.ServiceText{Typed: booking.Typed{"name": "Стрижка", "price": price, "description": description, "category": category}, Resources: resources}
	}
	began := text("1500", "a\nb", "", "anna", "boris")
	theirs := text("1500", "a\nb", "Волосы", "boris", "anna", "clara")
	mine := text("2000", "a\r\nb", "", "anna")
	joined, unseen := reconcile.Join(began, mine, theirs)
	want := text("2000", "a\r\nb", "Волосы", "anna", "clara")
	if !unseen || !reflect.DeepEqual(joined, want) {
		t.Errorf("unseen %v\n got %+v\nwant %+v", unseen, joined, want)
	}
	theirs.Typed["price"] = "1800"
	if joined, unseen := reconcile.Join(began, mine, theirs); !unseen || joined.Typed["price"] != "2000" {
		t.Errorf("of two prices %q is left, unseen %v", joined.Typed["price"], unseen)
	}
}

func TestReconcileHasNothingToShow(t *testing.T) {
	began := booking.Typed{"name": "Анна", "note": "чай"}
	mine := booking.Typed{"name": "Анна", "note": "чай", "phone": "1"}
	for what, theirs := range map[string]booking.Typed{
		"nobody else":   began,
		"the same hand": {"name": " Анна ", "note": "чай", "phone": "1"},
	} {
		if joined, unseen := reconcile.Join(began, mine, theirs); unseen || joined["phone"] != "1" {
			t.Errorf("%s: unseen %v, %+v", what, unseen, joined)
		}
	}
}

func TestReconcileJoinsTheFieldsOfAForm(t *testing.T) {
	field := func(key, label string) webform.FieldText {
		return webform.FieldText{Key: key, Label: webform.WordsText{RU: label}}
	}
	began := webform.FormText{Fields: []webform.FieldText{field("name", "Имя"), field("phone", "Телефон"), field("old", "Старое")}}
	mine := webform.FormText{Fields: []webform.FieldText{field("phone", "Ваш телефон"), field("name", "Имя"), field("old", "Старое"), field("date", "Дата")}}
	theirs := webform.FormText{Fields: []webform.FieldText{field("name", "Имя и фамилия"), field("phone", "Телефон"), field("date", "День"), field("dog", "Собака")}}
	joined, unseen := reconcile.Join(began, mine, theirs)
	want := []webform.FieldText{field("phone", "Ваш телефон"), field("name", "Имя и фамилия"), field("date2", "Дата"), field("date", "День"), field("dog", "Собака")}
	if !unseen || !reflect.DeepEqual(joined.Fields, want) {
		t.Errorf("unseen %v\n got %+v\nwant %+v", unseen, joined.Fields, want)
	}
}
