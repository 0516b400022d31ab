-- +goose Up
-- Whether a booking's client has said that he will come at the time for which it stands: it ends when the booking
-- moves. Until now the history alone knew.
alter table bookings add column coming boolean not null default false;
update bookings b set coming = true
where exists (select from booking_history h where h.company_id = b.company_id and h.booking_id = b.id and h.act = 'coming')
	and (select h.act from booking_history h where h.company_id = b.company_id and h.booking_id = b.id
		and h.act in ('coming', 'moved', 'imported', 'updated', 'undone') order by h.n desc limit 1) = 'coming';
