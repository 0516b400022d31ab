-- +goose Up
-- Bookings of who came without an appointment.
alter table bookings drop constraint bookings_source_check;
alter table bookings add constraint bookings_source_check check (source in ('widget', 'phone', 'desk', 'walk_in', 'lead', 'import'));
