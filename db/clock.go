package db

import (
	"context"

	"okno/booking"
)

// ClockBack puts right what was timed by a clock that had been ahead and was set back since, which shows by its having
// been written in the future: what is to be done in a while is due in that while from now, and what a visitor
// holds is free. What has a time of its own, such as a reminder a day before its booking, keeps it. It goes by
// the database's clock, and says how many rows it has changed. Five minutes are what clocks of several machines may differ by.
func (d *DB) ClockBack(ctx context.Context) (int64, error) {
	return d.execEach(ctx, []statement{
		{`update gue_jobs set run_at = run_at - (updated_at - now()), updated_at = now() where updated_at > now() + interval '5 minutes'`, nil},
		{`update deliveries set due_at = due_at - (updated_at - now()), updated_at = now()
			where updated_at > now() + interval '5 minutes' and (state in ('sending', 'retrying') or state = 'waiting' and event not in ($1, $2))`,
			[]any{booking.BookingReminder, booking.BookingAsked}},
		{`update account_mails set due_at = due_at - (updated_at - now()), updated_at = now()
			where updated_at > now() + interval '5 minutes' and state in ('waiting', 'sending', 'retrying')`, nil},
		{`delete from holds where created_at > now() + interval '5 minutes'`, nil},
	})
}
