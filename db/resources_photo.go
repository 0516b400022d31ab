package db

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
)

// PhotoAge is how long a removed photo can be taken back.
const PhotoAge = 24 * time.Hour

// Photo is the picture (JPEG) of a resource; NotFound unless it has that hash.
func (s Scope) Photo(ctx context.Context, resource booking.ID, hash string) ([]byte, error) {
	if !booking.IsID(string(resource)) || !isHash(hash) {
		return nil, booking.Fail(booking.NotFound, "error.photo_unknown")
	}
	var image []byte
	err := sqlx.GetContext(ctx, s.q, &image, `
		select image from resource_photos where company_id = $1 and resource_id = $2 and hash = $3 and removed_at is null`,
		s.company, resource, hash)
	return image, orNotFound(err, "error.photo_unknown")
}

// PutPhoto gives a resource a picture in place of the one it had.
func (a *Act) PutPhoto(ctx context.Context, resource booking.ID, hash string, image []byte) error {
	_, err := a.tx.ExecContext(ctx, `
		insert into resource_photos (company_id, resource_id, hash, image) values ($1, $2, $3, $4)
		on conflict (company_id, resource_id) do update set hash = excluded.hash, image = excluded.image, removed_at = null`,
		a.company, resource, hash, image)
	return err
}

// RemovePhoto takes the picture of a resource away, or back where at is nil; it
// says whether there was one to take.
func (a *Act) RemovePhoto(ctx context.Context, resource booking.ID, at *time.Time) (bool, error) {
	result, err := a.tx.ExecContext(ctx, `
		update resource_photos set removed_at = $3
		where company_id = $1 and resource_id = $2 and (removed_at is null) <> ($3::timestamptz is null)`, a.company, resource, at)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}
