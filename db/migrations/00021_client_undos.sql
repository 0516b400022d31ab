-- +goose Up
-- An act on a client's card can be taken back as well as one on a booking.
alter table undos
    alter column booking_id drop not null,
    alter column n drop not null,
    add column client_id uuid,
    add foreign key (company_id, client_id) references clients (company_id, id) on delete cascade,
    add check (num_nonnulls(booking_id, client_id) = 1 and num_nonnulls(booking_id, n) <> 1);
create index undos_client on undos (company_id, client_id);

-- Somebody who stands at the desk has not telephoned.
alter table bookings drop constraint bookings_source_check;
alter table bookings add constraint bookings_source_check check (source in ('widget', 'phone', 'desk', 'lead', 'import'));
