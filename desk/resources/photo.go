package resources

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"okno/acts"
	"okno/booking"
	"okno/db"
	"okno/db/setupdb"
	"okno/pictures"
)

// PutPhoto gives a resource the picture that the file holds, made small and
// stripped of everything but pixels. seen is the hash of the picture that the
// person saw, "" for none: where another stands there now, it is a Conflict. A
// file that is no fit picture is Invalid, the field is "photo".
func (d *Desk) PutPhoto(ctx context.Context, m acts.Member, id booking.ID, seen string, file []byte) error {
	if err := m.Must(booking.ChangeSetup); err != nil {
		return err // before the work of decoding
	}
	image, err := pictures.Portrait(ctx, file)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(image)
	hash := hex.EncodeToString(sum[:16])
	return kind.Change(ctx, d.Desk, m, id, func(a *db.Act, r booking.Resource) error {
		switch {
		case r.Archived:
			return booking.Fail(booking.Conflict, "error.resource_archived")
		case r.Photo == hash:
			return acts.ErrUnchanged
		case r.Photo != seen:
			return booking.Fail(booking.Conflict, "error.photo_changed")
		}
		return setupdb.PutPhoto(ctx, a, id, hash, image)
	})
}

// RemovePhoto takes the picture of a resource away; for a day it can be taken back.
func (d *Desk) RemovePhoto(ctx context.Context, m acts.Member, id booking.ID) error {
	now := d.Now()
	return kind.Change(ctx, d.Desk, m, id, func(a *db.Act, _ booking.Resource) error {
		return changed(setupdb.RemovePhoto(ctx, a, id, &now))
	})
}

// RestorePhoto takes the removal of a resource's picture back.
func (d *Desk) RestorePhoto(ctx context.Context, m acts.Member, id booking.ID) error {
	return kind.Change(ctx, d.Desk, m, id, func(a *db.Act, _ booking.Resource) error {
		return changed(setupdb.RemovePhoto(ctx, a, id, nil))
	})
}

func changed(was bool, err error) error {
	if err == nil && !was {
		return acts.ErrUnchanged
	}
	return err
}
