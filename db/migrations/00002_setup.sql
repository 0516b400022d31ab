-- +goose Up
create table resources (
    company_id bigint not null references companies (id) on delete cascade,
    id         uuid not null,
    ref        text not null,
    name       text not null,
    kind       text not null check (kind in ('staff', 'room', 'equipment')),
    color      text check (color ~ '^#[0-9a-f]{6}$'),
    active     boolean not null,
    position   integer not null,
    primary key (company_id, id),
    unique (company_id, ref)
);

-- Minutes on the wall clock; to_min <= from_min runs past midnight.
create table weekly_intervals (
    company_id  bigint not null,
    resource_id uuid not null,
    weekday     smallint not null check (weekday between 1 and 7),
    from_min    smallint not null check (from_min between 0 and 1440),
    to_min      smallint not null check (to_min between 0 and 1440),
    primary key (company_id, resource_id, weekday, from_min, to_min),
    foreign key (company_id, resource_id) references resources (company_id, id) on delete cascade
);

create table services (
    company_id        bigint not null references companies (id) on delete cascade,
    id                uuid not null,
    ref               text not null,
    name              text not null,
    description       text not null default '',
    duration_min      smallint not null check (duration_min between 5 and 1440),
    buffer_before_min smallint not null check (buffer_before_min between 0 and 720),
    buffer_after_min  smallint not null check (buffer_after_min between 0 and 720),
    step_min          smallint check (step_min in (5, 10, 15, 20, 30, 60)), -- null: the company's
    price             numeric(12, 2) check (price >= 0),
    color             text check (color ~ '^#[0-9a-f]{6}$'),
    active            boolean not null,
    position          integer not null,
    primary key (company_id, id),
    unique (company_id, ref)
);

create table service_resources (
    company_id  bigint not null,
    service_id  uuid not null,
    resource_id uuid not null,
    position    integer not null,
    primary key (company_id, service_id, resource_id),
    foreign key (company_id, service_id) references services (company_id, id) on delete cascade,
    foreign key (company_id, resource_id) references resources (company_id, id) on delete cascade
);
create index service_resources_resource on service_resources (company_id, resource_id);

-- Blocks time, never opens it. No service and no resource: the whole company.
create table exceptions (
    company_id  bigint not null references companies (id) on delete cascade,
    id          uuid not null,
    service_id  uuid,
    resource_id uuid,
    from_date   date not null,
    to_date     date check (to_date >= from_date), -- null: no end
    weekdays    smallint[] check (weekdays <@ '{1,2,3,4,5,6,7}' and cardinality(weekdays) > 0),
    from_min    smallint check (from_min between 0 and 1440),
    to_min      smallint check (to_min between 0 and 1440),
    reason      text not null default '',
    position    integer not null,
    primary key (company_id, id),
    foreign key (company_id, service_id) references services (company_id, id) on delete cascade,
    foreign key (company_id, resource_id) references resources (company_id, id) on delete cascade,
    check (service_id is null or resource_id is null),
    check ((from_min is null) = (to_min is null))
);
create index exceptions_service on exceptions (company_id, service_id);
create index exceptions_resource on exceptions (company_id, resource_id);
create index exceptions_dates on exceptions (company_id, to_date);

-- The installation's directory of public keys: a request knows a form's key
-- before it knows the company, so this is no table of a company.
create table public_keys (
    key   text primary key,
    owner bigint not null references companies (id) on delete cascade,
    unique (owner, key)
);

create table forms (
    company_id bigint not null references companies (id) on delete cascade,
    id         uuid not null,
    ref        text not null,
    name       text not null,
    key        text not null,
    active     boolean not null,
    settings   jsonb not null default '{}',
    position   integer not null,
    primary key (company_id, id),
    unique (company_id, ref),
    unique (company_id, key),
    foreign key (company_id, key) references public_keys (owner, key)
);
