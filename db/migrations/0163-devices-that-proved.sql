-- A browser on which the second factor was given once is the owner's: its mistakes are counted apart, so that a stranger who has the
-- password and guesses codes elsewhere does not keep the owner waiting.
alter table identity.known_device add column proved_at timestamptz;
comment on column identity.known_device.proved_at is 'Lần đầu lớp xác thực thứ hai đúng trên trình duyệt này; trống: chưa lần nào.';
grant update (proved_at) on identity.known_device to motcua_app;
