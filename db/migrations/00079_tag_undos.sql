-- +goose Up
-- An act on all who have a tag can be taken back: it is on no single booking and no single card.
alter table undos drop constraint undos_check;
alter table undos add constraint undos_check check (num_nonnulls(booking_id, client_id) <= 1 and num_nonnulls(booking_id, n) <> 1);

-- The front desk may be kept from what a day brings in, as the other roles may.
alter table companies drop constraint companies_hide_revenue_from_check;
alter table companies add constraint companies_hide_revenue_from_check check (hide_revenue_from <@ '{admin,desk,manager}');
