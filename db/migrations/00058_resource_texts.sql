-- +goose Up
-- What visitors read about a person, a room or a device: what it is ("Hair colourist"), and a line about it.
alter table resources add column title text not null default '';
alter table resources add column bio text not null default '';
