-- +goose Up
-- What reports count, kept in step with bookings by triggers, in the transaction of the act:
-- docs/design/rollups.md says why, docs/reports.md what each figure means.

-- starts_local is what the company's clock reads at starts_at. The program writes it, since PostgreSQL's time zones may be
-- others than the program's: db/local_time.go. form_id is the form that the booking came through, by itself or by way of its
-- lead, campaign the utm words of the page (booking/report). withdrawn_at is since when it is cancelled or rejected.
alter table bookings add column starts_local timestamp;
alter table bookings add column form_id uuid;
alter table bookings add column campaign text not null default '';
alter table bookings add column withdrawn_at timestamptz;

-- What was booked before. A zone that PostgreSQL does not know is read as UTC until `okno rollup`.
update bookings b set starts_local = b.starts_at at time zone coalesce(z.zone, 'UTC'), form_id = l.form_id, withdrawn_at = h.at
from bookings own
    join (select c.id, n.name as zone from companies c left join pg_timezone_names n on n.name = c.timezone) z on z.id = own.company_id
    left join lateral (select l.form_id from leads l where l.company_id = own.company_id and l.booking_id = own.id order by l.created_at limit 1) l on true
    left join lateral (select max(h.at) as at from booking_history h where h.company_id = own.company_id and h.booking_id = own.id
        and h.act in ('cancelled', 'rejected') and own.status in ('cancelled', 'rejected')) h on true
where own.company_id = b.company_id and own.id = b.id;

-- One row for each date and all that figures are asked by. resource_id and form_id are zeros where a booking is counted as a
-- whole, and where it came through no form. A booking counts once as a whole, and once for each of its resources.
create table booking_days (
    company_id       bigint not null references companies (id) on delete cascade,
    day              date not null, -- on which the booking starts, by the company's clock
    resource_id      uuid not null,
    service_id       uuid not null,
    source           text not null,
    form_id          uuid not null,
    campaign         text not null,
    bookings         integer not null, -- that occupy time
    visits           integer not null,
    no_shows         integer not null,
    cancelled        integer not null, -- or rejected; the next four are of these
    cancelled_day    integer not null, -- less than 24 hours before the start, or later
    cancelled_three  integer not null, -- less than 3 days
    cancelled_week   integer not null, -- less than 7 days
    cancelled_early  integer not null, -- sooner; what is in none of the four came in cancelled
    minutes          integer not null, -- that bookings take, without buffers
    expected         numeric(16, 2) not null, -- prices of what is still to take place
    done             numeric(16, 2) not null, -- prices of visits
    primary key (company_id, day, resource_id, service_id, source, form_id, campaign)
);

-- The minutes that bookings take of each resource, by the hour of the company's clock. Those behind midnight are of the day on
-- which the booking starts.
create table booking_hours (
    company_id  bigint not null references companies (id) on delete cascade,
    day         date not null,
    resource_id uuid not null,
    hour        smallint not null check (hour between 0 and 23),
    service_id  uuid not null,
    source      text not null,
    form_id     uuid not null,
    minutes     integer not null,
    primary key (company_id, day, resource_id, hour, service_id, source, form_id)
);

-- The clients who have a booking that stands or took place.
create table client_visits (
    company_id     bigint not null,
    client_id      uuid not null,
    visits         integer not null,
    first_at       timestamptz, -- the start of the first visit, null before there was one
    first_booking  uuid,
    last_at        timestamptz, -- and of the last
    last_booking   uuid,
    latest_at      timestamptz not null, -- the start of the latest that is a visit or still to take place
    primary key (company_id, client_id),
    foreign key (company_id, client_id) references clients (company_id, id) on delete cascade
);
create index client_visits_first on client_visits (company_id, first_at);
create index client_visits_latest on client_visits (company_id, latest_at) where visits > 0;

