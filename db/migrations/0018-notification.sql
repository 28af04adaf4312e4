-- Letters to applicants: what was to be told, and every attempt to tell it.

create schema notification;
grant usage on schema notification to motcua_app, motcua_report;

create table notification.notice (
  locality_id integer     not null references platform.locality,
  id          uuid        not null default uuidv7(),
  dossier_id  uuid        not null,
  act_seq     integer     not null,
  kind        text        not null,
  made_at     timestamptz not null default platform.now(),
  primary key (locality_id, id),
  -- What one act has to say is said once, however often the job runs.
  constraint notice_once_per_act unique (locality_id, dossier_id, act_seq, kind)
);
comment on table notification.notice is 'Thông báo phải gửi cho người nộp hồ sơ; không chứa địa chỉ và nội dung.';
call platform.confine('notification.notice');
grant select, insert on notification.notice to motcua_app;

create table notification.delivery (
  locality_id integer     not null,
  notice_id   uuid        not null,
  attempt     integer     not null,
  at          timestamptz not null default platform.now(),
  channel     text        not null,
  outcome     text        not null,
  fault       text,
  primary key (locality_id, notice_id, attempt),
  foreign key (locality_id, notice_id) references notification.notice,
  constraint delivery_channel_known check (channel in ('mail', 'none')),
  -- `sent`: the mail server took it. Whether it was read nobody can know.
  constraint delivery_outcome_known check (outcome in ('sent', 'failed', 'refused', 'no_address', 'no_channel'))
);
comment on table notification.delivery is 'Lần gửi thông báo và kết quả; chỉ thêm.';
call platform.confine('notification.delivery');
-- Once the mail server has taken it, it is not sent again.
create unique index delivery_settled_once on notification.delivery (locality_id, notice_id) where outcome <> 'failed';
grant select, insert on notification.delivery to motcua_app;

-- An act with what a letter about it needs. Personal data: only the notifier reads it.
create view dossier.v_told_act with (security_invoker = true) as
  select x.locality_id, x.dossier_id, x.seq, x.kind, x.at, x.payload, d.code, d.applicant_name, d.applicant_email,
         d.procedure_version_id, d.committed_due_at, d.legal_due_at, a.name as agency_name, c.name as centre_name,
         c.phone as centre_phone, c.address as centre_address
  from dossier.act x
  join dossier.dossier d on d.locality_id = x.locality_id and d.id = x.dossier_id
  join agency.v_agency a on a.locality_id = d.locality_id and a.id = d.agency_id
  join centre.v_centre c on c.locality_id = d.locality_id and c.id = d.centre_id;
comment on view dossier.v_told_act is 'Thao tác kèm thông tin cần cho thư gửi người nộp.';
grant select on dossier.v_told_act to motcua_app;
