-- +goose Up
-- What was taken for a booking and what was given back, which is below zero: an entry each. None is ever changed; whoever has
-- made it can take it back for a minute.
create table payments (
    company_id bigint not null,
    id         uuid not null,
    booking_id uuid not null,
    way        text not null check (way in ('cash', 'card', 'transfer')),
    amount     numeric(12, 2) not null check (amount <> 0),
    at         timestamptz not null,
    day        date not null, -- that the company's clock read then
    note       text not null default '',
    by_name    text not null default '',
    primary key (company_id, id),
    foreign key (company_id, booking_id) references bookings (company_id, id) on delete cascade
);
create index payments_booking on payments (company_id, booking_id);
create index payments_day on payments (company_id, day);

-- The sum of a booking's payments, kept by what writes them; null where nobody has ever paid.
alter table bookings add column paid numeric(14, 2);
