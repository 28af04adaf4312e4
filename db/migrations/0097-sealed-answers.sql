-- Stored answers held citizens' numbers and the secrets of slips in clear, beside the masking of everything else.
-- From now on they are sealed with the key file. Nobody repeats a request across an upgrade.
truncate platform.idempotency;
alter table platform.idempotency drop column answer, add column sealed bytea not null;
comment on column platform.idempotency.sealed is 'Kết quả của lần gửi đầu, được bọc bằng khoá ở tệp MOTCUA_KEY_FILE.';
comment on column platform.idempotency.request_hash is 'HMAC của nội dung yêu cầu; không có khoá thì không dò được.';
