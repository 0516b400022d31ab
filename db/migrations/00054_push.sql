-- +goose Up
-- A browser in which a member is told (Push API): it belongs to the session that it subscribed in, and goes with it.
alter table notification_recipients drop constraint notification_recipients_kind_check;
alter table notification_recipients add check (kind in ('member', 'address', 'chat', 'browser'));
alter table notification_recipients
    add column endpoint     text,  -- where its push service takes messages; its SHA-256 is the address
    add column p256dh       bytea, -- the browser's key, and its secret: what is sent is encrypted for them (RFC 8291)
    add column auth         bytea,
    add column session_hash bytea references sessions (id_hash) on update cascade on delete cascade,
    add check ((kind = 'browser') = (session_hash is not null)),
    add check (kind <> 'browser' or user_id is not null and endpoint is not null and p256dh is not null and auth is not null);
create index notification_recipients_session on notification_recipients (session_hash);

alter table deliveries drop constraint deliveries_channel_check;
alter table deliveries add check (channel in ('email', 'telegram', 'push'));

-- The key by which push services know the installation (VAPID, RFC 8292). It is made once: browsers subscribe under it.
create table push_keys (
    one        boolean primary key default true check (one),
    public_key bytea not null, -- an uncompressed point of P-256
    sealed     bytea not null, -- the private key
    made_at    timestamptz not null default now()
);
