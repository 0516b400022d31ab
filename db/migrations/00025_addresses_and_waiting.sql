-- +goose Up
-- What a failed attempt means (booking.Why); error has the other side's own words.
alter table deliveries add column why text not null default '';

-- Addresses of clients that mail servers refuse for good: nothing is sent there until
-- the address is corrected, or somebody sends again.
create table dead_addresses (
    company_id bigint not null references companies (id) on delete cascade,
    address    text not null, -- as booking.ParseEmail gives it
    why        text not null, -- booking.Why
    error      text not null, -- the mail server's own words
    at         timestamptz not null default now(),
    primary key (company_id, address)
);

-- After how many minutes of waking hours the team is reminded of a booking that waits for
-- its answer, and after how many it is let go; 0: never.
alter table notification_settings add column pending_remind_min integer not null default 120 check (pending_remind_min between 0 and 10080);
alter table notification_settings add column pending_release_min integer not null default 0 check (pending_release_min between 0 and 20160);

-- The words for a client's new booking were used for one that waits and for one that
-- stands. They are of the one that waits now; a company whose bookings stand at once keeps
-- its words for those, but for a subject that it had only been shown.
insert into notification_templates (company_id, audience, event, locale, subject, body)
    select t.company_id, t.audience, 'booking_confirmed', t.locale,
        case t.subject when 'Запись получена: {{service}}, {{when}}' then 'Вы записаны: {{service}}, {{when}}'
            when 'Request received: {{service}}, {{when}}' then 'You are booked: {{service}}, {{when}}' else t.subject end,
        t.body
    from notification_templates t join companies c on c.id = t.company_id
    where t.audience = 'client' and t.event = 'booking_created' and c.confirmation = 'auto'
    on conflict do nothing;

-- Addresses are kept as people read them: what was typed as xn-- (RFC 3492) is decoded.
-- +goose StatementBegin
create function okno_readable(address text) returns text language plpgsql immutable as $$
declare
    at    integer := position('@' in address);
    label text;
    said  text;
    coded text;
    out   text := '';
    n     integer; i integer; old integer; w integer; k integer; digit integer; t integer; delta integer; bias integer;
    pos   integer;
    first boolean;
begin
    foreach label in array string_to_array(substr(address, at + 1), '.') loop
        if label not like 'xn--%' then
            out := out || '.' || label;
            continue;
        end if;
        coded := substr(label, 5);
        said := case when coded like '%-%' then regexp_replace(coded, '-[^-]*$', '') else '' end;
        coded := regexp_replace(coded, '^.*-', '');
        n := 128; i := 0; bias := 72; pos := 1; first := true;
        while pos <= length(coded) loop
            old := i; w := 1; k := 36;
            loop
                digit := ascii(substr(coded, pos, 1));
                pos := pos + 1;
                digit := case when digit between 97 and 122 then digit - 97 when digit between 48 and 57 then digit - 22 else null end;
                if digit is null then
                    return address;
                end if;
                i := i + digit * w;
                t := least(greatest(k - bias, 1), 26);
                exit when digit < t;
                w := w * (36 - t); k := k + 36;
            end loop;
            delta := case when first then (i - old) / 700 else (i - old) / 2 end;
            delta := delta + delta / (length(said) + 1);
            k := 0;
            while delta > 455 loop
                delta := delta / 35; k := k + 36;
            end loop;
            bias := k + 36 * delta / (delta + 38);
            n := n + i / (length(said) + 1);
            i := i % (length(said) + 1);
            said := substr(said, 1, i) || chr(n) || substr(said, i + 1);
            i := i + 1; first := false;
        end loop;
        out := out || '.' || said;
    end loop;
    return substr(address, 1, at) || substr(out, 2);
exception when others then -- no such word: it stays as it is
    return address;
end $$;
-- +goose StatementEnd
update clients set email = okno_readable(email) where email like '%@%xn--%';
update bookings set contact_email = okno_readable(contact_email) where contact_email like '%@%xn--%';
update leads set contact_email = okno_readable(contact_email) where contact_email like '%@%xn--%';
update notification_settings set reply_to = okno_readable(reply_to) where reply_to like '%@%xn--%';
update client_aliases a set value = okno_readable(value) where value like '%@%xn--%'
    and not exists (select from client_aliases o where o.company_id = a.company_id and o.value = okno_readable(a.value));
update notification_recipients r set address = okno_readable(address) where kind = 'address' and address like '%@%xn--%'
    and not exists (select from notification_recipients o where o.company_id = r.company_id and o.kind = r.kind and o.address = okno_readable(r.address));
update deliveries set recipient = okno_readable(recipient) where channel = 'email' and recipient like '%@%xn--%'
    and state not in ('waiting', 'sending');
update users u set email = okno_readable(email) where email like '%@%xn--%'
    and not exists (select from users o where o.email = okno_readable(u.email));
insert into client_keys (company_id, key, client_id)
    select company_id, left(email, 48), id from clients where email is not null and email ~ '[^ -~]' on conflict do nothing;
drop function okno_readable(text);
