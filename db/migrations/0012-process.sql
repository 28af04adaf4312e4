-- Processes (quy trình): what a procedure version says about who does what, in what order, compiled once and kept with
-- the version; and the draft in which a version is completed before it is published.

create table procedure.process (
  locality_id integer not null,
  version_id  uuid    not null,
  -- As written, and as run. Both are read whole and never searched.
  definition  jsonb   not null,
  compiled    jsonb   not null,
  primary key (locality_id, version_id),
  foreign key (locality_id, version_id) references procedure.procedure_version,
  constraint process_definition_has_steps check (jsonb_typeof(definition -> 'steps') = 'array'),
  constraint process_compiled_has_steps check (jsonb_typeof(compiled -> 'steps') = 'array')
);
comment on table procedure.process is 'Quy trình của từng phiên bản thủ tục: bước, nhánh, điểm hợp; không sửa sau khi công bố.';
call platform.confine('procedure.process');
grant select, insert on procedure.process to motcua_app;

create table procedure.version_draft (
  locality_id     integer not null,
  id              uuid    not null default uuidv7(),
  procedure_id    uuid    not null,
  base_version_id uuid    not null,
  -- Counts the savings: whoever saves says which one they saw.
  revision        integer not null default 1,
  content         jsonb   not null,
  edited_by       uuid[]  not null,
  saved_at        timestamptz not null,
  saved_by_name   text    not null,
  -- Set once, by publishing; from then on the draft is history.
  published_version_id uuid,
  published_at    timestamptz,
  published_by    uuid,
  primary key (locality_id, id),
  foreign key (locality_id, procedure_id) references procedure.procedure,
  foreign key (locality_id, base_version_id) references procedure.procedure_version (locality_id, id),
  foreign key (locality_id, published_version_id) references procedure.procedure_version (locality_id, id),
  constraint draft_revision_positive check (revision > 0),
  constraint draft_published_whole check ((published_at is null) = (published_by is null)),
  constraint draft_not_published_by_its_editor check (published_by is null or not published_by = any (edited_by)),
  constraint draft_content_size check (pg_column_size(content) < 1000000)
);
comment on table procedure.version_draft is 'Bản soạn thảo của phiên bản thủ tục sắp công bố; người soạn không tự công bố.';
call platform.confine('procedure.version_draft');
create unique index one_open_draft_per_procedure on procedure.version_draft (locality_id, procedure_id) where published_at is null;
grant select, insert, update (revision, content, edited_by, saved_at, saved_by_name, published_version_id, published_at, published_by)
  on procedure.version_draft to motcua_app;

-- Which duties somebody holds today: how a process knows that every step is staffed.
create view identity.v_duty with (security_invoker = true) as
  select distinct g.locality_id, g.role, g.agency_id, g.centre_id
  from identity.role_grant g
  join identity.account a on a.locality_id = g.locality_id and a.id = g.account_id and a.status = 'active'
  where g.valid_during @> platform.now();
comment on view identity.v_duty is 'Vai trò nào hôm nay có người giữ, ở cơ quan và trung tâm nào.';
grant select on identity.v_duty to motcua_app;
