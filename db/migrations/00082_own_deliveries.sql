-- +goose Up
-- What a specialist is told of a booking is told of one resource, who he was when it was written: he may be another by the time it is sent.
alter table deliveries add column own_resource uuid;
