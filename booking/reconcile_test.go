package booking_test

import (
	"reflect"
	"testing"

	"okno/booking"
)

func TestReconcileTakesWhatIsUntouchedFromTheOther(t *testing.T) {
	began := booking.ServiceText{Name: "Стрижка", Price: "1500", Resources: []booking.ID{"anna", "boris"}, Description: "a\nb"}
	theirs := began
	theirs.Category, theirs.Resources = "Волосы", []booking.ID{"boris", "anna", "clara"}
	mine := began
	mine.Price, mine.Resources, mine.Description = "2000", []booking.ID{"anna"}, "a\r\nb"
	joined, unseen := booking.Reconcile(began, mine, theirs)
	want := theirs
	want.Price, want.Resources, want.Description = "2000", []booking.ID{"anna", "clara"}, "a\r\nb"
	if !unseen || !reflect.DeepEqual(joined, want) {
		t.Errorf("unseen %v\n got %+v\nwant %+v", unseen, joined, want)
	}
	theirs.Price = "1800"
	if joined, unseen := booking.Reconcile(began, mine, theirs); !unseen || joined.Price != "2000" {
		t.Errorf("of two prices %q is left, unseen %v", joined.Price, unseen)
	}
}

func TestReconcileHasNothingToShow(t *testing.T) {
	began := booking.ClientText{Name: "Анна", Note: "чай"}
	mine := booking.ClientText{Name: "Анна", Note: "чай", Phone: "1"}
	for what, theirs := range map[string]booking.ClientText{
		"nobody else":   began,
		"the same hand": {Name: " Анна ", Note: "чай", Phone: "1"},
	} {
		if joined, unseen := booking.Reconcile(began, mine, theirs); unseen || joined.Phone != "1" {
			t.Errorf("%s: unseen %v, %+v", what, unseen, joined)
		}
	}
}

func TestReconcileJoinsTheFieldsOfAForm(t *testing.T) {
	field := func(key, label string) booking.FieldText {
		return booking.FieldText{Key: key, Label: booking.WordsText{RU: label}}
	}
	began := booking.FormText{Fields: []booking.FieldText{field("name", "Имя"), field("phone", "Телефон"), field("old", "Старое")}}
	mine := booking.FormText{Fields: []booking.FieldText{field("phone", "Ваш телефон"), field("name", "Имя"), field("old", "Старое"), field("date", "Дата")}}
	theirs := booking.FormText{Fields: []booking.FieldText{field("name", "Имя и фамилия"), field("phone", "Телефон"), field("date", "День"), field("dog", "Собака")}}
	joined, unseen := booking.Reconcile(began, mine, theirs)
	want := []booking.FieldText{field("phone", "Ваш телефон"), field("name", "Имя и фамилия"), field("date2", "Дата"), field("date", "День"), field("dog", "Собака")}
	if !unseen || !reflect.DeepEqual(joined.Fields, want) {
		t.Errorf("unseen %v\n got %+v\nwant %+v", unseen, joined.Fields, want)
	}
}
