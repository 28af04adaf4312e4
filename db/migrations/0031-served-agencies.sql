-- Which agencies a centre receives for as its own. A centre without a row serves every agency of the locality.

create table centre.served_agency (
  locality_id integer     not null,
  centre_id   uuid        not null,
  agency_id   uuid        not null,
  set_by      uuid        not null,
  set_at      timestamptz not null default platform.now(),
  primary key (locality_id, centre_id, agency_id),
  foreign key (locality_id, centre_id) references centre.centre,
  foreign key (locality_id, agency_id) references agency.agency
);
comment on table centre.served_agency is 'Cơ quan mà trung tâm tiếp nhận trong địa bàn; không có dòng nào là tất cả.';
call platform.confine('centre.served_agency');
grant select, insert, delete on centre.served_agency to motcua_app;

create view centre.v_served_agency with (security_invoker = true) as
  select locality_id, centre_id, agency_id from centre.served_agency;
comment on view centre.v_served_agency is 'Cơ quan mà trung tâm tiếp nhận, cho các phân hệ khác dùng.';
grant select on centre.v_served_agency to motcua_app;
