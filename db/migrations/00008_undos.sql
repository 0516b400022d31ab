-- +goose Up
-- An act of the desk that can still be taken back: which line of history it was,
-- and how the booking stood before.
create table undos (
    company_id bigint not null,
    token      uuid not null,
    booking_id uuid not null,
    n          integer not null,
    user_id    bigint not null, -- whose act it was: nobody else takes it back
    before     jsonb not null,
    expires_at timestamptz not null,
    primary key (company_id, token),
    foreign key (company_id, booking_id, n) references booking_history (company_id, booking_id, n) on delete cascade
);
create index undos_booking on undos (company_id, booking_id, n);
create index undos_expiry on undos (expires_at);
