-- +goose Up
-- Whoever lets messages or a calendar out of the company lets out what he may see himself:
-- a member, by his role of today or, where he has left, by the one that he had.
alter table notification_recipients add column seen_as text not null default 'owner'; -- the role of made_by that day
alter table calendar_feeds add column seen_as text not null default 'owner';

-- The kind of each field is kept in what was submitted; what came before that has it of the form's fields.
update leads l set payload = (
    select jsonb_agg(case when a.value ? 'kind' or k.kind is null then a.value else a.value || jsonb_build_object('kind', k.kind) end order by a.place)
    from jsonb_array_elements(l.payload) with ordinality as a (value, place)
        left join lateral (
            select coalesce(
                (select f.value ->> 'kind' from forms o, jsonb_array_elements(coalesce(o.settings -> 'fields', '[]')) f
                 where o.company_id = l.company_id and o.id = l.form_id and f.value ->> 'name' = a.value ->> 'name' limit 1),
                case a.value ->> 'name' when 'phone' then 'phone' when 'email' then 'email' end) as kind) k on true)
where jsonb_typeof(l.payload) = 'array' and jsonb_array_length(l.payload) > 0
    and exists (select from jsonb_array_elements(l.payload) a where not a.value ? 'kind');
