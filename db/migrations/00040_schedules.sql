-- +goose Up
-- A resource's hours by dates: patterns that repeat after some days, and single
-- dates. weekly_intervals are the ordinary week, on which it works where neither
-- says anything. hours are a list of {"Day", "From", "To"}: the day of the cycle,
-- from 1, and minutes on the wall clock; To <= From runs past midnight. They are
-- always read and written as a whole.
create table schedules (
    company_id  bigint not null,
    resource_id uuid not null,
    from_date   date not null,
    to_date     date check (to_date >= from_date), -- null: no end
    cycle_days  smallint not null check (cycle_days between 1 and 56),
    anchor      date not null, -- is day 1 of the cycle
    hours       jsonb not null check (jsonb_typeof(hours) = 'array'),
    primary key (company_id, resource_id, from_date),
    foreign key (company_id, resource_id) references resources (company_id, id) on delete cascade
);

-- hours are a list of {"From", "To"}; an empty one is a day off.
create table own_days (
    company_id  bigint not null,
    resource_id uuid not null,
    date        date not null,
    hours       jsonb not null check (jsonb_typeof(hours) = 'array'),
    primary key (company_id, resource_id, date),
    foreign key (company_id, resource_id) references resources (company_id, id) on delete cascade
);
