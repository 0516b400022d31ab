-- +goose Up
-- How a recipient wants the daily sheet. Nulls: at the hour of the company's settings; of the day on which it is sent, from 15:00 on of
-- the next one; of the whole company.
alter table notification_recipients add column sheet_at smallint check (sheet_at between 0 and 1439);
alter table notification_recipients add column sheet_tomorrow boolean;
alter table notification_recipients add column sheet_resource uuid; -- of that one alone
alter table notification_recipients add foreign key (company_id, sheet_resource) references resources (company_id, id) on delete set null (sheet_resource);
create index notification_recipients_sheet on notification_recipients (company_id, sheet_resource);

-- The sheet was ticked off once a company, and is now once a recipient: who has had today's does not get it again.
insert into notification_ticks (company_id, what, on_date, at)
select t.company_id, 'daily_sheet ' || r.id, t.on_date, t.at
from notification_ticks t join notification_recipients r on r.company_id = t.company_id and 'daily_sheet' = any(r.events)
where t.what = 'daily_sheet' on conflict do nothing;
