package setupdb

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/db"
)

// Photo is the picture (JPEG) of a resource; NotFound unless it has that hash.
func Photo(ctx context.Context, s db.Scope, resource booking.ID, hash string) ([]byte, error) {
	if !booking.IsID(string(resource)) || !db.IsHash(hash) {
		return nil, booking.Fail(booking.NotFound, "error.photo_unknown")
	}
	var image []byte
	err := sqlx.GetContext(ctx, s.Q(), &image, `
		select image from resource_photos where company_id = $1 and resource_id = $2 and hash = $3 and removed_at is null`,
		s.Company(), resource, hash)
	return image, db.OrNotFound(err, "error.photo_unknown")
}

// PutPhoto gives a resource a picture in place of the one it had.
func PutPhoto(ctx context.Context, a *db.Act, resource booking.ID, hash string, image []byte) error {
	_, err := a.SQLX().ExecContext(ctx, `
		insert into resource_photos (company_id, resource_id, hash, image) values ($1, $2, $3, $4)
		on conflict (company_id, resource_id) do update set hash = excluded.hash, image = excluded.image, removed_at = null`,
		a.Company(), resource, hash, image)
	return err
}

// RemovePhoto takes the picture of a resource away, or back where at is nil; it
// says whether there was one to take.
func RemovePhoto(ctx context.Context, a *db.Act, resource booking.ID, at *time.Time) (bool, error) {
	result, err := a.SQLX().ExecContext(ctx, `
		update resource_photos set removed_at = $3
		where company_id = $1 and resource_id = $2 and (removed_at is null) <> ($3::timestamptz is null)`, a.Company(), resource, at)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}
