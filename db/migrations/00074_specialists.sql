-- +goose Up
-- A specialist is a member who sees the bookings of one resource, his own, and nothing else of the company.
alter table members
    drop constraint members_role_check,
    add column resource_id uuid,
    add constraint members_role_check check (role in ('owner', 'admin', 'desk', 'manager', 'specialist')),
    add constraint members_resource_check check (resource_id is null or role = 'specialist'),
    add foreign key (company_id, resource_id) references resources (company_id, id);
create index members_resource on members (company_id, resource_id);

alter table invitations
    drop constraint invitations_role_check,
    add column resource_id uuid,
    add constraint invitations_role_check check (role in ('owner', 'admin', 'desk', 'manager', 'specialist')),
    add constraint invitations_resource_check check (resource_id is null or role = 'specialist'),
    add foreign key (company_id, resource_id) references resources (company_id, id);
create index invitations_resource on invitations (company_id, resource_id);
