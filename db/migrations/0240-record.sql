-- The verifiable record (module record): one append-only log of a locality, a Merkle tree of RFC 6962 over what counts. A leaf holds a salted
-- hash of a row of another table, so that the public log tells nothing; the order of the leaves is fixed when they are appended. ADR 0240.
create schema record;
grant usage on schema record to motcua_app;

create table record.log (
  locality_id integer     not null default platform.current_locality(),
  -- First line of every checkpoint: the name of this log, for ever.
  origin      text        not null,
  -- Every row written by a transaction before this one is in the log. Null: look at everything.
  settled_xid bigint,
  -- The database cluster those numbers are of; a copy restored elsewhere counts from the start.
  cluster_id  bigint,
  -- When the sealer last looked at everything that waited, by the clock of the locality.
  looked_at   timestamptz,
  primary key (locality_id),
  foreign key (locality_id) references platform.locality,
  constraint log_origin_is_a_line check (origin ~ '^[^\s+]+$')
);
comment on table record.log is 'Sổ ghi nhận không thể sửa của địa phương: tên và chỗ đã niêm phong đến.';
call platform.confine('record.log');
grant select, insert, update (settled_xid, cluster_id, looked_at) on record.log to motcua_app;

create table record.leaf (
  locality_id integer not null default platform.current_locality(),
  leaf_index  bigint  not null,
  -- The table and the key of the row that is recorded.
  source      text    not null,
  key         text    not null,
  salt        bytea   not null,
  -- SHA-256 of the salt and of what the row says.
  body        bytea   not null,
  primary key (locality_id, leaf_index),
  foreign key (locality_id) references platform.locality,
  constraint leaf_once_per_row unique (locality_id, source, key),
  constraint leaf_index_not_negative check (leaf_index >= 0),
  constraint leaf_salt_and_hash check (length(salt) = 16 and length(body) = 32)
);
comment on table record.leaf is 'Dòng của sổ ghi nhận: mã băm có muối của một dòng dữ liệu. Chỉ thêm.';
call platform.confine('record.leaf');
grant select, insert on record.leaf to motcua_app;

-- When the sealer appended: its leaf comes before those of its round.
create table record.round (
  locality_id   integer     not null default platform.current_locality(),
  first_index   bigint      not null,
  at            timestamptz not null,
  -- When everything had been looked at the time before: a row older than that came late.
  looked_before timestamptz,
  primary key (locality_id, first_index),
  foreign key (locality_id) references platform.locality
);
comment on table record.round is 'Lượt niêm phong: thời điểm các dòng được ghi vào sổ. Chỉ thêm.';
call platform.confine('record.round');
grant select, insert on record.round to motcua_app;

-- Full tiles of C2SP tlog-tiles. Partial ones are made of the leaves and of these when they are asked for.
create table record.tile (
  locality_id integer  not null default platform.current_locality(),
  level       smallint not null,
  n           bigint   not null,
  hashes      bytea    not null,
  -- Root of the tile: a hash of the level above.
  root        bytea    not null,
  primary key (locality_id, level, n),
  foreign key (locality_id) references platform.locality,
  constraint tile_is_full check (length(hashes) = 8192 and length(root) = 32),
  constraint tile_level_known check (level between 0 and 7)
);
comment on table record.tile is 'Mảng băm của cây Merkle, 256 mã băm mỗi mảng. Chỉ thêm.';
call platform.confine('record.tile');
grant select, insert on record.tile to motcua_app;

create table record.checkpoint (
  locality_id integer     not null default platform.current_locality(),
  size        bigint      not null,
  root        bytea       not null,
  -- The signed note (C2SP signed-note, tlog-checkpoint).
  note        text        not null,
  signed_at   timestamptz not null,
  primary key (locality_id, size),
  foreign key (locality_id) references platform.locality,
  constraint checkpoint_of_something check (size > 0 and length(root) = 32)
);
comment on table record.checkpoint is 'Mốc đã ký của sổ ghi nhận: số dòng và gốc của cây Merkle. Chỉ thêm.';
call platform.confine('record.checkpoint');
grant select, insert on record.checkpoint to motcua_app;

-- What the sealer looks for without an index that every write would pay for: a block range index of an append-only table costs an intake nothing.
alter table dossier.access add column written_in xid8;
alter table dossier.access alter column written_in set default pg_current_xact_id();
alter table payment.payment add column written_in xid8;
alter table payment.payment alter column written_in set default pg_current_xact_id();
alter table payment.transaction add column written_in xid8;
alter table payment.transaction alter column written_in set default pg_current_xact_id();
alter table payment.receipt add column written_in xid8;
alter table payment.receipt alter column written_in set default pg_current_xact_id();
create index act_written_in_idx on dossier.act using brin (locality_id, (written_in::text::bigint)) with (autosummarize = on, pages_per_range = 32);
create index access_written_in_idx on dossier.access using brin (locality_id, (written_in::text::bigint)) with (autosummarize = on, pages_per_range = 32);
create index payment_written_in_idx on payment.payment using brin (locality_id, (written_in::text::bigint)) with (autosummarize = on, pages_per_range = 32);
create index transaction_written_in_idx on payment.transaction using brin (locality_id, (written_in::text::bigint)) with (autosummarize = on, pages_per_range = 32);
create index receipt_written_in_idx on payment.receipt using brin (locality_id, (written_in::text::bigint)) with (autosummarize = on, pages_per_range = 32);

-- The application does not say in which transaction it writes.
create procedure platform.leave_out_of_insert(relation regclass, hidden name) language plpgsql as $$
declare
  columns text;
begin
  select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
    where attrelid = relation and attnum > 0 and not attisdropped and attname <> hidden;
  execute format('revoke insert on %s from motcua_app', relation);
  execute format('grant insert (%s) on %s to motcua_app', columns, relation);
end
$$;
call platform.leave_out_of_insert('dossier.access', 'written_in');
call platform.leave_out_of_insert('payment.payment', 'written_in');
call platform.leave_out_of_insert('payment.transaction', 'written_in');
call platform.leave_out_of_insert('payment.receipt', 'written_in');
drop procedure platform.leave_out_of_insert(regclass, name);
