-- +goose Up
-- Day and month of a client's birth, with the year where it is known: 12.05.1990, 12.05; empty where nothing is.
alter table clients add column birthday text not null default '';
create index clients_birthday on clients (company_id, left(birthday, 5)) where birthday <> '';
