-- Secrets leave the tables in which they could be read. Each is sealed with a key that is in a file outside the database
-- (platform/secrets). What was stored in clear is sealed by the next start, which has the key; SQL has not.

alter table platform.server_key drop constraint server_key_pkey;
alter table platform.server_key
  alter column key drop not null,
  add column sealed     bytea,
  -- A key that signs is replaced, and what the older one signed must go on being judged by it.
  add column generation integer     not null default 1,
  add column valid_from timestamptz not null default now(),
  add column valid_to   timestamptz,
  add constraint server_key_pkey primary key (locality_id, name, generation),
  add constraint server_key_clear_or_sealed check (num_nonnulls(key, sealed) = 1),
  add constraint server_key_validity check (valid_to >= valid_from);
create unique index server_key_one_current on platform.server_key (locality_id, name) where valid_to is null;
comment on column platform.server_key.key is 'Khoá chưa được bọc, từ phiên bản trước; lần khởi động kế tiếp bọc lại.';
comment on column platform.server_key.sealed is 'Khoá được bọc bằng khoá ở tệp MOTCUA_KEY_FILE.';
revoke select, insert on platform.server_key from motcua_app;
grant select (locality_id, name, generation, sealed, valid_from, valid_to), insert (name, sealed) on platform.server_key to motcua_app;

alter table payment.account
  add column notice_secret_sealed bytea,
  add constraint account_notice_secret_clear_or_sealed check (num_nonnulls(notice_secret, notice_secret_sealed) <= 1);
comment on column payment.account.notice_secret_sealed is 'Khoá dùng chung với ngân hàng, được bọc.';
revoke select, insert, update on payment.account from motcua_app;
grant select (locality_id, centre_id, collector_name, tax_code, bank_bin, bank_account, template_symbol, series_symbol, refund_limit_dong,
    notice_secret_sealed, changed_by, changed_at),
  insert (centre_id, collector_name, tax_code, bank_bin, bank_account, template_symbol, series_symbol, refund_limit_dong,
    notice_secret_sealed, changed_by, changed_at),
  update (collector_name, tax_code, bank_bin, bank_account, template_symbol, series_symbol, refund_limit_dong, notice_secret_sealed,
    changed_by, changed_at)
  on payment.account to motcua_app;
