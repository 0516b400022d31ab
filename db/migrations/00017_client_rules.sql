-- +goose Up
-- What a client may do with his booking by himself, and how he is reminded of it
-- (booking.ClientRules). Minutes before the booking's start.
alter table companies add column allow_cancel boolean not null default true;
alter table companies add column cancel_cutoff_min integer not null default 120 check (cancel_cutoff_min between 0 and 43200);
alter table companies add column allow_move boolean not null default true;
alter table companies add column move_cutoff_min integer not null default 120 check (move_cutoff_min between 0 and 43200);
alter table companies add column allow_late boolean not null default true;
alter table companies add column reminders_min integer[] not null default '{1440,120}';
alter table companies add column ask_after boolean not null default false;
alter table services add column reminders_min integer[]; -- null: the company's

-- Whom a booking's messages go to: the language he booked in (null: the company's),
-- whether he wants any, and how late he said he will be.
alter table bookings add column locale text check (locale in ('ru', 'en'));
alter table bookings add column tell_client boolean not null default true;
alter table bookings add column late_min smallint not null default 0 check (late_min between 0 and 60);
