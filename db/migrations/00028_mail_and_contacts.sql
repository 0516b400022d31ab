-- +goose Up
-- A company that somebody has made by signing up is not trusted with mail at once
-- (booking.Standing); null: the operator has made it.
alter table companies add column signed_up_at timestamptz;
alter table companies add column approved_at timestamptz; -- the operator vouches for it
alter table companies add column mails_per_day integer check (mails_per_day >= 0); -- to its clients, as the operator has set it; null: by its standing

-- Mail beyond a bound waits (booking.MailHold); what has been counted against the bounds is not counted again.
alter table deliveries add column held text not null default '' check (held in ('', 'recipient', 'company', 'digest'));
alter table deliveries add column counted boolean not null default false;
create index deliveries_held on deliveries (recipient) where held = 'recipient' and state = 'retrying'; -- of all companies: one digest

-- An e-mail that a visitor left belongs to his booking; it identifies who has left nothing
-- else. On the card it comes by a member's word, or by a click in a mail to it.
alter table clients add column left_email text;
create index clients_left_email on clients (company_id, left_email) where left_email is not null;
update clients c set left_email = c.email, email = null
    where c.email is not null
        and exists (select from bookings b where b.company_id = c.company_id and b.client_id = c.id and b.contact_email = c.email and b.source in ('widget', 'lead'))
        and not exists (select from bookings b where b.company_id = c.company_id and b.client_id = c.id and b.contact_email = c.email and b.source not in ('widget', 'lead'))
        and not exists (select from client_history h where h.company_id = c.company_id and h.client_id = c.id and h.act in ('edited', 'merged'));

-- Addresses of clients from which a link in a mail was opened.
create table proven_addresses (
    company_id bigint not null references companies (id) on delete cascade,
    address    text not null, -- as booking.ParseEmail gives it
    at         timestamptz not null default now(),
    primary key (company_id, address)
);
