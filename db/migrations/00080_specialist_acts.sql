-- +goose Up
-- What specialists may do with their own bookings besides saying how a visit goes.
alter table companies
    add column specialist_moves   boolean not null default false,
    add column specialist_cancels boolean not null default false,
    add column specialist_books   boolean not null default false;
