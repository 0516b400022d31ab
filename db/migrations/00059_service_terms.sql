-- +goose Up
-- What a service takes and costs with one of the people who do it; null: what it takes and costs otherwise.
alter table service_resources
    add column duration_min smallint check (duration_min between 5 and 1440),
    add column price numeric(12, 2) check (price >= 0);
