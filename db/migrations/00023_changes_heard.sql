-- +goose Up
-- Who has made a change, and which lead has come with it: the whole panel hears what
-- clients do, on whatever page and for whatever day.
alter table changes add column by_client boolean not null default false, add column lead_id uuid;

-- The bookings that wait for an answer are counted for every page.
create index bookings_waiting on bookings (company_id, starts_at) where status = 'pending' and deleted_at is null;
