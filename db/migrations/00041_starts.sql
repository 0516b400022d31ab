-- +goose Up
-- How starts lie: a company's '' is every multiple of the step, a service's '' is
-- the company's way.
alter table companies add column starts text not null default '' check (starts in ('', 'duration', 'no_gaps'));
alter table services add column starts text not null default '' check (starts in ('', 'step', 'duration', 'no_gaps'));
