package clients

import (
	"context"
	"time"

	"okno/booking"
	"okno/db"
	"okno/db/clientdb"
	"okno/db/companydb"
)

// staleAtOnce is how many clients are forgotten in one go.
const staleAtOnce = 500

// Retain does what companies have promised: clients and leads that are too old are
// made nameless, companies whose grace is over are deleted, and files of clients that nobody has imported. Any number of
// processes may do it at the same time.
func (d *Desk) Retain(ctx context.Context) error {
	now := d.Now()
	if _, err := companydb.DeleteCompanies(ctx, d.DB, now); err != nil {
		return err
	}
	if _, err := companydb.ForgetLeads(ctx, d.DB, now); err != nil {
		return err
	}
	if err := clientdb.ForgetImports(ctx, d.DB, now); err != nil {
		return err
	}
	for {
		stale, err := companydb.Stale(ctx, d.DB, now, staleAtOnce)
		if err != nil || len(stale) == 0 {
			return err
		}
		for _, s := range stale {
			if err := d.forgetClient(ctx, s, now); err != nil {
				return err
			}
		}
	}
}

func (d *Desk) forgetClient(ctx context.Context, s companydb.StaleClient, now time.Time) error {
	return d.Act(ctx, s.Company, func(a *db.Act) error {
		if err := clientdb.EraseClient(ctx, a, s.Client, now); err != nil {
			return err
		}
		line := booking.HistoryLine{At: now, Act: "erased", Actor: booking.Actor{Kind: booking.System, Origin: "retention"}}
		if err := a.WriteClientHistory(ctx, s.Client, line); err != nil {
			return err
		}
		return a.ChangedUnseen(ctx, booking.ActClient, now)
	})
}
