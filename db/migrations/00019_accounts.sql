-- +goose Up
-- What a user's account needs beside a password. Tokens are stored as SHA-256
-- of what was mailed; what a mail must carry and nobody may read here is sealed
-- under the installation's secret (booking.Seal).
alter table users
    add column totp_secret bytea,                       -- sealed; null: no second factor
    add column totp_step   bigint not null default 0;   -- the last time step whose code was taken: none is taken twice

alter table sessions
    add column address text not null default '',
    add column device  text not null default '',         -- the User-Agent
    add column seen_at timestamptz not null default now(),
    add column renew   boolean not null default false;   -- its rights have changed: the next request gets another id

create table user_tokens (
    hash       bytea primary key,
    user_id    bigint not null references users (id) on delete cascade,
    purpose    text not null check (purpose in ('reset', 'email', 'second')),
    detail     text not null default '',                 -- email: the new address
    expires_at timestamptz not null
);
create index user_tokens_user on user_tokens (user_id);
create index user_tokens_expiry on user_tokens (expires_at);

-- Companies that somebody has asked for; user and company are made once the
-- address is known to be theirs.
create table sign_ups (
    hash       bytea primary key,
    email      text not null,
    name       text not null,
    company    text not null,
    locale     text not null check (locale in ('ru', 'en')),
    expires_at timestamptz not null
);
create index sign_ups_expiry on sign_ups (expires_at);

create table recovery_codes (
    user_id bigint not null references users (id) on delete cascade,
    hash    bytea not null,
    primary key (user_id, hash)
);

-- Mail to users, who may be in no company: the same queue, a row of its own.
create table account_mails (
    id         uuid primary key,
    kind       text not null,
    recipient  text not null,
    locale     text not null check (locale in ('ru', 'en')),
    blanks     jsonb not null default '{}',
    sealed     bytea,                                    -- the path of its link; null once it has left
    state      text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'logged', 'retrying', 'parked', 'dropped')),
    attempts   integer not null default 0,
    error      text not null default '',
    due_at     timestamptz not null default now(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index account_mails_age on account_mails (created_at);

-- How much of a limit is used up: a leaking bucket per key, which is a hash.
create table attempts (
    key     bytea primary key,
    level   double precision not null,
    burst   double precision not null,
    seconds double precision not null,                   -- that one attempt takes to be forgotten
    refused boolean not null default false,
    at      timestamptz not null
);
create index attempts_age on attempts (at);

alter table members add column disabled_at timestamptz;

create table invitations (
    company_id bigint not null references companies (id) on delete cascade,
    id         uuid not null,
    email      text not null check (email = lower(email)),
    role       text not null check (role in ('owner', 'admin', 'desk', 'manager')),
    hash       bytea not null,
    invited_by text not null,                            -- the name as it read that day
    created_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (company_id, id),
    unique (company_id, email),
    unique (company_id, hash)
);

-- Who did what, when, from where.
create table audit_log (
    company_id bigint not null references companies (id) on delete cascade,
    id         uuid not null,
    at         timestamptz not null,
    act        text not null,
    actor_kind text not null check (actor_kind in ('visitor', 'member', 'system')),
    actor_user bigint,
    actor_name text not null default '',
    address    text not null default '',
    detail     jsonb not null default '{}',
    primary key (company_id, id)
);
create index audit_log_time on audit_log (company_id, at);

alter table companies
    add column hide_contacts_from text[] not null default '{}' check (hide_contacts_from <@ '{admin,desk,manager}'),
    add column retention_months   smallint check (retention_months between 1 and 120), -- null: for ever
    add column delete_at          timestamptz;                                          -- null: it stays

create table company_logos (
    company_id bigint primary key references companies (id) on delete cascade,
    hash       text not null,
    image      bytea not null -- JPEG
);