-- What one booking adds to the figures: no row where it is deleted.
-- +goose StatementBegin
create function booking_measures(status text, deleted timestamptz, starts timestamptz, ends timestamptz, withdrawn timestamptz, price numeric)
returns table (bookings integer, visits integer, no_shows integer, cancelled integer, cancelled_day integer, cancelled_three integer,
    cancelled_week integer, cancelled_early integer, minutes integer, expected numeric, done numeric) language sql immutable as $$
    select (status not in ('cancelled', 'rejected'))::integer, (status in ('arrived', 'completed'))::integer, (status = 'no_show')::integer,
        (status in ('cancelled', 'rejected'))::integer,
        (status in ('cancelled', 'rejected') and withdrawn is not null and starts - withdrawn < interval '24 hours')::integer,
        (status in ('cancelled', 'rejected') and withdrawn is not null and starts - withdrawn >= interval '24 hours' and starts - withdrawn < interval '72 hours')::integer,
        (status in ('cancelled', 'rejected') and withdrawn is not null and starts - withdrawn >= interval '72 hours' and starts - withdrawn < interval '168 hours')::integer,
        (status in ('cancelled', 'rejected') and withdrawn is not null and starts - withdrawn >= interval '168 hours')::integer,
        case when status in ('cancelled', 'rejected') then 0 else (extract(epoch from ends - starts) / 60)::integer end,
        case when status in ('pending', 'confirmed') then coalesce(price, 0) else 0 end,
        case when status in ('arrived', 'completed') then coalesce(price, 0) else 0 end
    where deleted is null
$$;
-- +goose StatementEnd

-- Counts a booking for one of its resources, or as a whole: zeros. sign is -1 to take it off.
-- +goose StatementBegin
create function count_booking(sign integer, resource uuid, b bookings) returns void language plpgsql as $$
declare
    none constant uuid := '00000000-0000-0000-0000-000000000000';
    starts timestamp := coalesce(b.starts_local, b.starts_at at time zone 'UTC');
    ends timestamp := starts + (b.ends_at - b.starts_at);
begin
    insert into booking_days as t (company_id, day, resource_id, service_id, source, form_id, campaign, bookings, visits, no_shows, cancelled,
        cancelled_day, cancelled_three, cancelled_week, cancelled_early, minutes, expected, done)
    select b.company_id, starts::date, resource, b.service_id, b.source, coalesce(b.form_id, none), b.campaign,
        sign * m.bookings, sign * m.visits, sign * m.no_shows, sign * m.cancelled, sign * m.cancelled_day, sign * m.cancelled_three,
        sign * m.cancelled_week, sign * m.cancelled_early, sign * m.minutes, sign * m.expected, sign * m.done
    from booking_measures(b.status, b.deleted_at, b.starts_at, b.ends_at, b.withdrawn_at, b.price) m
    on conflict (company_id, day, resource_id, service_id, source, form_id, campaign) do update set
        bookings = t.bookings + excluded.bookings, visits = t.visits + excluded.visits, no_shows = t.no_shows + excluded.no_shows,
        cancelled = t.cancelled + excluded.cancelled, cancelled_day = t.cancelled_day + excluded.cancelled_day,
        cancelled_three = t.cancelled_three + excluded.cancelled_three, cancelled_week = t.cancelled_week + excluded.cancelled_week,
        cancelled_early = t.cancelled_early + excluded.cancelled_early, minutes = t.minutes + excluded.minutes,
        expected = t.expected + excluded.expected, done = t.done + excluded.done;
    if resource <> none and b.status not in ('cancelled', 'rejected') and b.deleted_at is null then
        insert into booking_hours as t (company_id, day, resource_id, hour, service_id, source, form_id, minutes)
        select b.company_id, starts::date, resource, extract(hour from h), b.service_id, b.source, coalesce(b.form_id, none),
            sign * sum((extract(epoch from least(h + interval '1 hour', ends) - greatest(h, starts)) / 60)::integer)
        from generate_series(date_trunc('hour', starts), ends - interval '1 microsecond', interval '1 hour') h group by 4
        on conflict (company_id, day, resource_id, hour, service_id, source, form_id) do update set minutes = t.minutes + excluded.minutes;
    end if;
end $$;
-- +goose StatementEnd

