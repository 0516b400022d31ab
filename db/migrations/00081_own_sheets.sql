-- +goose Up
-- A specialist's own daily sheet comes on days with bookings alone, unless he wants all of them.
alter table notification_recipients add column sheet_empty boolean not null default false;
