-- +goose Up
-- How a company tells its team. No row: the defaults.
create table notification_settings (
    company_id     bigint primary key references companies (id) on delete cascade,
    sender_name    text not null default '', -- '': the installation's
    reply_to       text not null default '', -- '': nobody's
    quiet_from     smallint not null default 0 check (quiet_from between 0 and 1439), -- the company's clock; the same as quiet_to: never
    quiet_to       smallint not null default 0 check (quiet_to between 0 and 1439),
    lead_wait_min  integer not null default 30 check (lead_wait_min between 5 and 10080),
    sheet_at       smallint not null default 450 check (sheet_at between 0 and 1439),
    telegram_token bytea,                    -- sealed; null: the installation's bot
    telegram_bot   text not null default '', -- the user name of that token's bot
    revision       integer not null default 1
);

-- Who is told of what. A member without a row has the defaults of his role.
create table notification_recipients (
    company_id bigint not null references companies (id) on delete cascade,
    id         uuid not null,
    kind       text not null check (kind in ('member', 'address', 'chat')),
    user_id    bigint, -- the member, of a private chat too; null for addresses and groups
    address    text not null default '', -- an e-mail address, or the id of a Telegram chat
    name       text not null default '',
    is_group   boolean not null default false,
    locale     text not null check (locale in ('ru', 'en')),
    events     text[] not null,
    broken     text not null default '', -- why nothing reaches it any more
    created_at timestamptz not null default now(),
    primary key (company_id, id),
    unique (company_id, kind, address, user_id),
    check ((kind = 'member') = (address = '')),
    foreign key (company_id, user_id) references members (company_id, user_id) on delete cascade
);
create index notification_recipients_member on notification_recipients (company_id, user_id);
create index notification_recipients_chat on notification_recipients (address) where kind = 'chat'; -- the bot knows the chat, not the company
create unique index notification_recipients_one on notification_recipients (company_id, kind, address) where kind <> 'member';

-- A link by which a chat is connected: it is good for one use, and soon for none.
create table telegram_links (
    company_id bigint not null,
    token_hash bytea not null, -- SHA-256
    user_id    bigint not null, -- who made it
    is_group   boolean not null,
    expires_at timestamptz not null,
    used_at    timestamptz,
    recipient  uuid, -- the chat that it has connected
    primary key (company_id, token_hash),
    foreign key (company_id, user_id) references members (company_id, user_id) on delete cascade
);
create index telegram_links_member on telegram_links (company_id, user_id);
create index telegram_links_token on telegram_links (token_hash); -- the bot knows the token, not the company

-- The company's own words. No row: the words of the program.
create table notification_templates (
    company_id bigint not null references companies (id) on delete cascade,
    audience   text not null check (audience in ('team', 'client')),
    event      text not null,
    locale     text not null check (locale in ('ru', 'en')),
    subject    text not null,
    body       text not null,
    primary key (company_id, audience, event, locale)
);

-- What comes by the clock is told once, whichever worker is first.
create table notification_ticks (
    company_id bigint not null references companies (id) on delete cascade,
    what       text not null, -- the event, and the thing that it is about
    on_date    date not null, -- the company's
    at         timestamptz not null default now(),
    primary key (company_id, what, on_date)
);
create index notification_ticks_age on notification_ticks (at);
