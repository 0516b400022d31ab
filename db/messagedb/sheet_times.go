package messagedb

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"okno/booking"
	"okno/booking/engine"
	"okno/booking/telling"
	"okno/db"
)

// sheetColumns are how a recipient r wants the daily sheet, of a company whose notification_settings are s.
var sheetAt = fmt.Sprintf(`coalesce(r.sheet_at, s.sheet_at, %d)`, telling.DefaultTellingSettings().SheetAt)
var sheetColumns = sheetAt + ` as sheet_at, coalesce(r.sheet_tomorrow, ` + sheetAt + fmt.Sprintf(` >= %d) as sheet_tomorrow, coalesce(r.sheet_resource::text, '') as sheet_resource`, telling.NextDayFrom)

// SheetTime is when a recipient wants the sheet, and of what.
type SheetTime struct {
	Company   booking.CompanyID
	Zone      *time.Location
	Recipient booking.ID
	telling.SheetChoice
	sent []string // the dates of late on which it was sent
}

// lateSheet is for how long after its time a sheet is still worth sending.
const lateSheet = 3 * time.Hour

// Due says whether the sheet's time has come, is not long past, and has not been told; on is the company's date of that time.
func (s SheetTime) Due(now time.Time) (on booking.Date, due bool) {
	today := booking.DateOf(now, s.Zone)
	for _, on := range []booking.Date{today.AddDays(-1), today} { // one of late in the evening may be late
		at := engine.Instant(on, s.At, s.Zone)
		if !now.Before(at) && now.Sub(at) < lateSheet && !slices.Contains(s.sent, on.String()) {
			return on, true
		}
	}
	return booking.Date{}, false
}

// What names the sheet among the things that are told once a date.
func (s SheetTime) What() string { return string(booking.DailySheet) + " " + string(s.Recipient) }

// Sheet is the one that is sent on a date.
func (s SheetTime) Sheet(on booking.Date) telling.Sheet {
	if s.Tomorrow {
		on = on.AddDays(1)
	}
	return telling.Sheet{Date: on, Resource: s.Resource}
}

// SheetTimes are those of all recipients of all companies who want the sheet and can be reached.
func SheetTimes(ctx context.Context, d *db.DB) ([]SheetTime, error) {
	var rows []struct {
		Company   booking.CompanyID
		Timezone  string
		Recipient booking.ID
		At        booking.Clock `db:"sheet_at"`
		Tomorrow  bool          `db:"sheet_tomorrow"`
		Resource  booking.ID    `db:"sheet_resource"`
		Own       booking.ID
		Sent      string
	}
	err := d.SelectContext(ctx, &rows, `
		select c.id as company, c.timezone, r.id as recipient, `+sheetColumns+`, case when m.role = 'specialist' then m.resource_id::text else '' end as own, coalesce((select string_agg(t.on_date::text, ' ') from notification_ticks t
			where t.company_id = r.company_id and t.what = $1 || r.id and t.on_date > current_date - 4), '') as sent
		from notification_recipients r join companies c on c.id = r.company_id left join notification_settings s on s.company_id = c.id
			left join members m on m.company_id = r.company_id and m.user_id = r.user_id
		where `+wantsSheet, string(booking.DailySheet)+" ")
	times := make([]SheetTime, len(rows))
	zones := map[string]*time.Location{}
	for i, r := range rows {
		if r.Own != "" {
			r.Resource = r.Own
		}
		if zones[r.Timezone] == nil {
			zone, err := time.LoadLocation(r.Timezone)
			if err != nil {
				return nil, fmt.Errorf("zone of company %d: %w", r.Company, err)
			}
			zones[r.Timezone] = zone
		}
		times[i] = SheetTime{
			Company: r.Company, Zone: zones[r.Timezone], Recipient: r.Recipient,
			SheetChoice: telling.SheetChoice{At: r.At, Tomorrow: r.Tomorrow, Resource: r.Resource}, sent: strings.Fields(r.Sent),
		}
	}
	return times, err
}

// wantsSheet are the recipients r, with their members m where they have one, who want the sheet and can be reached. Specialists are
// told by mail alone, of their own day.
const wantsSheet = `r.broken = '' and 'daily_sheet' = any(r.events) and m.disabled_at is null 
	and (m.role is distinct from 'specialist' or r.kind = 'member' and m.resource_id is not null)`

// TellSheet writes one waiting delivery of the sheet to the recipient, as he is reached now; none where he does not want it any more.
// After it expires nobody wants to hear it.
func TellSheet(ctx context.Context, a *db.Act, recipient booking.ID, sheet telling.Sheet, expires time.Time) ([]telling.Delivery, error) {
	var written []telling.Delivery
	err := sqlx.SelectContext(ctx, a.SQLX(), &written, `
		insert into deliveries (company_id, id, event, topic, channel, recipient, locale, expires_at, created_at, updated_at)
		select r.company_id, gen_random_uuid(), $3, $4, case r.kind when 'chat' then 'telegram' when 'browser' then 'push' else 'email' end,
			case r.kind when 'member' then u.email else r.address end, case when r.kind in ('member', 'browser') then u.locale else r.locale end, $5, now(), now()
		from notification_recipients r left join members m on m.company_id = r.company_id and m.user_id = r.user_id left join users u on u.id = m.user_id
		where r.company_id = $1 and r.id = $2 and `+wantsSheet+` and (r.kind <> 'member' or u.email <> '')
		returning `+deliveryColumns, a.Company(), recipient, booking.DailySheet, sheet.Topic(), expires)
	return written, err
}

// SaveSheet keeps how a recipient wants the sheet.
func SaveSheet(ctx context.Context, a *db.Act, recipient booking.ID, c telling.SheetChoice) error {
	_, err := a.SQLX().ExecContext(ctx, `
		update notification_recipients set sheet_at = $3, sheet_tomorrow = $4, sheet_resource = nullif($5, '')::uuid where company_id = $1 and id = $2`,
		a.Company(), recipient, c.At, c.Tomorrow, string(c.Resource))
	return err
}

// SeesRevenue says whether the recipient of a team's message may know what is earned: a member by the role that he has now, an
// address or a group by that of who added it. Whoever sees no reports sees none, and nobody from whom the company hides it.
func SeesRevenue(ctx context.Context, s db.Scope, channel telling.Channel, recipient string) (bool, error) {
	var roles []string
	for _, role := range booking.Roles {
		if role.May(booking.SeeReports) {
			roles = append(roles, string(role))
		}
	}
	var sees bool
	err := sqlx.GetContext(ctx, s.Q(), &sees, `
		with reader as (
			select coalesce(
				(select m.role from members m join users u on u.id = m.user_id
				 where m.company_id = $1 and m.disabled_at is null and $2 = 'email' and u.email = $3),
				(select case when r.user_id is not null then (select m.role from members m where m.company_id = $1 and m.user_id = r.user_id)
					else coalesce((select m.role from members m where m.company_id = $1 and m.user_id = r.made_by), r.seen_as) end
				 from notification_recipients r
				 where r.company_id = $1 and r.address = $3 and r.kind = case $2 when 'email' then 'address' when 'push' then 'browser' else 'chat' end)) as role)
		select coalesce(reader.role = any($4) and not reader.role = any(c.hide_revenue_from), false) from companies c, reader where c.id = $1`,
		s.Company(), channel, recipient, roles)
	return sees, err
}
