-- A centre is opened by people, on screens: who changed what of the place is written down, and a centre says its level.

alter table centre.centre
  add column level text not null default 'province',
  add constraint centre_level_known check (level in ('province', 'commune'));
comment on column centre.centre.level is 'province: Trung tâm cấp tỉnh; commune: Trung tâm Phục vụ hành chính công cấp xã.';
grant update (level) on centre.centre to motcua_app;

create or replace view centre.v_centre with (security_invoker = true) as
  select locality_id, id, code, name, address, phone, level from centre.centre;

-- The people's committee of a commune decides too.
alter table agency.agency drop constraint agency_kind_known;
alter table agency.agency add constraint agency_kind_known check (kind in ('provincial', 'commune', 'vertical', 'centre'));

-- Whether papers are stamped MẪU is said by the operator, not by the name and not by the owner of the database alone.
grant update (demonstration) on platform.locality to motcua_app;

create table platform.setting_change (
  locality_id integer     not null default platform.current_locality() references platform.locality,
  id          uuid        not null default uuidv7(),
  at          timestamptz not null default now(),
  by_account  uuid,
  by_name     text        not null,
  -- Which kind of thing, and which one: 'collector' of 'TT1'.
  subject     text        not null,
  key         text        not null,
  before      jsonb,
  after       jsonb       not null,
  primary key (locality_id, id),
  constraint setting_change_subject_known check (subject in ('locality', 'agency', 'unit', 'centre', 'counter', 'served_agencies', 'collector'))
);
comment on table platform.setting_change is 'Nhật ký thiết lập: ai đổi gì của địa phương, cơ quan, trung tâm, quầy, đơn vị thu. Chỉ ghi thêm.';
call platform.confine('platform.setting_change');
create index setting_change_at_idx on platform.setting_change (locality_id, at desc, id desc);
grant select, insert on platform.setting_change to motcua_app;

create view identity.v_published_password with (security_invoker = true) as
  select locality_id, id from identity.account where demonstration and status = 'active';
comment on view identity.v_published_password is 'Tài khoản trình diễn còn dùng được: mật khẩu ai cũng biết.';
grant select on identity.v_published_password to motcua_app;

-- What a checklist of the opening asks: who holds which role where, which centres collect, which procedures are received.
create view identity.v_role_held with (security_invoker = true) as
  select g.locality_id, g.account_id, g.role, g.agency_id, g.centre_id
  from identity.role_grant g
  join identity.account a on a.locality_id = g.locality_id and a.id = g.account_id and a.status = 'active'
  where g.valid_during @> platform.now();
comment on view identity.v_role_held is 'Vai trò đang được giữ, theo cơ quan và trung tâm của vai trò.';
create view payment.v_collecting_centre with (security_invoker = true) as
  select locality_id, centre_id from payment.account;
comment on view payment.v_collecting_centre is 'Trung tâm đã khai báo đơn vị thu.';
create view procedure.v_received_today with (security_invoker = true) as
  select v.locality_id, p.code, v.agency_id,
    exists (select from procedure.version_fee f where f.locality_id = v.locality_id and f.version_id = v.id) as has_fee
  from procedure.procedure_version v
  join procedure.procedure p on p.locality_id = v.locality_id and p.id = v.procedure_id
  where v.set_aside = 0 and v.publish_state = 'published' and v.valid_during @> (platform.now() at time zone 'Asia/Ho_Chi_Minh')::date;
comment on view procedure.v_received_today is 'Thủ tục đang được tiếp nhận hôm nay.';
grant select on identity.v_role_held, payment.v_collecting_centre, procedure.v_received_today to motcua_app;
