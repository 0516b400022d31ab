-- +goose Up
-- A delivery says to whom it goes, and remembers what its recipient was told, so
-- that the next one tells what has changed since and nothing twice.
alter table deliveries add column audience text not null default 'team' check (audience in ('team', 'client'));
alter table deliveries add column topic text not null default 'booking'; -- a waiting delivery takes up later events of its topic
alter table deliveries add column lead_id uuid;
alter table deliveries add column actor_user bigint;
alter table deliveries add column actor_name text not null default '';
alter table deliveries add column before jsonb;           -- the booking before the act, where there was one
alter table deliveries add column told jsonb;             -- the booking as the message told of it
alter table deliveries add column receipt text not null default ''; -- the channel's own name of the message
alter table deliveries add column expires_at timestamptz; -- after that nobody wants to hear it
alter table deliveries add foreign key (company_id, lead_id) references leads (company_id, id) on delete cascade;
create index deliveries_lead on deliveries (company_id, lead_id);
create index deliveries_newest on deliveries (company_id, created_at desc, id);

-- At most one waiting delivery per recipient, and one on its way: what follows
-- is compared with what has been told, so it has to come after it.
create unique index deliveries_waiting on deliveries (company_id, booking_id, topic, audience, channel, recipient)
    where state = 'waiting';
create unique index deliveries_sending on deliveries (company_id, booking_id, topic, audience, channel, recipient)
    where state = 'sending';
