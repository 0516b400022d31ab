package backup

import (
	"testing"

	"okno/db/dbtest"
)

// What a server or a role sets for everybody's statements does not cut a backup or a restore.
func TestTimeoutsOfTheServerDoNotHold(t *testing.T) {
	t.Parallel()
	url := dbtest.URL(t)
	s, err := open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"statement_timeout", "idle_in_transaction_session_timeout"} {
		if err := s.exec(t.Context(), "do $$ begin execute format('alter database %I set "+name+" = 60000', current_database()); end $$"); err != nil {
			t.Fatal(err)
		}
	}
	s.close()
	if s, err = open(t.Context(), url); err != nil { // the next session has them
		t.Fatal(err)
	}
	defer s.close()
	shows := func(want string) {
		t.Helper()
		for _, name := range []string{"statement_timeout", "idle_in_transaction_session_timeout"} {
			var got string
			if err := s.conn.QueryRowContext(t.Context(), "show "+name).Scan(&got); err != nil || got != want {
				t.Errorf("%s is %s, %v", name, got, err)
			}
		}
	}
	shows("1min")
	if err := s.begin(t.Context(), "isolation level repeatable read read only"); err != nil {
		t.Fatal(err)
	}
	shows("0")
}
