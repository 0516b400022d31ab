-- +goose Up
-- Files of clients that a member brings along: the table that was read, until it is imported or a day old, and
-- then what the import has made, so that it can be taken back. No contact of a client stays here.
create table client_imports (
    company_id bigint not null references companies (id) on delete cascade,
    id         uuid not null,
    user_id    bigint not null,
    name       text not null,        -- of the file
    cells      jsonb,                -- its rows; null once it is imported
    made       jsonb,                -- the cards made and completed; null until then
    undone     boolean not null default false,
    at         timestamptz not null, -- of the file, then of the import
    primary key (company_id, id)
);
create index client_imports_age on client_imports (at);
