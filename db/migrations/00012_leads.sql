-- +goose Up
-- Forms are edited in the panel as services are.
alter table forms add column revision integer not null default 1;
alter table forms add column archived_at timestamptz;

-- What a lead needs to be worked on. Its contact is as the form understood it;
-- address and fingerprint (keyed hashes, forgotten after a day) tell floods and
-- repetitions apart from people.
alter table leads add column contact_name text not null default '';
alter table leads add column contact_phone text; -- E.164
alter table leads add column contact_email text;
alter table leads add column consent_at timestamptz; -- when consent was given
alter table leads add column assignee bigint;
alter table leads add column next_on date; -- when it wants the next step
alter table leads add column taken_at timestamptz; -- when it stopped being new
alter table leads add column revision integer not null default 1;
alter table leads add column address bytea;
alter table leads add column fingerprint bytea;
alter table leads add foreign key (company_id, assignee) references members (company_id, user_id) on delete set null (assignee);
update leads l set contact_name = b.contact_name, contact_phone = b.contact_phone, contact_email = b.contact_email,
    consent_at = case when l.consent is not null then l.created_at end, taken_at = l.created_at
    from bookings b where b.company_id = l.company_id and b.id = l.booking_id;
create index leads_stream on leads (company_id, created_at, id);
create index leads_open on leads (company_id, status, created_at);
create index leads_assignee on leads (company_id, assignee);
create index leads_address on leads (company_id, form_id, address, created_at) where address is not null;
create index leads_fingerprint on leads (company_id, form_id, fingerprint) where fingerprint is not null;
create index leads_hashed on leads (created_at) where address is not null or fingerprint is not null;

create table lead_history (
    company_id bigint not null,
    lead_id    uuid not null,
    n          integer not null, -- counts from 1 within the lead
    at         timestamptz not null,
    act        text not null,
    actor_kind text not null check (actor_kind in ('visitor', 'member', 'system')),
    actor_user bigint,
    actor_name text not null default '',
    origin     text not null,
    detail     jsonb not null default '{}',
    primary key (company_id, lead_id, n),
    foreign key (company_id, lead_id) references leads (company_id, id) on delete cascade
);
