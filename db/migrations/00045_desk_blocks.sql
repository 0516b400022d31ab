-- +goose Up
-- Whether the front desk may block time on the board: exceptions of one resource on one date.
alter table companies add column desk_blocks boolean not null default true;
