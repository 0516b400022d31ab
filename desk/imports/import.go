package imports

import (
	"context"
	"time"

	"okno/booking"
	"okno/booking/companyfile"
	"okno/booking/firststeps"
	"okno/db"
	"okno/db/companydb"
	"okno/db/filedb"
)

// Imported is what an import did.
type Imported struct {
	Slug              string
	Created           bool // the company is new
	Resources         int  // in the file, as are the next three
	Services          int
	Exceptions        int
	Forms             int
	NewBookings       int
	ChangedBookings   int
	UnchangedBookings int
}

// Import creates the company of the file, or updates the one with its slug, in one
// transaction: all or nothing. Things are matched by ref, created or updated,
// never deleted; lists without refs (a week, a service's resources, the
// exceptions) are replaced as a whole, and lists that are absent from the file
// are left alone. Importing the same file again changes nothing. What stands in
// the way (a form's key or a resource's time that is taken) comes back as
// companyfile.Errors. No notification leaves for an imported booking. progress,
// unless nil, is told how many of the file's things are written; the last call
// comes before the commit.
func (d *Desk) Import(ctx context.Context, file *companyfile.File, progress func(done, total int)) (Imported, error) {
	im := &importing{desk: d, file: file, now: d.Now(), progress: progress, done: Imported{
		Slug: file.Company.Slug, Resources: len(file.Resources), Services: len(file.Services),
		Exceptions: len(file.Exceptions), Forms: len(file.Forms),
	}}
	company, version, err := d.DB.InImport(ctx, file.Company, im.now, func(a *db.Act, created bool) error {
		im.act, im.done.Created = a, created
		return im.run(ctx)
	})
	if err != nil {
		return Imported{}, err
	}
	if d.Committed != nil {
		d.Committed(company, version)
	}
	return im.done, nil
}

// importing is one import on its way.
type importing struct {
	desk     *Desk
	act      *db.Act
	file     *companyfile.File
	now      time.Time
	progress func(done, total int)
	written  int
	done     Imported

	resources map[string]booking.ID // by ref
	services  map[string]booking.ID
}

func (im *importing) run(ctx context.Context) error {
	for _, step := range []func(context.Context) error{
		im.putResources, im.putServices, im.putExceptions, im.putForms, im.putBookings, im.putSMS, im.setFirstStep, im.act.SetupChanged,
	} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return im.act.Changed(ctx, "", booking.ActReloaded, nil, im.now)
}

// setFirstStep opens the first steps of a new company that has nothing yet, and
// ends those of one that the file has brought all it needs.
func (im *importing) setFirstStep(ctx context.Context) error {
	resources, services := len(im.file.Resources), len(im.file.Services)
	switch {
	case im.done.Created && resources == 0 && services == 0:
		return companydb.SetFirstStep(ctx, im.act, firststeps.StepCompany)
	case resources > 0 && services > 0:
		return companydb.SetFirstStep(ctx, im.act, "")
	}
	return nil
}

// putSMS writes how clients are written to by SMS, where the file says so.
func (im *importing) putSMS(ctx context.Context) error {
	if im.file.SMS == nil {
		return nil
	}
	return filedb.PutSMS(ctx, im.act, im.file.SMS)
}

// wrote counts things towards the progress.
func (im *importing) wrote(n int) {
	im.written += n
	if im.progress != nil {
		im.progress(im.written, im.file.Things())
	}
}

// id is the known one, or a new one.
func (im *importing) id(known booking.ID) (booking.ID, error) {
	if known != "" {
		return known, nil
	}
	return booking.NewID(im.desk.Random)
}

// idsOf are the IDs of refs, which the file's reader knows to exist.
func idsOf(refs []string, by map[string]booking.ID) []booking.ID {
	ids := make([]booking.ID, len(refs))
	for i, ref := range refs {
		ids[i] = by[ref]
	}
	return ids
}
