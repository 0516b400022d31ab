-- +goose Up
-- What a program seems to have sent is kept and marked, and never confirmed by itself.
alter table bookings add column suspect boolean not null default false; -- waits for a person to say that it is real
alter table leads    add column suspect boolean not null default false;
