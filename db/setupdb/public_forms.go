package setupdb

import (
	"context"

	"okno/booking"
	"okno/db"
)

// PublicForm is what a request of the widget has to know before anything else.
type PublicForm struct {
	Company  booking.CompanyID
	ID       booking.ID
	Name     string
	Key      string
	Active   bool
	Settings []byte // booking.FormSettings as JSON
	Setup    int64  // the company's setup version
}

// FormByKey finds a form by its public key, of whichever company, in one query;
// NotFound when there is none, or when its company is about to be deleted.
func FormByKey(ctx context.Context, d *db.DB, key string) (PublicForm, error) {
	var f PublicForm
	err := d.GetContext(ctx, &f, `
		select f.company_id as company, f.id, f.name, f.key, f.active and f.archived_at is null as active, f.settings, v.setup_version as setup
		from public_keys k
		join forms f on f.company_id = k.owner and f.key = k.key
		join company_versions v on v.company_id = f.company_id
		join companies c on c.id = f.company_id and c.delete_at is null
		where k.key = $1`, key)
	return f, db.OrNotFound(err, "error.form_unknown")
}
