-- +goose Up
-- Clients as the panel edits them. name_key is booking.Fold(name), for sorting;
-- it is written by db/clients.go with every name.
alter table clients add column note text not null default '';
alter table clients add column name_key text collate "C" not null default '';
alter table clients add column revision integer not null default 1;
alter table clients add column erased_at timestamptz; -- what was personal is gone
create index clients_name on clients (company_id, name_key, id);
create index clients_age on clients (company_id, created_at, id);

-- What a client is found by, each by its beginning: booking.SearchKeys. No
-- trigrams: under the locale C they know no Cyrillic.
create table client_keys (
    company_id bigint not null,
    key        text collate "C" not null,
    client_id  uuid not null,
    primary key (company_id, key, client_id),
    foreign key (company_id, client_id) references clients (company_id, id) on delete cascade
);
create index client_keys_client on client_keys (company_id, client_id);

-- Phones and e-mails of clients who were merged into another: whoever comes with
-- one of them is that other.
create table client_aliases (
    company_id bigint not null,
    value      text not null,
    client_id  uuid not null,
    primary key (company_id, value),
    foreign key (company_id, client_id) references clients (company_id, id) on delete cascade
);
create index client_aliases_client on client_aliases (company_id, client_id);

-- Pairs that look like one person and are two.
create table client_pairs_apart (
    company_id bigint not null,
    one_id     uuid not null,
    other_id   uuid not null check (other_id > one_id),
    primary key (company_id, one_id, other_id),
    foreign key (company_id, one_id) references clients (company_id, id) on delete cascade,
    foreign key (company_id, other_id) references clients (company_id, id) on delete cascade
);
create index client_pairs_apart_other on client_pairs_apart (company_id, other_id);

create table client_history (
    company_id bigint not null,
    client_id  uuid not null,
    n          integer not null, -- counts from 1 within the client
    at         timestamptz not null,
    act        text not null,    -- edited, merged, exported, erased
    actor_kind text not null check (actor_kind in ('visitor', 'member', 'system')),
    actor_user bigint,
    actor_name text not null default '',
    origin     text not null,
    detail     jsonb not null default '{}',
    primary key (company_id, client_id, n),
    foreign key (company_id, client_id) references clients (company_id, id) on delete cascade
);

-- Visits of one client, by time; it takes the place of the index behind the foreign key.
create index bookings_client_start on bookings (company_id, client_id, starts_at);
drop index bookings_client;

-- What is stored already, as nearly as SQL can say what booking.Fold says.
update clients set name_key = regexp_replace(normalize(translate(lower(name),
    'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ', 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя'), NFKD), '[\u0300-\u036f]', '', 'g');
insert into client_keys (company_id, key, client_id)
    select company_id, left(word, 48), id from clients, regexp_split_to_table(name_key, '[[:space:][:punct:]]+') word where word <> ''
    union select company_id, left(email, 48), id from clients where email is not null
    union select company_id, substr(phone, n), id from clients, generate_series(2, length(phone) - 2) n where phone is not null;
