-- +goose Up
-- A slot that a visitor is filling in right now. It occupies until it expires;
-- what has expired is left out by time and tidied away later.
create table holds (
    company_id bigint not null references companies (id) on delete cascade,
    id         uuid not null,
    form_id    uuid not null,
    service_id uuid not null,
    visitor    text not null, -- who holds it, as the widget names him; nothing personal
    address    bytea,         -- a keyed hash of where he asked from, for the limit per address
    starts_at  timestamptz not null,
    ends_at    timestamptz not null check (ends_at > starts_at),
    occupied   tstzrange not null check (occupied @> tstzrange(starts_at, ends_at)), -- with buffers
    created_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > created_at),
    primary key (company_id, id),
    foreign key (company_id, form_id) references forms (company_id, id) on delete cascade,
    foreign key (company_id, service_id) references services (company_id, id) on delete cascade
);
create index holds_form on holds (company_id, form_id);
create index holds_service on holds (company_id, service_id);
create index holds_expiry on holds (expires_at);

create table hold_resources (
    company_id  bigint not null,
    hold_id     uuid not null,
    resource_id uuid not null,
    primary key (company_id, hold_id, resource_id),
    foreign key (company_id, hold_id) references holds (company_id, id) on delete cascade,
    foreign key (company_id, resource_id) references resources (company_id, id) on delete cascade
);
create index hold_resources_resource on hold_resources (company_id, resource_id);
