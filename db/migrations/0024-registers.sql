-- What papers of the house need to be printed from: who was on a handover list, and the register by centre and year.

-- A dossier leaves its list when it is received; the list that was signed for still names it.
create table dossier.handover_item (
  locality_id integer not null,
  handover_id uuid    not null,
  dossier_id  uuid    not null,
  primary key (locality_id, handover_id, dossier_id),
  foreign key (locality_id, handover_id) references dossier.handover,
  foreign key (locality_id, dossier_id) references dossier.dossier
);
comment on table dossier.handover_item is 'Hồ sơ có tên trên danh sách bàn giao, kể cả khi đã được nhận.';
call platform.confine('dossier.handover_item');
insert into dossier.handover_item (locality_id, handover_id, dossier_id)
  select locality_id, handover_id, id from dossier.dossier where handover_id is not null;
grant select, insert on dossier.handover_item to motcua_app;

-- The register: dossiers of a centre in the order they were received.
create index dossier_register_idx on dossier.dossier (locality_id, centre_id, received_at, id) where accepted_at is not null;
