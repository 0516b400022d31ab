-- +goose Up
-- A company's own words about its clients. A tag lives as long as some client has it; key is lookup.Fold(tag), so that
-- nobody has to mind its capitals.
create table client_tags (
    company_id bigint not null references companies (id) on delete cascade,
    client_id  uuid not null,
    key        text collate "C" not null,
    tag        text not null,
    primary key (company_id, client_id, key),
    foreign key (company_id, client_id) references clients (company_id, id) on delete cascade
);
create index client_tags_key on client_tags (company_id, key, client_id);
