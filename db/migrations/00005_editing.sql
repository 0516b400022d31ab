-- +goose Up
-- What the panel needs to edit a company's setup. revision rises with every
-- change of a row: whoever saves names the one he has seen, so nobody overwrites
-- what he has not. Archived things keep their bookings and are offered to nobody;
-- deleted exceptions stay for a day so that the deletion can be undone.
alter table resources add column revision integer not null default 1;
alter table resources add column archived_at timestamptz;
alter table services add column revision integer not null default 1;
alter table services add column archived_at timestamptz;
alter table services add column category text not null default '';
alter table exceptions add column revision integer not null default 1;
alter table exceptions add column deleted_at timestamptz;

-- A resource's picture, made small and stripped of everything but pixels.
create table resource_photos (
    company_id  bigint not null,
    resource_id uuid not null,
    hash        text not null, -- of image: part of its address, so that it may be cached for ever
    image       bytea not null, -- JPEG
    removed_at  timestamptz, -- kept for a day, so that the removal can be undone
    primary key (company_id, resource_id),
    foreign key (company_id, resource_id) references resources (company_id, id) on delete cascade
);

-- Who looks after a company's first steps: null once they are done or put away.
alter table companies add column first_step text default null;
