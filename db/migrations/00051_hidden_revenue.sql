-- +goose Up
-- Who sees reports without what was earned; owners see it always.
alter table companies add column hide_revenue_from text[] not null default '{}' check (hide_revenue_from <@ '{admin,manager}');
