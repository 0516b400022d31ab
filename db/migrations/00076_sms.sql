-- +goose Up
-- How a company's clients are written to by SMS: through which provider's address on the web, of what, and for how much at the most.
create table sms_settings (
    company_id bigint primary key references companies (id) on delete cascade,
    enabled    boolean not null,
    method     text not null check (method in ('GET', 'POST')),
    url        text not null,
    content    text not null check (content in ('form', 'json')),
    body       text not null,
    headers    text not null,         -- a line each, their values hidden
    keyed      boolean not null,      -- the secrets have a key
    secrets    bytea,                 -- sealed: the key, and the headers as they are sent; null for none
    plus       boolean not null,      -- phones begin with a plus
    has        text not null,         -- stands in the answer to a message that was taken; '': nothing has to
    has_not    text not null,         -- does not
    kinds      text[] not null,       -- of what is told
    also       boolean not null,      -- to those too who are told by mail or in Telegram
    price      numeric(12, 2),        -- of a segment; null: not known
    day_cap    integer not null check (day_cap between 1 and 100000), -- in segments
    month_cap  integer not null check (month_cap between 1 and 1000000),
    quiet_from smallint not null check (quiet_from between 0 and 1439), -- the company's clock; the same as quiet_to: never
    quiet_to   smallint not null check (quiet_to between 0 and 1439),
    revision   integer not null default 1
);

-- What was sent on a date of the company's.
create table sms_usage (
    company_id bigint not null references companies (id) on delete cascade,
    on_date    date not null,
    messages   integer not null default 0,
    segments   integer not null default 0,
    cost       numeric(14, 2) not null default 0,
    primary key (company_id, on_date)
);

-- He wants no SMS.
alter table clients add column sms_off_at timestamptz;

alter table deliveries drop constraint deliveries_channel_check;
alter table deliveries add check (channel in ('email', 'telegram', 'push', 'sms'));
alter table deliveries drop constraint deliveries_state_check;
alter table deliveries add check (state in ('waiting', 'sending', 'sent', 'logged', 'retrying', 'parked', 'unknown', 'dropped'));
alter table notification_templates drop constraint notification_templates_audience_check;
alter table notification_templates add check (audience in ('team', 'client', 'sms'));
create index deliveries_sms on deliveries (recipient, updated_at) where channel = 'sms' and counted; -- of all companies: how many a number has had

-- The last minute before the quiet hours that a time falls into, else the time itself; as telling.Quiet.Before.
-- +goose StatementBegin
create function okno_before_quiet(at timestamptz, zone text, quiet_from integer, quiet_to integer) returns timestamptz language sql stable as $$
    select case
        when quiet_from = quiet_to or not case when quiet_from < quiet_to then m >= quiet_from and m < quiet_to else m >= quiet_from or m < quiet_to end then at
        else (d - case when m < quiet_from then interval '1 day' else interval '0' end + make_interval(mins => quiet_from - 1)) at time zone zone end
    from (select extract(hour from l)::integer * 60 + extract(minute from l)::integer as m, date_trunc('day', l) as d
        from (select at at time zone zone as l) x) y
$$;
-- +goose StatementEnd
