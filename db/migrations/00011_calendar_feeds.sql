-- +goose Up
-- The calendar of one resource by a secret link: the table knows the token's SHA-256.
create table calendar_feeds (
    company_id  bigint not null,
    resource_id uuid not null,
    token_hash  bytea not null,
    contacts    boolean not null, -- phones and e-mails of clients are in it
    created_at  timestamptz not null,
    primary key (company_id, resource_id),
    unique (company_id, token_hash),
    foreign key (company_id, resource_id) references resources (company_id, id) on delete cascade
);

-- What the overview asks: what is new, what was cancelled, what waits for an answer.
create index bookings_created on bookings (company_id, created_at);
create index bookings_withdrawn on bookings (company_id, updated_at) where status in ('cancelled', 'rejected');
create index bookings_pending on bookings (company_id, starts_at) where status = 'pending';
