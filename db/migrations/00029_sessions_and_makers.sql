-- +goose Up
-- A session that has got another id is retired: it opens what was asked for before, for some
-- seconds, and nothing prolongs it. created_at is when its holder signed in, whatever ids it has had since.
alter table sessions
    add column retired_at   timestamptz,                        -- null: live
    add column confirmed_at timestamptz not null default now(); -- when its holder last proved to be himself
update sessions set confirmed_at = created_at, expires_at = least(expires_at, created_at + interval '90 days');

-- Who made what lets people in or takes data out: it ends when he may not make it any more.
alter table invitations add column invited_by_user bigint;         -- null: made before this was kept
alter table calendar_feeds add column made_by bigint;              -- likewise
alter table notification_recipients add column made_by bigint;     -- likewise; of addresses and groups

-- Keys of earlier secrets under which recovery codes are hashed, which nobody can hash anew;
-- each sealed under the secret in force.
create table kept_keys (
    name   text primary key, -- SHA-256 of the key, in hex
    sealed bytea not null
);
