-- +goose Up
-- One message to one recipient over one channel, with its state: the guard
-- against sending twice, and what the panel shows.
create table deliveries (
    company_id bigint not null references companies (id) on delete cascade,
    id         uuid not null,
    booking_id uuid,
    event      text not null,
    channel    text not null check (channel in ('email', 'telegram')),
    recipient  text not null,
    locale     text not null check (locale in ('ru', 'en')),
    state      text not null default 'waiting'
        check (state in ('waiting', 'sending', 'sent', 'logged', 'retrying', 'parked', 'dropped')),
    attempts   integer not null default 0,
    error      text not null default '',
    due_at     timestamptz not null default now(), -- retrying: the next attempt; sending: when another worker may take over
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (company_id, id),
    foreign key (company_id, booking_id) references bookings (company_id, id) on delete cascade
);
create index deliveries_booking on deliveries (company_id, booking_id);

-- The job queue of github.com/vgarvardt/gue, as its version 5 wants it.
create table gue_jobs (
    job_id      text primary key,
    priority    smallint not null,
    run_at      timestamptz not null,
    job_type    text not null,
    args        bytea not null,
    error_count integer not null default 0,
    last_error  text,
    queue       text not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null
);
create index idx_gue_jobs_selector on gue_jobs (queue, run_at, priority);
