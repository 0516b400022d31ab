package db

import (
	"context"
	"encoding/json"
	"time"

	"okno/booking"
)

// InsertException writes a new exception, last in the list.
func (a *Act) InsertException(ctx context.Context, e booking.Exception) error {
	values, err := exceptionValues(a.company, e)
	if err != nil {
		return err
	}
	_, err = a.tx.ExecContext(ctx, `
		insert into exceptions (company_id, id, service_id, resource_id, from_date, to_date, weekdays, from_min, to_min, reason, position)
		select $1, $2, nullif($3, '')::uuid, nullif($4, '')::uuid, $5::date, nullif($6, '')::date,
			translate(nullif($7, '[]'), '[]', '{}')::smallint[], $8, $9, $10,
			coalesce(max(position) + 1, 0) from exceptions where company_id = $1`, values...)
	return err
}

// UpdateException writes the exception over the one of its ID and raises its revision.
func (a *Act) UpdateException(ctx context.Context, e booking.Exception) error {
	values, err := exceptionValues(a.company, e)
	if err != nil {
		return err
	}
	_, err = a.tx.ExecContext(ctx, `
		update exceptions set service_id = nullif($3, '')::uuid, resource_id = nullif($4, '')::uuid,
			from_date = $5::date, to_date = nullif($6, '')::date, weekdays = translate(nullif($7, '[]'), '[]', '{}')::smallint[],
			from_min = $8, to_min = $9, reason = $10, revision = revision + 1
		where company_id = $1 and id = $2 and deleted_at is null`, values...)
	return err
}

// exceptionValues are the parameters $1 to $10 of both.
func exceptionValues(company booking.CompanyID, e booking.Exception) ([]any, error) {
	weekdays, err := json.Marshal(append([]int{}, e.Weekdays...))
	if err != nil {
		return nil, err
	}
	to := ""
	if e.ToDate != nil {
		to = e.ToDate.String()
	}
	var fromMin, toMin *int
	if !e.WholeDay {
		from, to := int(e.From), int(e.To)
		fromMin, toMin = &from, &to
	}
	return []any{company, e.ID, string(e.Service), string(e.Resource), e.FromDate.String(), to,
		string(weekdays), fromMin, toMin, e.Reason}, nil
}

// DeleteException takes an exception away, to be kept for ExceptionAge. It says
// whether there was one.
func (a *Act) DeleteException(ctx context.Context, id booking.ID, at time.Time) (bool, error) {
	return a.setDeleted(ctx, `
		update exceptions set deleted_at = $3, revision = revision + 1
		where company_id = $1 and id = $2 and deleted_at is null`, a.company, id, at)
}

// RestoreException brings a deleted one back as it was. It says whether there was one.
func (a *Act) RestoreException(ctx context.Context, id booking.ID) (bool, error) {
	return a.setDeleted(ctx, `
		update exceptions set deleted_at = null, revision = revision + 1
		where company_id = $1 and id = $2 and deleted_at is not null`, a.company, id)
}

func (a *Act) setDeleted(ctx context.Context, query string, company booking.CompanyID, id booking.ID, more ...any) (bool, error) {
	if !booking.IsID(string(id)) {
		return false, nil
	}
	result, err := a.tx.ExecContext(ctx, query, append([]any{company, id}, more...)...)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}
