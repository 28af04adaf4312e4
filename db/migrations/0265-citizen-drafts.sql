-- What a citizen has begun to file: kept on the server, theirs alone, thirty days after it was last touched.
create table citizen.draft (
  locality_id    integer     not null references platform.locality,
  id             uuid        not null default uuidv7(),
  person_id      uuid        not null,
  procedure_code text        not null,
  version_id     uuid        not null,
  -- The questions as they stood when the draft was last opened.
  form           jsonb       not null,
  answers        jsonb       not null default '{}',
  -- Questions that a later version of the procedure changed, until the person has seen them.
  changes        jsonb       not null default '[]',
  begun_at       timestamptz not null default platform.now(),
  saved_at       timestamptz not null default platform.now(),
  -- The dossier it has become.
  dossier_code   text,
  primary key (locality_id, id),
  foreign key (locality_id, person_id) references citizen.person,
  foreign key (locality_id, version_id) references procedure.procedure_version,
  constraint draft_filed_empty check (dossier_code is null or answers = '{}')
);
comment on table citizen.draft is 'Bản nháp hồ sơ trực tuyến của một công dân, tổ chức: câu hỏi, câu trả lời, lúc lưu; giữ 30 ngày từ lần lưu cuối.';
call platform.confine('citizen.draft');
create index citizen_draft_person_idx on citizen.draft (locality_id, person_id, saved_at desc);
create index citizen_draft_old_idx on citizen.draft (locality_id, saved_at);
create index citizen_draft_version_idx on citizen.draft (locality_id, version_id);
grant select, insert, update, delete on citizen.draft to motcua_app;

alter table citizen.own_dossier drop constraint own_dossier_basis_known;
-- 'filed': the person filed it online, signed in.
alter table citizen.own_dossier add constraint own_dossier_basis_known check (basis in ('slip', 'filed'));

-- What the person may do to it themselves hangs on the ground on which it is theirs.
create or replace view citizen.v_own_dossier with (security_invoker = true) as
  select locality_id, person_id, dossier_id, code, since, basis from citizen.own_dossier;
