-- A bank's reference is one thing however it is written: typed in small letters or with a blank it was another, and one transfer settled two
-- dossiers. And it is the bank's own: two centres have accounts at two banks, which may give the same reference to two transfers.

create function payment.reference_key(reference text) returns text
language sql immutable strict parallel safe set search_path = pg_catalog
return coalesce(nullif(upper(regexp_replace(reference, '[^0-9A-Za-z]', '', 'g')), ''), reference);
comment on function payment.reference_key(text) is 'Số tham chiếu của ngân hàng để so sánh: chỉ chữ cái và chữ số, không phân biệt hoa thường.';

drop index payment.payment_bank_reference_used_once;
create unique index payment_bank_reference_used_once on payment.payment (locality_id, payment.reference_key(bank_reference))
  where undone_at is null and not noticed;

alter table payment.bank_notice drop constraint bank_notice_once;
create unique index bank_notice_once on payment.bank_notice (locality_id, centre_id, payment.reference_key(bank_reference));
create index bank_notice_reference_idx on payment.bank_notice (locality_id, payment.reference_key(bank_reference));
