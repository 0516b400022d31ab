-- +goose Up
-- One kind of counter for all that is limited: a leaking bucket per key, which is a keyed
-- hash. They are of no worth after a crash, so they cost no write of the log.
drop table public_limits;
alter table attempts rename to counters;
alter table counters rename constraint attempts_pkey to counters_pkey;
alter index attempts_age rename to counters_age;
alter table counters set unlogged;

-- What strangers have left with a company, and from where: two keyed hashes of an
-- address, which are forgotten with the row after two days.
create table arrivals (
    company_id bigint not null references companies (id) on delete cascade,
    id         uuid not null, -- of the booking, the lead or the hold
    kind       text not null check (kind in ('booking', 'lead', 'hold')),
    form_id    uuid not null,
    network    bytea not null, -- an IPv4 address, an IPv6 /64
    site       bytea not null, -- an IPv6 /48
    view       bytea, -- of the view token that it came with, null for none
    clean      boolean not null, -- of a form that was opened, at a person's pace
    known      boolean not null, -- of somebody whom the company has seen before
    marked     text not null default '', -- why it waits for a person's word, '' where it does not
    starts_at  timestamptz, -- of a hold
    resources  uuid[],      -- likewise
    at         timestamptz not null,
    primary key (company_id, id)
);
create index arrivals_network on arrivals (company_id, network, at);
create index arrivals_site on arrivals (company_id, site, at);
create index arrivals_time on arrivals (company_id, at);
create index arrivals_age on arrivals (at);

-- Much that came from one place, or from many at once, within a short time: the desk is
-- shown all of it and may take it back.
create table floods (
    company_id bigint not null references companies (id) on delete cascade,
    id         uuid not null,
    network    bytea, -- an arrival's network or site; null: from many places
    began_at   timestamptz not null,
    last_at    timestamptz not null,
    state      text not null default 'open' check (state in ('open', 'withdrawn', 'dismissed')),
    taken      jsonb, -- what was withdrawn, and how it stood
    by_name    text not null default '', -- who has closed it
    closed_at  timestamptz,
    primary key (company_id, id)
);
create index floods_open on floods (company_id, last_at) where state = 'open';
create index floods_age on floods (last_at);

-- Whose bookings a company does not take over the web.
create table blocks (
    company_id bigint not null references companies (id) on delete cascade,
    id         uuid not null,
    name       text not null, -- as it was known that day
    phone      text not null default '', -- E.164
    email      text not null default '',
    by_name    text not null,
    at         timestamptz not null,
    primary key (company_id, id),
    check (phone <> '' or email <> '')
);
create index blocks_phone on blocks (company_id, phone) where phone <> '';
create index blocks_email on blocks (company_id, email) where email <> '';

-- How many bookings to come one phone or e-mail may have over the web; 0: any number.
alter table companies add column max_coming integer not null default 20 check (max_coming between 0 and 1000);
create index bookings_phone on bookings (company_id, contact_phone, starts_at) where contact_phone is not null;
create index bookings_email on bookings (company_id, contact_email, starts_at) where contact_email is not null;

-- The start by which its client could have cancelled it, where he has moved it after
-- that was over: moving brings the right to cancel back no more than that.
alter table bookings add column bound_to timestamptz;

alter table holds add column site bytea; -- likewise a keyed hash: an IPv6 /48
alter table holds add column last_at timestamptz; -- to when it can be prolonged at the most
update holds set last_at = created_at + interval '20 minutes';
alter table holds alter column last_at set not null;

-- From where a lead came is among the arrivals.
drop index leads_hashed;
alter table leads drop column address; -- with its index
create index leads_hashed on leads (created_at) where fingerprint is not null;
