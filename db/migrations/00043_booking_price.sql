-- +goose Up
-- What a booking costs: the price of its service when it was made, until the desk puts another
-- one there; null where none is shown. What was booked before costs what its service does now.
alter table bookings add column price numeric(12, 2) check (price >= 0);
update bookings b set price = s.price from services s
    where s.company_id = b.company_id and s.id = b.service_id and s.price is not null;