-- Counts many at once, of a company that is counted anew: the n-th booking for the n-th resource, or zeros.
-- +goose StatementBegin
create function count_bookings(resources uuid[], list bookings[]) returns void language plpgsql as $$
begin
    insert into booking_days as t (company_id, day, resource_id, service_id, source, form_id, campaign, bookings, visits, no_shows, cancelled,
        cancelled_day, cancelled_three, cancelled_week, cancelled_early, minutes, expected, done)
    select x.company_id, coalesce(x.starts_local, x.starts_at at time zone 'UTC')::date, x.resource_id, x.service_id, x.source,
        coalesce(x.form_id, '00000000-0000-0000-0000-000000000000'), x.campaign,
        sum(m.bookings), sum(m.visits), sum(m.no_shows), sum(m.cancelled), sum(m.cancelled_day), sum(m.cancelled_three),
        sum(m.cancelled_week), sum(m.cancelled_early), sum(m.minutes), sum(m.expected), sum(m.done)
    from unnest(resources, list) as x (resource_id)
        cross join lateral booking_measures(x.status, x.deleted_at, x.starts_at, x.ends_at, x.withdrawn_at, x.price) m
    group by 1, 2, 3, 4, 5, 6, 7
    on conflict (company_id, day, resource_id, service_id, source, form_id, campaign) do update set
        bookings = t.bookings + excluded.bookings, visits = t.visits + excluded.visits, no_shows = t.no_shows + excluded.no_shows,
        cancelled = t.cancelled + excluded.cancelled, cancelled_day = t.cancelled_day + excluded.cancelled_day,
        cancelled_three = t.cancelled_three + excluded.cancelled_three, cancelled_week = t.cancelled_week + excluded.cancelled_week,
        cancelled_early = t.cancelled_early + excluded.cancelled_early, minutes = t.minutes + excluded.minutes,
        expected = t.expected + excluded.expected, done = t.done + excluded.done;

    insert into booking_hours as t (company_id, day, resource_id, hour, service_id, source, form_id, minutes)
    select x.company_id, w.starts::date, x.resource_id, extract(hour from h.at), x.service_id, x.source,
        coalesce(x.form_id, '00000000-0000-0000-0000-000000000000'),
        sum((extract(epoch from least(h.at + interval '1 hour', w.ends) - greatest(h.at, w.starts)) / 60)::integer)
    from unnest(resources, list) as x (resource_id)
        cross join lateral (select coalesce(x.starts_local, x.starts_at at time zone 'UTC') as starts,
            coalesce(x.starts_local, x.starts_at at time zone 'UTC') + (x.ends_at - x.starts_at) as ends) w
        cross join lateral generate_series(date_trunc('hour', w.starts), w.ends - interval '1 microsecond', interval '1 hour') h (at)
    where x.resource_id <> '00000000-0000-0000-0000-000000000000' and x.status not in ('cancelled', 'rejected') and x.deleted_at is null
    group by 1, 2, 3, 4, 5, 6, 7
    on conflict (company_id, day, resource_id, hour, service_id, source, form_id) do update set minutes = t.minutes + excluded.minutes;
end $$;
-- +goose StatementEnd

-- Looks at all bookings of the n-th client of the n-th company.
-- +goose StatementBegin
create function count_clients(companies bigint[], clients uuid[]) returns void language plpgsql as $$
begin
    delete from client_visits v using unnest(companies, clients) as p (company, client)
    where v.company_id = p.company and v.client_id = p.client and not exists (select from bookings b
        where b.company_id = p.company and b.client_id = p.client and b.deleted_at is null and b.status in ('pending', 'confirmed', 'arrived', 'completed'));
    insert into client_visits as v (company_id, client_id, visits, first_at, first_booking, last_at, last_booking, latest_at)
    select b.company_id, b.client_id, count(*) filter (where b.status in ('arrived', 'completed')),
        min(b.starts_at) filter (where b.status in ('arrived', 'completed')),
        (array_agg(b.id order by b.starts_at, b.id) filter (where b.status in ('arrived', 'completed')))[1],
        max(b.starts_at) filter (where b.status in ('arrived', 'completed')),
        (array_agg(b.id order by b.starts_at desc, b.id) filter (where b.status in ('arrived', 'completed')))[1],
        max(b.starts_at)
    from (select distinct company, client from unnest(companies, clients) as p (company, client)) p
        join bookings b on b.company_id = p.company and b.client_id = p.client
    where b.deleted_at is null and b.status in ('pending', 'confirmed', 'arrived', 'completed')
    group by 1, 2 order by 1, 2
    on conflict (company_id, client_id) do update set visits = excluded.visits, first_at = excluded.first_at,
        first_booking = excluded.first_booking, last_at = excluded.last_at, last_booking = excluded.last_booking, latest_at = excluded.latest_at
    where (v.visits, v.first_at, v.first_booking, v.last_at, v.last_booking, v.latest_at) is distinct from
        (excluded.visits, excluded.first_at, excluded.first_booking, excluded.last_at, excluded.last_booking, excluded.latest_at);
