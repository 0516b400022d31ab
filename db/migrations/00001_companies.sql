-- +goose Up
-- Every table of a company carries company_id, leading in its primary key, its
-- unique keys, its exclusion constraint and its foreign keys, so that a
-- reference across companies cannot be stored. db/schema_test.go holds this.
create extension if not exists btree_gist;

create table companies (
    id             bigint generated always as identity primary key,
    slug           text not null unique,
    name           text not null,
    timezone       text not null,
    locale         text not null check (locale in ('ru', 'en')),
    currency       text not null,
    step_min       smallint not null check (step_min in (5, 10, 15, 20, 30, 60)),
    min_notice_min integer not null check (min_notice_min between 0 and 43200),
    horizon_days   smallint not null check (horizon_days between 1 and 730),
    confirmation   text not null check (confirmation in ('auto', 'manual')),
    created_at     timestamptz not null default now()
);

-- The version row: every act of a company locks it first, so acts of one
-- company are serialized in commit order and companies run in parallel.
create table company_versions (
    company_id          bigint primary key references companies (id) on delete cascade,
    version             bigint not null default 0, -- rises with every act
    setup_version       bigint not null default 0, -- rises when services, resources, hours, exceptions or forms change
    last_booking_number bigint not null default 0
);

create table users (
    id            bigint generated always as identity primary key,
    email         text not null check (email = lower(email)),
    name          text not null,
    password_hash text not null,
    locale        text not null check (locale in ('ru', 'en')),
    theme         text not null default 'auto' check (theme in ('auto', 'light', 'dark')),
    created_at    timestamptz not null default now(),
    unique (email)
);

create table members (
    company_id bigint not null references companies (id) on delete cascade,
    user_id    bigint not null references users (id) on delete cascade,
    role       text not null check (role in ('owner', 'admin', 'desk', 'manager')),
    created_at timestamptz not null default now(),
    primary key (company_id, user_id)
);
create index members_user on members (user_id);

-- A signed-in browser. The cookie holds a random id, the table its SHA-256.
create table sessions (
    id_hash         bytea primary key,
    user_id         bigint not null references users (id) on delete cascade,
    current_company bigint references companies (id) on delete set null,
    data            bytea not null,
    created_at      timestamptz not null,
    expires_at      timestamptz not null
);
create index sessions_user on sessions (user_id);
create index sessions_company on sessions (current_company);
create index sessions_expiry on sessions (expires_at);
