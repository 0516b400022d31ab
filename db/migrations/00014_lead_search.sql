-- +goose Up
-- What a lead is found by: its contact and its answers, folded as booking.Fold does.
alter table leads add column search text not null default '';
update leads set search = lower(contact_name || ' ' || coalesce(contact_email, '') || ' ' ||
    (select coalesce(string_agg(a ->> 'value', ' '), '') from jsonb_array_elements(payload) a));
