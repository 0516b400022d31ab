package dbtest

import (
	"testing"

	"okno/db"
)

// Jobs shows how far the jobs and deliveries of a database have come, as a sign for Await. While one is to run
// within a minute the time is part of it: what is to come may be what is waited for.
func Jobs(t testing.TB, d *db.DB) string {
	t.Helper()
	var sign string
	err := d.Get(&sign, `
		select concat_ws(' ', (select count(*) from gue_jobs), (select sum(error_count) from gue_jobs),
			(select string_agg(state || attempts, ',' order by id) from deliveries),
			case when exists (select from gue_jobs where run_at > now() and run_at < now() + interval '1 minute') then clock_timestamp() end)`)
	if err != nil {
		t.Fatal(err)
	}
	return sign
}
