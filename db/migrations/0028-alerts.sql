-- Warnings on the ladder of a dossier's time: each rung once for each due instant, whatever crashes.

create table dossier.alert (
  locality_id integer     not null,
  id          uuid        not null default uuidv7(),
  dossier_id  uuid        not null,
  rung        text        not null,
  -- What the rung was armed for: the due instant, or the last act of a dossier that stands still. Another one arms anew.
  armed_for   text        not null,
  made_at     timestamptz not null default platform.now(),
  due_at      timestamptz,
  -- Whom it concerns: the officer who held it, else those with one of these roles there.
  account_id  uuid,
  roles       text[]      not null,
  agency_id   uuid        not null,
  centre_id   uuid        not null,
  primary key (locality_id, id),
  foreign key (locality_id, dossier_id) references dossier.dossier,
  constraint alert_once_per_rung unique (locality_id, dossier_id, rung, armed_for),
  constraint alert_rung_known check (rung in ('soon', 'late', 'later', 'silent'))
);
comment on table dossier.alert is 'Cảnh báo thời hạn: mỗi nấc một lần cho mỗi ngày hẹn.';
call platform.confine('dossier.alert');
create index alert_newest_idx on dossier.alert (locality_id, made_at desc, id desc);
grant select, insert on dossier.alert to motcua_app;

create table dossier.alert_seen (
  locality_id integer     not null,
  alert_id    uuid        not null,
  account_id  uuid        not null,
  at          timestamptz not null default now(),
  primary key (locality_id, alert_id, account_id),
  foreign key (locality_id, alert_id) references dossier.alert
);
comment on table dossier.alert_seen is 'Ai đã xem cảnh báo nào.';
call platform.confine('dossier.alert_seen');
grant select, insert on dossier.alert_seen to motcua_app;
