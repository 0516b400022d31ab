-- +goose Up
-- Bookings that are over and stay as they stand: nobody asks any more how they went. One that is
-- moved to a later time afterwards is asked about again.
create table left_bookings (
    company_id bigint not null,
    booking_id uuid not null,
    at         timestamptz not null,
    primary key (company_id, booking_id),
    foreign key (company_id, booking_id) references bookings (company_id, id) on delete cascade
);
create index bookings_undecided on bookings (company_id, ends_at)
    where status in ('pending', 'confirmed', 'arrived') and deleted_at is null;