end $$;
-- +goose StatementEnd

-- +goose StatementBegin
create function bookings_withdrawn() returns trigger language plpgsql as $$
begin
    new.withdrawn_at := case when new.status not in ('cancelled', 'rejected') then null
        when old.status in ('cancelled', 'rejected') then old.withdrawn_at else new.updated_at end;
    return new;
end $$;
-- +goose StatementEnd
create trigger bookings_withdrawn before update on bookings for each row when (old.status <> new.status) execute function bookings_withdrawn();

-- Whoever counts a company anew sets okno.counting to off for the time being, and the triggers rest.

-- A new booking has no resources yet: it is counted for each as it comes.
-- +goose StatementBegin
create function bookings_made() returns trigger language plpgsql as $$
begin
    perform count_booking(1, '00000000-0000-0000-0000-000000000000', new);
    if new.deleted_at is not null or new.status not in ('pending', 'confirmed') then
        perform count_clients(array[new.company_id], array[new.client_id]);
    else
        insert into client_visits as v (company_id, client_id, visits, latest_at) values (new.company_id, new.client_id, 0, new.starts_at)
        on conflict (company_id, client_id) do update set latest_at = excluded.latest_at where v.latest_at < excluded.latest_at;
    end if;
    return null;
end $$;
-- +goose StatementEnd
create trigger bookings_made after insert on bookings for each row
    when (current_setting('okno.counting', true) is distinct from 'off') execute function bookings_made();

-- +goose StatementBegin
create function bookings_changed() returns trigger language plpgsql as $$
declare
    resource uuid;
begin
    for resource in select '00000000-0000-0000-0000-000000000000'::uuid
        union all select r.resource_id from booking_resources r where r.company_id = new.company_id and r.booking_id = new.id
    loop
        perform count_booking(-1, resource, old), count_booking(1, resource, new);
    end loop;
    return null;
end $$;
-- +goose StatementEnd
create trigger bookings_changed after update on bookings for each row
    when ((old.status, old.deleted_at is null, old.starts_at, old.ends_at, old.starts_local, old.withdrawn_at, old.price, old.service_id, old.source, old.form_id, old.campaign)
        is distinct from (new.status, new.deleted_at is null, new.starts_at, new.ends_at, new.starts_local, new.withdrawn_at, new.price, new.service_id, new.source, new.form_id, new.campaign)
        and current_setting('okno.counting', true) is distinct from 'off')
    execute function bookings_changed();

-- +goose StatementBegin
create function bookings_clients_changed() returns trigger language plpgsql as $$
begin
    perform count_clients(array[old.company_id, new.company_id], array[old.client_id, new.client_id]);
    return null;
end $$;
-- +goose StatementEnd
create trigger bookings_clients_changed after update on bookings for each row
    when ((old.status, old.deleted_at is null, old.starts_at, old.client_id) is distinct from (new.status, new.deleted_at is null, new.starts_at, new.client_id)
        and current_setting('okno.counting', true) is distinct from 'off')
    execute function bookings_clients_changed();

-- +goose StatementBegin
create function booking_resources_changed() returns trigger language plpgsql as $$
declare
    r booking_resources := case when tg_op = 'INSERT' then new else old end;
    b bookings;
begin
    select * into b from bookings where company_id = r.company_id and id = r.booking_id;
    if found then
        perform count_booking(case when tg_op = 'INSERT' then 1 else -1 end, r.resource_id, b);
    end if;
    return null;
end $$;
-- +goose StatementEnd
create trigger booking_resources_changed after insert or delete on booking_resources for each row
    when (current_setting('okno.counting', true) is distinct from 'off') execute function booking_resources_changed();

select count_bookings(array_agg(r.resource_id), array_agg(row(b.*)::bookings))
    from bookings b cross join lateral (select '00000000-0000-0000-0000-000000000000'::uuid as resource_id
        union all select br.resource_id from booking_resources br where br.company_id = b.company_id and br.booking_id = b.id) r
    group by b.company_id, date_trunc('month', b.starts_at);
select count_clients(array_agg(k.company_id), array_agg(k.id)) from clients k group by k.company_id;
