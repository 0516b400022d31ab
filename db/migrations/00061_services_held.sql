-- +goose Up
-- Where a service takes place: '' is where the company is.
alter table services add column held text not null default '' check (held in ('', 'online'));
