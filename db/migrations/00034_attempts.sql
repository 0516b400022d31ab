-- +goose Up
-- The keys under which members' acts were done: an act that is sent again under the same one, because its answer was
-- lost, is not done again. A key is stored as its hash.
create table attempts (
    company_id bigint not null references companies on delete cascade,
    key        bytea not null,
    at         timestamptz not null default now(),
    primary key (company_id, key)
);
create index attempts_age on attempts (at);
