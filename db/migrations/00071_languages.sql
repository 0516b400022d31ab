-- +goose Up
-- What visitors read in a language that is not the company's own: its other languages (tags between spaces, '' for none), and the
-- translated texts of services and resources, by text and by language: {"name": {"en": "Haircut"}}.
alter table companies add column languages text not null default '';
alter table services add column translations jsonb not null default '{}';
alter table resources add column translations jsonb not null default '{}';
