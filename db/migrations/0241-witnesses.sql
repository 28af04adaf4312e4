-- Where checkpoints are kept outside (witnesses), and what each of them has confirmed. ADR 0241.
create table record.witness (
  locality_id integer     not null default platform.current_locality(),
  name        text        not null,
  kind        text        not null,
  -- The last checkpoint it has, as far as it reported.
  size        bigint      not null default 0,
  seen_at     timestamptz,
  -- Why the last attempt failed; null when it did not.
  fault       text,
  fault_at    timestamptz,
  primary key (locality_id, name),
  foreign key (locality_id) references platform.locality,
  constraint witness_kind_known check (kind in ('folder', 'witness')),
  constraint witness_fault_known check (fault in ('unreachable', 'refused', 'unsigned', 'ahead', 'forked', 'unreadable'))
);
comment on table record.witness is 'Nơi giữ mốc đã ký ở bên ngoài: mốc cuối cùng và trục trặc gần nhất.';
call platform.confine('record.witness');
grant select, insert, delete, update (kind, size, seen_at, fault, fault_at) on record.witness to motcua_app;

create table record.cosignature (
  locality_id integer     not null default platform.current_locality(),
  size        bigint      not null,
  witness     text        not null,
  -- The line of signature as it is added to the note (C2SP tlog-cosignature).
  line        text        not null,
  at          timestamptz not null,
  primary key (locality_id, size, witness),
  foreign key (locality_id, size) references record.checkpoint
);
comment on table record.cosignature is 'Chữ ký của nhân chứng trên mốc đã ký. Chỉ thêm.';
call platform.confine('record.cosignature');
grant select, insert on record.cosignature to motcua_app;
