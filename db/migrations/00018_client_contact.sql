-- +goose Up
-- How a client reaches and finds the company: shown on his booking's page and in its messages.
alter table companies add column phone text not null default ''; -- E.164
alter table companies add column address text not null default '';

-- A client who wants no reminders; what happens to his bookings he is still told.
alter table clients add column reminders_off_at timestamptz;
