-- +goose Up
-- A client's own Telegram chat: where he is told of his bookings. What a visitor types identifies a client and proves nothing, so a
-- chat that was connected on the page of a booking hears of that booking alone, until its person has shown to be the client.
create table client_chats (
    company_id   bigint not null references companies (id) on delete cascade,
    id           uuid not null,
    client_id    uuid not null,
    booking_id   uuid,                    -- of that one alone; null: of all that the client has
    via          uuid not null,           -- the booking on whose page it was connected, which may be gone
    chat         text not null,           -- Telegram's id
    name         text not null,           -- what its person is called there
    broken       text not null default '', -- why nothing reaches it any more
    connected_at timestamptz not null,
    primary key (company_id, id),
    foreign key (company_id, client_id) references clients (company_id, id) on delete cascade,
    foreign key (company_id, booking_id) references bookings (company_id, id) on delete cascade
);
create unique index client_chats_wide on client_chats (company_id, client_id) where booking_id is null;
create unique index client_chats_booking on client_chats (company_id, booking_id);
create index client_chats_client on client_chats (company_id, client_id);
create index client_chats_chat on client_chats (chat); -- the bot knows the chat, not the company

-- Links that have connected a chat: each does once.
create table client_chat_links (
    company_id bigint not null references companies (id) on delete cascade,
    token_hash bytea not null, -- SHA-256
    used_at    timestamptz not null,
    primary key (company_id, token_hash)
);

-- Whether clients are offered to be told in Telegram, and whether that is instead of mail.
alter table notification_settings add column client_chats text not null default 'also' check (client_chats in ('off', 'also', 'instead'));
