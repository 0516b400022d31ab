-- +goose Up
-- How often visitors looked for a time and found none: docs/reports.md says what counts. Nothing of who they are is kept.
-- resource_id and form_id name what may be gone by now; resource_id is zeros where any would have done.
create table unmet_searches (
    company_id  bigint not null references companies (id) on delete cascade,
    day         date not null, -- that was looked at, by the company's clock
    service_id  uuid not null,
    resource_id uuid not null,
    form_id     uuid not null,
    hour        smallint not null check (hour between -2 and 23), -- in which it should have begun, -1 where none was said, -2 where no day was either
    searches    integer not null,
    closed      integer not null, -- of these: only working hours were in the way
    primary key (company_id, day, service_id, resource_id, form_id, hour)
);
