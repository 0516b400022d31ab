-- +goose Up
-- What specialists may do with their own bookings, and see of them.
alter table companies
    add column specialist_marks    boolean not null default true,  -- say that a client is there, that the visit took place, that nobody came
    add column specialist_prices   boolean not null default true,
    add column specialist_contacts boolean not null default false; -- clients' phones and e-mails
