-- +goose Up
-- Why somebody is not booked online, for the desk alone.
alter table blocks add column reason text not null default '';
