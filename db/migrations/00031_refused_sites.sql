-- +goose Up
-- The sites whose pages asked for a form that does not allow them, with how often:
-- an owner who has moved to another address sees why his widget says no. The newest
-- few of each form; nothing of whoever opened the page.
create table refused_sites (
    company_id bigint not null,
    form_id    uuid not null,
    site       text not null,
    times      bigint not null default 0,
    at         timestamptz not null,
    primary key (company_id, form_id, site),
    foreign key (company_id, form_id) references forms (company_id, id) on delete cascade
);
create index refused_sites_age on refused_sites (at);
