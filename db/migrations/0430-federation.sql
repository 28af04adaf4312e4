-- The figures of a day that is over, closed and entered in the record, for others to read; and what this place has read of others. ADR 0430.
create schema federation;
grant usage on schema federation to motcua_app, motcua_report;

create table federation.closed_day (
  locality_id integer     not null default platform.current_locality(),
  on_day      date        not null,
  -- 1 when the day was closed; one more each time a later act changed what the day counts.
  revision    integer     not null,
  as_of       timestamptz not null,
  -- Which definitions the figures follow: places add up only what is counted alike.
  definition  text        not null,
  figures     jsonb       not null,
  primary key (locality_id, on_day, revision),
  foreign key (locality_id) references platform.locality,
  constraint closed_day_revision_counts_from_one check (revision >= 1),
  constraint closed_day_figures_are_an_object check (jsonb_typeof(figures) = 'object')
);
comment on table federation.closed_day is 'Số liệu một ngày đã khoá, có dòng trong sổ ghi nhận. Chỉ thêm; sửa là thêm bản mới.';
call platform.confine('federation.closed_day');
grant select, insert on federation.closed_day to motcua_app;
grant select on federation.closed_day to motcua_report;

-- Other places as far as they have been read.
create table federation.province (
  locality_id integer     not null default platform.current_locality(),
  code        text        not null,
  -- The last signed state of its record that was seen: a later one must go on from it.
  origin      text,
  size        bigint,
  root        bytea,
  asked_at    timestamptz not null,
  -- When everything it has was last read without a fault.
  read_at     timestamptz,
  fault       text,
  fault_since timestamptz,
  primary key (locality_id, code),
  foreign key (locality_id) references platform.locality,
  constraint province_state_is_whole check ((origin is null) = (size is null) and (size is null) = (root is null)),
  constraint province_fault_has_a_beginning check ((fault is null) = (fault_since is null)),
  constraint province_fault_known check (fault in ('unreachable', 'unreadable', 'other_place', 'other_definition', 'unsigned', 'altered', 'forked'))
);
comment on table federation.province is 'Tỉnh, thành khác: lần đọc gần nhất, mốc sổ ghi nhận đã thấy, trục trặc từ lúc nào.';
call platform.confine('federation.province');
grant select, insert, update (origin, size, root, asked_at, read_at, fault, fault_since) on federation.province to motcua_app;
grant select on federation.province to motcua_report;

create table federation.province_day (
  locality_id integer     not null default platform.current_locality(),
  code        text        not null,
  on_day      date        not null,
  revision    integer     not null,
  as_of       timestamptz not null,
  definition  text        not null,
  figures     jsonb       not null,
  primary key (locality_id, code, on_day, revision),
  foreign key (locality_id, code) references federation.province,
  constraint province_day_figures_are_an_object check (jsonb_typeof(figures) = 'object')
);
comment on table federation.province_day is 'Số liệu một ngày của tỉnh, thành khác, đã kiểm chữ ký và chỗ trong sổ ghi nhận. Chỉ thêm.';
call platform.confine('federation.province_day');
grant select, insert on federation.province_day to motcua_app;
grant select on federation.province_day to motcua_report;
