-- +goose Up
-- What the desk does to bookings. A deleted booking is cancelled as well, so that
-- whatever asks who occupies the time needs to know of one thing only: the
-- exclusion constraint frees the time, and lists leave out what has deleted_at.
alter table bookings add column notes text not null default '';
alter table bookings add column waived text[] not null default '{}'; -- rules that staff went over, by booking.Reason
alter table bookings add column deleted_at timestamptz;
alter table bookings add constraint bookings_deleted_free check (deleted_at is null or status in ('cancelled', 'rejected'));

-- Whether a member's acts on a booking are told to its client; null: he has not
-- been asked yet.
alter table members add column tells_client boolean;
