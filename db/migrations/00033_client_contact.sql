-- +goose Up
-- How a client reaches and finds the company: shown on his booking's page and in its messages.
alter table companies add column phone text not null default ''; -- E.164
alter table companies add column address text not null default '';
