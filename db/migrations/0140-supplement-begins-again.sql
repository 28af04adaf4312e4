-- From now on a supplement begins the limit again where nobody chose otherwise (61/2018/NĐ-CP Điều 19 khoản 4). Clocks said only
-- what was not the default when they began; those that began while the default was to go on keep going on, and say so.
alter table dossier.clock no force row level security;
update dossier.clock set settings = jsonb_build_object('onSupplement', 'pause') || settings where not settings ? 'onSupplement';
alter table dossier.clock force row level security;
comment on column dossier.clock.settings is 'Các lựa chọn cách tính thời hạn mà đồng hồ bắt đầu theo; thiết lập đổi sau không chuyển hồ sơ đang chạy.';
