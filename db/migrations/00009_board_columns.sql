-- +goose Up
-- How a member wants the columns of his board: {"order": [ids], "hidden": [ids]}.
create table board_columns (
    company_id bigint not null,
    user_id    bigint not null,
    columns    jsonb not null,
    primary key (company_id, user_id),
    foreign key (company_id, user_id) references members (company_id, user_id) on delete cascade
);

-- The resources that a booking stood on before the change: their columns change
-- as well. Null where the act does not say.
alter table changes add column stood_on uuid[];
