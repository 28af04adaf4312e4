-- One process serves several localities and finds the one that is asked for by its host name. Until now nothing said which names a
-- locality has. The operator of the database says it (motcua locality host); the application reads it and cannot change it, because
-- a locality that takes another's name would take its visitors.

alter table platform.locality
  add column web_addresses text[] not null default '{}',
  add column practice_address text;

alter table platform.locality
  add constraint locality_web_addresses_are_origins
  check (array_to_string(web_addresses || practice_address, ' ') ~ '^(https?://[a-z0-9.-]+(:[0-9]{1,5})?( |$))*$');

comment on column platform.locality.web_addresses is
  'Địa chỉ (https://tên-miền) mà người dân và cán bộ dùng; địa chỉ đầu in trên giấy tờ và trong thư. Một tiến trình phục vụ nhiều địa phương nhận ra địa phương theo tên miền.';
comment on column platform.locality.practice_address is
  'Địa chỉ của nơi chạy thử; null: cùng tên miền, ở cổng chạy thử.';
