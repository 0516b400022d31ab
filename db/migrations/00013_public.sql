-- +goose Up
-- What the public side counts. These tables are of no worth after a crash, so
-- they are not logged; what is counted by the minute costs no write of the log.

-- The installation's token buckets, shared by all processes. A key is a keyed
-- hash of what is limited: an address, a form.
create unlogged table public_limits (
    key    bytea primary key,
    tokens double precision not null,
    at     timestamptz not null
);
create index public_limits_age on public_limits (at);

-- View tokens that a submit has used up.
create unlogged table used_views (
    id         bytea primary key,
    used_by    bytea not null, -- hash of the idempotency key, whose repetitions may use it again
    expires_at timestamptz not null
);
create index used_views_expiry on used_views (expires_at);

-- A form as somebody is editing it, for the widget beside the editor.
create unlogged table form_previews (
    company_id bigint not null references companies (id) on delete cascade,
    id         uuid not null,
    name       text not null,
    settings   jsonb not null,
    updated_at timestamptz not null,
    primary key (company_id, id)
);
create index form_previews_age on form_previews (updated_at);

-- How often a form was seen, by day of its company; leads, bookings and visits
-- are counted from themselves.
create table form_days (
    company_id bigint not null,
    form_id    uuid not null,
    day        date not null,
    shown      bigint not null default 0,
    opened     bigint not null default 0,
    searched   bigint not null default 0,
    primary key (company_id, form_id, day),
    foreign key (company_id, form_id) references forms (company_id, id) on delete cascade
);
