package setupdb

import (
	"context"
	"encoding/json"
	"time"

	"okno/booking"
	"okno/db"
)

// FirstRevision is that of an exception which InsertException has written.
const FirstRevision = 1

// InsertException writes a new exception, last in the list.
func InsertException(ctx context.Context, a *db.Act, e booking.Exception) error {
	values, err := exceptionValues(a.Company(), e)
	if err != nil {
		return err
	}
	_, err = a.SQLX().ExecContext(ctx, `
		insert into exceptions (company_id, id, service_id, resource_id, from_date, to_date, weekdays, from_min, to_min, reason, position)
		select $1, $2, nullif($3, '')::uuid, nullif($4, '')::uuid, $5::date, nullif($6, '')::date,
			translate(nullif($7, '[]'), '[]', '{}')::smallint[], $8, $9, $10,
			coalesce(max(position) + 1, 0) from exceptions where company_id = $1`, values...)
	return err
}

// UpdateException writes the exception over the one of its ID and raises its revision.
func UpdateException(ctx context.Context, a *db.Act, e booking.Exception) error {
	values, err := exceptionValues(a.Company(), e)
	if err != nil {
		return err
	}
	_, err = a.SQLX().ExecContext(ctx, `
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
func DeleteException(ctx context.Context, a *db.Act, id booking.ID, at time.Time) (bool, error) {
	return setDeleted(ctx, a, `
		update exceptions set deleted_at = $3, revision = revision + 1
		where company_id = $1 and id = $2 and deleted_at is null`, a.Company(), id, at)
}

// RestoreException brings a deleted one back as it was. It says whether there was one.
func RestoreException(ctx context.Context, a *db.Act, id booking.ID) (bool, error) {
	return setDeleted(ctx, a, `
		update exceptions set deleted_at = null, revision = revision + 1
		where company_id = $1 and id = $2 and deleted_at is not null`, a.Company(), id)
}

func setDeleted(ctx context.Context, a *db.Act, query string, company booking.CompanyID, id booking.ID, more ...any) (bool, error) {
	if !booking.IsID(string(id)) {
		return false, nil
	}
	result, err := a.SQLX().ExecContext(ctx, query, append([]any{company, id}, more...)...)
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n == 1, err
}
