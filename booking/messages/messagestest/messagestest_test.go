package messagestest

import "testing"

func TestSlips(t *testing.T) {
	known := func(key string) bool { return key == "board.filter.resource.some" }
	for _, bad := range []string{
		"board.filter.resource.some", "%!d(string=x)", "Ждём <no value>", "<nil>", "Готово..", "Компания , где", "Компания\u00a0: где", "Да !", "см. a board.filter.resource.some.", "два  пробела", "{{.name}}",
	} {
		if len(Slips(bad, known)) == 0 {
			t.Errorf("nothing is found in %q", bad)
		}
	}
	for _, good := range []string{"Ждём…", "okno.example", "9:00–10:00, 2 200 ₽.", "100 %", "a.b.c", "…и ещё 5"} {
		if found := Slips(good, known); len(found) > 0 {
			t.Errorf("%q: %v", good, found)
		}
	}
	page := `<p title="board.filter.resource.some">Да</p><script>board.filter.resource.some</script><p>Тут &lt;nil&gt;</p>`
	if found := PageSlips([]byte(page), known); len(found) != 2 {
		t.Errorf("found %v", found)
	}
}
