-- +goose Up
create table clients (
    company_id bigint not null references companies (id) on delete cascade,
    id         uuid not null,
    name       text not null,
    phone      text, -- E.164
    email      text check (email = lower(email)),
    created_at timestamptz not null,
    primary key (company_id, id),
    unique (company_id, phone)
);
create index clients_email on clients (company_id, email);

create table bookings (
    company_id    bigint not null references companies (id) on delete cascade,
    id            uuid not null,
    number        bigint not null,
    ref           text,
    service_id    uuid not null,
    client_id     uuid not null,
    status        text not null check (status in
        ('pending', 'confirmed', 'arrived', 'completed', 'no_show', 'cancelled', 'rejected')),
    source        text not null check (source in ('widget', 'phone', 'lead', 'import')),
    starts_at     timestamptz not null,
    ends_at       timestamptz not null check (ends_at > starts_at),
    occupied      tstzrange not null check (occupied @> tstzrange(starts_at, ends_at)), -- with buffers
    contact_name  text not null,
    contact_phone text,
    contact_email text,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    primary key (company_id, id),
    unique (company_id, number),
    unique (company_id, ref),
    unique (company_id, id, status),
    foreign key (company_id, service_id) references services (company_id, id),
    foreign key (company_id, client_id) references clients (company_id, id)
);
create index bookings_start on bookings (company_id, starts_at);
create index bookings_service on bookings (company_id, service_id);
create index bookings_client on bookings (company_id, client_id);

-- Two bookings never overlap on a resource, whatever path the write took. The
-- status is carried along by the foreign key, so it cannot differ from the
-- booking's; the two statuses named here are booking.Vacant (db/status_test.go).
create table booking_resources (
    company_id  bigint not null,
    booking_id  uuid not null,
    resource_id uuid not null,
    status      text not null,
    occupied    tstzrange not null,
    primary key (company_id, booking_id, resource_id),
    foreign key (company_id, booking_id, status) references bookings (company_id, id, status)
        on update cascade on delete cascade,
    foreign key (company_id, resource_id) references resources (company_id, id),
    constraint booking_resources_free exclude using gist
        (company_id with =, resource_id with =, occupied with &&)
        where (status not in ('cancelled', 'rejected'))
);
create index booking_resources_status on booking_resources (company_id, booking_id, status);
create index booking_resources_resource on booking_resources (company_id, resource_id);

create table booking_history (
    company_id bigint not null,
    booking_id uuid not null,
    n          integer not null, -- counts from 1 within the booking
    at         timestamptz not null,
    act        text not null,
    actor_kind text not null check (actor_kind in ('visitor', 'member', 'system')),
    actor_user bigint,
    actor_name text not null default '',
    origin     text not null, -- where from: widget, board, import
    detail     jsonb not null default '{}',
    primary key (company_id, booking_id, n),
    foreign key (company_id, booking_id) references bookings (company_id, id) on delete cascade
);

create table leads (
    company_id bigint not null references companies (id) on delete cascade,
    id         uuid not null,
    form_id    uuid not null,
    client_id  uuid,
    booking_id uuid,
    status     text not null check (status in ('new', 'in_progress', 'won', 'lost', 'spam')),
    payload    jsonb not null, -- as submitted: [{"name", "label", "value"}], with the labels of that day
    consent    text,           -- the wording that was agreed to
    page       text not null default '',
    created_at timestamptz not null,
    primary key (company_id, id),
    foreign key (company_id, form_id) references forms (company_id, id),
    foreign key (company_id, client_id) references clients (company_id, id),
    foreign key (company_id, booking_id) references bookings (company_id, id) on delete cascade
);
create index leads_form on leads (company_id, form_id);
create index leads_client on leads (company_id, client_id);
create index leads_booking on leads (company_id, booking_id);

-- What a submit with an Idempotency-Key answered first; kept for 7 days.
create table submissions (
    company_id bigint not null,
    form_id    uuid not null,
    key        text not null,
    body_hash  bytea not null,
    result     jsonb not null,
    created_at timestamptz not null,
    primary key (company_id, form_id, key),
    foreign key (company_id, form_id) references forms (company_id, id) on delete cascade
);
create index submissions_age on submissions (created_at);

-- The change feed. No booking: the whole board may look different.
create table changes (
    company_id bigint not null references companies (id) on delete cascade,
    version    bigint not null,
    n          integer not null, -- counts from 1 within the act
    booking_id uuid,
    what       text not null,
    touched    tstzrange,        -- where the booking stood and stands; null: everywhere
    at         timestamptz not null,
    primary key (company_id, version, n)
);
create index changes_age on changes (at);
