-- What db/migrations adds up to. Made by npm run gen; a change here is made by a new migration.

-- ==================== agency

create table agency.agency (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  code text not null,
  name text not null,
  short_name text not null,
  kind text not null,
  sort_order integer default 0 not null,
  declared_registered integer,
  declared_finished integer,
  constraint agency_pkey PRIMARY KEY (locality_id, id),
  constraint agency_code_unique UNIQUE (locality_id, code),
  constraint agency_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint agency_kind_known CHECK ((kind = ANY (ARRAY['provincial'::text, 'commune'::text, 'vertical'::text, 'centre'::text])))
);
comment on table agency.agency is 'Cơ quan giải quyết: sở, ban, ngành của tỉnh và ngành dọc.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on agency.agency to motcua_app;
grant select on agency.agency to motcua_report;
grant update (declared_finished, declared_registered, name, short_name, sort_order) on agency.agency to motcua_app;

create table agency.unit (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  agency_id uuid not null,
  code text not null,
  name text not null,
  constraint unit_pkey PRIMARY KEY (locality_id, id),
  constraint unit_code_unique_in_agency UNIQUE (locality_id, agency_id, code),
  constraint unit_locality_id_agency_id_fkey FOREIGN KEY (locality_id, agency_id) REFERENCES agency.agency(locality_id, id)
);
comment on table agency.unit is 'Phòng, đơn vị thuộc cơ quan.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on agency.unit to motcua_app;
grant update (name) on agency.unit to motcua_app;

create view agency.v_agency with (security_invoker=true) as
 SELECT locality_id,
    id,
    code,
    name,
    short_name,
    kind,
    sort_order
   FROM agency.agency;
grant select on agency.v_agency to motcua_app;

create view agency.v_unit with (security_invoker=true) as
 SELECT locality_id,
    id,
    agency_id,
    code,
    name
   FROM agency.unit;
grant select on agency.v_unit to motcua_app;

-- ==================== calendar

create table calendar.deadline_setting (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  name text not null,
  value text not null,
  basis text not null,
  set_by uuid,
  set_at timestamp with time zone default platform.now() not null,
  from_on date default platform.today() not null,
  reason text default ''::text not null,
  set_by_name text default ''::text not null,
  constraint deadline_setting_pkey PRIMARY KEY (locality_id, id),
  constraint deadline_setting_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint deadline_setting_has_its_basis CHECK ((basis <> ''::text)),
  constraint deadline_setting_known CHECK ((((name = 'receiptOutsideHours'::text) AND (value = ANY (ARRAY['next_opening'::text, 'as_received'::text]))) OR ((name = 'firstDay'::text) AND (value = ANY (ARRAY['not_counted'::text, 'counted'::text]))) OR ((name = 'lastDayOff'::text) AND (value = ANY (ARRAY['next_working_day'::text, 'stays'::text]))) OR ((name = 'dueTime'::text) AND (value = ANY (ARRAY['clock_hour'::text, 'end_of_office_hours'::text, 'end_of_day'::text]))) OR ((name = 'onSupplement'::text) AND (value = ANY (ARRAY['restart'::text, 'pause'::text])))))
);
comment on table calendar.deadline_setting is 'Cách tính thời hạn địa phương đã chọn, có căn cứ; chỉ thêm, không sửa.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on calendar.deadline_setting to motcua_app;

create table calendar.decree (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  kind text not null,
  name text not null,
  basis text not null,
  reason text not null,
  decreed_on date,
  content jsonb not null,
  entered_by uuid not null,
  entered_by_name text not null,
  entered_by_role text not null,
  entered_at timestamp with time zone default platform.now() not null,
  constraint decree_pkey PRIMARY KEY (locality_id, id),
  constraint decree_locality_id_entered_by_fkey FOREIGN KEY (locality_id, entered_by) REFERENCES identity.account(locality_id, id),
  constraint decree_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint decree_kind_known CHECK ((kind = ANY (ARRAY['days'::text, 'office_hours'::text]))),
  constraint decree_named_and_founded CHECK (((name <> ''::text) AND (basis <> ''::text) AND (reason <> ''::text)))
);
comment on table calendar.decree is 'Văn bản điều chỉnh lịch làm việc: căn cứ, lý do, người nhập; chỉ thêm, không sửa.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on calendar.decree to motcua_app;
grant select on calendar.decree to motcua_report;

create table calendar.decree_day (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  on_day date not null,
  kind text not null,
  name text not null,
  basis text not null,
  occasion text,
  swaps_with date,
  from_minute integer,
  to_minute integer,
  decreed_on date,
  entry integer not null,
  entered_by uuid,
  entered_at timestamp with time zone default platform.now() not null,
  decree_id uuid,
  constraint decree_day_pkey PRIMARY KEY (locality_id, id),
  constraint decree_day_entries_in_order UNIQUE (locality_id, on_day, entry),
  constraint decree_day_locality_id_decree_id_fkey FOREIGN KEY (locality_id, decree_id) REFERENCES calendar.decree(locality_id, id),
  constraint decree_day_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint decree_day_kind_known CHECK ((kind = ANY (ARRAY['holiday'::text, 'compensation'::text, 'swapped_off'::text, 'makeup_workday'::text, 'revoked'::text]))),
  constraint decree_day_named CHECK (((name <> ''::text) AND (basis <> ''::text))),
  constraint decree_day_occasion_known CHECK ((occasion = ANY (ARRAY['new_year'::text, 'tet'::text, 'hung_kings'::text, 'reunification'::text, 'labour'::text, 'national'::text, 'vietnamese_culture'::text]))),
  constraint decree_day_part_of_day CHECK ((((from_minute IS NULL) = (to_minute IS NULL)) AND ((from_minute IS NULL) OR ((0 <= from_minute) AND (from_minute < to_minute) AND (to_minute <= 1440))))),
  constraint decree_day_within_calendar CHECK (((on_day >= '1976-01-01'::date) AND (on_day <= '2100-12-31'::date)))
);
comment on table calendar.decree_day is 'Ngày nghỉ, nghỉ bù, hoán đổi, làm bù theo văn bản; chỉ thêm, không sửa.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on calendar.decree_day to motcua_app;
grant select on calendar.decree_day to motcua_report;

create table calendar.office_hours (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  agency_id uuid,
  centre_id uuid,
  valid_during daterange not null,
  basis text default ''::text not null,
  set_by uuid,
  set_at timestamp with time zone default platform.now() not null,
  decree_id uuid,
  constraint office_hours_pkey PRIMARY KEY (locality_id, id),
  constraint office_hours_locality_id_agency_id_fkey FOREIGN KEY (locality_id, agency_id) REFERENCES agency.agency(locality_id, id),
  constraint office_hours_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES centre.centre(locality_id, id),
  constraint office_hours_locality_id_decree_id_fkey FOREIGN KEY (locality_id, decree_id) REFERENCES calendar.decree(locality_id, id),
  constraint office_hours_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint office_hours_some_day CHECK (((NOT isempty(valid_during)) AND (NOT lower_inf(valid_during)))),
  constraint office_hours_one_at_a_time EXCLUDE USING gist (locality_id WITH =, COALESCE(agency_id, '00000000-0000-0000-0000-000000000000'::uuid) WITH =, COALESCE(centre_id, '00000000-0000-0000-0000-000000000000'::uuid) WITH =, valid_during WITH &&)
);
comment on table calendar.office_hours is 'Giờ làm việc trong tuần của đơn vị, theo ngày hiệu lực.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on calendar.office_hours to motcua_app;
grant select on calendar.office_hours to motcua_report;
grant update (valid_during) on calendar.office_hours to motcua_app;

create table calendar.office_session (
  locality_id integer default platform.current_locality() not null,
  office_hours_id uuid not null,
  weekday integer not null,
  opens_minute integer not null,
  closes_minute integer not null,
  counts_as_day boolean default true not null,
  constraint office_session_pkey PRIMARY KEY (locality_id, office_hours_id, weekday, opens_minute),
  constraint office_session_locality_id_office_hours_id_fkey FOREIGN KEY (locality_id, office_hours_id) REFERENCES calendar.office_hours(locality_id, id),
  constraint office_session_opens_before_closing CHECK (((0 <= opens_minute) AND (opens_minute < closes_minute) AND (closes_minute <= 1440))),
  constraint office_session_weekday_known CHECK (((weekday >= 0) AND (weekday <= 6))),
  constraint office_sessions_never_overlap EXCLUDE USING gist (locality_id WITH =, office_hours_id WITH =, weekday WITH =, int4range(opens_minute, closes_minute) WITH &&)
);
comment on table calendar.office_session is 'Buổi làm việc trong tuần: 0 là chủ nhật.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on calendar.office_session to motcua_app;
grant select on calendar.office_session to motcua_report;

create table calendar.revision (
  locality_id integer default platform.current_locality() not null,
  version uuid default uuidv7() not null,
  constraint revision_pkey PRIMARY KEY (locality_id),
  constraint revision_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id)
);
comment on table calendar.revision is 'Phiên bản lịch làm việc của địa phương.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on calendar.revision to motcua_app;
grant select on calendar.revision to motcua_report;
grant update (version) on calendar.revision to motcua_app;

create view calendar.v_decree with (security_invoker=true) as
 SELECT locality_id,
    id,
    kind,
    name,
    basis,
    reason,
    decreed_on,
    content,
    entered_by,
    entered_by_name,
    entered_by_role,
    entered_at
   FROM calendar.decree;
grant select on calendar.v_decree to motcua_app;
grant select on calendar.v_decree to motcua_report;

CREATE OR REPLACE FUNCTION calendar.held_version()
 RETURNS uuid
 LANGUAGE plpgsql
AS $function$
begin
  perform platform.hold_calendar();
  return (select version from calendar.revision);
end
$function$;

-- ==================== centre

create table centre.centre (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  code text not null,
  name text not null,
  address text not null,
  phone text not null,
  opening_hours_note text default ''::text not null,
  level text default 'province'::text not null,
  constraint centre_pkey PRIMARY KEY (locality_id, id),
  constraint centre_code_unique UNIQUE (locality_id, code),
  constraint centre_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint centre_level_known CHECK ((level = ANY (ARRAY['province'::text, 'commune'::text])))
);
comment on table centre.centre is 'Trung tâm Phục vụ hành chính công, Bộ phận Một cửa.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on centre.centre to motcua_app;
grant update (address, level, name, opening_hours_note, phone) on centre.centre to motcua_app;

create table centre.counter (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  centre_id uuid not null,
  number integer not null,
  name text not null,
  field text default ''::text not null,
  constraint counter_pkey PRIMARY KEY (locality_id, id),
  constraint counter_number_once_per_centre UNIQUE (locality_id, centre_id, number),
  constraint counter_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES centre.centre(locality_id, id),
  constraint counter_number_positive CHECK ((number > 0))
);
comment on table centre.counter is 'Quầy tiếp nhận, trả kết quả.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on centre.counter to motcua_app;
grant update (field, name) on centre.counter to motcua_app;

create table centre.served_agency (
  locality_id integer default platform.current_locality() not null,
  centre_id uuid not null,
  agency_id uuid not null,
  set_by uuid not null,
  set_at timestamp with time zone default platform.now() not null,
  constraint served_agency_pkey PRIMARY KEY (locality_id, centre_id, agency_id),
  constraint served_agency_locality_id_agency_id_fkey FOREIGN KEY (locality_id, agency_id) REFERENCES agency.agency(locality_id, id),
  constraint served_agency_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES centre.centre(locality_id, id)
);
comment on table centre.served_agency is 'Cơ quan mà trung tâm tiếp nhận trong địa bàn; không có dòng nào là tất cả.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant delete, insert, select on centre.served_agency to motcua_app;

create view centre.v_centre with (security_invoker=true) as
 SELECT locality_id,
    id,
    code,
    name,
    address,
    phone,
    level
   FROM centre.centre;
grant select on centre.v_centre to motcua_app;

create view centre.v_counter with (security_invoker=true) as
 SELECT locality_id,
    id,
    centre_id,
    number,
    name
   FROM centre.counter;
grant select on centre.v_counter to motcua_app;

create view centre.v_served_agency with (security_invoker=true) as
 SELECT locality_id,
    centre_id,
    agency_id
   FROM centre.served_agency;
grant select on centre.v_served_agency to motcua_app;

-- ==================== citizen

create table citizen.draft (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  person_id uuid not null,
  procedure_code text not null,
  version_id uuid not null,
  form jsonb not null,
  answers jsonb default '{}'::jsonb not null,
  changes jsonb default '[]'::jsonb not null,
  begun_at timestamp with time zone default platform.now() not null,
  saved_at timestamp with time zone default platform.now() not null,
  dossier_code text,
  constraint draft_pkey PRIMARY KEY (locality_id, id),
  constraint draft_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint draft_locality_id_person_id_fkey FOREIGN KEY (locality_id, person_id) REFERENCES citizen.person(locality_id, id),
  constraint draft_locality_id_version_id_fkey FOREIGN KEY (locality_id, version_id) REFERENCES procedure.procedure_version(locality_id, id),
  constraint draft_filed_empty CHECK (((dossier_code IS NULL) OR (answers = '{}'::jsonb)))
);
comment on table citizen.draft is 'Bản nháp hồ sơ trực tuyến của một công dân, tổ chức: câu hỏi, câu trả lời, lúc lưu; giữ 30 ngày từ lần lưu cuối.';
CREATE INDEX citizen_draft_old_idx ON citizen.draft USING btree (locality_id, saved_at);
CREATE INDEX citizen_draft_person_idx ON citizen.draft USING btree (locality_id, person_id, saved_at DESC);
CREATE INDEX citizen_draft_version_idx ON citizen.draft USING btree (locality_id, version_id);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant delete, insert, select, update on citizen.draft to motcua_app;

create table citizen.own_dossier (
  locality_id integer default platform.current_locality() not null,
  person_id uuid not null,
  dossier_id uuid not null,
  code text not null,
  basis text not null,
  since timestamp with time zone not null,
  constraint own_dossier_pkey PRIMARY KEY (locality_id, person_id, dossier_id),
  constraint own_dossier_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id),
  constraint own_dossier_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint own_dossier_locality_id_person_id_fkey FOREIGN KEY (locality_id, person_id) REFERENCES citizen.person(locality_id, id),
  constraint own_dossier_basis_known CHECK ((basis = ANY (ARRAY['slip'::text, 'filed'::text])))
);
comment on table citizen.own_dossier is 'Hồ sơ mà một người đã đăng nhập theo dõi như của mình, và căn cứ.';
CREATE INDEX own_dossier_code_idx ON citizen.own_dossier USING btree (locality_id, code, person_id);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant delete, insert, select on citizen.own_dossier to motcua_app;

create table citizen.person (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  issuer text not null,
  subject text not null,
  kind text not null,
  name text not null,
  id_number text,
  born_on text,
  address text,
  phone text,
  email text,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  constraint person_pkey PRIMARY KEY (locality_id, id),
  constraint person_once_per_subject UNIQUE (locality_id, issuer, subject),
  constraint person_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint person_kind_known CHECK ((kind = ANY (ARRAY['person'::text, 'organisation'::text]))),
  constraint person_named CHECK (((name <> ''::text) AND (length(name) <= 300)))
);
comment on table citizen.person is 'Công dân, tổ chức đã đăng nhập bằng tài khoản định danh điện tử; nhận ra bằng (issuer, subject).';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select, update on citizen.person to motcua_app;

create table citizen.session (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  person_id uuid not null,
  token_hash bytea not null,
  acr text,
  user_agent text not null,
  opened_at timestamp with time zone default now() not null,
  last_seen_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint session_pkey PRIMARY KEY (locality_id, id),
  constraint citizen_session_token_once UNIQUE (locality_id, token_hash),
  constraint session_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint session_locality_id_person_id_fkey FOREIGN KEY (locality_id, person_id) REFERENCES citizen.person(locality_id, id),
  constraint citizen_session_token_is_sha256 CHECK ((length(token_hash) = 32))
);
comment on table citizen.session is 'Phiên đăng nhập của công dân, tách khỏi phiên của cán bộ; chỉ lưu dấu vân của mã phiên.';
CREATE INDEX citizen_session_expiry_idx ON citizen.session USING btree (locality_id, expires_at);
CREATE INDEX citizen_session_person_idx ON citizen.session USING btree (locality_id, person_id, opened_at DESC);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant delete, insert, select, update on citizen.session to motcua_app;

create view citizen.v_own_dossier with (security_invoker=true) as
 SELECT locality_id,
    person_id,
    dossier_id,
    code,
    since,
    basis
   FROM citizen.own_dossier;
grant select on citizen.v_own_dossier to motcua_app;

-- ==================== document

create table document.file (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  dossier_id uuid not null,
  purpose text not null,
  component_no integer,
  name text not null,
  media_type text not null,
  size integer not null,
  content_sha256 bytea not null,
  uploaded_at timestamp with time zone not null,
  uploaded_by uuid,
  uploaded_by_name text not null,
  uploaded_role text not null,
  sent_by_person uuid,
  constraint file_pkey PRIMARY KEY (locality_id, id),
  constraint file_locality_id_content_sha256_fkey FOREIGN KEY (locality_id, content_sha256) REFERENCES document.file_content(locality_id, sha256),
  constraint file_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint file_locality_id_uploaded_by_fkey FOREIGN KEY (locality_id, uploaded_by) REFERENCES identity.account(locality_id, id),
  constraint file_component_of_a_paper CHECK (((component_no IS NULL) OR (purpose = 'paper'::text))),
  constraint file_has_one_sender CHECK (((uploaded_by IS NULL) <> (sent_by_person IS NULL))),
  constraint file_name_sound CHECK (((name <> ''::text) AND (octet_length(name) <= 255) AND (name !~ '[/\\[:cntrl:]]'::text))),
  constraint file_purpose_known CHECK ((purpose = ANY (ARRAY['paper'::text, 'result'::text, 'other'::text]))),
  constraint file_size_within_20_mb CHECK (((size >= 1) AND (size <= 20971520))),
  constraint file_type_known CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/jpeg'::text, 'image/png'::text, 'image/tiff'::text, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'::text, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'::text])))
);
comment on table document.file is 'Tệp đính kèm hồ sơ: bản số hoá giấy tờ, kết quả, tệp khác. Không sửa, không xoá; gỡ nhầm bằng document.file_withdrawal.';
CREATE INDEX file_content_idx ON document.file USING btree (locality_id, content_sha256);
CREATE INDEX file_dossier_idx ON document.file USING btree (locality_id, dossier_id, id);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE TRIGGER file_size_true BEFORE INSERT ON document.file FOR EACH ROW EXECUTE FUNCTION document.file_is_its_content();
grant insert, select on document.file to motcua_app;

create table document.file_check (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  file_id uuid not null,
  at timestamp with time zone not null,
  checked_by uuid,
  checked_by_name text not null,
  verdict text not null,
  report jsonb not null,
  trust_sha256 bytea not null,
  constraint file_check_pkey PRIMARY KEY (locality_id, id),
  constraint file_check_locality_id_file_id_fkey FOREIGN KEY (locality_id, file_id) REFERENCES document.file(locality_id, id),
  constraint file_check_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint file_check_trust_is_sha256 CHECK ((length(trust_sha256) = 32)),
  constraint file_check_verdict_known CHECK ((verdict = ANY (ARRAY['valid'::text, 'indeterminate'::text, 'invalid'::text, 'unsigned'::text, 'unreadable'::text]))),
  constraint file_check_verdict_of_report CHECK (((report ->> 'verdict'::text) = verdict))
);
comment on table document.file_check is 'Báo cáo kiểm tra chữ ký số của tệp PDF: lúc nhận và mỗi lần kiểm tra lại; chỉ thêm, không ghi đè.';
CREATE INDEX file_check_file_idx ON document.file_check USING btree (locality_id, file_id, id DESC);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on document.file_check to motcua_app;

create table document.file_content (
  locality_id integer default platform.current_locality() not null,
  sha256 bytea not null,
  size integer not null,
  bytes bytea not null,
  constraint file_content_pkey PRIMARY KEY (locality_id, sha256),
  constraint file_content_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint file_content_hash_true CHECK ((sha256 = sha256(bytes))),
  constraint file_content_size_true CHECK ((size = octet_length(bytes))),
  constraint file_content_within_20_mb CHECK (((size >= 1) AND (size <= 20971520)))
);
comment on table document.file_content is 'Nội dung tệp đính kèm, giữ nguyên từng byte; mỗi nội dung một lần trong địa phương.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on document.file_content to motcua_app;

create table document.file_quarantine (
  locality_id integer default platform.current_locality() not null,
  file_id uuid not null,
  since timestamp with time zone not null,
  why text not null,
  constraint file_quarantine_pkey PRIMARY KEY (locality_id, file_id),
  constraint file_quarantine_locality_id_file_id_fkey FOREIGN KEY (locality_id, file_id) REFERENCES document.file(locality_id, id),
  constraint file_quarantine_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id)
);
comment on table document.file_quarantine is 'Tệp đến khi máy quét mã độc không trả lời: giữ riêng, không ai mở, chờ quét lại.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on document.file_quarantine to motcua_app;

create table document.file_quarantine_end (
  locality_id integer default platform.current_locality() not null,
  file_id uuid not null,
  at timestamp with time zone not null,
  outcome text not null,
  what text,
  constraint file_quarantine_ends_once PRIMARY KEY (locality_id, file_id),
  constraint file_quarantine_end_locality_id_file_id_fkey FOREIGN KEY (locality_id, file_id) REFERENCES document.file_quarantine(locality_id, file_id),
  constraint file_quarantine_end_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint file_quarantine_outcome_known CHECK ((outcome = ANY (ARRAY['clean'::text, 'infected'::text]))),
  constraint file_quarantine_says_what CHECK (((outcome = 'infected'::text) = (what IS NOT NULL)))
);
comment on table document.file_quarantine_end is 'Kết quả quét lại của tệp giữ riêng: sạch thì mở được, có mã độc thì không ai mở.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on document.file_quarantine_end to motcua_app;

create table document.file_withdrawal (
  locality_id integer default platform.current_locality() not null,
  file_id uuid not null,
  at timestamp with time zone not null,
  by uuid not null,
  by_name text not null,
  reason text not null,
  constraint file_withdrawn_once PRIMARY KEY (locality_id, file_id),
  constraint file_withdrawal_locality_id_by_fkey FOREIGN KEY (locality_id, by) REFERENCES identity.account(locality_id, id),
  constraint file_withdrawal_locality_id_file_id_fkey FOREIGN KEY (locality_id, file_id) REFERENCES document.file(locality_id, id),
  constraint file_withdrawal_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint file_withdrawal_says_why CHECK ((btrim(reason) <> ''::text))
);
comment on table document.file_withdrawal is 'Tệp gửi nhầm được gỡ khỏi hồ sơ trước khi có thao tác căn cứ vào nó: ai, khi nào, vì sao. Tệp vẫn được giữ.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on document.file_withdrawal to motcua_app;

create table document.held_file (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  held_for uuid not null,
  component_no integer,
  name text not null,
  media_type text not null,
  size integer not null,
  content_sha256 bytea not null,
  arrived_at timestamp with time zone default platform.now() not null,
  report jsonb,
  trust_sha256 bytea,
  unscanned text,
  constraint held_file_pkey PRIMARY KEY (locality_id, id),
  constraint held_file_locality_id_content_sha256_fkey FOREIGN KEY (locality_id, content_sha256) REFERENCES document.file_content(locality_id, sha256),
  constraint held_file_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint held_file_judged_whole CHECK (((report IS NULL) = (trust_sha256 IS NULL))),
  constraint held_file_name_sound CHECK (((name <> ''::text) AND (octet_length(name) <= 255) AND (name !~ '[/\\[:cntrl:]]'::text))),
  constraint held_file_size_within_20_mb CHECK (((size >= 1) AND (size <= 20971520)))
);
comment on table document.held_file is 'Tệp công dân đã tải lên cho bản nháp, trước khi có hồ sơ; nộp thì thành tệp của hồ sơ, bỏ bản nháp thì xoá.';
CREATE INDEX held_file_content_idx ON document.held_file USING btree (locality_id, content_sha256);
CREATE INDEX held_file_held_for_idx ON document.held_file USING btree (locality_id, held_for, id);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant delete, insert, select on document.held_file to motcua_app;

create table document.issued_document (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  dossier_id uuid not null,
  form text not null,
  year smallint not null,
  series integer not null,
  number text not null,
  issued_at timestamp with time zone not null,
  issued_by uuid not null,
  size integer not null,
  content_sha256 bytea not null,
  bytes bytea not null,
  data jsonb,
  constraint issued_document_pkey PRIMARY KEY (locality_id, id),
  constraint issued_document_number_unique UNIQUE (locality_id, form, year, number),
  constraint issued_document_series_unique UNIQUE (locality_id, form, year, series),
  constraint issued_document_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint issued_document_locality_id_issued_by_fkey FOREIGN KEY (locality_id, issued_by) REFERENCES identity.account(locality_id, id),
  constraint issued_document_form_known CHECK ((form = ANY (ARRAY['receipt-slip'::text, 'supplement-request'::text, 'refusal'::text, 'apology'::text, 'stop-notice'::text]))),
  constraint issued_document_hash_true CHECK ((content_sha256 = sha256(bytes))),
  constraint issued_document_size_true CHECK ((size = octet_length(bytes)))
);
comment on table document.issued_document is 'Giấy tờ đã phát hành cho người dân (Mẫu 01 đến Mẫu 05): giữ nguyên từng byte như bản đã in.';
CREATE INDEX issued_document_dossier_idx ON document.issued_document USING btree (locality_id, dossier_id, form, id DESC);
CREATE INDEX issued_document_hash_idx ON document.issued_document USING btree (locality_id, content_sha256);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on document.issued_document to motcua_app;

create table document.signed_document (
  locality_id integer default platform.current_locality() not null,
  document_id uuid not null,
  signed_at timestamp with time zone not null,
  signer_name text not null,
  signer_sha256 bytea not null,
  stamped_at timestamp with time zone,
  size integer not null,
  content_sha256 bytea not null,
  bytes bytea not null,
  constraint signed_document_pkey PRIMARY KEY (locality_id, document_id),
  constraint signed_document_locality_id_document_id_fkey FOREIGN KEY (locality_id, document_id) REFERENCES document.issued_document(locality_id, id),
  constraint signed_document_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint signed_document_hash_true CHECK ((content_sha256 = sha256(bytes))),
  constraint signed_document_signer_is_sha256 CHECK ((length(signer_sha256) = 32)),
  constraint signed_document_size_true CHECK ((size = octet_length(bytes)))
);
comment on table document.signed_document is 'Bản đã ký số của giấy tờ phát hành: giữ nguyên từng byte, không sửa, không xoá; phần đầu là bản đã in.';
CREATE INDEX signed_document_hash_idx ON document.signed_document USING btree (locality_id, content_sha256);
CREATE INDEX signed_document_signer_idx ON document.signed_document USING btree (locality_id, signer_sha256);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on document.signed_document to motcua_app;

create view document.v_file with (security_invoker=true) as
 SELECT f.locality_id,
    f.id,
    f.dossier_id,
    f.purpose,
    f.name,
    f.content_sha256,
    w.file_id IS NOT NULL AS is_withdrawn,
    c.verdict,
    jsonb_path_query_array(c.report, '$."problems"[*]'::jsonpath) || jsonb_path_query_array(c.report, '$."signatures"[*]."problems"[*]'::jsonpath) AS problems,
        CASE
            WHEN q.file_id IS NULL OR e.outcome = 'clean'::text THEN NULL::text
            WHEN e.outcome = 'infected'::text THEN 'infected'::text
            ELSE 'waiting'::text
        END AS quarantine
   FROM document.file f
     LEFT JOIN document.file_withdrawal w ON w.locality_id = f.locality_id AND w.file_id = f.id
     LEFT JOIN LATERAL ( SELECT k.verdict,
            k.report
           FROM document.file_check k
          WHERE k.locality_id = f.locality_id AND k.file_id = f.id
          ORDER BY k.id DESC
         LIMIT 1) c ON true
     LEFT JOIN document.file_quarantine q ON q.locality_id = f.locality_id AND q.file_id = f.id
     LEFT JOIN document.file_quarantine_end e ON e.locality_id = q.locality_id AND e.file_id = q.file_id;
grant select on document.v_file to motcua_app;
grant select on document.v_file to motcua_report;

create view document.v_issued_form with (security_invoker=true) as
 SELECT d.locality_id,
    d.dossier_id,
    d.form,
    d.number,
    d.issued_at,
    s.signed_at,
    s.signer_name,
    s.stamped_at
   FROM document.issued_document d
     LEFT JOIN document.signed_document s ON s.locality_id = d.locality_id AND s.document_id = d.id;
grant select on document.v_issued_form to motcua_app;

CREATE OR REPLACE FUNCTION document.drop_unused_content(most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  here integer := platform.current_locality();
  dropped integer;
begin
  if here is null then raise exception 'no locality is set'; end if;
  perform pg_advisory_xact_lock(hashtextextended('document.file_content', here));
  delete from document.file_content c
    where c.locality_id = here and c.sha256 in (
      select x.sha256 from document.file_content x
      where x.locality_id = here
        and not exists (select from document.file f where f.locality_id = x.locality_id and f.content_sha256 = x.sha256)
        and not exists (select from document.held_file h where h.locality_id = x.locality_id and h.content_sha256 = x.sha256)
      limit most);
  get diagnostics dropped = row_count;
  return dropped;
end
$function$;

CREATE OR REPLACE FUNCTION document.file_is_its_content()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from document.file_content c
      where c.locality_id = new.locality_id and c.sha256 = new.content_sha256 and c.size = new.size) then
    raise exception 'a file has the size of its content' using errcode = 'check_violation', constraint = 'file_size_true';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION document.next_series(form text, year integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  locality integer := platform.current_locality();
  name text;
  this_year integer := extract(year from platform.today());
begin
  if locality is null then raise exception 'no locality is set'; end if;
  if form not in ('receipt-slip', 'supplement-request', 'refusal', 'apology', 'stop-notice') then raise exception 'unknown form %', form; end if;
  name := format('document.%I', format('series_%s_%s_%s', locality, form, year));
  if to_regclass(name) is null then
    if year not between this_year - 1 and this_year + 1 then raise exception 'year % is not near %', year, this_year; end if;
    begin
      execute format('create sequence if not exists %s as integer', name);
    exception when unique_violation or duplicate_table then
      null; -- made by another at the same moment, and committed since
    end;
  end if;
  return nextval(name::regclass);
end
$function$;

-- ==================== dossier

create table dossier.access (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  dossier_id uuid,
  account_id uuid not null,
  role text not null,
  at timestamp with time zone default now() not null,
  file_id uuid,
  purpose text default 'open'::text not null,
  seen_by text default ''::text not null,
  agency_id uuid,
  centre_id uuid,
  session_id uuid,
  dossier_ids uuid[],
  range_centre_id uuid,
  range_from timestamp with time zone,
  range_to timestamp with time zone,
  written_in xid8 default pg_current_xact_id(),
  constraint access_pkey PRIMARY KEY (locality_id, id),
  constraint access_of_something CHECK ((num_nonnulls(dossier_id, dossier_ids, range_centre_id) = 1)),
  constraint access_purpose_known CHECK ((purpose = ANY (ARRAY['open'::text, 'list'::text, 'search'::text, 'print'::text, 'file'::text, 'export'::text])))
);
comment on table dossier.access is 'Lượt cán bộ xem, tìm, in, mở tệp hoặc xuất dữ liệu cá nhân của hồ sơ.';
CREATE INDEX access_at_idx ON dossier.access USING btree (locality_id, at);
CREATE INDEX access_dossier_idx ON dossier.access USING btree (locality_id, dossier_id, at);
CREATE INDEX access_page_idx ON dossier.access USING gin (dossier_ids) WHERE (dossier_ids IS NOT NULL);
CREATE INDEX access_range_idx ON dossier.access USING btree (locality_id, range_centre_id, range_from) WHERE (range_centre_id IS NOT NULL);
CREATE INDEX access_written_in_idx ON dossier.access USING brin (locality_id, (((written_in)::text)::bigint)) WITH (autosummarize='on', pages_per_range='32');
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant select on dossier.access to motcua_app;
grant insert (account_id, agency_id, at, centre_id, dossier_id, dossier_ids, file_id, id, locality_id, purpose, range_centre_id, range_from, range_to, role, seen_by, session_id) on dossier.access to motcua_app;

create table dossier.act (
  locality_id integer default platform.current_locality() not null,
  dossier_id uuid not null,
  seq integer not null,
  kind text not null,
  at timestamp with time zone not null,
  actor_account_id uuid,
  actor_name text not null,
  actor_role text not null,
  centre_id uuid,
  agency_id uuid,
  request_id text not null,
  payload text not null,
  prev_hash bytea not null,
  hash bytea not null,
  written_in xid8 default pg_current_xact_id(),
  constraint act_pkey PRIMARY KEY (locality_id, dossier_id, seq),
  constraint act_once_per_request UNIQUE (locality_id, dossier_id, request_id, kind),
  constraint act_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id) DEFERRABLE INITIALLY DEFERRED,
  constraint act_hash_is_sha256 CHECK (((length(hash) = 32) AND (length(prev_hash) = 32))),
  constraint act_payload_is_json CHECK ((payload IS JSON OBJECT)),
  constraint act_seq_positive CHECK ((seq > 0)),
  constraint act_goes_on TRIGGER DEFERRABLE INITIALLY DEFERRED
);
comment on table dossier.act is 'Nhật ký thao tác trên hồ sơ: chỉ thêm, không sửa, không xoá; mỗi dòng nối vào dòng trước bằng mã băm.';
CREATE INDEX act_written_in_idx ON dossier.act USING brin (locality_id, (((written_in)::text)::bigint)) WITH (autosummarize='on', pages_per_range='32');
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE CONSTRAINT TRIGGER act_goes_on AFTER INSERT ON dossier.act DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dossier.act_goes_on();
grant select on dossier.act to motcua_app;
grant insert (actor_account_id, actor_name, actor_role, agency_id, at, centre_id, dossier_id, hash, kind, locality_id, payload, prev_hash, request_id, seq) on dossier.act to motcua_app;

create table dossier.act_file (
  locality_id integer default platform.current_locality() not null,
  dossier_id uuid not null,
  seq integer not null,
  file_id uuid not null,
  content_sha256 bytea not null,
  constraint act_file_pkey PRIMARY KEY (locality_id, dossier_id, seq, file_id),
  constraint act_file_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id),
  constraint act_file_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint act_file_is_sha256 CHECK ((length(content_sha256) = 32)),
  constraint changes_with_an_act TRIGGER DEFERRABLE INITIALLY DEFERRED
);
comment on table dossier.act_file is 'Tệp mà một thao tác căn cứ vào: mã tệp và dấu vân SHA-256, cũng có trong nội dung được niêm phong của thao tác.';
CREATE INDEX act_file_file_idx ON dossier.act_file USING btree (locality_id, file_id);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE CONSTRAINT TRIGGER changes_with_an_act AFTER INSERT OR DELETE OR UPDATE ON dossier.act_file DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dossier.changes_with_an_act();
grant insert, select on dossier.act_file to motcua_app;

create table dossier.alert (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  dossier_id uuid not null,
  rung text not null,
  armed_for text not null,
  made_at timestamp with time zone default platform.now() not null,
  due_at timestamp with time zone,
  account_id uuid,
  roles text[] not null,
  agency_id uuid not null,
  centre_id uuid not null,
  constraint alert_pkey PRIMARY KEY (locality_id, id),
  constraint alert_once_per_rung UNIQUE (locality_id, dossier_id, rung, armed_for),
  constraint alert_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id),
  constraint alert_rung_known CHECK ((rung = ANY (ARRAY['soon'::text, 'due'::text, 'late'::text, 'later'::text, 'silent'::text, 'to_sign'::text, 'unanswered'::text, 'part_late'::text, 'law_soon'::text, 'law_late'::text])))
);
comment on table dossier.alert is 'Cảnh báo thời hạn: mỗi nấc một lần cho mỗi ngày hẹn.';
CREATE INDEX alert_newest_idx ON dossier.alert USING btree (locality_id, made_at DESC, id DESC);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on dossier.alert to motcua_app;

create table dossier.alert_seen (
  locality_id integer default platform.current_locality() not null,
  alert_id uuid not null,
  account_id uuid not null,
  at timestamp with time zone default now() not null,
  constraint alert_seen_pkey PRIMARY KEY (locality_id, alert_id, account_id),
  constraint alert_seen_locality_id_alert_id_fkey FOREIGN KEY (locality_id, alert_id) REFERENCES dossier.alert(locality_id, id)
);
comment on table dossier.alert_seen is 'Ai đã xem cảnh báo nào.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on dossier.alert_seen to motcua_app;

create table dossier.applicant_slip (
  locality_id integer default platform.current_locality() not null,
  dossier_id uuid not null,
  generation integer not null,
  printed_at timestamp with time zone default now() not null,
  account_id uuid not null,
  reason text default ''::text not null,
  constraint applicant_slip_pkey PRIMARY KEY (locality_id, dossier_id, generation),
  constraint applicant_slip_locality_id_account_id_fkey FOREIGN KEY (locality_id, account_id) REFERENCES identity.account(locality_id, id),
  constraint applicant_slip_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id),
  constraint applicant_slip_counts_from_one CHECK ((generation >= 1))
);
comment on table dossier.applicant_slip is 'Bản giấy tiếp nhận đã in giao người nộp; mã tra cứu trên bản mới nhất có hiệu lực.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on dossier.applicant_slip to motcua_app;

create table dossier.called_by (
  locality_id integer default platform.current_locality() not null,
  words text not null,
  dossier_id uuid not null,
  constraint called_by_pkey PRIMARY KEY (locality_id, words, dossier_id),
  constraint called_by_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id)
);
comment on table dossier.called_by is 'Tên người nộp xoay vòng từ chữ thứ hai trở đi, để tìm theo các chữ bất kỳ; chép từ dossier.dossier bằng trigger.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant select on dossier.called_by to motcua_app;

create table dossier.claim (
  locality_id integer default platform.current_locality() not null,
  dossier_id uuid not null,
  step_no integer not null,
  account_id uuid not null,
  since_at timestamp with time zone not null,
  peers_from timestamp with time zone not null,
  until_at timestamp with time zone not null,
  constraint claim_pkey PRIMARY KEY (locality_id, dossier_id, step_no),
  constraint claim_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id),
  constraint claim_lapses_after_it_begins CHECK (((until_at >= peers_from) AND (peers_from >= since_at))),
  constraint changes_with_an_act TRIGGER DEFERRABLE INITIALLY DEFERRED
);
comment on table dossier.claim is 'Việc đã có người nhận: một cán bộ cho mỗi bước của hồ sơ, có thời hạn.';
CREATE INDEX claim_account_idx ON dossier.claim USING btree (locality_id, account_id);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE CONSTRAINT TRIGGER changes_with_an_act AFTER INSERT OR DELETE OR UPDATE ON dossier.claim DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dossier.changes_with_an_act();
grant delete, insert, select on dossier.claim to motcua_app;
grant update (account_id, peers_from, since_at, until_at) on dossier.claim to motcua_app;

create table dossier.clock (
  locality_id integer default platform.current_locality() not null,
  dossier_id uuid not null,
  kind text not null,
  limit_amount numeric(9,2) not null,
  limit_unit text not null,
  started_at timestamp with time zone not null,
  settings jsonb default '{}'::jsonb not null,
  constraint clock_pkey PRIMARY KEY (locality_id, dossier_id, kind),
  constraint clock_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id),
  constraint clock_kind_known CHECK ((kind = ANY (ARRAY['legal'::text, 'committed'::text]))),
  constraint clock_limit_positive CHECK ((limit_amount > (0)::numeric)),
  constraint clock_settings_are_an_object CHECK ((jsonb_typeof(settings) = 'object'::text)),
  constraint clock_unit_known CHECK ((limit_unit = ANY (ARRAY['hours'::text, 'working_hours'::text, 'days'::text, 'working_days'::text, 'months'::text]))),
  constraint changes_with_an_act TRIGGER DEFERRABLE INITIALLY DEFERRED
);
comment on table dossier.clock is 'Hai đồng hồ của hồ sơ: theo luật định và theo cam kết.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE CONSTRAINT TRIGGER changes_with_an_act AFTER INSERT OR DELETE OR UPDATE ON dossier.clock DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dossier.changes_with_an_act();
grant insert, select on dossier.clock to motcua_app;
grant update (limit_amount, limit_unit, started_at) on dossier.clock to motcua_app;

create table dossier.clock_stop (
  locality_id integer default platform.current_locality() not null,
  dossier_id uuid not null,
  seq integer not null,
  cause text not null,
  law text not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone,
  effect text default 'pause'::text not null,
  ends_by timestamp with time zone,
  by_amount numeric(9,2),
  by_unit text,
  awaits_payment boolean default false not null,
  moves text default 'both'::text not null,
  constraint clock_stop_pkey PRIMARY KEY (locality_id, dossier_id, seq),
  constraint clock_stop_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id),
  constraint clock_stop_awaits_payment_of_a_duty CHECK (((NOT awaits_payment) OR (cause = 'financial_duty'::text))),
  constraint clock_stop_cause_known CHECK ((cause = ANY (ARRAY['supplement'::text, 'financial_duty'::text, 'field_verification'::text, 'outside_opinion'::text, 'force_majeure'::text, 'request_changed'::text, 'competence_changed'::text, 'complex_content'::text, 'opinion_awaited'::text, 'system_fault'::text]))),
  constraint clock_stop_effect_known CHECK ((effect = ANY (ARRAY['pause'::text, 'restart'::text, 'extend'::text]))),
  constraint clock_stop_ends_after_it_begins CHECK (((ends_by IS NULL) OR ((ends_by > from_at) AND ((to_at IS NULL) OR (to_at <= ends_by))))),
  constraint clock_stop_extension_is_an_instant CHECK (((effect <> 'extend'::text) OR (to_at = from_at))),
  constraint clock_stop_moves_both_but_for_an_extension CHECK (((moves = 'both'::text) OR (effect = 'extend'::text))),
  constraint clock_stop_moves_known CHECK ((moves = ANY (ARRAY['both'::text, 'committed'::text]))),
  constraint clock_stop_not_backwards CHECK (((to_at IS NULL) OR (to_at >= from_at))),
  constraint clock_stop_only_extension_adds CHECK (((effect = 'extend'::text) = ((by_amount IS NOT NULL) AND (by_unit IS NOT NULL)))),
  constraint clock_stop_unit_known CHECK ((by_unit = ANY (ARRAY['hours'::text, 'working_hours'::text, 'days'::text, 'working_days'::text, 'months'::text]))),
  constraint clock_stops_never_overlap EXCLUDE USING gist (locality_id WITH =, dossier_id WITH =, tstzrange(from_at, to_at) WITH &&),
  constraint changes_with_an_act TRIGGER DEFERRABLE INITIALLY DEFERRED
);
comment on table dossier.clock_stop is 'Khoảng thời gian đồng hồ dừng, lần tính lại từ đầu và lần gia hạn, có căn cứ.';
CREATE UNIQUE INDEX clock_extended_once ON dossier.clock_stop USING btree (locality_id, dossier_id) WHERE (effect = 'extend'::text);
CREATE UNIQUE INDEX clock_stop_one_open_per_dossier ON dossier.clock_stop USING btree (locality_id, dossier_id) WHERE (to_at IS NULL);
CREATE INDEX clock_stop_run_out_idx ON dossier.clock_stop USING btree (locality_id, ends_by) WHERE ((to_at IS NULL) AND (ends_by IS NOT NULL));
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE CONSTRAINT TRIGGER changes_with_an_act AFTER INSERT OR DELETE OR UPDATE ON dossier.clock_stop DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dossier.changes_with_an_act();
grant insert, select on dossier.clock_stop to motcua_app;
grant update (to_at) on dossier.clock_stop to motcua_app;

create table dossier.code_series (
  locality_id integer default platform.current_locality() not null,
  prefix text not null,
  on_day date not null,
  next_number integer not null,
  constraint code_series_pkey PRIMARY KEY (locality_id, prefix, on_day),
  constraint code_series_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id)
);
comment on table dossier.code_series is 'Dãy số hồ sơ trong ngày của từng cơ quan.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on dossier.code_series to motcua_app;
grant update (next_number) on dossier.code_series to motcua_app;

create table dossier.consultation (
  locality_id integer default platform.current_locality() not null,
  dossier_id uuid not null,
  seq integer not null,
  answered_seq integer,
  agency_id uuid not null,
  question text not null,
  days integer not null,
  asked_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  answer text,
  answered_at timestamp with time zone,
  closed_at timestamp with time zone,
  constraint consultation_pkey PRIMARY KEY (locality_id, dossier_id, seq),
  constraint consultation_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id),
  constraint consultation_answered_or_closed CHECK (((answered_at IS NULL) OR (closed_at IS NULL))),
  constraint consultation_answered_whole CHECK ((((answered_at IS NULL) = (answer IS NULL)) AND ((answered_at IS NULL) = (answered_seq IS NULL)))),
  constraint consultation_asks_something CHECK (((btrim(question) <> ''::text) AND (days > 0) AND (due_at > asked_at))),
  constraint changes_with_an_act TRIGGER DEFERRABLE INITIALLY DEFERRED
);
comment on table dossier.consultation is 'Lấy ý kiến cơ quan, đơn vị khác về một hồ sơ: câu hỏi chỉ thêm, mỗi câu một lần trả lời.';
CREATE UNIQUE INDEX consultation_one_open_per_agency ON dossier.consultation USING btree (locality_id, dossier_id, agency_id) WHERE ((answered_at IS NULL) AND (closed_at IS NULL));
CREATE INDEX consultation_overdue_idx ON dossier.consultation USING btree (locality_id, due_at) WHERE ((answered_at IS NULL) AND (closed_at IS NULL));
CREATE INDEX consultation_waiting_idx ON dossier.consultation USING btree (locality_id, agency_id, due_at) WHERE ((answered_at IS NULL) AND (closed_at IS NULL));
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE CONSTRAINT TRIGGER changes_with_an_act AFTER INSERT OR DELETE OR UPDATE ON dossier.consultation DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dossier.changes_with_an_act();
CREATE TRIGGER consultation_answered_once BEFORE UPDATE ON dossier.consultation FOR EACH ROW EXECUTE FUNCTION dossier.keep_consultation();
grant insert, select on dossier.consultation to motcua_app;
grant update (answer, answered_at, answered_seq, closed_at) on dossier.consultation to motcua_app;

create table dossier.day_figures (
  locality_id integer default platform.current_locality() not null,
  on_day date not null,
  agency_id uuid not null,
  received integer not null,
  early integer not null,
  on_time integer not null,
  late integer not null,
  refused integer not null,
  withdrawn integer not null,
  stopped integer not null,
  settled integer not null,
  early_by_law integer default 0 not null,
  on_time_by_law integer default 0 not null,
  late_by_law integer default 0 not null,
  ended_late integer default 0 not null,
  ended_late_by_law integer default 0 not null,
  filed integer default 0 not null,
  refused_at_intake integer default 0 not null,
  withdrawn_at_intake integer default 0 not null,
  stopped_at_intake integer default 0 not null,
  constraint day_figures_pkey PRIMARY KEY (locality_id, on_day, agency_id),
  constraint day_figures_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id)
);
comment on table dossier.day_figures is 'Số liệu từng ngày của từng cơ quan, đã gộp; phần chưa gộp nằm ở dossier.figure_change.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant select on dossier.day_figures to motcua_app;
grant select on dossier.day_figures to motcua_report;

create table dossier.dossier (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  code text not null,
  procedure_version_id uuid not null,
  procedure_code text not null,
  agency_id uuid not null,
  centre_id uuid not null,
  counter_id uuid,
  channel text not null,
  handling text not null,
  result_method text default 'counter'::text not null,
  summary text default ''::text not null,
  applicant_kind text not null,
  applicant_name text not null,
  applicant_folded text not null,
  applicant_id_number text not null,
  applicant_born_on date,
  applicant_sex text,
  applicant_address text not null,
  applicant_phone text not null,
  applicant_email text,
  organisation_name text,
  representative_name text,
  representative_id_number text,
  representative_authorisation text,
  state text not null,
  interrupted_state text,
  step_no integer,
  supplement_count integer default 0 not null,
  handover_id uuid,
  holder_kind text not null,
  holder_agency_id uuid,
  holder_account_id uuid,
  holder_role text,
  received_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  committed_due_at timestamp with time zone,
  legal_due_at timestamp with time zone,
  finished_at timestamp with time zone,
  ended_at timestamp with time zone,
  outcome text,
  last_seq integer not null,
  last_hash bytea not null,
  clock_from text default 'acceptance'::text not null,
  supplement_by timestamp with time zone,
  open_parts integer default 0 not null,
  joins jsonb,
  applicant_person text,
  constraint dossier_pkey PRIMARY KEY (locality_id, id),
  constraint dossier_code_unique UNIQUE (locality_id, code),
  constraint dossier_locality_id_agency_id_fkey FOREIGN KEY (locality_id, agency_id) REFERENCES agency.agency(locality_id, id),
  constraint dossier_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES centre.centre(locality_id, id),
  constraint dossier_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint dossier_locality_id_procedure_version_id_fkey FOREIGN KEY (locality_id, procedure_version_id) REFERENCES procedure.procedure_version(locality_id, id),
  constraint dossier_channel_known CHECK ((channel = ANY (ARRAY['direct'::text, 'post'::text, 'online'::text]))),
  constraint dossier_clock_from_known CHECK ((clock_from = ANY (ARRAY['acceptance'::text, 'competent_agency'::text]))),
  constraint dossier_ended_has_no_parts CHECK (((ended_at IS NULL) OR ((open_parts = 0) AND (joins IS NULL)))),
  constraint dossier_ended_has_outcome CHECK (((ended_at IS NULL) OR (outcome IS NOT NULL))),
  constraint dossier_holder_known CHECK ((holder_kind = ANY (ARRAY['counter'::text, 'agency'::text, 'applicant'::text, 'outside'::text, 'none'::text]))),
  constraint dossier_open_has_holder CHECK (((ended_at IS NULL) = (holder_kind <> 'none'::text))),
  constraint dossier_outcome_known CHECK ((outcome = ANY (ARRAY['early'::text, 'on_time'::text, 'late'::text, 'refused'::text, 'withdrawn'::text, 'stopped'::text]))),
  constraint dossier_parts_not_negative CHECK ((open_parts >= 0)),
  constraint dossier_person_of_an_organisation CHECK (((applicant_person IS NULL) OR (applicant_kind = 'organisation'::text))),
  constraint dossier_stands_at_parts_or_a_step CHECK (((open_parts = 0) OR (step_no IS NULL))),
  constraint dossier_state_known CHECK ((state = ANY (ARRAY['filed'::text, 'accepted'::text, 'in_progress'::text, 'awaiting_supplement'::text, 'suspended'::text, 'approved'::text, 'result_recorded'::text, 'returned'::text, 'refused'::text, 'withdrawn'::text, 'stopped'::text]))),
  constraint dossier_supplement_deadline_only_while_awaited CHECK (((supplement_by IS NULL) OR (state = 'awaiting_supplement'::text))),
  constraint dossier_waiting_remembers_state CHECK (((state = ANY (ARRAY['awaiting_supplement'::text, 'suspended'::text])) = (interrupted_state IS NOT NULL))),
  constraint dossier_waits_only_for_parts CHECK (((joins IS NULL) OR (open_parts > 0))),
  constraint dossier_accepted_enters_register TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint dossier_filed_enters_register TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint dossier_follows_its_act TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint dossier_moves_with_its_act TRIGGER DEFERRABLE INITIALLY DEFERRED
);
comment on table dossier.dossier is 'Hồ sơ: tình trạng hiện tại; lịch sử nằm ở dossier.act.';
CREATE INDEX dossier_applicant_id_idx ON dossier.dossier USING btree (locality_id, applicant_id_number);
CREATE INDEX dossier_applicant_name_idx ON dossier.dossier USING btree (locality_id, applicant_folded text_pattern_ops) INCLUDE (id);
CREATE INDEX dossier_applicant_phone_idx ON dossier.dossier USING btree (locality_id, applicant_phone);
CREATE INDEX dossier_ended_idx ON dossier.dossier USING btree (locality_id, ended_at) INCLUDE (agency_id, outcome) WHERE (ended_at IS NOT NULL);
CREATE INDEX dossier_finished_idx ON dossier.dossier USING btree (locality_id, finished_at) INCLUDE (agency_id, outcome) WHERE (finished_at IS NOT NULL);
CREATE INDEX dossier_handover_idx ON dossier.dossier USING btree (locality_id, handover_id) WHERE (handover_id IS NOT NULL);
CREATE INDEX dossier_open_idx ON dossier.dossier USING btree (locality_id, agency_id, id) WHERE ((ended_at IS NULL) AND (finished_at IS NULL));
CREATE INDEX dossier_received_idx ON dossier.dossier USING btree (locality_id, received_at);
CREATE INDEX dossier_running_version_idx ON dossier.dossier USING btree (locality_id, procedure_version_id, id) WHERE ((ended_at IS NULL) AND (finished_at IS NULL));
CREATE INDEX dossier_supplement_lapse_idx ON dossier.dossier USING btree (locality_id, supplement_by) WHERE (supplement_by IS NOT NULL);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE CONSTRAINT TRIGGER dossier_accepted_enters_register AFTER UPDATE OF accepted_at ON dossier.dossier DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.accepted_at IS NULL) AND (new.accepted_at IS NOT NULL))) EXECUTE FUNCTION dossier.enter_register();
CREATE TRIGGER dossier_counts_when_moved AFTER UPDATE ON dossier.dossier FOR EACH ROW WHEN (((old.finished_at IS DISTINCT FROM new.finished_at) OR (old.ended_at IS DISTINCT FROM new.ended_at) OR (old.outcome IS DISTINCT FROM new.outcome) OR (old.agency_id IS DISTINCT FROM new.agency_id) OR (old.received_at IS DISTINCT FROM new.received_at) OR (old.accepted_at IS DISTINCT FROM new.accepted_at) OR (((new.finished_at IS NOT NULL) OR (new.ended_at IS NOT NULL)) AND ((old.committed_due_at IS DISTINCT FROM new.committed_due_at) OR (old.legal_due_at IS DISTINCT FROM new.legal_due_at))))) EXECUTE FUNCTION dossier.count_moved_dossier();
CREATE TRIGGER dossier_counts_when_new AFTER INSERT ON dossier.dossier FOR EACH ROW EXECUTE FUNCTION dossier.count_new_dossier();
CREATE CONSTRAINT TRIGGER dossier_filed_enters_register AFTER INSERT ON dossier.dossier DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.accepted_at IS NOT NULL)) EXECUTE FUNCTION dossier.enter_register();
CREATE CONSTRAINT TRIGGER dossier_follows_its_act AFTER INSERT ON dossier.dossier DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dossier.dossier_follows_its_act();
CREATE TRIGGER dossier_is_called_when_new AFTER INSERT ON dossier.dossier FOR EACH ROW EXECUTE FUNCTION dossier.call_new_dossiers();
CREATE TRIGGER dossier_is_called_when_renamed AFTER UPDATE ON dossier.dossier FOR EACH ROW WHEN ((old.applicant_folded IS DISTINCT FROM new.applicant_folded)) EXECUTE FUNCTION dossier.call_renamed_dossier();
CREATE CONSTRAINT TRIGGER dossier_moves_with_its_act AFTER UPDATE ON dossier.dossier DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION dossier.dossier_follows_its_act();
CREATE TRIGGER dossier_queues_when_moved AFTER UPDATE ON dossier.dossier REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION dossier.queue_moved_dossiers();
CREATE TRIGGER dossier_queues_when_new AFTER INSERT ON dossier.dossier FOR EACH ROW WHEN ((new.ended_at IS NULL)) EXECUTE FUNCTION dossier.queue_new_dossier();
CREATE TRIGGER note_first_answer AFTER UPDATE OF state ON dossier.dossier FOR EACH ROW WHEN (((old.channel = 'online'::text) AND (old.state = 'filed'::text) AND (new.state IS DISTINCT FROM old.state))) EXECUTE FUNCTION dossier.note_first_answer();
grant insert, select on dossier.dossier to motcua_app;
grant update (accepted_at, committed_due_at, ended_at, finished_at, handover_id, holder_account_id, holder_agency_id, holder_kind, holder_role, interrupted_state, joins, last_hash, last_seq, legal_due_at, open_parts, outcome, procedure_version_id, state, step_no, supplement_by, supplement_count) on dossier.dossier to motcua_app;

create table dossier.draft (
  locality_id integer default platform.current_locality() not null,
  account_id uuid not null,
  key text not null,
  form jsonb not null,
  saved_at timestamp with time zone default now() not null,
  dossier_code text,
  constraint draft_pkey PRIMARY KEY (locality_id, account_id, key),
  constraint draft_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint draft_filed_forgets_its_form CHECK (((dossier_code IS NULL) OR (form = '{}'::jsonb))),
  constraint draft_size CHECK ((pg_column_size(form) < 200000))
);
comment on table dossier.draft is 'Bản nháp tiếp nhận tại quầy, riêng của người soạn.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant delete, insert, select on dossier.draft to motcua_app;
grant update (dossier_code, form, saved_at) on dossier.draft to motcua_app;

create table dossier.figure_change (
  locality_id integer default platform.current_locality() not null,
  id bigint generated always as identity not null,
  on_day date not null,
  agency_id uuid not null,
  received integer not null,
  early integer not null,
  on_time integer not null,
  late integer not null,
  refused integer not null,
  withdrawn integer not null,
  stopped integer not null,
  settled integer not null,
  early_by_law integer default 0 not null,
  on_time_by_law integer default 0 not null,
  late_by_law integer default 0 not null,
  ended_late integer default 0 not null,
  ended_late_by_law integer default 0 not null,
  filed integer default 0 not null,
  refused_at_intake integer default 0 not null,
  withdrawn_at_intake integer default 0 not null,
  stopped_at_intake integer default 0 not null,
  constraint figure_change_pkey PRIMARY KEY (locality_id, id)
);
comment on table dossier.figure_change is 'Thay đổi số liệu chờ gộp vào dossier.day_figures; chỉ thêm, rồi xoá khi gộp.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant select on dossier.figure_change to motcua_app;
grant select on dossier.figure_change to motcua_report;

create table dossier.filed_form (
  locality_id integer default platform.current_locality() not null,
  dossier_id uuid not null,
  form jsonb not null,
  answers jsonb not null,
  constraint filed_form_pkey PRIMARY KEY (locality_id, dossier_id),
  constraint filed_form_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id),
  constraint filed_form_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id)
);
comment on table dossier.filed_form is 'Biểu mẫu điện tử như đã hỏi và câu trả lời như đã nộp; dấu vân có trong thao tác nộp hồ sơ.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on dossier.filed_form to motcua_app;

create table dossier.first_answer (
  locality_id integer default platform.current_locality() not null,
  dossier_id uuid not null,
  centre_id uuid not null,
  filed_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  answered_by text,
  constraint first_answer_pkey PRIMARY KEY (locality_id, dossier_id),
  constraint first_answer_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES centre.centre(locality_id, id),
  constraint first_answer_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id),
  constraint first_answer_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint first_answer_after_filing CHECK (((due_at >= filed_at) AND (answered_at >= filed_at))),
  constraint first_answer_names_its_act CHECK (((answered_at IS NULL) = (answered_by IS NULL)))
);
comment on table dossier.first_answer is 'Hạn trả lời lần đầu của hồ sơ nộp trực tuyến (tiếp nhận, yêu cầu bổ sung hoặc từ chối) và lúc đã trả lời.';
CREATE INDEX first_answer_filed_idx ON dossier.first_answer USING btree (locality_id, centre_id, filed_at);
CREATE INDEX first_answer_waiting_idx ON dossier.first_answer USING btree (locality_id, centre_id, due_at, dossier_id) WHERE (answered_at IS NULL);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on dossier.first_answer to motcua_app;

create table dossier.handover (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  number text not null,
  direction text not null,
  agency_id uuid not null,
  centre_id uuid not null,
  created_at timestamp with time zone not null,
  created_by uuid not null,
  closed_at timestamp with time zone,
  in_charge_id uuid,
  constraint handover_pkey PRIMARY KEY (locality_id, id),
  constraint handover_number_unique UNIQUE (locality_id, number),
  constraint handover_locality_id_agency_id_fkey FOREIGN KEY (locality_id, agency_id) REFERENCES agency.agency(locality_id, id),
  constraint handover_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES centre.centre(locality_id, id),
  constraint handover_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint handover_direction_known CHECK ((direction = ANY (ARRAY['to_agency'::text, 'to_centre'::text])))
);
comment on table dossier.handover is 'Danh sách bàn giao hồ sơ giữa trung tâm và cơ quan.';
CREATE INDEX handover_in_charge_idx ON dossier.handover USING btree (locality_id, in_charge_id) WHERE (closed_at IS NULL);
CREATE INDEX handover_open_idx ON dossier.handover USING btree (locality_id, agency_id, direction) WHERE (closed_at IS NULL);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on dossier.handover to motcua_app;
grant update (closed_at, in_charge_id) on dossier.handover to motcua_app;

create table dossier.handover_item (
  locality_id integer default platform.current_locality() not null,
  handover_id uuid not null,
  dossier_id uuid not null,
  received_at timestamp with time zone,
  received_by uuid,
  constraint handover_item_pkey PRIMARY KEY (locality_id, handover_id, dossier_id),
  constraint handover_item_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id),
  constraint handover_item_locality_id_handover_id_fkey FOREIGN KEY (locality_id, handover_id) REFERENCES dossier.handover(locality_id, id),
  constraint handover_line_received_by_someone CHECK (((received_by IS NULL) OR (received_at IS NOT NULL))),
  constraint changes_with_an_act TRIGGER DEFERRABLE INITIALLY DEFERRED
);
comment on table dossier.handover_item is 'Hồ sơ có tên trên danh sách bàn giao, kể cả khi đã được nhận.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE CONSTRAINT TRIGGER changes_with_an_act AFTER INSERT OR DELETE OR UPDATE ON dossier.handover_item DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dossier.changes_with_an_act();
grant insert, select on dossier.handover_item to motcua_app;
grant update (received_at, received_by) on dossier.handover_item to motcua_app;

create table dossier.holding (
  locality_id integer default platform.current_locality() not null,
  dossier_id uuid not null,
  seq integer not null,
  kind text not null,
  agency_id uuid,
  account_id uuid,
  centre_id uuid,
  step_no integer,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone,
  cause text default 'inside'::text not null,
  step_role text,
  work_ms bigint,
  fell_late boolean,
  constraint holding_pkey PRIMARY KEY (locality_id, dossier_id, seq),
  constraint holding_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id),
  constraint holding_cause_known CHECK ((cause = ANY (ARRAY['inside'::text, 'applicant'::text, 'outside'::text]))),
  constraint holding_kind_known CHECK ((kind = ANY (ARRAY['counter'::text, 'agency'::text, 'applicant'::text, 'outside'::text]))),
  constraint holding_not_backwards CHECK (((to_at IS NULL) OR (to_at >= from_at))),
  constraint holding_work_not_negative CHECK ((work_ms >= 0)),
  constraint changes_with_an_act TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint counted_with_a_run TRIGGER,
  constraint moves_with_an_act TRIGGER DEFERRABLE INITIALLY DEFERRED
);
comment on table dossier.holding is 'Sổ người giữ hồ sơ: mỗi khoảng thời gian thuộc đúng một người giữ.';
CREATE INDEX holding_closed_idx ON dossier.holding USING btree (locality_id, to_at) INCLUDE (dossier_id, cause, kind, agency_id, centre_id, account_id, step_role, work_ms, fell_late) WHERE (to_at IS NOT NULL);
CREATE UNIQUE INDEX holding_one_open_per_dossier ON dossier.holding USING btree (locality_id, dossier_id) INCLUDE (cause, kind, agency_id, centre_id, account_id, step_role) WHERE (to_at IS NULL);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE CONSTRAINT TRIGGER changes_with_an_act AFTER INSERT OR DELETE ON dossier.holding DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dossier.changes_with_an_act();
CREATE CONSTRAINT TRIGGER counted_with_a_run AFTER UPDATE ON dossier.holding NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN ((NOT (old.to_at IS DISTINCT FROM new.to_at))) EXECUTE FUNCTION dossier.changes_with_a_run();
CREATE CONSTRAINT TRIGGER moves_with_an_act AFTER UPDATE ON dossier.holding DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.to_at IS NULL) OR (old.to_at IS DISTINCT FROM new.to_at))) EXECUTE FUNCTION dossier.changes_with_an_act();
grant insert, select on dossier.holding to motcua_app;
grant update (fell_late, to_at, work_ms) on dossier.holding to motcua_app;

create table dossier.officer_notice (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  account_id uuid not null,
  kind text not null,
  dossier_id uuid,
  text text not null,
  at timestamp with time zone not null,
  seen_at timestamp with time zone,
  constraint officer_notice_pkey PRIMARY KEY (locality_id, id),
  constraint officer_notice_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint officer_notice_kind_known CHECK ((kind = ANY (ARRAY['taken_over'::text, 'replaced'::text, 'successor'::text, 'replacement_in_unit'::text, 'payment_undone'::text, 'assigned'::text])))
);
comment on table dossier.officer_notice is 'Tin báo cho cán bộ về việc được giao hoặc được chuyển đi.';
CREATE INDEX officer_notice_unseen_idx ON dossier.officer_notice USING btree (locality_id, account_id, id) WHERE (seen_at IS NULL);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on dossier.officer_notice to motcua_app;
grant update (seen_at) on dossier.officer_notice to motcua_app;

create table dossier.paper (
  locality_id integer default platform.current_locality() not null,
  dossier_id uuid not null,
  component_no integer not null,
  round integer default 0 not null,
  name text not null,
  originals integer not null,
  copies integer not null,
  certified integer default 0 not null,
  note text default ''::text not null,
  constraint paper_pkey PRIMARY KEY (locality_id, dossier_id, component_no, round),
  constraint paper_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id),
  constraint paper_counts_not_negative CHECK (((originals >= 0) AND (copies >= 0) AND (certified >= 0)))
);
comment on table dossier.paper is 'Giấy tờ đã nộp theo thành phần hồ sơ.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE TRIGGER papers_come_with_an_act AFTER INSERT ON dossier.paper FOR EACH ROW EXECUTE FUNCTION dossier.papers_come_with_an_act();
grant insert, select on dossier.paper to motcua_app;

create table dossier.part (
  locality_id integer default platform.current_locality() not null,
  dossier_id uuid not null,
  no integer not null,
  step_no integer not null,
  kind text not null,
  agency_id uuid not null,
  lead_agency_id uuid not null,
  role text not null,
  code text,
  hours numeric(9,2) not null,
  opened_at timestamp with time zone not null,
  opened_seq integer not null,
  due_at timestamp with time zone,
  closed_at timestamp with time zone,
  closed_seq integer,
  how text,
  done_by uuid,
  work_ms bigint,
  late boolean,
  result_number text,
  result_name text,
  constraint part_pkey PRIMARY KEY (locality_id, dossier_id, no),
  constraint part_locality_id_agency_id_fkey FOREIGN KEY (locality_id, agency_id) REFERENCES agency.agency(locality_id, id),
  constraint part_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id),
  constraint part_closes_whole CHECK ((((closed_at IS NULL) = (how IS NULL)) AND ((closed_at IS NULL) = (closed_seq IS NULL)) AND ((closed_at IS NULL) = (work_ms IS NULL)) AND ((closed_at IS NULL) = (late IS NULL)))),
  constraint part_done_by_somebody CHECK (((how IS DISTINCT FROM 'done'::text) OR (done_by IS NOT NULL))),
  constraint part_how_known CHECK ((how = ANY (ARRAY['done'::text, 'joined'::text, 'given_back'::text, 'ended'::text]))),
  constraint part_kind_known CHECK ((kind = ANY (ARRAY['work'::text, 'sub_dossier'::text]))),
  constraint part_not_backwards CHECK (((closed_at IS NULL) OR ((closed_at >= opened_at) AND (closed_seq > opened_seq)))),
  constraint part_number_positive CHECK ((no > 0)),
  constraint part_sub_dossier_answers CHECK (((kind <> 'sub_dossier'::text) OR (how IS DISTINCT FROM 'done'::text) OR ((btrim(COALESCE(result_number, ''::text)) <> ''::text) AND (btrim(COALESCE(result_name, ''::text)) <> ''::text)))),
  constraint part_sub_dossier_has_its_number CHECK (((kind = 'sub_dossier'::text) = (code IS NOT NULL))),
  constraint part_work_not_negative CHECK ((work_ms >= 0)),
  constraint changes_with_an_act TRIGGER DEFERRABLE INITIALLY DEFERRED,
  constraint counted_with_a_run TRIGGER,
  constraint moves_with_an_act TRIGGER DEFERRABLE INITIALLY DEFERRED
);
comment on table dossier.part is 'Phần việc: bước đang mở của quy trình nhiều cơ quan, mỗi phần một cơ quan và một thời hạn; hồ sơ con có mã riêng.';
CREATE INDEX part_closed_idx ON dossier.part USING btree (locality_id, closed_at) INCLUDE (agency_id, role, how, late, work_ms) WHERE (closed_at IS NOT NULL);
CREATE UNIQUE INDEX part_code_unique ON dossier.part USING btree (locality_id, code) WHERE (code IS NOT NULL);
CREATE UNIQUE INDEX part_one_open_per_step ON dossier.part USING btree (locality_id, dossier_id, step_no) WHERE (closed_at IS NULL);
CREATE INDEX part_open_at_agency_idx ON dossier.part USING btree (locality_id, agency_id, COALESCE(due_at, 'infinity'::timestamp with time zone), dossier_id, no) INCLUDE (role) WHERE (closed_at IS NULL);
CREATE INDEX part_open_of_lead_idx ON dossier.part USING btree (locality_id, lead_agency_id, COALESCE(due_at, 'infinity'::timestamp with time zone), dossier_id, no) WHERE (closed_at IS NULL);
CREATE INDEX part_overdue_idx ON dossier.part USING btree (locality_id, due_at) WHERE (closed_at IS NULL);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE CONSTRAINT TRIGGER changes_with_an_act AFTER INSERT OR DELETE ON dossier.part DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dossier.changes_with_an_act();
CREATE CONSTRAINT TRIGGER counted_with_a_run AFTER UPDATE ON dossier.part NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN ((NOT (old.closed_at IS DISTINCT FROM new.closed_at))) EXECUTE FUNCTION dossier.changes_with_a_run();
CREATE CONSTRAINT TRIGGER moves_with_an_act AFTER UPDATE ON dossier.part DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.closed_at IS DISTINCT FROM new.closed_at)) EXECUTE FUNCTION dossier.changes_with_an_act();
CREATE TRIGGER part_closed_once BEFORE UPDATE ON dossier.part FOR EACH ROW EXECUTE FUNCTION dossier.keep_part();
grant insert, select on dossier.part to motcua_app;
grant update (closed_at, closed_seq, done_by, due_at, how, late, result_name, result_number, work_ms) on dossier.part to motcua_app;

create table dossier.queue (
  locality_id integer default platform.current_locality() not null,
  dossier_id uuid not null,
  due_at timestamp with time zone not null,
  agency_id uuid not null,
  centre_id uuid not null,
  state text not null,
  handling text not null,
  step_no integer,
  handover_id uuid,
  holder_kind text not null,
  holder_agency_id uuid,
  holder_account_id uuid,
  holder_role text,
  open_parts integer not null,
  legal_due_at timestamp with time zone not null,
  constraint queue_pkey PRIMARY KEY (locality_id, dossier_id)
);
comment on table dossier.queue is 'Hàng chờ: mỗi hồ sơ đang mở một dòng, chép từ dossier.dossier bằng trigger; hộp việc đọc ở đây.';
CREATE INDEX queue_due_idx ON dossier.queue USING btree (locality_id, due_at, dossier_id);
CREATE INDEX queue_for_list_agency_idx ON dossier.queue USING btree (locality_id, holder_agency_id, due_at, dossier_id) WHERE ((holder_kind = 'agency'::text) AND (state = 'result_recorded'::text));
CREATE INDEX queue_for_list_centre_idx ON dossier.queue USING btree (locality_id, centre_id, due_at, dossier_id) WHERE ((holder_kind <> 'agency'::text) AND (state = 'accepted'::text) AND (handling = 'forwarded'::text));
CREATE INDEX queue_led_elsewhere_idx ON dossier.queue USING btree (locality_id, agency_id, due_at, dossier_id) WHERE (open_parts > 0);
CREATE INDEX queue_of_agency_idx ON dossier.queue USING btree (locality_id, holder_agency_id, due_at, dossier_id) WHERE (holder_kind = 'agency'::text);
CREATE INDEX queue_of_centre_idx ON dossier.queue USING btree (locality_id, centre_id, due_at, dossier_id) WHERE (holder_kind <> 'agency'::text);
CREATE INDEX queue_of_officer_idx ON dossier.queue USING btree (locality_id, holder_account_id, due_at, dossier_id) WHERE (holder_account_id IS NOT NULL);
CREATE INDEX queue_on_list_agency_idx ON dossier.queue USING btree (locality_id, agency_id, due_at, dossier_id) WHERE (handover_id IS NOT NULL);
CREATE INDEX queue_on_list_centre_idx ON dossier.queue USING btree (locality_id, centre_id, due_at, dossier_id) WHERE (handover_id IS NOT NULL);
CREATE INDEX queue_past_law_idx ON dossier.queue USING btree (locality_id, legal_due_at, dossier_id, agency_id) WHERE (state <> 'result_recorded'::text);
CREATE INDEX queue_past_promise_idx ON dossier.queue USING btree (locality_id, due_at, agency_id) WHERE (state <> 'result_recorded'::text);
CREATE INDEX queue_waiting_agency_idx ON dossier.queue USING btree (locality_id, agency_id, due_at, dossier_id) WHERE (state = ANY (ARRAY['awaiting_supplement'::text, 'suspended'::text]));
CREATE INDEX queue_waiting_centre_idx ON dossier.queue USING btree (locality_id, centre_id, due_at, dossier_id) WHERE (state = ANY (ARRAY['awaiting_supplement'::text, 'suspended'::text]));
CREATE INDEX queue_waiting_idx ON dossier.queue USING btree (locality_id, due_at, dossier_id) WHERE (state = ANY (ARRAY['awaiting_supplement'::text, 'suspended'::text]));
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant select on dossier.queue to motcua_app;
grant select on dossier.queue to motcua_report;

create table dossier.reappointment (
  locality_id integer default platform.current_locality() not null,
  dossier_id uuid not null,
  seq integer not null,
  kind text not null,
  cause text not null,
  law text not null,
  reason text not null,
  days integer,
  asked_at timestamp with time zone not null,
  due_before timestamp with time zone not null,
  decision text,
  decided_at timestamp with time zone,
  decided_seq integer,
  due_after timestamp with time zone,
  constraint reappointment_pkey PRIMARY KEY (locality_id, dossier_id, seq),
  constraint reappointment_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id),
  constraint extension_asked_before_due CHECK (((kind <> 'extension'::text) OR (asked_at < due_before))),
  constraint reappointment_days_positive CHECK ((days > 0)),
  constraint reappointment_decided_whole CHECK (((decision IS NULL) = (decided_at IS NULL))),
  constraint reappointment_decision_known CHECK ((decision = ANY (ARRAY['granted'::text, 'declined'::text, 'lapsed'::text]))),
  constraint reappointment_granted_has_its_day CHECK (((decision IS DISTINCT FROM 'granted'::text) OR ((days IS NOT NULL) AND (due_after IS NOT NULL)))),
  constraint reappointment_kind_known CHECK ((kind = ANY (ARRAY['extension'::text, 'apology'::text]))),
  constraint changes_with_an_act TRIGGER DEFERRABLE INITIALLY DEFERRED
);
comment on table dossier.reappointment is 'Hẹn lại ngày trả: đề nghị gia hạn trước hạn, hoặc văn bản xin lỗi khi đã quá hạn.';
CREATE UNIQUE INDEX reappointed_once ON dossier.reappointment USING btree (locality_id, dossier_id) WHERE (decision = 'granted'::text);
CREATE UNIQUE INDEX reappointment_one_open ON dossier.reappointment USING btree (locality_id, dossier_id) WHERE (decision IS NULL);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE CONSTRAINT TRIGGER changes_with_an_act AFTER INSERT OR DELETE OR UPDATE ON dossier.reappointment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dossier.changes_with_an_act();
grant insert, select on dossier.reappointment to motcua_app;
grant update (days, decided_at, decided_seq, decision, due_after, reason) on dossier.reappointment to motcua_app;

create table dossier.register_line (
  locality_id integer default platform.current_locality() not null,
  centre_id uuid not null,
  year integer not null,
  line integer not null,
  book integer not null,
  dossier_id uuid not null,
  written_in xid8 default pg_current_xact_id(),
  constraint register_line_pkey PRIMARY KEY (locality_id, centre_id, year, line),
  constraint register_line_once_per_dossier UNIQUE (locality_id, dossier_id),
  constraint register_line_locality_id_centre_id_year_fkey FOREIGN KEY (locality_id, centre_id, year) REFERENCES dossier.register_year(locality_id, centre_id, year),
  constraint register_line_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id)
);
comment on table dossier.register_line is 'Số thứ tự của hồ sơ trong sổ theo dõi: cấp khi tiếp nhận, liên tục từ 1 trong năm, không bao giờ đổi.';
CREATE INDEX register_line_written_in_idx ON dossier.register_line USING brin (locality_id, (((written_in)::text)::bigint)) WITH (autosummarize='on', pages_per_range='32');
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant select on dossier.register_line to motcua_app;

create table dossier.register_year (
  locality_id integer default platform.current_locality() not null,
  centre_id uuid not null,
  year integer not null,
  lines integer not null,
  constraint register_year_pkey PRIMARY KEY (locality_id, centre_id, year),
  constraint register_year_counts CHECK (((lines >= 1) AND ((year >= 2000) AND (year <= 2999))))
);
comment on table dossier.register_year is 'Sổ theo dõi hồ sơ của một trung tâm trong một năm: đã ghi bao nhiêu số thứ tự.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant select on dossier.register_year to motcua_app;

create table dossier.replacement (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  from_account_id uuid not null,
  to_account_id uuid not null,
  ordered_by uuid not null,
  ordered_by_name text not null,
  reason text not null,
  at timestamp with time zone not null,
  dossiers integer not null,
  late integer not null,
  handovers integer not null,
  constraint replacement_pkey PRIMARY KEY (locality_id, id),
  constraint replacement_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id)
);
comment on table dossier.replacement is 'Lệnh thay thế cán bộ: ai thay ai, ai ra lệnh, bao nhiêu hồ sơ chuyển giao.';
CREATE INDEX replacement_at_idx ON dossier.replacement USING btree (locality_id, at);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on dossier.replacement to motcua_app;

create table dossier.reprojected (
  locality_id integer default platform.current_locality() not null,
  reprojection_id uuid not null,
  dossier_id uuid not null,
  seq integer not null,
  agency_id uuid not null,
  committed_was timestamp with time zone,
  committed_is timestamp with time zone,
  legal_was timestamp with time zone,
  legal_is timestamp with time zone,
  turned text,
  constraint reprojected_pkey PRIMARY KEY (locality_id, reprojection_id, dossier_id),
  constraint reprojected_turn_known CHECK ((turned = ANY (ARRAY['late'::text, 'not_late'::text])))
);
comment on table dossier.reprojected is 'Hồ sơ được điều chỉnh ngày hẹn trong một lần: ngày cũ, ngày mới; chỉ thêm.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on dossier.reprojected to motcua_app;

create table dossier.reprojection (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  decree_id uuid not null,
  started_at timestamp with time zone default platform.now() not null,
  running integer not null,
  seen integer default 0 not null,
  moved integer default 0 not null,
  became_late integer default 0 not null,
  no_longer_late integer default 0 not null,
  finished_at timestamp with time zone,
  is_divided boolean default false not null,
  constraint reprojection_pkey PRIMARY KEY (locality_id, id),
  constraint reprojection_once_per_decree UNIQUE (locality_id, decree_id),
  constraint reprojection_locality_id_decree_id_fkey FOREIGN KEY (locality_id, decree_id) REFERENCES calendar.decree(locality_id, id),
  constraint reprojection_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id)
);
comment on table dossier.reprojection is 'Lần điều chỉnh ngày hẹn trả theo một văn bản về lịch làm việc, kèm tiến độ.';
CREATE UNIQUE INDEX reprojection_one_at_a_time ON dossier.reprojection USING btree (locality_id) WHERE (finished_at IS NULL);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on dossier.reprojection to motcua_app;
grant update (became_late, finished_at, is_divided, moved, no_longer_late, seen) on dossier.reprojection to motcua_app;

create table dossier.reprojection_page (
  locality_id integer default platform.current_locality() not null,
  id bigint generated always as identity not null,
  reprojection_id uuid not null,
  from_agency uuid not null,
  from_dossier uuid not null,
  to_agency uuid not null,
  to_dossier uuid not null,
  waits boolean default false not null,
  seen integer default 0 not null,
  moved integer default 0 not null,
  became_late integer default 0 not null,
  no_longer_late integer default 0 not null,
  done_at timestamp with time zone,
  constraint reprojection_page_pkey PRIMARY KEY (locality_id, id),
  constraint reprojection_page_locality_id_reprojection_id_fkey FOREIGN KEY (locality_id, reprojection_id) REFERENCES dossier.reprojection(locality_id, id)
);
comment on table dossier.reprojection_page is 'Một trang của lần điều chỉnh ngày hẹn: những hồ sơ nào, đã làm xong chưa.';
CREATE INDEX reprojection_page_left_idx ON dossier.reprojection_page USING btree (locality_id, reprojection_id, waits, id) WHERE (done_at IS NULL);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on dossier.reprojection_page to motcua_app;
grant update (became_late, done_at, moved, no_longer_late, seen) on dossier.reprojection_page to motcua_app;
grant usage on sequence of id to motcua_app;

create table dossier.transfer (
  locality_id integer default platform.current_locality() not null,
  dossier_id uuid not null,
  act_seq integer not null,
  kind text not null,
  agency_id uuid not null,
  centre_id uuid not null,
  from_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  done_at timestamp with time zone not null,
  is_late boolean generated always as ((done_at > due_at)) stored not null,
  constraint transfer_pkey PRIMARY KEY (locality_id, dossier_id, act_seq),
  constraint transfer_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id),
  constraint transfer_kind_known CHECK ((kind = ANY (ARRAY['handed_over'::text, 'given_back'::text]))),
  constraint transfer_not_backwards CHECK (((from_at <= done_at) AND (from_at <= due_at))),
  constraint changes_with_an_act TRIGGER DEFERRABLE INITIALLY DEFERRED
);
comment on table dossier.transfer is 'Bàn giao cho cơ quan giải quyết và cơ quan trả lại hồ sơ chưa đủ điều kiện: hạn theo quy định và lúc thực hiện.';
CREATE INDEX transfer_done_idx ON dossier.transfer USING btree (locality_id, done_at) INCLUDE (kind, agency_id, centre_id, is_late);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE CONSTRAINT TRIGGER changes_with_an_act AFTER INSERT OR DELETE OR UPDATE ON dossier.transfer DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION dossier.changes_with_an_act();
grant insert, select on dossier.transfer to motcua_app;
grant select on dossier.transfer to motcua_report;

create table dossier.version_move (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  procedure_code text not null,
  from_version_id uuid not null,
  to_version_id uuid not null,
  step_map jsonb not null,
  time_rule text not null,
  reason text not null,
  legal_basis text not null,
  ordered_by uuid not null,
  ordered_by_name text not null,
  ordered_by_role text not null,
  ordered_at timestamp with time zone default platform.now() not null,
  running integer not null,
  after_dossier uuid default '00000000-0000-0000-0000-000000000000'::uuid not null,
  passed_over uuid[] default '{}'::uuid[] not null,
  seen integer default 0 not null,
  moved integer default 0 not null,
  stayed integer default 0 not null,
  due_changed integer default 0 not null,
  stepped_at timestamp with time zone default now() not null,
  finished_at timestamp with time zone,
  constraint version_move_pkey PRIMARY KEY (locality_id, id),
  constraint version_move_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint version_move_locality_id_from_version_id_fkey FOREIGN KEY (locality_id, from_version_id) REFERENCES procedure.procedure_version(locality_id, id),
  constraint version_move_locality_id_ordered_by_fkey FOREIGN KEY (locality_id, ordered_by) REFERENCES identity.account(locality_id, id),
  constraint version_move_locality_id_to_version_id_fkey FOREIGN KEY (locality_id, to_version_id) REFERENCES procedure.procedure_version(locality_id, id),
  constraint version_move_goes_elsewhere CHECK ((from_version_id <> to_version_id)),
  constraint version_move_has_its_reason CHECK ((reason <> ''::text)),
  constraint version_move_map_is_an_object CHECK ((jsonb_typeof(step_map) = 'object'::text)),
  constraint version_move_of_the_law_names_its_basis CHECK (((time_rule <> 'shorten_both'::text) OR (legal_basis <> ''::text))),
  constraint version_move_time_rule_known CHECK ((time_rule = ANY (ARRAY['keep'::text, 'shorten_promise'::text, 'shorten_both'::text])))
);
comment on table dossier.version_move is 'Lần chuyển hồ sơ đang giải quyết sang phiên bản thủ tục khác, kèm lý do, căn cứ và tiến độ.';
CREATE UNIQUE INDEX version_move_one_at_a_time ON dossier.version_move USING btree (locality_id, procedure_code) WHERE (finished_at IS NULL);
CREATE INDEX version_move_procedure_idx ON dossier.version_move USING btree (locality_id, procedure_code, id);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on dossier.version_move to motcua_app;
grant update (after_dossier, due_changed, finished_at, moved, passed_over, seen, stayed, stepped_at) on dossier.version_move to motcua_app;

create table dossier.version_move_item (
  locality_id integer default platform.current_locality() not null,
  move_id uuid not null,
  dossier_id uuid not null,
  seq integer,
  agency_id uuid not null,
  step_was integer,
  step_is integer,
  committed_was timestamp with time zone,
  committed_is timestamp with time zone,
  legal_was timestamp with time zone,
  legal_is timestamp with time zone,
  missing text[] default '{}'::text[] not null,
  obstacle text,
  constraint version_move_item_pkey PRIMARY KEY (locality_id, move_id, dossier_id),
  constraint version_move_item_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id),
  constraint version_move_item_locality_id_move_id_fkey FOREIGN KEY (locality_id, move_id) REFERENCES dossier.version_move(locality_id, id),
  constraint version_move_item_moved_or_stayed CHECK (((seq IS NULL) = (obstacle IS NOT NULL))),
  constraint version_move_never_lengthens CHECK (((committed_is <= committed_was) AND (legal_is <= legal_was)))
);
comment on table dossier.version_move_item is 'Hồ sơ trong một lần chuyển phiên bản: bước cũ, bước mới, ngày hẹn, hoặc lý do ở lại; chỉ thêm.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on dossier.version_move_item to motcua_app;

create table dossier.waiting_figure (
  locality_id integer default platform.current_locality() not null,
  agency_id uuid not null,
  waiting integer not null,
  waiting_at_intake integer default 0 not null,
  constraint waiting_figure_pkey PRIMARY KEY (locality_id, agency_id),
  constraint waiting_figure_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id)
);
comment on table dossier.waiting_figure is 'Số hồ sơ đang giải quyết của từng cơ quan, phần đã gộp.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant select on dossier.waiting_figure to motcua_app;
grant select on dossier.waiting_figure to motcua_report;

create view dossier.v_called_by with (security_invoker=true) as
 SELECT d.locality_id,
    w.words COLLATE "C" AS words,
    d.id AS dossier_id
   FROM dossier.dossier d
     CROSS JOIN LATERAL dossier.from_each_word(d.applicant_folded) w(words);

create view dossier.v_contact with (security_invoker=true) as
 SELECT locality_id,
    id AS dossier_id,
    code,
    centre_id,
    state,
    ended_at,
    applicant_name,
    applicant_phone,
    applicant_email,
    ( SELECT max(x.at) AS max
           FROM dossier.act x
          WHERE x.locality_id = d.locality_id AND x.dossier_id = d.id AND x.kind = 'correct_contact'::text) AS corrected_at
   FROM dossier.dossier d;
grant select on dossier.v_contact to motcua_app;

create view dossier.v_day_figures with (security_invoker=true) as
 SELECT day_figures.locality_id,
    day_figures.on_day,
    day_figures.agency_id,
    day_figures.received,
    day_figures.early,
    day_figures.on_time,
    day_figures.late,
    day_figures.refused,
    day_figures.withdrawn,
    day_figures.stopped,
    day_figures.settled,
    day_figures.early_by_law,
    day_figures.on_time_by_law,
    day_figures.late_by_law,
    day_figures.ended_late,
    day_figures.ended_late_by_law,
    day_figures.filed,
    day_figures.refused_at_intake,
    day_figures.withdrawn_at_intake,
    day_figures.stopped_at_intake
   FROM dossier.day_figures
UNION ALL
 SELECT figure_change.locality_id,
    figure_change.on_day,
    figure_change.agency_id,
    figure_change.received,
    figure_change.early,
    figure_change.on_time,
    figure_change.late,
    figure_change.refused,
    figure_change.withdrawn,
    figure_change.stopped,
    figure_change.settled,
    figure_change.early_by_law,
    figure_change.on_time_by_law,
    figure_change.late_by_law,
    figure_change.ended_late,
    figure_change.ended_late_by_law,
    figure_change.filed,
    figure_change.refused_at_intake,
    figure_change.withdrawn_at_intake,
    figure_change.stopped_at_intake
   FROM dossier.figure_change;
grant select on dossier.v_day_figures to motcua_app;
grant select on dossier.v_day_figures to motcua_report;

create view dossier.v_holding with (security_invoker=true) as
 SELECT h.locality_id,
    h.dossier_id,
    h.seq,
    h.cause,
    h.kind,
    h.agency_id,
    h.centre_id,
    h.account_id,
    h.step_no,
    h.step_role,
    h.from_at,
    h.to_at,
    h.work_ms,
    h.fell_late,
    d.agency_id AS dossier_agency_id,
    d.centre_id AS dossier_centre_id,
    h.to_at IS NULL AND d.committed_due_at < platform.now() AND (d.finished_at IS NULL OR d.finished_at > d.committed_due_at) AS is_late_now,
    h.to_at IS NULL AND d.legal_due_at < platform.now() AND (d.finished_at IS NULL OR d.finished_at > d.legal_due_at) AS is_late_by_law_now,
    COALESCE(h.to_at IS NOT NULL AND h.from_at <= d.legal_due_at AND d.legal_due_at < h.to_at AND (d.finished_at IS NULL OR d.finished_at > d.legal_due_at), false) AS fell_late_by_law
   FROM dossier.holding h
     LEFT JOIN dossier.dossier d ON d.locality_id = h.locality_id AND d.id = h.dossier_id;
grant select on dossier.v_holding to motcua_app;
grant select on dossier.v_holding to motcua_report;

create view dossier.v_ledger with (security_invoker=true) as
 SELECT locality_id,
    id,
    code,
    agency_id,
    centre_id,
    state,
    received_at,
    accepted_at,
    committed_due_at,
    legal_due_at,
    finished_at,
    ended_at,
    outcome,
        CASE
            WHEN accepted_at IS NOT NULL AND COALESCE(finished_at, ended_at) IS NOT NULL THEN dossier.mark_of(COALESCE(finished_at, ended_at), committed_due_at)
            ELSE NULL::text
        END AS mark,
        CASE
            WHEN accepted_at IS NOT NULL AND COALESCE(finished_at, ended_at) IS NOT NULL THEN dossier.mark_of(COALESCE(finished_at, ended_at), legal_due_at)
            ELSE NULL::text
        END AS mark_by_law,
    finished_at IS NULL AND ended_at IS NULL AND COALESCE(committed_due_at < platform.now(), false) AS is_overdue,
    finished_at IS NULL AND ended_at IS NULL AND COALESCE(legal_due_at < platform.now(), false) AS is_overdue_by_law,
    dossier.ledger_class(accepted_at, outcome) AS class
   FROM dossier.dossier;
grant select on dossier.v_ledger to motcua_app;
grant select on dossier.v_ledger to motcua_report;

create view dossier.v_overdue with (security_invoker=true) as
 SELECT queue.locality_id,
    queue.agency_id,
    queue.dossier_id,
    false AS by_law,
    queue.due_at AS since
   FROM dossier.queue
  WHERE queue.state <> 'result_recorded'::text AND queue.due_at < platform.now()
UNION ALL
 SELECT queue.locality_id,
    queue.agency_id,
    queue.dossier_id,
    true AS by_law,
    queue.legal_due_at AS since
   FROM dossier.queue
  WHERE queue.state <> 'result_recorded'::text AND queue.legal_due_at < platform.now();
grant select on dossier.v_overdue to motcua_app;
grant select on dossier.v_overdue to motcua_report;

create view dossier.v_part with (security_invoker=true) as
 SELECT locality_id,
    dossier_id,
    no,
    step_no,
    kind,
    agency_id,
    lead_agency_id,
    role,
    code,
    hours,
    opened_at,
    due_at,
    closed_at,
    how,
    work_ms,
    late,
    closed_at IS NULL AND COALESCE(due_at < platform.now(), false) AS is_late_now
   FROM dossier.part p;
grant select on dossier.v_part to motcua_app;
grant select on dossier.v_part to motcua_report;

create view dossier.v_public_line with (security_invoker=true) as
 SELECT d.locality_id,
    d.id AS dossier_id,
    d.code,
    d.state,
    d.received_at,
    v.name AS procedure_name,
    d.accepted_at
   FROM dossier.dossier d
     JOIN procedure.procedure_version v ON v.locality_id = d.locality_id AND v.id = d.procedure_version_id;
grant select on dossier.v_public_line to motcua_app;

create view dossier.v_queued with (security_invoker=true) as
 SELECT locality_id,
    id AS dossier_id,
    COALESCE(committed_due_at, 'infinity'::timestamp with time zone) AS due_at,
    agency_id,
    centre_id,
    state,
    handling,
    step_no,
    handover_id,
    holder_kind,
    holder_agency_id,
    holder_account_id,
    holder_role,
    open_parts,
    COALESCE(legal_due_at, 'infinity'::timestamp with time zone) AS legal_due_at
   FROM dossier.dossier
  WHERE ended_at IS NULL;

create view dossier.v_recounted_figures with (security_invoker=true) as
 SELECT d.locality_id,
    f.on_day,
    d.agency_id,
    f.received,
    f.early,
    f.on_time,
    f.late,
    f.refused,
    f.withdrawn,
    f.stopped,
    f.settled,
    f.early_by_law,
    f.on_time_by_law,
    f.late_by_law,
    f.ended_late,
    f.ended_late_by_law,
    f.filed,
    f.refused_at_intake,
    f.withdrawn_at_intake,
    f.stopped_at_intake
   FROM dossier.dossier d
     CROSS JOIN LATERAL dossier.figures_of(d.received_at, d.accepted_at, d.finished_at, d.ended_at, d.outcome, d.committed_due_at, d.legal_due_at) f(on_day, received, early, on_time, late, refused, withdrawn, stopped, settled, early_by_law, on_time_by_law, late_by_law, ended_late, ended_late_by_law, filed, refused_at_intake, withdrawn_at_intake, stopped_at_intake);
grant select on dossier.v_recounted_figures to motcua_report;

create view dossier.v_to_hand_over with (security_invoker=true) as
 SELECT q.locality_id,
    q.dossier_id,
    q.agency_id,
    q.centre_id,
    d.accepted_at,
    q.handover_id IS NOT NULL AS is_on_list
   FROM dossier.queue q
     JOIN dossier.dossier d ON d.locality_id = q.locality_id AND d.id = q.dossier_id
  WHERE q.state = 'accepted'::text AND q.handling = 'forwarded'::text;
grant select on dossier.v_to_hand_over to motcua_app;
grant select on dossier.v_to_hand_over to motcua_report;

create view dossier.v_told_act with (security_invoker=true) as
 SELECT x.locality_id,
    x.dossier_id,
    x.seq,
    x.kind,
    x.at,
    x.payload,
    d.code,
    d.applicant_name,
    d.applicant_email,
    d.procedure_version_id,
    d.committed_due_at,
    d.legal_due_at,
    a.name AS agency_name,
    c.name AS centre_name,
    c.phone AS centre_phone,
    c.address AS centre_address,
    d.accepted_at
   FROM dossier.act x
     JOIN dossier.dossier d ON d.locality_id = x.locality_id AND d.id = x.dossier_id
     JOIN agency.v_agency a ON a.locality_id = d.locality_id AND a.id = d.agency_id
     JOIN centre.v_centre c ON c.locality_id = d.locality_id AND c.id = d.centre_id;
grant select on dossier.v_told_act to motcua_app;

create view dossier.v_transfer with (security_invoker=true) as
 SELECT locality_id,
    dossier_id,
    act_seq,
    kind,
    agency_id,
    centre_id,
    from_at,
    due_at,
    done_at,
    is_late
   FROM dossier.transfer;
grant select on dossier.v_transfer to motcua_app;
grant select on dossier.v_transfer to motcua_report;

create view dossier.v_waiting with (security_invoker=true) as
 SELECT waiting_figure.locality_id,
    waiting_figure.agency_id,
    waiting_figure.waiting,
    waiting_figure.waiting_at_intake
   FROM dossier.waiting_figure
UNION ALL
 SELECT figure_change.locality_id,
    figure_change.agency_id,
    figure_change.received - figure_change.settled AS waiting,
    figure_change.filed - figure_change.received - figure_change.refused_at_intake - figure_change.withdrawn_at_intake - figure_change.stopped_at_intake AS waiting_at_intake
   FROM dossier.figure_change;
grant select on dossier.v_waiting to motcua_app;
grant select on dossier.v_waiting to motcua_report;

CREATE OR REPLACE FUNCTION dossier.act_goes_on()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
declare
  of_code text;
begin
  if has_table_privilege(tg_relid, 'TRIGGER') then return null; end if;
  select d.code into of_code from dossier.dossier d
    where d.locality_id = new.locality_id and d.id = new.dossier_id and d.last_seq >= new.seq;
  if of_code is null or new.prev_hash is distinct from (case when new.seq = 1 then decode(repeat('00', 32), 'hex') else (
      select a.hash from dossier.act a where a.locality_id = new.locality_id and a.dossier_id = new.dossier_id and a.seq = new.seq - 1) end) then
    raise exception 'act % of dossier % does not go on from the act before it', new.seq, new.dossier_id
      using errcode = 'integrity_constraint_violation', constraint = 'act_goes_on', schema = 'dossier', table = 'act';
  end if;
  if new.hash <> dossier.seal_of(new.prev_hash, of_code, new.seq, new.kind, new.at, new.actor_account_id, new.actor_name, new.actor_role,
      new.request_id, new.payload) then
    raise exception 'act % of dossier % does not have the seal of what it says', new.seq, new.dossier_id
      using errcode = 'integrity_constraint_violation', constraint = 'act_is_sealed', schema = 'dossier', table = 'act';
  end if;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION dossier.acts_say(of_locality integer, of_dossier uuid, from_seq integer, to_seq integer, keys text[], of_kind text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
 SET enable_seqscan TO 'off'
RETURN (EXISTS (SELECT FROM dossier.act a WHERE ((a.locality_id = acts_say.of_locality) AND (a.dossier_id = acts_say.of_dossier) AND (a.seq > acts_say.from_seq) AND (a.seq <= acts_say.to_seq) AND (a.written_in = pg_current_xact_id()) AND (((a.payload)::jsonb ?| acts_say.keys) OR (a.kind = acts_say.of_kind)))));

CREATE OR REPLACE FUNCTION dossier.call_new_dossiers()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  insert into dossier.called_by (locality_id, words, dossier_id)
    select new.locality_id, w.words, new.id from dossier.from_each_word(new.applicant_folded) w(words);
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION dossier.call_renamed_dossier()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  delete from dossier.called_by c using dossier.from_each_word(old.applicant_folded) w(words)
    where c.locality_id = old.locality_id and c.words = w.words collate "C" and c.dossier_id = old.id;
  insert into dossier.called_by (locality_id, words, dossier_id)
    select new.locality_id, w.words, new.id from dossier.from_each_word(new.applicant_folded) w(words);
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION dossier.changes_with_a_run()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
begin
  if has_table_privilege(tg_relid, 'TRIGGER') then return null; end if;
  if (select a.written_in from dossier.act a where a.locality_id = new.locality_id and a.dossier_id = new.dossier_id order by a.seq desc limit 1)
      is distinct from pg_current_xact_id()
    and not exists (select from dossier.reprojection r where r.locality_id = new.locality_id and r.finished_at is null) then
    raise exception '%.% of dossier % changes only with an act or a decree', tg_table_schema, tg_table_name, new.dossier_id
      using errcode = 'integrity_constraint_violation', constraint = 'changes_with_a_run', schema = tg_table_schema, table = tg_table_name;
  end if;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION dossier.changes_with_an_act()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
declare
  of_locality integer := case when tg_op = 'DELETE' then old.locality_id else new.locality_id end;
  of_dossier uuid := case when tg_op = 'DELETE' then old.dossier_id else new.dossier_id end;
begin
  if has_table_privilege(tg_relid, 'TRIGGER') then return null; end if;
  if (select a.written_in from dossier.act a where a.locality_id = of_locality and a.dossier_id = of_dossier order by a.seq desc limit 1)
    is distinct from pg_current_xact_id() then
    raise exception '%.% of dossier % changes only with an act', tg_table_schema, tg_table_name, of_dossier
      using errcode = 'integrity_constraint_violation', constraint = 'changes_with_an_act', schema = tg_table_schema, table = tg_table_name;
  end if;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION dossier.correct_applicant(of_dossier uuid, by_seq integer, folded text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  here integer := platform.current_locality();
  corrected jsonb;
begin
  if here is null then raise exception 'no locality is set'; end if;
  select a.payload::jsonb -> 'corrected' into corrected from dossier.act a
    where a.locality_id = here and a.dossier_id = of_dossier and a.seq = by_seq and a.kind in ('correct_contact', 'correct_identity');
  if corrected is null then raise exception 'act % corrects nothing', by_seq; end if;
  update dossier.dossier d set
      applicant_name = coalesce(corrected #>> '{name,is}', d.applicant_name),
      organisation_name = case when d.organisation_name is null then null else coalesce(corrected #>> '{name,is}', d.organisation_name) end,
      applicant_folded = case when corrected ? 'name' then folded else d.applicant_folded end,
      applicant_id_number = coalesce(corrected #>> '{idNumber,is}', d.applicant_id_number),
      applicant_born_on = case when corrected ? 'bornOn' then (corrected #>> '{bornOn,is}')::date else d.applicant_born_on end,
      applicant_address = coalesce(corrected #>> '{address,is}', d.applicant_address),
      applicant_phone = coalesce(corrected #>> '{phone,is}', d.applicant_phone),
      applicant_email = case when corrected ? 'email' then corrected #>> '{email,is}' else d.applicant_email end
    where d.locality_id = here and d.id = of_dossier and d.last_seq = by_seq;
  if not found then raise exception 'only the last act may correct its dossier'; end if;
end
$function$;

CREATE OR REPLACE FUNCTION dossier.count_moved_dossier()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  -- The usual case by itself: handing out a result moves nothing.
  if old.finished_at = new.finished_at and old.outcome = new.outcome and new.outcome in ('early', 'on_time', 'late')
    and old.agency_id = new.agency_id and old.received_at = new.received_at and old.accepted_at = new.accepted_at
    and old.committed_due_at is not distinct from new.committed_due_at
    and old.legal_due_at is not distinct from new.legal_due_at then
    return null;
  end if;
  insert into dossier.figure_change (locality_id, on_day, agency_id,
      received, early, on_time, late, refused, withdrawn, stopped, settled, early_by_law, on_time_by_law, late_by_law,
        ended_late, ended_late_by_law, filed, refused_at_intake, withdrawn_at_intake, stopped_at_intake)
    select old.locality_id, x.on_day, x.agency_id,
      sum(received), sum(early), sum(on_time), sum(late), sum(refused), sum(withdrawn), sum(stopped), sum(settled),
        sum(early_by_law), sum(on_time_by_law), sum(late_by_law), sum(ended_late), sum(ended_late_by_law), sum(filed),
        sum(refused_at_intake), sum(withdrawn_at_intake), sum(stopped_at_intake)
    from (
      select new.agency_id, f.*
      from dossier.figures_of(new.received_at, new.accepted_at, new.finished_at, new.ended_at, new.outcome,
        new.committed_due_at, new.legal_due_at) f
      union all
      select old.agency_id, f.on_day,
        -f.received, -f.early, -f.on_time, -f.late, -f.refused, -f.withdrawn, -f.stopped, -f.settled, -f.early_by_law,
          -f.on_time_by_law, -f.late_by_law, -f.ended_late, -f.ended_late_by_law, -f.filed, -f.refused_at_intake,
          -f.withdrawn_at_intake, -f.stopped_at_intake
      from dossier.figures_of(old.received_at, old.accepted_at, old.finished_at, old.ended_at, old.outcome,
        old.committed_due_at, old.legal_due_at) f) x
    group by x.on_day, x.agency_id
    having sum(received) <> 0 or sum(early) <> 0 or sum(on_time) <> 0 or sum(late) <> 0 or sum(refused) <> 0
        or sum(withdrawn) <> 0 or sum(stopped) <> 0 or sum(settled) <> 0 or sum(early_by_law) <> 0
        or sum(on_time_by_law) <> 0 or sum(late_by_law) <> 0 or sum(ended_late) <> 0
        or sum(ended_late_by_law) <> 0 or sum(filed) <> 0 or sum(refused_at_intake) <> 0
        or sum(withdrawn_at_intake) <> 0 or sum(stopped_at_intake) <> 0;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION dossier.count_new_dossier()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  -- The usual case by itself: a dossier accepted at a counter the moment it is filed is nothing but filed and received.
  if new.accepted_at = new.received_at and new.finished_at is null and new.ended_at is null then
    insert into dossier.figure_change (locality_id, on_day, agency_id, filed, received, early, on_time, late, refused,
        withdrawn, stopped, settled)
      values (new.locality_id, dossier.local_day(new.received_at), new.agency_id, 1, 1, 0, 0, 0, 0, 0, 0, 0);
    return null;
  end if;
  insert into dossier.figure_change (locality_id, on_day, agency_id,
      received, early, on_time, late, refused, withdrawn, stopped, settled, early_by_law, on_time_by_law, late_by_law,
        ended_late, ended_late_by_law, filed, refused_at_intake, withdrawn_at_intake, stopped_at_intake)
    select new.locality_id, f.on_day, new.agency_id,
      sum(f.received), sum(f.early), sum(f.on_time), sum(f.late), sum(f.refused), sum(f.withdrawn), sum(f.stopped),
        sum(f.settled), sum(f.early_by_law), sum(f.on_time_by_law), sum(f.late_by_law), sum(f.ended_late),
        sum(f.ended_late_by_law), sum(f.filed), sum(f.refused_at_intake), sum(f.withdrawn_at_intake),
        sum(f.stopped_at_intake)
    from dossier.figures_of(new.received_at, new.accepted_at, new.finished_at, new.ended_at, new.outcome,
        new.committed_due_at, new.legal_due_at) f
    group by f.on_day;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION dossier.dossier_follows_its_act()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
declare
  said jsonb;
  silent text;
begin
  if has_table_privilege(tg_relid, 'TRIGGER') then return null; end if;
  select a.payload::jsonb into said from dossier.act a
    where a.locality_id = new.locality_id and a.dossier_id = new.id and a.seq = new.last_seq and a.hash = new.last_hash
      and a.written_in = pg_current_xact_id();
  if said is null then
    raise exception 'dossier % changes only with an act', new.code
      using errcode = 'integrity_constraint_violation', constraint = 'dossier_follows_its_act', schema = 'dossier', table = 'dossier';
  end if;
  if (said ? 'state' and said ->> 'state' is distinct from new.state)
    or (said ? 'holder' and said ->> 'holder' is distinct from new.holder_kind)
    or (said ? 'officer' and (said ->> 'officer')::uuid is distinct from new.holder_account_id)
    or (said ? 'step' and (said ->> 'step')::integer is distinct from new.step_no)
    or (said ? 'committedDueAt'
      and date_trunc('milliseconds', (said ->> 'committedDueAt')::timestamptz) is distinct from date_trunc('milliseconds', new.committed_due_at))
    or (said ? 'legalDueAt'
      and date_trunc('milliseconds', (said ->> 'legalDueAt')::timestamptz) is distinct from date_trunc('milliseconds', new.legal_due_at))
    or (said #> '{committed,dueAt}' is not null
      and date_trunc('milliseconds', (said #>> '{committed,dueAt}')::timestamptz) is distinct from date_trunc('milliseconds', new.committed_due_at))
    or (said #> '{legal,dueAt}' is not null
      and date_trunc('milliseconds', (said #>> '{legal,dueAt}')::timestamptz) is distinct from date_trunc('milliseconds', new.legal_due_at)) then
    raise exception 'dossier % does not stand where its act % says', new.code, new.last_seq
      using errcode = 'integrity_constraint_violation', constraint = 'dossier_follows_its_act', schema = 'dossier', table = 'dossier';
  end if;
  if tg_op = 'INSERT' then return null; end if;
  -- Each changed column with the keys and the kind of act that may change it. The last act is the only one nearly always.
  select c.name into silent from (values
      ('state', old.state is distinct from new.state, array['state'], null),
      ('interrupted_state', old.interrupted_state is distinct from new.interrupted_state, array['state'], null),
      ('holder', old.holder_kind is distinct from new.holder_kind, array['holder'], null),
      ('officer', old.holder_account_id is distinct from new.holder_account_id, array['officer'], 'reassign'),
      ('step', old.step_no is distinct from new.step_no, array['step'], null),
      ('committed_due_at', old.committed_due_at is distinct from new.committed_due_at, array['committedDueAt', 'committed'], null),
      ('legal_due_at', old.legal_due_at is distinct from new.legal_due_at, array['legalDueAt', 'legal'], null),
      ('accepted_at', old.accepted_at is distinct from new.accepted_at, array[]::text[], 'accept'),
      ('finished_at', old.finished_at is distinct from new.finished_at, array['state'], null),
      ('ended_at', old.ended_at is distinct from new.ended_at, array['holder'], null),
      ('outcome', old.outcome is distinct from new.outcome, array['state'], null),
      ('supplement_count', old.supplement_count is distinct from new.supplement_count, array[]::text[], 'request_supplement'),
      ('supplement_by', old.supplement_by is distinct from new.supplement_by, array['state', 'supplementBy'], null),
      ('procedure_version_id', old.procedure_version_id is distinct from new.procedure_version_id, array[]::text[], 'change_version')
    ) as c(name, changed, keys, kind)
    where c.changed and not said ?| c.keys
      and not dossier.acts_say(new.locality_id, new.id, old.last_seq, new.last_seq, c.keys, c.kind)
    limit 1;
  if silent is not null then
    raise exception '% of dossier % changes with acts that say nothing of it', silent, new.code
      using errcode = 'integrity_constraint_violation', constraint = 'dossier_follows_its_act', schema = 'dossier', table = 'dossier';
  end if;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION dossier.enter_register()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  of_year integer := extract(year from new.accepted_at at time zone 'Asia/Ho_Chi_Minh');
  next integer;
begin
  insert into dossier.register_year as y (locality_id, centre_id, year, lines) values (new.locality_id, new.centre_id, of_year, 1)
    on conflict (locality_id, centre_id, year) do update set lines = y.lines + 1
    returning lines into next;
  -- A book has 500 lines (`linesOfBook` in document/domain/sheets.ts).
  insert into dossier.register_line (locality_id, centre_id, year, line, book, dossier_id)
    values (new.locality_id, new.centre_id, of_year, next, (next + 499) / 500, new.id);
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION dossier.figures_of(received_at timestamp with time zone, accepted_at timestamp with time zone, finished_at timestamp with time zone, ended_at timestamp with time zone, outcome text, due_at timestamp with time zone, legal_due_at timestamp with time zone)
 RETURNS TABLE(on_day date, received integer, early integer, on_time integer, late integer, refused integer, withdrawn integer, stopped integer, settled integer, early_by_law integer, on_time_by_law integer, late_by_law integer, ended_late integer, ended_late_by_law integer, filed integer, refused_at_intake integer, withdrawn_at_intake integer, stopped_at_intake integer)
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
 SELECT dossier.local_day(figures_of.received_at) AS local_day,
     0,
     0,
     0,
     0,
     0,
     0,
     0,
     0,
     0,
     0,
     0,
     0,
     0,
     1,
     0,
     0,
     0
 UNION ALL
  SELECT dossier.local_day(figures_of.accepted_at) AS local_day,
     1,
     0,
     0,
     0,
     0,
     0,
     0,
     0,
     0,
     0,
     0,
     0,
     0,
     0,
     0,
     0,
     0
   WHERE (figures_of.accepted_at IS NOT NULL)
 UNION ALL
  SELECT dossier.local_day(figures_of.finished_at) AS local_day,
     0,
     ((m.class = 'early'::text))::integer AS int4,
     ((m.class = 'on_time'::text))::integer AS int4,
     ((m.class = 'late'::text))::integer AS int4,
     0,
     0,
     0,
     1,
     ((m.is_result AND (m.by_law = 'early'::text)))::integer AS int4,
     ((m.is_result AND (m.by_law = 'on_time'::text)))::integer AS int4,
     ((m.is_result AND (m.by_law = 'late'::text)))::integer AS int4,
     0,
     0,
     0,
     0,
     0,
     0
    FROM ( SELECT (figures_of.outcome = ANY (ARRAY['early'::text, 'on_time'::text, 'late'::text])) AS is_result,
             dossier.mark_of(figures_of.finished_at, figures_of.legal_due_at) AS by_law,
             dossier.ledger_class(figures_of.accepted_at, figures_of.outcome) AS class) m
   WHERE (figures_of.finished_at IS NOT NULL)
 UNION ALL
  SELECT dossier.local_day(figures_of.ended_at) AS local_day,
     0,
     0,
     0,
     0,
     ((m.class = 'refused'::text))::integer AS int4,
     ((m.class = 'withdrawn'::text))::integer AS int4,
     ((m.class = 'stopped'::text))::integer AS int4,
     (((figures_of.accepted_at IS NOT NULL) AND (figures_of.finished_at IS NULL)))::integer AS int4,
     0,
     0,
     0,
     ((m.is_end AND (dossier.mark_of(COALESCE(figures_of.finished_at, figures_of.ended_at), figures_of.due_at) = 'late'::text)))::integer AS int4,
     ((m.is_end AND (dossier.mark_of(COALESCE(figures_of.finished_at, figures_of.ended_at), figures_of.legal_due_at) = 'late'::text)))::integer AS int4,
     0,
     ((m.class = 'refused_at_intake'::text))::integer AS int4,
     ((m.class = 'withdrawn_at_intake'::text))::integer AS int4,
     ((m.class = 'stopped_at_intake'::text))::integer AS int4
    FROM ( SELECT ((figures_of.outcome = ANY (ARRAY['refused'::text, 'withdrawn'::text, 'stopped'::text])) AND (figures_of.accepted_at IS NOT NULL)) AS is_end,
             dossier.ledger_class(figures_of.accepted_at, figures_of.outcome) AS class) m
   WHERE (figures_of.ended_at IS NOT NULL);
END;

CREATE OR REPLACE FUNCTION dossier.fold_figures()
 RETURNS bigint
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
BEGIN ATOMIC
 WITH taken AS (
          DELETE FROM dossier.figure_change c
            USING ( SELECT t_1.locality_id,
                     t_1.id
                    FROM dossier.figure_change t_1
                   WHERE (t_1.locality_id = ( SELECT platform.current_locality() AS current_locality))
                   ORDER BY t_1.locality_id, t_1.id
                  LIMIT 50000
                  FOR UPDATE OF t_1 SKIP LOCKED) t
           WHERE ((c.locality_id = t.locality_id) AND (c.id = t.id))
           RETURNING c.locality_id,
             c.id,
             c.on_day,
             c.agency_id,
             c.received,
             c.early,
             c.on_time,
             c.late,
             c.refused,
             c.withdrawn,
             c.stopped,
             c.settled,
             c.early_by_law,
             c.on_time_by_law,
             c.late_by_law,
             c.ended_late,
             c.ended_late_by_law,
             c.filed,
             c.refused_at_intake,
             c.withdrawn_at_intake,
             c.stopped_at_intake
         ), days AS (
          INSERT INTO dossier.day_figures AS d (locality_id, on_day, agency_id, received, early, on_time, late, refused, withdrawn, stopped, settled, early_by_law, on_time_by_law, late_by_law, ended_late, ended_late_by_law, filed, refused_at_intake, withdrawn_at_intake, stopped_at_intake)  SELECT taken_1.locality_id,
                     taken_1.on_day,
                     taken_1.agency_id,
                     sum(taken_1.received) AS sum,
                     sum(taken_1.early) AS sum,
                     sum(taken_1.on_time) AS sum,
                     sum(taken_1.late) AS sum,
                     sum(taken_1.refused) AS sum,
                     sum(taken_1.withdrawn) AS sum,
                     sum(taken_1.stopped) AS sum,
                     sum(taken_1.settled) AS sum,
                     sum(taken_1.early_by_law) AS sum,
                     sum(taken_1.on_time_by_law) AS sum,
                     sum(taken_1.late_by_law) AS sum,
                     sum(taken_1.ended_late) AS sum,
                     sum(taken_1.ended_late_by_law) AS sum,
                     sum(taken_1.filed) AS sum,
                     sum(taken_1.refused_at_intake) AS sum,
                     sum(taken_1.withdrawn_at_intake) AS sum,
                     sum(taken_1.stopped_at_intake) AS sum
                    FROM taken taken_1
                   GROUP BY taken_1.locality_id, taken_1.on_day, taken_1.agency_id
                   ORDER BY taken_1.locality_id, taken_1.on_day, taken_1.agency_id ON CONFLICT(locality_id, on_day, agency_id) DO UPDATE SET received = (d.received + excluded.received), early = (d.early + excluded.early), on_time = (d.on_time + excluded.on_time), late = (d.late + excluded.late), refused = (d.refused + excluded.refused), withdrawn = (d.withdrawn + excluded.withdrawn), stopped = (d.stopped + excluded.stopped), settled = (d.settled + excluded.settled), early_by_law = (d.early_by_law + excluded.early_by_law), on_time_by_law = (d.on_time_by_law + excluded.on_time_by_law), late_by_law = (d.late_by_law + excluded.late_by_law), ended_late = (d.ended_late + excluded.ended_late), ended_late_by_law = (d.ended_late_by_law + excluded.ended_late_by_law), filed = (d.filed + excluded.filed), refused_at_intake = (d.refused_at_intake + excluded.refused_at_intake), withdrawn_at_intake = (d.withdrawn_at_intake + excluded.withdrawn_at_intake), stopped_at_intake = (d.stopped_at_intake + excluded.stopped_at_intake)
         ), waiting AS (
          INSERT INTO dossier.waiting_figure AS w (locality_id, agency_id, waiting, waiting_at_intake)  SELECT taken_1.locality_id,
                     taken_1.agency_id,
                     sum((taken_1.received - taken_1.settled)) AS sum,
                     sum(((((taken_1.filed - taken_1.received) - taken_1.refused_at_intake) - taken_1.withdrawn_at_intake) - taken_1.stopped_at_intake)) AS sum
                    FROM taken taken_1
                   GROUP BY taken_1.locality_id, taken_1.agency_id
                   ORDER BY taken_1.locality_id, taken_1.agency_id ON CONFLICT(locality_id, agency_id) DO UPDATE SET waiting = (w.waiting + excluded.waiting), waiting_at_intake = (w.waiting_at_intake + excluded.waiting_at_intake)
         )
  SELECT count(*) AS count
    FROM taken;
END;

CREATE OR REPLACE FUNCTION dossier.forget_old_access(most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  gone integer;
begin
  delete from dossier.access where ctid in (
    select ctid from dossier.access
    where locality_id = platform.current_locality() and at < now() - interval '2 years' limit least(most, 10000));
  get diagnostics gone = row_count;
  return gone;
end
$function$;

CREATE OR REPLACE FUNCTION dossier.from_each_word(folded text)
 RETURNS SETOF text
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO 'pg_catalog'
AS $function$
declare
  words text[] := string_to_array(folded, ' ');
  turned text;
  given text[] := '{}';
begin
  for word in 2 .. least(cardinality(words), 8) loop
    turned := array_to_string(words[word:] || words[:word - 1], ' ');
    continue when turned = any (given);
    given := given || turned;
    return next turned;
  end loop;
end
$function$;

CREATE OR REPLACE FUNCTION dossier.keep_consultation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.answered_at is not null or old.closed_at is not null then
    raise exception 'an answered or closed question is not changed' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION dossier.keep_part()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.closed_at is not null then
    raise exception 'a closed part is not changed' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION dossier.ledger_class(accepted_at timestamp with time zone, outcome text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (accepted_at IS NOT NULL) THEN COALESCE(outcome, 'open'::text) WHEN (outcome IS NULL) THEN 'waiting_at_intake'::text ELSE (outcome || '_at_intake'::text) END;

CREATE OR REPLACE FUNCTION dossier.local_day(at timestamp with time zone)
 RETURNS date
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ((at AT TIME ZONE 'Asia/Ho_Chi_Minh'::text))::date;

CREATE OR REPLACE FUNCTION dossier.mark_of(at timestamp with time zone, due_at timestamp with time zone)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN (due_at IS NULL) THEN 'on_time'::text WHEN (date_trunc('second'::text, (at AT TIME ZONE 'Asia/Ho_Chi_Minh'::text)) > date_trunc('second'::text, (due_at AT TIME ZONE 'Asia/Ho_Chi_Minh'::text))) THEN 'late'::text WHEN (((at AT TIME ZONE 'Asia/Ho_Chi_Minh'::text))::date < ((date_trunc('second'::text, (due_at AT TIME ZONE 'Asia/Ho_Chi_Minh'::text)) - '00:00:01'::interval))::date) THEN 'early'::text ELSE 'on_time'::text END;

CREATE OR REPLACE FUNCTION dossier.note_first_answer()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  update dossier.first_answer f set answered_at = a.at, answered_by = a.kind
    from dossier.act a
    where f.locality_id = new.locality_id and f.dossier_id = new.id and f.answered_at is null
      and a.locality_id = new.locality_id and a.dossier_id = new.id and a.seq = new.last_seq;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION dossier.papers_come_with_an_act()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$
begin
  if has_table_privilege(tg_relid, 'TRIGGER') then return null; end if;
  if (select a.written_in from dossier.act a where a.locality_id = new.locality_id and a.dossier_id = new.dossier_id order by a.seq desc limit 1)
      is distinct from pg_current_xact_id() then
    raise exception 'dossier.paper of dossier % changes only with an act', new.dossier_id
      using errcode = 'integrity_constraint_violation', constraint = 'changes_with_an_act', schema = 'dossier', table = 'paper';
  end if;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION dossier.queue_moved_dossier()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
 SET enable_seqscan TO 'off'
AS $function$
begin
  if new.ended_at is null then
    update dossier.queue set due_at = coalesce(new.committed_due_at, 'infinity'), legal_due_at = coalesce(new.legal_due_at, 'infinity'),
        agency_id = new.agency_id, centre_id = new.centre_id, state = new.state, handling = new.handling, step_no = new.step_no,
        handover_id = new.handover_id, holder_kind = new.holder_kind, holder_agency_id = new.holder_agency_id,
        holder_account_id = new.holder_account_id, holder_role = new.holder_role, open_parts = new.open_parts
      where locality_id = new.locality_id and dossier_id = new.id;
  else
    delete from dossier.queue where locality_id = new.locality_id and dossier_id = new.id;
  end if;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION dossier.queue_moved_dossiers()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET enable_seqscan TO 'off'
 SET enable_hashjoin TO 'off'
 SET enable_mergejoin TO 'off'
 SET search_path TO 'pg_catalog'
AS $function$
begin
  update dossier.queue q set due_at = coalesce(n.committed_due_at, 'infinity'), legal_due_at = coalesce(n.legal_due_at, 'infinity'),
      agency_id = n.agency_id, centre_id = n.centre_id, state = n.state, handling = n.handling, step_no = n.step_no,
      handover_id = n.handover_id, holder_kind = n.holder_kind, holder_agency_id = n.holder_agency_id,
      holder_account_id = n.holder_account_id, holder_role = n.holder_role, open_parts = n.open_parts
    from moved n
    where n.ended_at is null and q.locality_id = n.locality_id and q.dossier_id = n.id
      and (q.due_at, q.legal_due_at, q.agency_id, q.centre_id, q.state, q.handling, q.step_no, q.handover_id, q.holder_kind,
          q.holder_agency_id, q.holder_account_id, q.holder_role, q.open_parts)
        is distinct from (coalesce(n.committed_due_at, 'infinity'), coalesce(n.legal_due_at, 'infinity'), n.agency_id, n.centre_id, n.state,
          n.handling, n.step_no, n.handover_id, n.holder_kind, n.holder_agency_id, n.holder_account_id, n.holder_role, n.open_parts);
  delete from dossier.queue q using moved n where n.ended_at is not null and q.locality_id = n.locality_id and q.dossier_id = n.id;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION dossier.queue_new_dossier()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  insert into dossier.queue (locality_id, dossier_id, due_at, legal_due_at, agency_id, centre_id, state, handling, step_no, handover_id,
      holder_kind, holder_agency_id, holder_account_id, holder_role, open_parts)
    values (new.locality_id, new.id, coalesce(new.committed_due_at, 'infinity'), coalesce(new.legal_due_at, 'infinity'), new.agency_id,
      new.centre_id, new.state, new.handling, new.step_no, new.handover_id, new.holder_kind, new.holder_agency_id, new.holder_account_id,
      new.holder_role, new.open_parts);
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION dossier.seal_of(prev_hash bytea, code text, seq integer, kind text, at timestamp with time zone, actor_account_id uuid, actor_name text, actor_role text, request_id text, payload text)
 RETURNS bytea
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN sha256(convert_to((((((((((((((((((((encode(prev_hash, 'hex'::text) || '
{"actorAccountId":'::text) || COALESCE((to_json((actor_account_id)::text))::text, 'null'::text)) || ',"actorName":'::text) || (to_json(actor_name))::text) || ',"actorRole":'::text) || (to_json(actor_role))::text) || ',"atMs":'::text) || ((floor((EXTRACT(epoch FROM at) * (1000)::numeric)))::bigint)::text) || ',"dossierCode":'::text) || (to_json(code))::text) || ',"kind":'::text) || (to_json(kind))::text) || ',"payload":'::text) || payload) || ',"requestId":'::text) || (to_json(request_id))::text) || ',"seq":'::text) || (seq)::text) || '}'::text), 'UTF8'::name));

-- ==================== federation

create table federation.closed_day (
  locality_id integer default platform.current_locality() not null,
  on_day date not null,
  revision integer not null,
  as_of timestamp with time zone not null,
  definition text not null,
  figures jsonb not null,
  constraint closed_day_pkey PRIMARY KEY (locality_id, on_day, revision),
  constraint closed_day_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint closed_day_figures_are_an_object CHECK ((jsonb_typeof(figures) = 'object'::text)),
  constraint closed_day_revision_counts_from_one CHECK ((revision >= 1))
);
comment on table federation.closed_day is 'Số liệu một ngày đã khoá, có dòng trong sổ ghi nhận. Chỉ thêm; sửa là thêm bản mới.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on federation.closed_day to motcua_app;
grant select on federation.closed_day to motcua_report;

create table federation.province (
  locality_id integer default platform.current_locality() not null,
  code text not null,
  origin text,
  size bigint,
  root bytea,
  asked_at timestamp with time zone not null,
  read_at timestamp with time zone,
  fault text,
  fault_since timestamp with time zone,
  constraint province_pkey PRIMARY KEY (locality_id, code),
  constraint province_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint province_fault_has_a_beginning CHECK (((fault IS NULL) = (fault_since IS NULL))),
  constraint province_fault_known CHECK ((fault = ANY (ARRAY['unreachable'::text, 'unreadable'::text, 'other_place'::text, 'other_definition'::text, 'unsigned'::text, 'altered'::text, 'forked'::text]))),
  constraint province_state_is_whole CHECK ((((origin IS NULL) = (size IS NULL)) AND ((size IS NULL) = (root IS NULL))))
);
comment on table federation.province is 'Tỉnh, thành khác: lần đọc gần nhất, mốc sổ ghi nhận đã thấy, trục trặc từ lúc nào.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on federation.province to motcua_app;
grant select on federation.province to motcua_report;
grant update (asked_at, fault, fault_since, origin, read_at, root, size) on federation.province to motcua_app;

create table federation.province_day (
  locality_id integer default platform.current_locality() not null,
  code text not null,
  on_day date not null,
  revision integer not null,
  as_of timestamp with time zone not null,
  definition text not null,
  figures jsonb not null,
  constraint province_day_pkey PRIMARY KEY (locality_id, code, on_day, revision),
  constraint province_day_locality_id_code_fkey FOREIGN KEY (locality_id, code) REFERENCES federation.province(locality_id, code),
  constraint province_day_figures_are_an_object CHECK ((jsonb_typeof(figures) = 'object'::text))
);
comment on table federation.province_day is 'Số liệu một ngày của tỉnh, thành khác, đã kiểm chữ ký và chỗ trong sổ ghi nhận. Chỉ thêm.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on federation.province_day to motcua_app;
grant select on federation.province_day to motcua_report;

-- ==================== feedback

create table feedback.invitation (
  locality_id integer default platform.current_locality() not null,
  id uuid default gen_random_uuid() not null,
  dossier_id uuid not null,
  token_hash bytea not null,
  agency_id uuid not null,
  centre_id uuid not null,
  officer_id uuid,
  procedure_name text not null,
  centre_name text not null,
  invited_on date not null,
  expires_on date not null,
  issue integer default 1 not null,
  is_spent boolean default false not null,
  counted_on date,
  constraint invitation_pkey PRIMARY KEY (locality_id, id),
  constraint invitation_once_per_dossier UNIQUE (locality_id, dossier_id),
  constraint invitation_token_unique UNIQUE (locality_id, token_hash),
  constraint invitation_locality_id_agency_id_fkey FOREIGN KEY (locality_id, agency_id) REFERENCES agency.agency(locality_id, id),
  constraint invitation_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES centre.centre(locality_id, id),
  constraint invitation_locality_id_dossier_id_fkey FOREIGN KEY (locality_id, dossier_id) REFERENCES dossier.dossier(locality_id, id),
  constraint invitation_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint invitation_locality_id_officer_id_fkey FOREIGN KEY (locality_id, officer_id) REFERENCES identity.account(locality_id, id),
  constraint invitation_counted_after_spent CHECK (((counted_on IS NULL) OR is_spent)),
  constraint invitation_issue_not_negative CHECK ((issue >= 0)),
  constraint invitation_token_is_sha256 CHECK ((length(token_hash) = 32))
);
comment on table feedback.invitation is 'Lời mời đánh giá: mỗi hồ sơ một lần, khi trả kết quả.';
CREATE INDEX invitation_counted_idx ON feedback.invitation USING btree (locality_id, counted_on) WHERE (counted_on IS NOT NULL);
CREATE INDEX invitation_invited_idx ON feedback.invitation USING btree (locality_id, invited_on) INCLUDE (is_spent);
CREATE INDEX invitation_uncounted_idx ON feedback.invitation USING btree (locality_id, centre_id) WHERE (is_spent AND (counted_on IS NULL));
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE TRIGGER invitation_used_once BEFORE UPDATE ON feedback.invitation FOR EACH ROW WHEN (old.is_spent) EXECUTE FUNCTION feedback.keep_used();
grant insert on feedback.invitation to motcua_app;
grant select (agency_id, centre_id, centre_name, counted_on, dossier_id, expires_on, id, invited_on, is_spent, issue, locality_id, officer_id, procedure_name, token_hash) on feedback.invitation to motcua_app;
grant update (counted_on, expires_on, is_spent, issue, token_hash) on feedback.invitation to motcua_app;

create table feedback.rating (
  locality_id integer default platform.current_locality() not null,
  id uuid default gen_random_uuid() not null,
  on_day date not null,
  centre_id uuid not null,
  agency_id uuid,
  officer_id uuid,
  result text not null,
  attitude text not null,
  comment text,
  constraint rating_pkey PRIMARY KEY (locality_id, id),
  constraint rating_locality_id_agency_id_fkey FOREIGN KEY (locality_id, agency_id) REFERENCES agency.agency(locality_id, id),
  constraint rating_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES centre.centre(locality_id, id),
  constraint rating_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint rating_locality_id_officer_id_fkey FOREIGN KEY (locality_id, officer_id) REFERENCES identity.account(locality_id, id),
  constraint rating_attitude_known CHECK ((attitude = ANY (ARRAY['very_good'::text, 'good'::text, 'bad'::text, 'very_bad'::text]))),
  constraint rating_comment_length CHECK (((length(comment) >= 1) AND (length(comment) <= 1000))),
  constraint rating_officer_of_an_agency CHECK (((officer_id IS NULL) OR (agency_id IS NOT NULL))),
  constraint rating_result_known CHECK ((result = ANY (ARRAY['very_good'::text, 'good'::text, 'bad'::text, 'very_bad'::text])))
);
comment on table feedback.rating is 'Đánh giá của người dân: chỉ thêm, không sửa, không xoá, không gắn với người hay hồ sơ.';
CREATE INDEX rating_day_idx ON feedback.rating USING btree (locality_id, on_day);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert (agency_id, attitude, centre_id, comment, id, officer_id, on_day, result) on feedback.rating to motcua_app;
grant select (agency_id, attitude, centre_id, comment, id, locality_id, officer_id, on_day, result) on feedback.rating to motcua_app;
grant select (agency_id, attitude, centre_id, id, locality_id, on_day, result) on feedback.rating to motcua_report;

create table feedback.urn (
  locality_id integer default platform.current_locality() not null,
  id uuid not null,
  centre_id uuid not null,
  agency_id uuid not null,
  officer_id uuid,
  sealed bytea not null,
  constraint urn_pkey PRIMARY KEY (locality_id, id),
  constraint urn_locality_id_agency_id_fkey FOREIGN KEY (locality_id, agency_id) REFERENCES agency.agency(locality_id, id),
  constraint urn_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES centre.centre(locality_id, id),
  constraint urn_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint urn_locality_id_officer_id_fkey FOREIGN KEY (locality_id, officer_id) REFERENCES identity.account(locality_id, id)
);
comment on table feedback.urn is 'Hòm phiếu: phiếu đánh giá đã niêm phong, chờ kiểm cùng ít nhất bốn phiếu khác.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant delete, insert on feedback.urn to motcua_app;
grant select (agency_id, centre_id, id, locality_id, officer_id, sealed) on feedback.urn to motcua_app;

CREATE OR REPLACE FUNCTION feedback.keep_used()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.is_spent and old.counted_on is null and new.counted_on is not null
     and (to_jsonb(new) - 'counted_on') = (to_jsonb(old) - 'counted_on') then
    return new;
  end if;
  raise exception using
    errcode = 'restrict_violation',
    message = 'a used invitation does not change',
    constraint = 'invitation_used_once';
end
$function$;

-- ==================== floor

create table floor.counter_queue (
  locality_id integer default platform.current_locality() not null,
  counter_id uuid not null,
  queue_id uuid not null,
  constraint counter_queue_pkey PRIMARY KEY (locality_id, counter_id, queue_id),
  constraint counter_queue_locality_id_counter_id_fkey FOREIGN KEY (locality_id, counter_id) REFERENCES centre.counter(locality_id, id),
  constraint counter_queue_locality_id_queue_id_fkey FOREIGN KEY (locality_id, queue_id) REFERENCES floor.queue(locality_id, id)
);
comment on table floor.counter_queue is 'Quầy nào phục vụ hàng chờ nào.';
CREATE INDEX counter_queue_queue_idx ON floor.counter_queue USING btree (locality_id, queue_id);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant delete, insert, select on floor.counter_queue to motcua_app;

create table floor.hall (
  locality_id integer default platform.current_locality() not null,
  centre_id uuid not null,
  priority_minutes integer not null,
  constraint hall_pkey PRIMARY KEY (locality_id, centre_id),
  constraint hall_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES centre.centre(locality_id, id),
  constraint hall_head_start_bounded CHECK (((priority_minutes >= 0) AND (priority_minutes <= 60)))
);
comment on table floor.hall is 'Sảnh của một trung tâm và quy tắc thứ tự gọi: người được ưu tiên được tính như đến sớm hơn bao nhiêu phút.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on floor.hall to motcua_app;
grant update (priority_minutes) on floor.hall to motcua_app;

create table floor.kiosk (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  centre_id uuid not null,
  name text not null,
  pairing_hash bytea,
  pairing_until timestamp with time zone,
  token_hash bytea,
  paired_at timestamp with time zone,
  revoked_at timestamp with time zone,
  added_by uuid not null,
  constraint kiosk_pkey PRIMARY KEY (locality_id, id),
  constraint kiosk_pairing_hash_unique UNIQUE (locality_id, pairing_hash),
  constraint kiosk_token_hash_unique UNIQUE (locality_id, token_hash),
  constraint kiosk_locality_id_added_by_fkey FOREIGN KEY (locality_id, added_by) REFERENCES identity.account(locality_id, id),
  constraint kiosk_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES floor.hall(locality_id, centre_id),
  constraint kiosk_paired_has_token CHECK (((paired_at IS NULL) = (token_hash IS NULL)))
);
comment on table floor.kiosk is 'Máy lấy số: ghép bằng mã dùng một lần, thu hồi được. Mã và khoá chỉ giữ dạng băm.';
CREATE INDEX kiosk_centre_idx ON floor.kiosk USING btree (locality_id, centre_id);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on floor.kiosk to motcua_app;
grant update (paired_at, pairing_hash, pairing_until, revoked_at, token_hash) on floor.kiosk to motcua_app;

create table floor.queue (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  centre_id uuid not null,
  prefix text not null,
  kind text not null,
  name text not null,
  name_en text not null,
  is_open boolean default true not null,
  constraint queue_pkey PRIMARY KEY (locality_id, id),
  constraint queue_prefix_once_per_hall UNIQUE (locality_id, centre_id, prefix),
  constraint queue_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES floor.hall(locality_id, centre_id),
  constraint queue_kind_known CHECK ((kind = ANY (ARRAY['intake'::text, 'collection'::text, 'guidance'::text]))),
  constraint queue_prefix_is_a_letter CHECK ((prefix ~ '^[A-Z]$'::text))
);
comment on table floor.queue is 'Hàng chờ: một chữ cái, một loại việc (nộp hồ sơ, nhận kết quả, hướng dẫn).';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on floor.queue to motcua_app;
grant update (is_open, kind, name, name_en) on floor.queue to motcua_app;

create table floor.series (
  locality_id integer default platform.current_locality() not null,
  centre_id uuid not null,
  on_day date not null,
  prefix text not null,
  last_number integer not null,
  constraint series_pkey PRIMARY KEY (locality_id, centre_id, on_day, prefix),
  constraint series_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES floor.hall(locality_id, centre_id)
);
comment on table floor.series is 'Số cuối cùng đã phát của mỗi dãy số trong ngày.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on floor.series to motcua_app;
grant update (last_number) on floor.series to motcua_app;

create table floor.ticket (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  centre_id uuid not null,
  queue_id uuid not null,
  on_day date not null,
  prefix text not null,
  number integer not null,
  state text default 'waiting'::text not null,
  priority text,
  joined_at timestamp with time zone not null,
  order_at timestamp with time zone not null,
  secret_hash bytea not null,
  kiosk_id uuid,
  issued_by uuid,
  counter_id uuid,
  account_id uuid,
  called_at timestamp with time zone,
  ended_at timestamp with time zone,
  ahead integer not null,
  serving integer not null,
  constraint ticket_pkey PRIMARY KEY (locality_id, id),
  constraint ticket_number_once_per_day UNIQUE (locality_id, centre_id, on_day, prefix, number),
  constraint ticket_secret_unique UNIQUE (locality_id, secret_hash),
  constraint ticket_locality_id_account_id_fkey FOREIGN KEY (locality_id, account_id) REFERENCES identity.account(locality_id, id),
  constraint ticket_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES floor.hall(locality_id, centre_id),
  constraint ticket_locality_id_counter_id_fkey FOREIGN KEY (locality_id, counter_id) REFERENCES centre.counter(locality_id, id),
  constraint ticket_locality_id_issued_by_fkey FOREIGN KEY (locality_id, issued_by) REFERENCES identity.account(locality_id, id),
  constraint ticket_locality_id_kiosk_id_fkey FOREIGN KEY (locality_id, kiosk_id) REFERENCES floor.kiosk(locality_id, id),
  constraint ticket_locality_id_queue_id_fkey FOREIGN KEY (locality_id, queue_id) REFERENCES floor.queue(locality_id, id),
  constraint ticket_called_at_a_counter CHECK (((state <> 'called'::text) OR ((counter_id IS NOT NULL) AND (account_id IS NOT NULL) AND (called_at IS NOT NULL)))),
  constraint ticket_ended_when_over CHECK (((ended_at IS NOT NULL) = (state = ANY (ARRAY['finished'::text, 'no_show'::text, 'left'::text])))),
  constraint ticket_from_somewhere CHECK (((kiosk_id IS NULL) <> (issued_by IS NULL))),
  constraint ticket_priority_known CHECK ((priority = ANY (ARRAY['elderly'::text, 'disabled'::text, 'pregnant'::text, 'merit'::text, 'small_child'::text]))),
  constraint ticket_state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'called'::text, 'held'::text, 'finished'::text, 'no_show'::text, 'left'::text])))
);
comment on table floor.ticket is 'Số thứ tự: một lượt khách của một ngày. Không mang tên ai.';
CREATE INDEX ticket_learnt_idx ON floor.ticket USING btree (locality_id, queue_id, ended_at) WHERE (state = 'finished'::text);
CREATE INDEX ticket_of_day_idx ON floor.ticket USING btree (locality_id, centre_id, on_day, called_at);
CREATE UNIQUE INDEX ticket_one_at_a_counter ON floor.ticket USING btree (locality_id, counter_id, on_day) WHERE (state = 'called'::text);
CREATE UNIQUE INDEX ticket_one_with_an_officer ON floor.ticket USING btree (locality_id, account_id, on_day) WHERE (state = 'called'::text);
CREATE INDEX ticket_waiting_idx ON floor.ticket USING btree (locality_id, queue_id, on_day, order_at, id) WHERE (state = 'waiting'::text);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on floor.ticket to motcua_app;
grant update (account_id, called_at, counter_id, ended_at, queue_id, state) on floor.ticket to motcua_app;

create table floor.ticket_event (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  ticket_id uuid not null,
  centre_id uuid not null,
  on_day date not null,
  kind text not null,
  at timestamp with time zone default platform.now() not null,
  queue_id uuid not null,
  order_at timestamp with time zone not null,
  state text not null,
  counter_id uuid,
  account_id uuid,
  served uuid[],
  reason text default ''::text not null,
  written_in xid8 default pg_current_xact_id() not null,
  seen pg_snapshot default pg_current_snapshot() not null,
  constraint ticket_event_pkey PRIMARY KEY (locality_id, id),
  constraint ticket_event_locality_id_account_id_fkey FOREIGN KEY (locality_id, account_id) REFERENCES identity.account(locality_id, id),
  constraint ticket_event_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES floor.hall(locality_id, centre_id),
  constraint ticket_event_locality_id_counter_id_fkey FOREIGN KEY (locality_id, counter_id) REFERENCES centre.counter(locality_id, id),
  constraint ticket_event_locality_id_queue_id_fkey FOREIGN KEY (locality_id, queue_id) REFERENCES floor.queue(locality_id, id),
  constraint ticket_event_locality_id_ticket_id_fkey FOREIGN KEY (locality_id, ticket_id) REFERENCES floor.ticket(locality_id, id),
  constraint ticket_event_kind_known CHECK ((kind = ANY (ARRAY['issue'::text, 'call_next'::text, 'call'::text, 'recall'::text, 'hold'::text, 'transfer'::text, 'no_show'::text, 'finish'::text, 'leave'::text]))),
  constraint ticket_event_out_of_order_says_why CHECK (((kind <> ALL (ARRAY['call'::text, 'hold'::text, 'leave'::text])) OR (reason <> ''::text))),
  constraint ticket_event_rule_names_queues CHECK (((kind = 'call_next'::text) = (served IS NOT NULL)))
);
comment on table floor.ticket_event is 'Mọi việc xảy ra với một số thứ tự. Chỉ ghi thêm; đủ để dựng lại thứ tự gọi của một ngày.';
CREATE INDEX ticket_event_day_idx ON floor.ticket_event USING btree (locality_id, centre_id, on_day, id);
CREATE INDEX ticket_event_ticket_idx ON floor.ticket_event USING btree (locality_id, ticket_id, id);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on floor.ticket_event to motcua_app;

-- ==================== identity

create table identity.absence (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  account_id uuid not null,
  from_on date not null,
  to_on date not null,
  reason text not null,
  recorded_by uuid not null,
  recorded_at timestamp with time zone default platform.now() not null,
  ended_at timestamp with time zone,
  constraint absence_pkey PRIMARY KEY (locality_id, id),
  constraint absence_locality_id_account_id_fkey FOREIGN KEY (locality_id, account_id) REFERENCES identity.account(locality_id, id),
  constraint absence_ends_after_it_begins CHECK ((to_on >= from_on))
);
comment on table identity.absence is 'Những ngày cán bộ vắng mặt.';
CREATE INDEX absence_account_idx ON identity.absence USING btree (locality_id, account_id, to_on) WHERE (ended_at IS NULL);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on identity.absence to motcua_app;
grant update (ended_at) on identity.absence to motcua_app;

create table identity.account (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  login text not null,
  display_name text not null,
  title text default ''::text not null,
  agency_id uuid,
  unit_id uuid,
  password_hash text not null,
  status text default 'active'::text not null,
  created_at timestamp with time zone default now() not null,
  demonstration boolean default false not null,
  password_kind text default 'own'::text not null,
  password_set_at timestamp with time zone default now() not null,
  constraint account_pkey PRIMARY KEY (locality_id, id),
  constraint account_login_unique UNIQUE (locality_id, login),
  constraint account_locality_id_agency_id_fkey FOREIGN KEY (locality_id, agency_id) REFERENCES agency.agency(locality_id, id),
  constraint account_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint account_locality_id_unit_id_fkey FOREIGN KEY (locality_id, unit_id) REFERENCES agency.unit(locality_id, id),
  constraint account_password_kind_known CHECK ((password_kind = ANY (ARRAY['own'::text, 'one_time'::text, 'none'::text]))),
  constraint account_status_known CHECK ((status = ANY (ARRAY['active'::text, 'disabled'::text]))),
  constraint account_without_password_has_no_hash CHECK (((password_kind = 'none'::text) = (password_hash = ''::text)))
);
comment on table identity.account is 'Tài khoản cán bộ.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE TRIGGER end_setup_code AFTER INSERT ON identity.account FOR EACH ROW EXECUTE FUNCTION identity.end_setup_code();
grant insert, select on identity.account to motcua_app;
grant update (agency_id, display_name, password_hash, password_kind, password_set_at, status, title, unit_id) on identity.account to motcua_app;

create table identity.account_event (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  account_id uuid not null,
  at timestamp with time zone default now() not null,
  kind text not null,
  by_account uuid,
  by_name text not null,
  detail text default ''::text not null,
  constraint account_event_pkey PRIMARY KEY (locality_id, id),
  constraint account_event_locality_id_account_id_fkey FOREIGN KEY (locality_id, account_id) REFERENCES identity.account(locality_id, id),
  constraint account_event_kind_known CHECK ((kind = ANY (ARRAY['created'::text, 'one_time_password'::text, 'password_changed'::text, 'disabled'::text, 'enabled'::text, 'role_given'::text, 'role_ended'::text, 'sessions_ended'::text, 'totp_added'::text, 'totp_removed'::text, 'passkey_added'::text, 'passkey_removed'::text, 'recovery_codes'::text, 'recovery_code_used'::text, 'second_factor_reset'::text])))
);
comment on table identity.account_event is 'Nhật ký tài khoản: ai cấp mật khẩu, khoá, giao hay thu vai trò. Chỉ ghi thêm.';
CREATE INDEX account_event_account_idx ON identity.account_event USING btree (locality_id, account_id, id);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE TRIGGER account_event_is_security AFTER INSERT ON identity.account_event FOR EACH ROW EXECUTE FUNCTION identity.account_event_is_security();
grant insert, select on identity.account_event to motcua_app;

create table identity.delegation (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  from_account_id uuid not null,
  to_account_id uuid not null,
  role text not null,
  agency_id uuid,
  centre_id uuid,
  from_on date not null,
  to_on date not null,
  style text not null,
  basis text not null,
  ordered_by uuid not null,
  ordered_at timestamp with time zone default platform.now() not null,
  ended_at timestamp with time zone,
  constraint delegation_pkey PRIMARY KEY (locality_id, id),
  constraint delegation_locality_id_from_account_id_fkey FOREIGN KEY (locality_id, from_account_id) REFERENCES identity.account(locality_id, id),
  constraint delegation_locality_id_to_account_id_fkey FOREIGN KEY (locality_id, to_account_id) REFERENCES identity.account(locality_id, id),
  constraint delegation_ends_after_it_begins CHECK ((to_on >= from_on)),
  constraint delegation_style_known CHECK ((style = ANY (ARRAY['KT'::text, 'TL'::text, 'TUQ'::text]))),
  constraint delegation_to_somebody_else CHECK ((from_account_id <> to_account_id))
);
comment on table identity.delegation is 'Giao người khác làm thay một vai trò trong thời hạn, theo văn bản.';
CREATE INDEX delegation_from_idx ON identity.delegation USING btree (locality_id, from_account_id) WHERE (ended_at IS NULL);
CREATE INDEX delegation_to_idx ON identity.delegation USING btree (locality_id, to_account_id) WHERE (ended_at IS NULL);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on identity.delegation to motcua_app;
grant update (ended_at) on identity.delegation to motcua_app;

create table identity.known_device (
  locality_id integer default platform.current_locality() not null,
  token_hash bytea not null,
  account_id uuid not null,
  last_used_at timestamp with time zone default now() not null,
  proved_at timestamp with time zone,
  constraint known_device_pkey PRIMARY KEY (locality_id, token_hash, account_id),
  constraint known_device_locality_id_account_id_fkey FOREIGN KEY (locality_id, account_id) REFERENCES identity.account(locality_id, id)
);
comment on table identity.known_device is 'Trình duyệt tài khoản đã từng đăng nhập; chỉ giữ mã băm.';
CREATE INDEX known_device_used_idx ON identity.known_device USING btree (locality_id, last_used_at);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant delete, insert, select on identity.known_device to motcua_app;
grant update (last_used_at, proved_at) on identity.known_device to motcua_app;

create table identity.passkey (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  account_id uuid not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] default '{}'::text[] not null,
  name text not null,
  created_at timestamp with time zone default now() not null,
  last_used_at timestamp with time zone,
  constraint passkey_pkey PRIMARY KEY (locality_id, id),
  constraint passkey_credential_once UNIQUE (locality_id, credential_id),
  constraint passkey_locality_id_account_id_fkey FOREIGN KEY (locality_id, account_id) REFERENCES identity.account(locality_id, id)
);
comment on table identity.passkey is 'Khoá truy cập (passkey) của tài khoản; chỉ có khoá công khai.';
CREATE INDEX passkey_account_idx ON identity.passkey USING btree (locality_id, account_id);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant delete, insert, select on identity.passkey to motcua_app;
grant update (counter, last_used_at, name) on identity.passkey to motcua_app;

create table identity.recovery_code (
  locality_id integer default platform.current_locality() not null,
  account_id uuid not null,
  code_hash bytea not null,
  used_at timestamp with time zone,
  constraint recovery_code_pkey PRIMARY KEY (locality_id, account_id, code_hash),
  constraint recovery_code_locality_id_account_id_fkey FOREIGN KEY (locality_id, account_id) REFERENCES identity.account(locality_id, id)
);
comment on table identity.recovery_code is 'Mã dự phòng dùng một lần khi mất thiết bị; chỉ giữ mã băm.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant delete, insert, select on identity.recovery_code to motcua_app;
grant update (used_at) on identity.recovery_code to motcua_app;

create table identity.role_grant (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  account_id uuid not null,
  role text not null,
  agency_id uuid,
  centre_id uuid,
  valid_during tstzrange not null,
  granted_by uuid,
  ended_by uuid,
  is_head boolean default false not null,
  constraint role_grant_pkey PRIMARY KEY (locality_id, id),
  constraint role_grant_locality_id_account_id_fkey FOREIGN KEY (locality_id, account_id) REFERENCES identity.account(locality_id, id),
  constraint role_grant_locality_id_agency_id_fkey FOREIGN KEY (locality_id, agency_id) REFERENCES agency.agency(locality_id, id),
  constraint role_grant_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES centre.centre(locality_id, id),
  constraint role_grant_head_of_something CHECK (((NOT is_head) OR (role = ANY (ARRAY['signatory'::text, 'centre_manager'::text])))),
  constraint role_grant_not_empty CHECK ((NOT isempty(valid_during))),
  constraint role_grant_role_known CHECK ((role = ANY (ARRAY['counter_officer'::text, 'case_officer'::text, 'unit_head'::text, 'signatory'::text, 'clerk'::text, 'centre_manager'::text, 'provincial_leader'::text, 'inspector'::text, 'procedure_designer'::text, 'operator'::text, 'citizen'::text, 'representative'::text])))
);
comment on table identity.role_grant is 'Vai trò được giao cho cán bộ, theo cơ quan, trung tâm và thời gian.';
CREATE INDEX role_grant_account_idx ON identity.role_grant USING btree (locality_id, account_id);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on identity.role_grant to motcua_app;
grant update (ended_by, valid_during) on identity.role_grant to motcua_app;

create table identity.security_event (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  at timestamp with time zone default now() not null,
  event text not null,
  account_id uuid,
  session_id uuid,
  network text default ''::text not null,
  route text default ''::text not null,
  status integer,
  refusal text,
  request_id text default ''::text not null,
  times integer default 1 not null,
  constraint security_event_pkey PRIMARY KEY (locality_id, id),
  constraint security_event_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint security_event_code CHECK ((event ~ '^[a-z_]+\.[a-z_]+$'::text)),
  constraint security_event_times_positive CHECK ((times > 0))
);
comment on table identity.security_event is 'Nhật ký an ninh: đăng nhập, nhập sai, thay đổi tài khoản, xuất dữ liệu, truy cập bị từ chối. Chỉ ghi thêm.';
CREATE INDEX security_event_account_idx ON identity.security_event USING btree (locality_id, account_id, id) WHERE (account_id IS NOT NULL);
CREATE INDEX security_event_kind_idx ON identity.security_event USING btree (locality_id, event, id);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on identity.security_event to motcua_app;

create table identity.session (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  account_id uuid not null,
  token_hash bytea not null,
  user_agent text default ''::text not null,
  created_at timestamp with time zone default now() not null,
  last_seen_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  second_factor_at timestamp with time zone,
  confirmed_at timestamp with time zone default now() not null,
  ended_because text default ''::text not null,
  challenge text,
  challenge_at timestamp with time zone,
  constraint session_pkey PRIMARY KEY (locality_id, id),
  constraint session_token_unique UNIQUE (locality_id, token_hash),
  constraint session_locality_id_account_id_fkey FOREIGN KEY (locality_id, account_id) REFERENCES identity.account(locality_id, id)
);
comment on table identity.session is 'Phiên đăng nhập.';
CREATE INDEX session_account_idx ON identity.session USING btree (locality_id, account_id) WHERE (revoked_at IS NULL);
CREATE INDEX session_expires_idx ON identity.session USING btree (locality_id, expires_at);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant delete, insert, select on identity.session to motcua_app;
grant update (challenge, challenge_at, confirmed_at, ended_because, last_seen_at, revoked_at, second_factor_at) on identity.session to motcua_app;

create table identity.setup_code (
  locality_id integer default platform.current_locality() not null,
  code_hash bytea not null,
  made_at timestamp with time zone default now() not null,
  expires_at timestamp with time zone not null,
  constraint setup_code_pkey PRIMARY KEY (locality_id),
  constraint setup_code_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint setup_code_ends CHECK ((expires_at > made_at)),
  constraint setup_code_is_a_hash CHECK ((length(code_hash) = 32))
);
comment on table identity.setup_code is 'Mã thiết lập: in ra một lần khi địa phương chưa có tài khoản, chỉ giữ giá trị băm.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant delete, insert, select, update on identity.setup_code to motcua_app;

create table identity.sign_in_guard (
  locality_id integer default platform.current_locality() not null,
  key bytea not null,
  level real not null,
  at timestamp with time zone not null,
  constraint sign_in_guard_pkey PRIMARY KEY (locality_id, key),
  constraint sign_in_guard_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint sign_in_guard_level_sound CHECK ((level >= (0)::double precision))
);
comment on table identity.sign_in_guard is 'Số lần đăng nhập sai theo tên, thiết bị, mạng (chỉ giữ mã băm); giảm dần theo thời gian.';
CREATE INDEX sign_in_guard_at_idx ON identity.sign_in_guard USING btree (locality_id, at);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant delete, insert, select, update on identity.sign_in_guard to motcua_app;

create table identity.totp (
  locality_id integer default platform.current_locality() not null,
  account_id uuid not null,
  secret bytea not null,
  confirmed_at timestamp with time zone,
  last_step bigint default 0 not null,
  constraint totp_pkey PRIMARY KEY (locality_id, account_id),
  constraint totp_locality_id_account_id_fkey FOREIGN KEY (locality_id, account_id) REFERENCES identity.account(locality_id, id)
);
comment on table identity.totp is 'Mã một lần theo thời gian (TOTP) của tài khoản; khoá bí mật được niêm bằng khoá ngoài cơ sở dữ liệu.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant delete, insert, select, update on identity.totp to motcua_app;

create view identity.v_duty with (security_invoker=true) as
 SELECT DISTINCT g.locality_id,
    g.role,
    g.agency_id,
    g.centre_id
   FROM identity.role_grant g
     JOIN identity.account a ON a.locality_id = g.locality_id AND a.id = g.account_id AND a.status = 'active'::text
  WHERE g.valid_during @> platform.now();
grant select on identity.v_duty to motcua_app;

create view identity.v_duty_today with (security_invoker=true) as
 SELECT g.locality_id,
    g.account_id,
    g.role,
    g.agency_id,
    g.centre_id,
    NULL::uuid AS delegation_id,
    g.is_head
   FROM identity.role_grant g
  WHERE g.valid_during @> platform.now()
UNION ALL
 SELECT d.locality_id,
    d.to_account_id AS account_id,
    g.role,
    g.agency_id,
    g.centre_id,
    d.id AS delegation_id,
    false AS is_head
   FROM identity.delegation d
     JOIN identity.role_grant g ON g.locality_id = d.locality_id AND g.account_id = d.from_account_id AND g.role = d.role AND NOT g.agency_id IS DISTINCT FROM d.agency_id AND NOT g.centre_id IS DISTINCT FROM d.centre_id AND g.valid_during @> platform.now()
  WHERE d.ended_at IS NULL AND platform.today() >= d.from_on AND platform.today() <= d.to_on;
grant select on identity.v_duty_today to motcua_app;

create view identity.v_officer with (security_invoker=true) as
 SELECT locality_id,
    id,
    display_name,
    title,
    agency_id,
    unit_id
   FROM identity.account;
grant select on identity.v_officer to motcua_app;

create view identity.v_officer_today with (security_invoker=true) as
 SELECT locality_id,
    id,
    display_name,
    status <> 'active'::text OR NOT (EXISTS ( SELECT
           FROM identity.v_duty_today t
          WHERE t.locality_id = a.locality_id AND t.account_id = a.id)) OR (EXISTS ( SELECT
           FROM identity.absence b
          WHERE b.locality_id = a.locality_id AND b.account_id = a.id AND b.ended_at IS NULL AND platform.today() >= b.from_on AND platform.today() <= b.to_on)) AS is_away,
    status = 'active'::text AND (EXISTS ( SELECT
           FROM identity.v_duty_today t
          WHERE t.locality_id = a.locality_id AND t.account_id = a.id)) AND NOT (EXISTS ( SELECT
           FROM identity.role_grant g
          WHERE g.locality_id = a.locality_id AND g.account_id = a.id AND upper(g.valid_during) > platform.now() AND upper(g.valid_during) <= platform.clock())) AS has_duty
   FROM identity.account a;
grant select on identity.v_officer_today to motcua_app;

create view identity.v_published_password with (security_invoker=true) as
 SELECT locality_id,
    id
   FROM identity.account
  WHERE demonstration AND status = 'active'::text;
grant select on identity.v_published_password to motcua_app;

create view identity.v_role_held with (security_invoker=true) as
 SELECT g.locality_id,
    g.account_id,
    g.role,
    g.agency_id,
    g.centre_id
   FROM identity.role_grant g
     JOIN identity.account a ON a.locality_id = g.locality_id AND a.id = g.account_id AND a.status = 'active'::text
  WHERE g.valid_during @> platform.now();
grant select on identity.v_role_held to motcua_app;

create view identity.v_role_holder with (security_invoker=true) as
 SELECT a.locality_id,
    a.id AS account_id,
    a.login,
    a.display_name,
    a.agency_id,
    g.role
   FROM identity.account a
     JOIN identity.role_grant g ON g.locality_id = a.locality_id AND g.account_id = a.id AND g.valid_during @> platform.now()
  WHERE a.status = 'active'::text;
grant select on identity.v_role_holder to motcua_app;

CREATE OR REPLACE FUNCTION identity.account_event_is_security()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
begin
  insert into identity.security_event (locality_id, at, event, account_id, network)
    values (new.locality_id, new.at, 'account.' || new.kind, new.account_id, case when new.by_account is null then 'command line' else '' end);
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION identity.end_setup_code()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from identity.setup_code where locality_id = new.locality_id;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION identity.forget_old_security_events(most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$
declare
  gone integer;
begin
  delete from identity.security_event where ctid in (
    select ctid from identity.security_event
    where locality_id = platform.current_locality() and at < now() - interval '2 years' limit least(most, 10000));
  get diagnostics gone = row_count;
  return gone;
end
$function$;

-- ==================== notification

create table notification.delivery (
  locality_id integer default platform.current_locality() not null,
  notice_id uuid not null,
  attempt integer not null,
  at timestamp with time zone default platform.now() not null,
  channel text not null,
  outcome text not null,
  fault text,
  constraint delivery_pkey PRIMARY KEY (locality_id, notice_id, attempt),
  constraint delivery_locality_id_notice_id_fkey FOREIGN KEY (locality_id, notice_id) REFERENCES notification.notice(locality_id, id),
  constraint delivery_channel_known CHECK ((channel = ANY (ARRAY['mail'::text, 'none'::text]))),
  constraint delivery_outcome_known CHECK ((outcome = ANY (ARRAY['sent'::text, 'failed'::text, 'refused'::text, 'no_address'::text, 'no_channel'::text])))
);
comment on table notification.delivery is 'Lần gửi thông báo và kết quả; chỉ thêm.';
CREATE INDEX delivery_refused ON notification.delivery USING btree (locality_id, at DESC, notice_id) WHERE (outcome = 'refused'::text);
CREATE UNIQUE INDEX delivery_settled_once ON notification.delivery USING btree (locality_id, notice_id) WHERE (outcome <> 'failed'::text);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on notification.delivery to motcua_app;

create table notification.notice (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  dossier_id uuid not null,
  act_seq integer not null,
  kind text not null,
  made_at timestamp with time zone default platform.now() not null,
  constraint notice_pkey PRIMARY KEY (locality_id, id),
  constraint notice_once_per_act UNIQUE (locality_id, dossier_id, act_seq, kind),
  constraint notice_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id)
);
comment on table notification.notice is 'Thông báo phải gửi cho người nộp hồ sơ; không chứa địa chỉ và nội dung.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on notification.notice to motcua_app;

-- ==================== payment

create table payment.account (
  locality_id integer default platform.current_locality() not null,
  centre_id uuid not null,
  collector_name text not null,
  tax_code text not null,
  bank_bin text not null,
  bank_account text not null,
  template_symbol text not null,
  series_symbol text not null,
  refund_limit_dong bigint default 0 not null,
  notice_secret bytea,
  changed_by uuid,
  changed_at timestamp with time zone not null,
  notice_secret_sealed bytea,
  constraint account_pkey PRIMARY KEY (locality_id, centre_id),
  constraint account_bank_account_of_one_centre UNIQUE (locality_id, bank_bin, bank_account),
  constraint account_series_of_one_centre UNIQUE (locality_id, template_symbol, series_symbol),
  constraint account_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES centre.centre(locality_id, id),
  constraint account_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint account_bin_shape CHECK ((bank_bin ~ '^\d{6}$'::text)),
  constraint account_notice_secret_clear_or_sealed CHECK ((num_nonnulls(notice_secret, notice_secret_sealed) <= 1)),
  constraint account_number_shape CHECK ((bank_account ~ '^[0-9A-Za-z]{1,19}$'::text)),
  constraint account_refund_limit_not_negative CHECK ((refund_limit_dong >= 0)),
  constraint account_tax_code_shape CHECK ((tax_code ~ '^\d{10}(-?\d{3})?$'::text))
);
comment on table payment.account is 'Đơn vị thu phí, lệ phí tại từng trung tâm: tên, mã số thuế, tài khoản nhận tiền, ký hiệu biên lai.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert (bank_account, bank_bin, centre_id, changed_at, changed_by, collector_name, notice_secret_sealed, refund_limit_dong, series_symbol, tax_code, template_symbol) on payment.account to motcua_app;
grant select (bank_account, bank_bin, centre_id, changed_at, changed_by, collector_name, locality_id, notice_secret_sealed, refund_limit_dong, series_symbol, tax_code, template_symbol) on payment.account to motcua_app;
grant update (bank_account, bank_bin, changed_at, changed_by, collector_name, notice_secret_sealed, refund_limit_dong, series_symbol, tax_code, template_symbol) on payment.account to motcua_app;

create table payment.adjustment (
  locality_id integer default platform.current_locality() not null,
  bill_id uuid not null,
  line_no integer not null,
  seq integer not null,
  kind text not null,
  from_dong bigint,
  to_dong bigint,
  to_timing text not null,
  ground text not null,
  law text not null,
  reason text not null,
  author_id uuid not null,
  author_name text not null,
  at timestamp with time zone not null,
  written_in xid8 default pg_current_xact_id(),
  constraint adjustment_pkey PRIMARY KEY (locality_id, bill_id, line_no, seq),
  constraint adjustment_locality_id_author_id_fkey FOREIGN KEY (locality_id, author_id) REFERENCES identity.account(locality_id, id),
  constraint adjustment_locality_id_bill_id_line_no_fkey FOREIGN KEY (locality_id, bill_id, line_no) REFERENCES payment.bill_line(locality_id, bill_id, no),
  constraint adjustment_has_reason CHECK ((length(reason) > 0)),
  constraint adjustment_kind_known CHECK ((kind = ANY (ARRAY['assess'::text, 'exempt'::text, 'reduce'::text, 'retime'::text])))
);
comment on table payment.adjustment is 'Miễn, giảm, xác định mức thu, đổi thời điểm thu: lý do, căn cứ, người quyết định. Chỉ thêm.';
CREATE INDEX adjustment_written_in_idx ON payment.adjustment USING brin (locality_id, (((written_in)::text)::bigint)) WITH (autosummarize='on', pages_per_range='32');
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant select on payment.adjustment to motcua_app;
grant insert (at, author_id, author_name, bill_id, from_dong, ground, kind, law, line_no, locality_id, reason, seq, to_dong, to_timing) on payment.adjustment to motcua_app;

create table payment.bank_notice (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  bank_reference text not null,
  centre_id uuid not null,
  amount_dong bigint not null,
  content text not null,
  paid_at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  state text not null,
  why text default ''::text not null,
  payment_id uuid,
  transaction_id uuid,
  bill_id uuid,
  owner_id uuid,
  due_at timestamp with time zone,
  written_in xid8 default pg_current_xact_id(),
  constraint bank_notice_pkey PRIMARY KEY (locality_id, id),
  constraint bank_notice_locality_id_bill_id_fkey FOREIGN KEY (locality_id, bill_id) REFERENCES payment.bill(locality_id, id),
  constraint bank_notice_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES payment.account(locality_id, centre_id),
  constraint bank_notice_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint bank_notice_locality_id_owner_id_fkey FOREIGN KEY (locality_id, owner_id) REFERENCES identity.account(locality_id, id),
  constraint bank_notice_positive CHECK ((amount_dong > 0)),
  constraint bank_notice_state_known CHECK ((state = ANY (ARRAY['matched'::text, 'unmatched'::text, 'resolved'::text])))
);
comment on table payment.bank_notice is 'Báo có của ngân hàng: khớp tự động, hoặc chờ người đối chiếu.';
CREATE INDEX bank_notice_of_bill_idx ON payment.bank_notice USING btree (locality_id, bill_id) WHERE (state = 'unmatched'::text);
CREATE UNIQUE INDEX bank_notice_once ON payment.bank_notice USING btree (locality_id, centre_id, payment.reference_key(bank_reference));
CREATE INDEX bank_notice_reference_idx ON payment.bank_notice USING btree (locality_id, payment.reference_key(bank_reference));
CREATE INDEX bank_notice_unmatched_idx ON payment.bank_notice USING btree (locality_id, centre_id, received_at) WHERE (state = 'unmatched'::text);
CREATE INDEX bank_notice_written_in_idx ON payment.bank_notice USING brin (locality_id, (((written_in)::text)::bigint)) WITH (autosummarize='on', pages_per_range='32');
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant select on payment.bank_notice to motcua_app;
grant insert (amount_dong, bank_reference, bill_id, centre_id, content, due_at, id, locality_id, owner_id, paid_at, payment_id, received_at, state, transaction_id, why) on payment.bank_notice to motcua_app;
grant update (bill_id, due_at, owner_id, payment_id, state, transaction_id, why) on payment.bank_notice to motcua_app;

create table payment.bill (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  dossier_id uuid not null,
  dossier_code text not null,
  agency_id uuid not null,
  centre_id uuid not null,
  payer_name text not null,
  procedure_name text not null,
  reference text not null,
  created_at timestamp with time zone not null,
  constraint bill_pkey PRIMARY KEY (locality_id, id),
  constraint bill_code_unique UNIQUE (locality_id, dossier_code),
  constraint bill_one_per_dossier UNIQUE (locality_id, dossier_id),
  constraint bill_reference_unique UNIQUE (locality_id, reference),
  constraint bill_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES centre.centre(locality_id, id),
  constraint bill_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint bill_reference_shape CHECK ((reference ~ '^MC[2-9A-HJ-NP-Z]{8}$'::text))
);
comment on table payment.bill is 'Bảng kê phí, lệ phí của một hồ sơ, lập khi tiếp nhận.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE TRIGGER bill_keeps_its_payer BEFORE UPDATE ON payment.bill FOR EACH ROW WHEN ((old.payer_name IS DISTINCT FROM new.payer_name)) EXECUTE FUNCTION payment.bill_keeps_its_payer();
grant insert, select on payment.bill to motcua_app;
grant update (payer_name) on payment.bill to motcua_app;

create table payment.bill_line (
  locality_id integer default platform.current_locality() not null,
  bill_id uuid not null,
  no integer not null,
  kind text not null,
  name text not null,
  tariff_dong bigint,
  due_dong bigint,
  timing text not null,
  state text not null,
  asked_seq integer,
  basis text default ''::text not null,
  unit text,
  quantity integer,
  written_in xid8 default pg_current_xact_id(),
  constraint bill_line_pkey PRIMARY KEY (locality_id, bill_id, no),
  constraint bill_line_locality_id_bill_id_fkey FOREIGN KEY (locality_id, bill_id) REFERENCES payment.bill(locality_id, id),
  constraint bill_line_amounts_in_range CHECK ((((tariff_dong >= 0) AND (tariff_dong <= '9999999999999'::bigint)) AND ((due_dong >= 0) AND (due_dong <= '9999999999999'::bigint)))),
  constraint bill_line_asked_is_founded CHECK (((asked_seq IS NULL) OR (basis <> ''::text))),
  constraint bill_line_kind_known CHECK ((kind = ANY (ARRAY['fee'::text, 'charge'::text]))),
  constraint bill_line_owed_is_something CHECK (((state <> 'owed'::text) OR (due_dong > 0))),
  constraint bill_line_quantity_counts_something CHECK (((quantity IS NULL) OR ((unit IS NOT NULL) AND (quantity > 0)))),
  constraint bill_line_state_known CHECK ((state = ANY (ARRAY['unknown'::text, 'owed'::text, 'paid'::text, 'exempt'::text, 'refunded'::text]))),
  constraint bill_line_timing_known CHECK ((timing = ANY (ARRAY['accept'::text, 'supplement'::text, 'duty'::text, 'return'::text]))),
  constraint bill_line_unknown_has_no_amount CHECK (((state = 'unknown'::text) = (due_dong IS NULL)))
);
comment on table payment.bill_line is 'Khoản phải thu: tên, mức thu, thời điểm thu, tình trạng.';
CREATE INDEX bill_line_owed_idx ON payment.bill_line USING btree (locality_id, bill_id) WHERE (state = 'owed'::text);
CREATE INDEX bill_line_written_in_idx ON payment.bill_line USING brin (locality_id, (((written_in)::text)::bigint)) WITH (autosummarize='on', pages_per_range='32');
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant select on payment.bill_line to motcua_app;
grant insert (asked_seq, basis, bill_id, due_dong, kind, locality_id, name, no, quantity, state, tariff_dong, timing, unit) on payment.bill_line to motcua_app;
grant update (due_dong, quantity, state, timing) on payment.bill_line to motcua_app;

create table payment.cash_day (
  locality_id integer default platform.current_locality() not null,
  centre_id uuid not null,
  cashier_id uuid not null,
  on_day date not null,
  opening_dong bigint not null,
  closed_at timestamp with time zone,
  closed_by uuid,
  expected_dong bigint,
  counted_dong bigint,
  notes jsonb,
  explanation text,
  constraint cash_day_pkey PRIMARY KEY (locality_id, cashier_id, centre_id, on_day),
  constraint cash_day_locality_id_cashier_id_fkey FOREIGN KEY (locality_id, cashier_id) REFERENCES identity.account(locality_id, id),
  constraint cash_day_locality_id_centre_id_fkey FOREIGN KEY (locality_id, centre_id) REFERENCES payment.account(locality_id, centre_id),
  constraint cash_day_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint cash_day_closes_whole CHECK ((((closed_at IS NULL) = (counted_dong IS NULL)) AND ((closed_at IS NULL) = (expected_dong IS NULL)))),
  constraint cash_day_difference_explained CHECK (((counted_dong = expected_dong) OR (length(explanation) > 0)))
);
comment on table payment.cash_day is 'Sổ quỹ của một người thu trong một ngày: tồn đầu, kiểm đếm, chốt sổ.';
CREATE INDEX cash_day_of_centre_idx ON payment.cash_day USING btree (locality_id, centre_id, on_day);
CREATE INDEX cash_day_open_idx ON payment.cash_day USING btree (locality_id, cashier_id, centre_id, on_day) WHERE (closed_at IS NULL);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE TRIGGER cash_day_closed_for_ever BEFORE UPDATE ON payment.cash_day FOR EACH ROW EXECUTE FUNCTION payment.closed_day_is_locked();
grant insert, select on payment.cash_day to motcua_app;
grant update (closed_at, closed_by, counted_dong, expected_dong, explanation, notes) on payment.cash_day to motcua_app;

create table payment.entry (
  locality_id integer default platform.current_locality() not null,
  transaction_id uuid not null,
  no integer not null,
  account text not null,
  amount_dong bigint not null,
  centre_id uuid not null,
  on_day date not null,
  cashier_id uuid,
  constraint entry_pkey PRIMARY KEY (locality_id, transaction_id, no),
  constraint entry_locality_id_account_fkey FOREIGN KEY (locality_id, account) REFERENCES payment.ledger_account(locality_id, code),
  constraint entry_locality_id_transaction_id_fkey FOREIGN KEY (locality_id, transaction_id) REFERENCES payment.transaction(locality_id, id),
  constraint entry_cash_is_in_a_drawer CHECK (((account = 'cash'::text) = (cashier_id IS NOT NULL))),
  constraint entry_is_something CHECK ((amount_dong <> 0)),
  constraint transaction_sums_to_zero TRIGGER DEFERRABLE INITIALLY DEFERRED
);
comment on table payment.entry is 'Dòng bút toán: tài khoản, nợ (dương) hoặc có (âm). Chỉ thêm; cộng lại từng bút toán bằng 0.';
CREATE INDEX entry_drawer_idx ON payment.entry USING btree (locality_id, cashier_id, centre_id, on_day) INCLUDE (amount_dong) WHERE (account = 'cash'::text);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE TRIGGER cash_moves_only_on_an_open_day BEFORE INSERT ON payment.entry FOR EACH ROW WHEN ((new.account = 'cash'::text)) EXECUTE FUNCTION payment.drawer_is_open();
CREATE CONSTRAINT TRIGGER transaction_sums_to_zero AFTER INSERT ON payment.entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payment.entries_sum_to_zero();
grant insert, select on payment.entry to motcua_app;

create table payment.ledger_account (
  locality_id integer default platform.current_locality() not null,
  code text not null,
  name text not null,
  constraint ledger_account_pkey PRIMARY KEY (locality_id, code),
  constraint ledger_account_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id)
);
comment on table payment.ledger_account is 'Tài khoản kế toán của sổ thu.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant select on payment.ledger_account to motcua_app;

create table payment.notice_use (
  locality_id integer default platform.current_locality() not null,
  notice_id uuid not null,
  no integer not null,
  kind text not null,
  amount_dong bigint not null,
  payment_id uuid,
  undone_at timestamp with time zone,
  return_to text,
  return_reference text,
  reason text default ''::text not null,
  asked_by uuid,
  asked_by_name text not null,
  asked_at timestamp with time zone not null,
  decision text,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamp with time zone,
  transaction_id uuid,
  written_in xid8 default pg_current_xact_id(),
  constraint notice_use_pkey PRIMARY KEY (locality_id, notice_id, no),
  constraint notice_use_locality_id_notice_id_fkey FOREIGN KEY (locality_id, notice_id) REFERENCES payment.bank_notice(locality_id, id),
  constraint notice_use_locality_id_payment_id_fkey FOREIGN KEY (locality_id, payment_id) REFERENCES payment.payment(locality_id, id),
  constraint notice_use_decision_known CHECK ((decision = ANY (ARRAY['done'::text, 'declined'::text]))),
  constraint notice_use_is_payment_or_return CHECK ((((kind = 'payment'::text) = (payment_id IS NOT NULL)) AND ((kind = 'return'::text) = ((return_to IS NOT NULL) AND (return_reference IS NOT NULL))))),
  constraint notice_use_kind_known CHECK ((kind = ANY (ARRAY['payment'::text, 'return'::text]))),
  constraint notice_use_positive CHECK ((amount_dong > 0)),
  constraint notice_use_within_its_sum TRIGGER
);
comment on table payment.notice_use is 'Tiền của một báo có đã dùng vào đâu: lần nộp nào, trả lại cho ai. Chỉ thêm, rồi ghi quyết định một lần.';
CREATE UNIQUE INDEX notice_return_reference_once ON payment.notice_use USING btree (locality_id, return_reference) WHERE (decision IS DISTINCT FROM 'declined'::text);
CREATE INDEX notice_use_decided_returns ON payment.notice_use USING btree (locality_id, notice_id, no) WHERE ((kind = 'return'::text) AND (decided_at IS NOT NULL));
CREATE INDEX notice_use_payment_idx ON payment.notice_use USING btree (locality_id, payment_id) WHERE (payment_id IS NOT NULL);
CREATE INDEX notice_use_waiting_idx ON payment.notice_use USING btree (locality_id, asked_at) WHERE (decision IS NULL);
CREATE INDEX notice_use_written_in_idx ON payment.notice_use USING brin (locality_id, (((written_in)::text)::bigint)) WITH (autosummarize='on', pages_per_range='32');
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE CONSTRAINT TRIGGER notice_use_within_its_sum AFTER INSERT OR UPDATE ON payment.notice_use NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION payment.notice_is_not_used_up_twice();
grant select on payment.notice_use to motcua_app;
grant insert (amount_dong, asked_at, asked_by, asked_by_name, decided_at, decided_by, decided_by_name, decision, kind, locality_id, no, notice_id, payment_id, reason, return_reference, return_to, transaction_id, undone_at) on payment.notice_use to motcua_app;
grant update (decided_at, decided_by, decided_by_name, decision, transaction_id, undone_at) on payment.notice_use to motcua_app;

create table payment.payment (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  bill_id uuid not null,
  centre_id uuid not null,
  method text not null,
  amount_dong bigint not null,
  lines integer[] not null,
  bank_reference text,
  cashier_id uuid,
  cashier_name text not null,
  on_day date not null,
  at timestamp with time zone not null,
  transaction_id uuid not null,
  noticed boolean default false not null,
  undone_at timestamp with time zone,
  written_in xid8 default pg_current_xact_id(),
  constraint payment_pkey PRIMARY KEY (locality_id, id),
  constraint payment_locality_id_bill_id_fkey FOREIGN KEY (locality_id, bill_id) REFERENCES payment.bill(locality_id, id),
  constraint payment_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint payment_locality_id_transaction_id_fkey FOREIGN KEY (locality_id, transaction_id) REFERENCES payment.transaction(locality_id, id),
  constraint payment_bank_has_reference CHECK (((method = 'bank'::text) = (bank_reference IS NOT NULL))),
  constraint payment_method_known CHECK ((method = ANY (ARRAY['cash'::text, 'bank'::text]))),
  constraint payment_positive CHECK ((amount_dong > 0))
);
comment on table payment.payment is 'Lần nộp tiền. Không sửa, không xoá; thu nhầm hay hoàn trả là một dòng khác.';
CREATE UNIQUE INDEX payment_bank_reference_used_once ON payment.payment USING btree (locality_id, payment.reference_key(bank_reference)) WHERE ((undone_at IS NULL) AND (NOT noticed));
CREATE INDEX payment_bill_idx ON payment.payment USING btree (locality_id, bill_id);
CREATE INDEX payment_day_idx ON payment.payment USING btree (locality_id, centre_id, on_day);
CREATE INDEX payment_written_in_idx ON payment.payment USING brin (locality_id, (((written_in)::text)::bigint)) WITH (autosummarize='on', pages_per_range='32');
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant select on payment.payment to motcua_app;
grant insert (amount_dong, at, bank_reference, bill_id, cashier_id, cashier_name, centre_id, id, lines, locality_id, method, noticed, on_day, transaction_id, undone_at) on payment.payment to motcua_app;
grant update (undone_at) on payment.payment to motcua_app;

create table payment.receipt (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  kind text not null,
  template_symbol text not null,
  series_symbol text not null,
  year smallint not null,
  number integer not null,
  payment_id uuid not null,
  refers_to uuid,
  centre_id uuid not null,
  collector_name text not null,
  tax_code text not null,
  payer_name text not null,
  dossier_code text not null,
  items jsonb not null,
  amount_dong bigint not null,
  amount_words text not null,
  method text not null,
  reason text default ''::text not null,
  issued_on date not null,
  issued_at timestamp with time zone not null,
  issued_by uuid,
  issued_by_name text not null,
  written_in xid8 default pg_current_xact_id(),
  constraint receipt_pkey PRIMARY KEY (locality_id, id),
  constraint receipt_number_once UNIQUE (locality_id, template_symbol, series_symbol, year, number),
  constraint receipt_referred_to_once UNIQUE (locality_id, refers_to),
  constraint receipt_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint receipt_locality_id_payment_id_fkey FOREIGN KEY (locality_id, payment_id) REFERENCES payment.payment(locality_id, id),
  constraint receipt_locality_id_refers_to_fkey FOREIGN KEY (locality_id, refers_to) REFERENCES payment.receipt(locality_id, id),
  constraint receipt_kind_known CHECK ((kind = ANY (ARRAY['original'::text, 'replacement'::text, 'cancellation'::text]))),
  constraint receipt_number_eight_digits CHECK (((number >= 1) AND (number <= 99999999))),
  constraint receipt_refers_when_not_first CHECK (((kind = 'original'::text) = (refers_to IS NULL)))
);
comment on table payment.receipt is 'Biên lai điện tử: số liên tục trong năm theo ký hiệu. Không sửa, không xoá; thay thế hoặc huỷ bằng biên lai mới.';
CREATE INDEX receipt_day_idx ON payment.receipt USING btree (locality_id, centre_id, issued_on);
CREATE UNIQUE INDEX receipt_one_original_per_payment ON payment.receipt USING btree (locality_id, payment_id) WHERE (kind = 'original'::text);
CREATE INDEX receipt_payment_idx ON payment.receipt USING btree (locality_id, payment_id);
CREATE INDEX receipt_written_in_idx ON payment.receipt USING brin (locality_id, (((written_in)::text)::bigint)) WITH (autosummarize='on', pages_per_range='32');
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant select on payment.receipt to motcua_app;
grant insert (amount_dong, amount_words, centre_id, collector_name, dossier_code, id, issued_at, issued_by, issued_by_name, issued_on, items, kind, locality_id, method, number, payer_name, payment_id, reason, refers_to, series_symbol, tax_code, template_symbol, year) on payment.receipt to motcua_app;

create table payment.receipt_file (
  locality_id integer default platform.current_locality() not null,
  receipt_id uuid not null,
  content_sha256 bytea not null,
  bytes bytea not null,
  constraint receipt_file_pkey PRIMARY KEY (locality_id, receipt_id),
  constraint receipt_file_locality_id_receipt_id_fkey FOREIGN KEY (locality_id, receipt_id) REFERENCES payment.receipt(locality_id, id),
  constraint receipt_file_hash_true CHECK ((content_sha256 = sha256(bytes)))
);
comment on table payment.receipt_file is 'Bản PDF của biên lai, giữ nguyên từng byte.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on payment.receipt_file to motcua_app;

create table payment.receipt_series (
  locality_id integer default platform.current_locality() not null,
  template_symbol text not null,
  series_symbol text not null,
  year smallint not null,
  last_number integer not null,
  constraint receipt_series_pkey PRIMARY KEY (locality_id, template_symbol, series_symbol, year),
  constraint receipt_series_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint receipt_series_eight_digits CHECK (((last_number >= 0) AND (last_number <= 99999999)))
);
comment on table payment.receipt_series is 'Số biên lai cuối cùng đã dùng của từng ký hiệu trong năm.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on payment.receipt_series to motcua_app;
grant update (last_number) on payment.receipt_series to motcua_app;

create table payment.reversal (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  payment_id uuid not null,
  centre_id uuid not null,
  kind text not null,
  amount_dong bigint not null,
  reason text not null,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamp with time zone not null,
  decision text,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamp with time zone,
  needs_second boolean not null,
  transaction_id uuid,
  written_in xid8 default pg_current_xact_id(),
  constraint reversal_pkey PRIMARY KEY (locality_id, id),
  constraint reversal_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint reversal_locality_id_payment_id_fkey FOREIGN KEY (locality_id, payment_id) REFERENCES payment.payment(locality_id, id),
  constraint reversal_decided_whole CHECK ((((decision IS NULL) = (decided_by IS NULL)) AND ((NOT (decision IS DISTINCT FROM 'done'::text)) = (transaction_id IS NOT NULL)))),
  constraint reversal_decision_known CHECK ((decision = ANY (ARRAY['done'::text, 'declined'::text]))),
  constraint reversal_four_eyes CHECK (((NOT needs_second) OR (decision IS DISTINCT FROM 'done'::text) OR (decided_by <> asked_by))),
  constraint reversal_has_reason CHECK ((length(reason) > 0)),
  constraint reversal_kind_known CHECK ((kind = ANY (ARRAY['refund'::text, 'mistake'::text])))
);
comment on table payment.reversal is 'Hoàn trả tiền hoặc huỷ lần thu nhầm: lý do, người đề nghị, người duyệt.';
CREATE UNIQUE INDEX reversal_once_per_payment ON payment.reversal USING btree (locality_id, payment_id) WHERE (decision IS DISTINCT FROM 'declined'::text);
CREATE INDEX reversal_waiting_idx ON payment.reversal USING btree (locality_id, centre_id) WHERE (decision IS NULL);
CREATE INDEX reversal_written_in_idx ON payment.reversal USING brin (locality_id, (((written_in)::text)::bigint)) WITH (autosummarize='on', pages_per_range='32');
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant select on payment.reversal to motcua_app;
grant insert (amount_dong, asked_at, asked_by, asked_by_name, centre_id, decided_at, decided_by, decided_by_name, decision, id, kind, locality_id, needs_second, payment_id, reason, transaction_id) on payment.reversal to motcua_app;
grant update (decided_at, decided_by, decided_by_name, decision, transaction_id) on payment.reversal to motcua_app;

create table payment.transaction (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  kind text not null,
  on_day date not null,
  at timestamp with time zone not null,
  centre_id uuid not null,
  bill_id uuid,
  payment_id uuid,
  author_id uuid,
  author_name text not null,
  reason text default ''::text not null,
  written_in xid8 default pg_current_xact_id(),
  constraint transaction_pkey PRIMARY KEY (locality_id, id),
  constraint transaction_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint transaction_kind_known CHECK ((kind = ANY (ARRAY['raise'::text, 'adjust'::text, 'collect'::text, 'refund'::text, 'mistake'::text, 'notice'::text, 'return'::text, 'hand_over'::text, 'difference'::text])))
);
comment on table payment.transaction is 'Bút toán: một việc làm đổi tiền, kèm người làm và lý do. Chỉ thêm.';
CREATE INDEX transaction_bill_idx ON payment.transaction USING btree (locality_id, bill_id) WHERE (bill_id IS NOT NULL);
CREATE INDEX transaction_day_idx ON payment.transaction USING btree (locality_id, centre_id, on_day);
CREATE INDEX transaction_written_in_idx ON payment.transaction USING brin (locality_id, (((written_in)::text)::bigint)) WITH (autosummarize='on', pages_per_range='32');
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant select on payment.transaction to motcua_app;
grant insert (at, author_id, author_name, bill_id, centre_id, id, kind, locality_id, on_day, payment_id, reason) on payment.transaction to motcua_app;

create view payment.v_collecting_centre with (security_invoker=true) as
 SELECT locality_id,
    centre_id
   FROM payment.account;
grant select on payment.v_collecting_centre to motcua_app;

create view payment.v_owed with (security_invoker=true) as
 SELECT l.locality_id,
    b.dossier_id,
    sum(l.due_dong)::bigint AS owed_dong
   FROM payment.bill_line l
     JOIN payment.bill b ON b.locality_id = l.locality_id AND b.id = l.bill_id
  WHERE l.state = 'owed'::text
  GROUP BY l.locality_id, b.dossier_id;
grant select on payment.v_owed to motcua_app;

create view payment.v_owed_now with (security_invoker=true) as
 SELECT l.locality_id,
    b.dossier_id,
    sum(l.due_dong)::bigint AS owed_dong
   FROM payment.bill_line l
     JOIN payment.bill b ON b.locality_id = l.locality_id AND b.id = l.bill_id
  WHERE l.state = 'owed'::text AND l.timing <> 'return'::text
  GROUP BY l.locality_id, b.dossier_id;
grant select on payment.v_owed_now to motcua_app;

CREATE OR REPLACE FUNCTION payment.bill_keeps_its_payer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if has_table_privilege(tg_relid, 'TRIGGER') then return new; end if;
  raise exception 'bill % keeps the name it was made out to', new.dossier_code
    using errcode = 'integrity_constraint_violation', constraint = 'bill_keeps_its_payer', schema = 'payment', table = 'bill';
end
$function$;

CREATE OR REPLACE FUNCTION payment.closed_day_is_locked()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.closed_at is not null then
    raise exception 'cash day % is closed', old.on_day using errcode = 'check_violation', constraint = 'cash_day_closed_for_ever';
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION payment.drawer_is_open()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.account = 'cash' and not exists (
    select from payment.cash_day d where d.locality_id = new.locality_id and d.cashier_id = new.cashier_id
      and d.centre_id = new.centre_id and d.on_day = new.on_day and d.closed_at is null
    for share)
  then
    raise exception 'no open cash day %', new.on_day using errcode = 'check_violation', constraint = 'cash_moves_only_on_an_open_day';
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION payment.entries_sum_to_zero()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  total numeric;
begin
  select sum(amount_dong) into total from payment.entry
    where locality_id = new.locality_id and transaction_id = new.transaction_id;
  if total <> 0 then
    raise exception 'transaction % does not balance: %', new.transaction_id, total
      using errcode = 'check_violation', constraint = 'transaction_sums_to_zero';
  end if;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION payment.notice_is_not_used_up_twice()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  used numeric;
  came bigint;
begin
  select amount_dong into came from payment.bank_notice where locality_id = new.locality_id and id = new.notice_id for update;
  select coalesce(sum(amount_dong), 0) into used from payment.notice_use
    where locality_id = new.locality_id and notice_id = new.notice_id and undone_at is null and decision is distinct from 'declined';
  if used > came then
    raise exception 'notice % is used for % of %', new.notice_id, used, came
      using errcode = 'check_violation', constraint = 'notice_use_within_its_sum';
  end if;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION payment.reference_key(reference text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
 SET search_path TO 'pg_catalog'
RETURN COALESCE(NULLIF(upper(regexp_replace(reference, '[^0-9A-Za-z]'::text, ''::text, 'g'::text)), ''::text), reference);

-- ==================== platform

create table platform.idempotency (
  locality_id integer default platform.current_locality() not null,
  caller text not null,
  key text not null,
  request_hash bytea not null,
  status integer not null,
  at timestamp with time zone default now() not null,
  sealed bytea not null,
  constraint idempotency_key_once_per_caller PRIMARY KEY (locality_id, caller, key),
  constraint idempotency_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint idempotency_key_length CHECK (((length(key) >= 1) AND (length(key) <= 255)))
);
comment on table platform.idempotency is 'Yêu cầu đã thực hiện: kết quả của lần gửi đầu, trả lại cho mọi lần gửi sau.';
CREATE INDEX idempotency_at_idx ON platform.idempotency USING btree (locality_id, at);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant delete, insert, select on platform.idempotency to motcua_app;

create table platform.locality (
  id integer not null,
  code text not null,
  name text not null,
  practice_of integer,
  demonstration boolean default false not null,
  hotline text default ''::text not null,
  address text default ''::text not null,
  web_addresses text[] default '{}'::text[] not null,
  practice_address text,
  constraint locality_pkey PRIMARY KEY (id),
  constraint locality_code_unique UNIQUE (code),
  constraint locality_practice_of_fkey FOREIGN KEY (practice_of) REFERENCES platform.locality(id),
  constraint locality_code_known CHECK (((practice_of IS NOT NULL) OR (code ~ '^[HG][0-9]{2}$'::text) OR (code = 'MOI'::text))),
  constraint locality_web_addresses_are_origins CHECK ((array_to_string((web_addresses || practice_address), ' '::text) ~ '^(https?://[a-z0-9.-]+(:[0-9]{1,5})?( |$))*$'::text))
);
comment on table platform.locality is 'Địa phương (tỉnh, thành phố): one tenant.';
CREATE UNIQUE INDEX locality_one_practice_each ON platform.locality USING btree (practice_of) WHERE (practice_of IS NOT NULL);
-- policy confined using ((id = platform.current_locality()));
-- row level security: enabled;
CREATE TRIGGER keep_locality BEFORE UPDATE ON platform.locality FOR EACH ROW EXECUTE FUNCTION platform.keep_locality();
grant select on platform.locality to motcua_app;
grant select on platform.locality to motcua_report;
grant update (address, code, demonstration, hotline, name) on platform.locality to motcua_app;

create table platform.migration (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone default now() not null,
  constraint migration_pkey PRIMARY KEY (name)
);
grant select (name) on platform.migration to motcua_app;

create table platform.server_key (
  locality_id integer default platform.current_locality() not null,
  name text not null,
  key bytea,
  sealed bytea,
  generation integer default 1 not null,
  valid_from timestamp with time zone default now() not null,
  valid_to timestamp with time zone,
  constraint server_key_pkey PRIMARY KEY (locality_id, name, generation),
  constraint server_key_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint server_key_clear_or_sealed CHECK ((num_nonnulls(key, sealed) = 1)),
  constraint server_key_validity CHECK ((valid_to >= valid_from))
);
comment on table platform.server_key is 'Khoá của máy chủ.';
CREATE UNIQUE INDEX server_key_one_current ON platform.server_key USING btree (locality_id, name) WHERE (valid_to IS NULL);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert (name, sealed) on platform.server_key to motcua_app;
grant select (generation, locality_id, name, sealed, valid_from, valid_to) on platform.server_key to motcua_app;

create table platform.setting_change (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  at timestamp with time zone default now() not null,
  by_account uuid,
  by_name text not null,
  subject text not null,
  key text not null,
  before jsonb,
  after jsonb not null,
  constraint setting_change_pkey PRIMARY KEY (locality_id, id),
  constraint setting_change_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint setting_change_subject_known CHECK ((subject = ANY (ARRAY['locality'::text, 'agency'::text, 'unit'::text, 'centre'::text, 'counter'::text, 'served_agencies'::text, 'collector'::text, 'hall'::text])))
);
comment on table platform.setting_change is 'Nhật ký thiết lập: ai đổi gì của địa phương, cơ quan, trung tâm, quầy, đơn vị thu. Chỉ ghi thêm.';
CREATE INDEX setting_change_at_idx ON platform.setting_change USING btree (locality_id, at DESC, id DESC);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on platform.setting_change to motcua_app;

CREATE OR REPLACE FUNCTION platform.clock()
 RETURNS timestamp with time zone
 LANGUAGE sql
RETURN CASE WHEN (NULLIF(current_setting('motcua.now'::text, true), ''::text) IS NOT NULL) THEN platform.now() ELSE (platform.now() + (clock_timestamp() - now())) END;

CREATE OR REPLACE PROCEDURE platform.confine(IN relation regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s enable row level security', relation);
  execute format('alter table %s force row level security', relation);
  execute format(
    'create policy confined on %s using (locality_id = platform.current_locality()) with check (locality_id = platform.current_locality())',
    relation);
  execute format('alter table %s alter column locality_id set default platform.current_locality()', relation);
end
$procedure$;

CREATE OR REPLACE FUNCTION platform.current_locality()
 RETURNS integer
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
begin
  return case when left(session_user, 11) = 'motcua_app_' then split_part(session_user, '_', 3)::integer
    else nullif(current_setting('motcua.locality_id', true), '')::integer end;
end
$function$;

CREATE OR REPLACE PROCEDURE platform.distribute(IN relation regclass)
 LANGUAGE plpgsql
AS $procedure$
declare
  is_spread boolean;
  is_known boolean;
begin
  if not exists (select from pg_extension where extname = 'citus') then return; end if;
  -- Before `motcua distribute` has run there is nothing to follow.
  execute 'select exists (select from pg_dist_partition where logicalrelid = ''practice.clock''::regclass)' into is_spread;
  execute 'select exists (select from pg_dist_partition where logicalrelid = $1)' into is_known using relation;
  if is_spread and not is_known then
    execute format('select create_distributed_table(%L, %L, colocate_with => %L)', relation, 'locality_id', 'practice.clock');
  end if;
end
$procedure$;

CREATE OR REPLACE PROCEDURE platform.furnish_locality(IN locality integer)
 LANGUAGE sql
BEGIN ATOMIC
 INSERT INTO payment.ledger_account (locality_id, code, name)  SELECT furnish_locality.locality AS locality,
             a.code,
             a.name
            FROM ( VALUES ('receivable'::text,'Phải thu phí, lệ phí'::text), ('collected'::text,'Phí, lệ phí đã xác định, phải nộp ngân sách'::text), ('cash'::text,'Tiền mặt tại quầy'::text), ('bank'::text,'Tiền gửi thu phí, lệ phí'::text), ('unmatched'::text,'Tiền đã nhận, chờ đối chiếu'::text), ('handed_over'::text,'Tiền mặt đã nộp thủ quỹ'::text), ('cash_difference'::text,'Thừa, thiếu quỹ'::text)) a(code, name) ON CONFLICT DO NOTHING;
END;

CREATE OR REPLACE FUNCTION platform.hold_calendar()
 RETURNS void
 LANGUAGE sql
RETURN pg_advisory_xact_lock_shared(74201, platform.current_locality());

CREATE OR REPLACE FUNCTION platform.hold_calendar_alone()
 RETURNS void
 LANGUAGE sql
RETURN pg_advisory_xact_lock(74201, platform.current_locality());

CREATE OR REPLACE FUNCTION platform.keep_locality()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.code <> old.code and exists (select from agency.agency where locality_id = old.id) then
    raise exception 'the code of a locality with agencies never changes' using errcode = '23514', constraint = 'locality_code_fixed';
  end if;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION platform.now()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN CASE WHEN (("left"((SESSION_USER)::text, 11) = 'motcua_app_'::text) AND ((split_part((SESSION_USER)::text, '_'::text, 3))::integer < 1000000)) THEN now() WHEN (("left"((SESSION_USER)::text, 11) <> 'motcua_app_'::text) AND (NULLIF(current_setting('motcua.now'::text, true), ''::text) IS NOT NULL)) THEN (current_setting('motcua.now'::text, true))::timestamp with time zone ELSE (now() + COALESCE((NULLIF(current_setting('motcua.ahead'::text, true), ''::text))::interval, '00:00:00'::interval)) END;

CREATE OR REPLACE FUNCTION platform.practice_ahead()
 RETURNS interval
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  return (select ahead from practice.clock where locality_id = platform.current_locality());
end
$function$;

CREATE OR REPLACE FUNCTION platform.today()
 RETURNS date
 LANGUAGE sql
 STABLE PARALLEL SAFE
RETURN ((platform.now() AT TIME ZONE 'Asia/Ho_Chi_Minh'::text))::date;

CREATE OR REPLACE PROCEDURE platform.use_row_triggers()
 LANGUAGE plpgsql
AS $procedure$
begin
  drop trigger dossier_queues_when_moved on dossier.dossier;
  create trigger dossier_queues_when_moved after update on dossier.dossier for each row
    when ((old.ended_at is null) <> (new.ended_at is null)
      or (old.committed_due_at, old.legal_due_at, old.agency_id, old.centre_id, old.state, old.handling, old.step_no, old.handover_id,
          old.holder_kind, old.holder_agency_id, old.holder_account_id, old.holder_role, old.open_parts)
        is distinct from (new.committed_due_at, new.legal_due_at, new.agency_id, new.centre_id, new.state, new.handling, new.step_no,
          new.handover_id, new.holder_kind, new.holder_agency_id, new.holder_account_id, new.holder_role, new.open_parts))
    execute function dossier.queue_moved_dossier();
end
$procedure$;

-- ==================== practice

create table practice.clock (
  locality_id integer default platform.current_locality() not null,
  ahead interval default '00:00:00'::interval not null,
  constraint clock_pkey PRIMARY KEY (locality_id),
  constraint clock_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint clock_not_behind CHECK (((ahead >= '00:00:00'::interval) AND (ahead <= '5 years'::interval)))
);
comment on table practice.clock is 'Đồng hồ chạy thử: đi trước giờ thật bao lâu.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
CREATE TRIGGER keep_clock BEFORE INSERT OR UPDATE ON practice.clock FOR EACH ROW EXECUTE FUNCTION practice.keep_clock();
grant insert, select on practice.clock to motcua_app;
grant select on practice.clock to motcua_report;
grant update (ahead) on practice.clock to motcua_app;

create table practice.ticket (
  locality_id integer default platform.current_locality() not null,
  token_hash bytea not null,
  login text not null,
  path text not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint ticket_pkey PRIMARY KEY (locality_id, token_hash),
  constraint ticket_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id)
);
comment on table practice.ticket is 'Vé vào nơi chạy thử: dùng một lần, trong một phút.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant delete, insert, select on practice.ticket to motcua_app;
grant update (used_at) on practice.ticket to motcua_app;

CREATE OR REPLACE FUNCTION practice.keep_clock()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from platform.locality where id = new.locality_id and practice_of is not null) then
    raise exception 'locality % is real and has no clock but the real one', new.locality_id using errcode = '23514', constraint = 'clock_only_in_practice';
  end if;
  if tg_op = 'UPDATE' and new.ahead < old.ahead then
    raise exception 'a practice clock never goes back' using errcode = '23514', constraint = 'clock_never_back';
  end if;
  return new;
end
$function$;

-- ==================== procedure

create table procedure.procedure (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  code text not null,
  created_at timestamp with time zone default now() not null,
  constraint procedure_pkey PRIMARY KEY (locality_id, id),
  constraint procedure_code_unique UNIQUE (locality_id, code),
  constraint procedure_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint procedure_code_shape CHECK ((code ~ '^[1-9]\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[GH]\d{2})?$'::text))
);
comment on table procedure.procedure is 'Thủ tục hành chính: mã, không đổi theo thời gian.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on procedure.procedure to motcua_app;
grant select on procedure.procedure to motcua_report;

create table procedure.procedure_version (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  procedure_id uuid not null,
  valid_during daterange not null,
  set_aside integer default 0 not null,
  agency_id uuid,
  name text not null,
  sector text not null,
  levels text[] default '{}'::text[] not null,
  targets text[] default '{}'::text[] not null,
  decision_number text,
  type text,
  handling text,
  service_level text,
  legal_amount numeric(8,2),
  legal_unit text,
  committed_amount numeric(8,2),
  committed_unit text,
  conditions text default ''::text not null,
  result_names text[] default '{}'::text[] not null,
  procedure_text text[] default '{}'::text[] not null,
  implementing_agency text,
  publish_state text not null,
  source text not null,
  content_hash text not null,
  created_at timestamp with time zone default now() not null,
  clock_rules jsonb default '{}'::jsonb not null,
  form jsonb,
  constraint procedure_version_pkey PRIMARY KEY (locality_id, id),
  constraint one_version_in_force_a_day UNIQUE (locality_id, procedure_id, set_aside, valid_during WITHOUT OVERLAPS),
  constraint procedure_version_locality_id_agency_id_fkey FOREIGN KEY (locality_id, agency_id) REFERENCES agency.agency(locality_id, id),
  constraint procedure_version_locality_id_procedure_id_fkey FOREIGN KEY (locality_id, procedure_id) REFERENCES procedure.procedure(locality_id, id),
  constraint published_version_is_complete CHECK (((publish_state <> 'published'::text) OR ((agency_id IS NOT NULL) AND (handling IS NOT NULL) AND (COALESCE(legal_amount, committed_amount) IS NOT NULL)))),
  constraint version_clock_rules_are_an_object CHECK ((jsonb_typeof(clock_rules) = 'object'::text)),
  constraint version_committed_limit_whole CHECK (((committed_amount IS NULL) = (committed_unit IS NULL))),
  constraint version_handling_known CHECK ((handling = ANY (ARRAY['on_the_spot'::text, 'forwarded'::text, 'same_day'::text]))),
  constraint version_legal_limit_whole CHECK (((legal_amount IS NULL) = (legal_unit IS NULL))),
  constraint version_limit_units_known CHECK (((legal_unit = ANY (ARRAY['hours'::text, 'working_hours'::text, 'days'::text, 'working_days'::text, 'months'::text])) AND (committed_unit = ANY (ARRAY['hours'::text, 'working_hours'::text, 'days'::text, 'working_days'::text, 'months'::text])))),
  constraint version_limits_positive CHECK (((legal_amount > (0)::numeric) AND (committed_amount > (0)::numeric))),
  constraint version_not_committed_beyond_the_law CHECK (((committed_unit <> legal_unit) OR (committed_amount <= legal_amount))),
  constraint version_publish_state_known CHECK ((publish_state = ANY (ARRAY['draft'::text, 'to_complete'::text, 'published'::text, 'not_at_centre'::text]))),
  constraint version_service_level_known CHECK ((service_level = ANY (ARRAY['full'::text, 'partial'::text, 'none'::text]))),
  constraint version_silence_known CHECK (((clock_rules ->> 'silence'::text) = ANY (ARRAY['none'::text, 'consent'::text, 'refusal'::text]))),
  constraint version_silence_names_its_law CHECK (((COALESCE((clock_rules ->> 'silence'::text), 'none'::text) = 'none'::text) OR (COALESCE((clock_rules ->> 'silenceLaw'::text), ''::text) <> ''::text))),
  constraint version_source_known CHECK ((source = ANY (ARRAY['centre'::text, 'national_raw'::text, 'national_parsed'::text, 'structured'::text])))
);
comment on table procedure.procedure_version is 'Nội dung thủ tục theo thời gian có hiệu lực.';
CREATE INDEX procedure_version_in_force_idx ON procedure.procedure_version USING btree (locality_id, procedure_id) WHERE (set_aside = 0);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on procedure.procedure_version to motcua_app;
grant select on procedure.procedure_version to motcua_report;
grant update (set_aside, valid_during) on procedure.procedure_version to motcua_app;

create table procedure.process (
  locality_id integer default platform.current_locality() not null,
  version_id uuid not null,
  definition jsonb not null,
  compiled jsonb not null,
  constraint process_pkey PRIMARY KEY (locality_id, version_id),
  constraint process_locality_id_version_id_fkey FOREIGN KEY (locality_id, version_id) REFERENCES procedure.procedure_version(locality_id, id),
  constraint process_compiled_has_steps CHECK ((jsonb_typeof((compiled -> 'steps'::text)) = 'array'::text)),
  constraint process_definition_has_steps CHECK ((jsonb_typeof((definition -> 'steps'::text)) = 'array'::text))
);
comment on table procedure.process is 'Quy trình của từng phiên bản thủ tục: bước, nhánh, điểm hợp; không sửa sau khi công bố.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on procedure.process to motcua_app;

create table procedure.revision (
  locality_id integer default platform.current_locality() not null,
  stamp uuid default uuidv7() not null,
  constraint revision_pkey PRIMARY KEY (locality_id),
  constraint revision_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id)
);
comment on table procedure.revision is 'Dấu của lần thay đổi gần nhất trong bộ thủ tục.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on procedure.revision to motcua_app;
grant update (stamp) on procedure.revision to motcua_app;

create table procedure.source_record (
  locality_id integer default platform.current_locality() not null,
  procedure_id uuid not null,
  source text not null,
  content_hash text not null,
  read_at timestamp with time zone default now() not null,
  constraint source_record_pkey PRIMARY KEY (locality_id, procedure_id, source),
  constraint source_record_locality_id_procedure_id_fkey FOREIGN KEY (locality_id, procedure_id) REFERENCES procedure.procedure(locality_id, id),
  constraint source_record_source_known CHECK ((source = ANY (ARRAY['centre'::text, 'national_raw'::text, 'national_parsed'::text, 'structured'::text])))
);
comment on table procedure.source_record is 'Dấu vân nội dung lần nhập gần nhất, theo từng nguồn.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on procedure.source_record to motcua_app;
grant update (content_hash, read_at) on procedure.source_record to motcua_app;

create table procedure.synonym (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  phrase text not null,
  phrase_key text not null,
  means text not null,
  done_at text,
  constraint synonym_pkey PRIMARY KEY (locality_id, id),
  constraint synonym_said_once UNIQUE (locality_id, phrase_key, means),
  constraint synonym_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint synonym_done_at_not_empty CHECK ((done_at <> ''::text)),
  constraint synonym_not_empty CHECK (((phrase_key <> ''::text) AND (means <> ''::text)))
);
comment on table procedure.synonym is 'Từ người dân hay dùng và cách gọi trong văn bản, để tìm thủ tục.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant delete, insert, select on procedure.synonym to motcua_app;
grant update (done_at, means, phrase, phrase_key) on procedure.synonym to motcua_app;

create table procedure.version_channel (
  locality_id integer default platform.current_locality() not null,
  version_id uuid not null,
  channel text not null,
  limit_amount numeric(8,2),
  limit_unit text,
  limit_note text default ''::text not null,
  constraint version_channel_pkey PRIMARY KEY (locality_id, version_id, channel),
  constraint version_channel_locality_id_version_id_fkey FOREIGN KEY (locality_id, version_id) REFERENCES procedure.procedure_version(locality_id, id),
  constraint version_channel_known CHECK ((channel = ANY (ARRAY['direct'::text, 'post'::text, 'online'::text]))),
  constraint version_channel_limit_positive CHECK ((limit_amount > (0)::numeric)),
  constraint version_channel_limit_whole CHECK (((limit_amount IS NULL) = (limit_unit IS NULL))),
  constraint version_channel_unit_known CHECK ((limit_unit = ANY (ARRAY['hours'::text, 'working_hours'::text, 'days'::text, 'working_days'::text, 'months'::text])))
);
comment on table procedure.version_channel is 'Cách thức thực hiện: hình thức nộp và thời hạn của từng hình thức.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on procedure.version_channel to motcua_app;

create table procedure.version_component (
  locality_id integer default platform.current_locality() not null,
  version_id uuid not null,
  no integer not null,
  group_name text default ''::text not null,
  name text not null,
  originals integer,
  copies integer,
  template_name text,
  required boolean default true not null,
  constraint version_component_pkey PRIMARY KEY (locality_id, version_id, no),
  constraint version_component_locality_id_version_id_fkey FOREIGN KEY (locality_id, version_id) REFERENCES procedure.procedure_version(locality_id, id),
  constraint version_component_counts_not_negative CHECK (((originals >= 0) AND (copies >= 0)))
);
comment on table procedure.version_component is 'Thành phần hồ sơ: giấy tờ, số bản chính, số bản sao.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on procedure.version_component to motcua_app;

create table procedure.version_draft (
  locality_id integer default platform.current_locality() not null,
  id uuid default uuidv7() not null,
  procedure_id uuid not null,
  base_version_id uuid not null,
  revision integer default 1 not null,
  content jsonb not null,
  edited_by uuid[] not null,
  saved_at timestamp with time zone not null,
  saved_by_name text not null,
  published_version_id uuid,
  published_at timestamp with time zone,
  published_by uuid,
  constraint version_draft_pkey PRIMARY KEY (locality_id, id),
  constraint version_draft_locality_id_base_version_id_fkey FOREIGN KEY (locality_id, base_version_id) REFERENCES procedure.procedure_version(locality_id, id),
  constraint version_draft_locality_id_procedure_id_fkey FOREIGN KEY (locality_id, procedure_id) REFERENCES procedure.procedure(locality_id, id),
  constraint version_draft_locality_id_published_version_id_fkey FOREIGN KEY (locality_id, published_version_id) REFERENCES procedure.procedure_version(locality_id, id),
  constraint draft_content_size CHECK ((pg_column_size(content) < 1000000)),
  constraint draft_not_published_by_its_editor CHECK (((published_by IS NULL) OR (NOT (published_by = ANY (edited_by))))),
  constraint draft_published_whole CHECK (((published_at IS NULL) = (published_by IS NULL))),
  constraint draft_revision_positive CHECK ((revision > 0))
);
comment on table procedure.version_draft is 'Bản soạn thảo của phiên bản thủ tục sắp công bố; người soạn không tự công bố.';
CREATE UNIQUE INDEX one_open_draft_per_procedure ON procedure.version_draft USING btree (locality_id, procedure_id) WHERE (published_at IS NULL);
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on procedure.version_draft to motcua_app;
grant update (content, edited_by, published_at, published_by, published_version_id, revision, saved_at, saved_by_name) on procedure.version_draft to motcua_app;

create table procedure.version_fee (
  locality_id integer default platform.current_locality() not null,
  version_id uuid not null,
  channel text not null,
  no integer not null,
  kind text not null,
  amount_dong bigint,
  text text not null,
  constraint version_fee_pkey PRIMARY KEY (locality_id, version_id, channel, no),
  constraint version_fee_locality_id_version_id_channel_fkey FOREIGN KEY (locality_id, version_id, channel) REFERENCES procedure.version_channel(locality_id, version_id, channel),
  constraint version_fee_kind_known CHECK ((kind = ANY (ARRAY['fee'::text, 'charge'::text]))),
  constraint version_fee_not_negative CHECK ((amount_dong >= 0))
);
comment on table procedure.version_fee is 'Phí, lệ phí theo hình thức nộp. Không có số tiền nghĩa là chưa rõ hoặc không tính bằng đồng.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on procedure.version_fee to motcua_app;

create table procedure.version_gap (
  locality_id integer default platform.current_locality() not null,
  version_id uuid not null,
  no integer not null,
  field text not null,
  reason text not null,
  constraint version_gap_pkey PRIMARY KEY (locality_id, version_id, no),
  constraint version_gap_locality_id_version_id_fkey FOREIGN KEY (locality_id, version_id) REFERENCES procedure.procedure_version(locality_id, id)
);
comment on table procedure.version_gap is 'Điều nguồn không nói rõ, cần người hoàn thiện; không bao giờ tự suy đoán.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on procedure.version_gap to motcua_app;

create table procedure.version_legal_basis (
  locality_id integer default platform.current_locality() not null,
  version_id uuid not null,
  no integer not null,
  number text not null,
  title text default ''::text not null,
  issued_on date,
  issuer text,
  constraint version_legal_basis_pkey PRIMARY KEY (locality_id, version_id, no),
  constraint version_legal_basis_locality_id_version_id_fkey FOREIGN KEY (locality_id, version_id) REFERENCES procedure.procedure_version(locality_id, id)
);
comment on table procedure.version_legal_basis is 'Căn cứ pháp lý.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on procedure.version_legal_basis to motcua_app;

create table procedure.version_step (
  locality_id integer default platform.current_locality() not null,
  version_id uuid not null,
  no integer not null,
  name text not null,
  role text not null,
  unit_name text,
  working_minutes integer not null,
  next_no integer,
  return_no integer,
  constraint version_step_pkey PRIMARY KEY (locality_id, version_id, no),
  constraint version_step_locality_id_version_id_fkey FOREIGN KEY (locality_id, version_id) REFERENCES procedure.procedure_version(locality_id, id),
  constraint version_step_next_exists FOREIGN KEY (locality_id, version_id, next_no) REFERENCES procedure.version_step(locality_id, version_id, no) DEFERRABLE INITIALLY DEFERRED,
  constraint version_step_return_exists FOREIGN KEY (locality_id, version_id, return_no) REFERENCES procedure.version_step(locality_id, version_id, no) DEFERRABLE INITIALLY DEFERRED,
  constraint version_step_moves_forward CHECK ((next_no > no)),
  constraint version_step_returns_back CHECK ((return_no < no)),
  constraint version_step_role_known CHECK ((role = ANY (ARRAY['counter_officer'::text, 'case_officer'::text, 'unit_head'::text, 'signatory'::text, 'clerk'::text, 'centre_manager'::text, 'provincial_leader'::text]))),
  constraint version_step_time_not_negative CHECK ((working_minutes >= 0))
);
comment on table procedure.version_step is 'Quy trình: các bước, vai trò, thời gian làm việc của từng bước.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on procedure.version_step to motcua_app;

create view procedure.v_received_today with (security_invoker=true) as
 SELECT v.locality_id,
    p.code,
    v.agency_id,
    (EXISTS ( SELECT
           FROM procedure.version_fee f
          WHERE f.locality_id = v.locality_id AND f.version_id = v.id)) AS has_fee
   FROM procedure.procedure_version v
     JOIN procedure.procedure p ON p.locality_id = v.locality_id AND p.id = v.procedure_id
  WHERE v.set_aside = 0 AND v.publish_state = 'published'::text AND v.valid_during @> (platform.now() AT TIME ZONE 'Asia/Ho_Chi_Minh'::text)::date;
grant select on procedure.v_received_today to motcua_app;

-- ==================== record

create table record.checkpoint (
  locality_id integer default platform.current_locality() not null,
  size bigint not null,
  root bytea not null,
  note text not null,
  signed_at timestamp with time zone not null,
  constraint checkpoint_pkey PRIMARY KEY (locality_id, size),
  constraint checkpoint_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint checkpoint_of_something CHECK (((size > 0) AND (length(root) = 32)))
);
comment on table record.checkpoint is 'Mốc đã ký của sổ ghi nhận: số dòng và gốc của cây Merkle. Chỉ thêm.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on record.checkpoint to motcua_app;

create table record.cosignature (
  locality_id integer default platform.current_locality() not null,
  size bigint not null,
  witness text not null,
  line text not null,
  at timestamp with time zone not null,
  constraint cosignature_pkey PRIMARY KEY (locality_id, size, witness),
  constraint cosignature_locality_id_size_fkey FOREIGN KEY (locality_id, size) REFERENCES record.checkpoint(locality_id, size)
);
comment on table record.cosignature is 'Chữ ký của nhân chứng trên mốc đã ký. Chỉ thêm.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on record.cosignature to motcua_app;

create table record.leaf (
  locality_id integer default platform.current_locality() not null,
  leaf_index bigint not null,
  source text not null,
  key text not null,
  salt bytea not null,
  body bytea not null,
  constraint leaf_pkey PRIMARY KEY (locality_id, leaf_index),
  constraint leaf_once_per_row UNIQUE (locality_id, source, key),
  constraint leaf_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint leaf_index_not_negative CHECK ((leaf_index >= 0)),
  constraint leaf_salt_and_hash CHECK (((length(salt) = 16) AND (length(body) = 32)))
);
comment on table record.leaf is 'Dòng của sổ ghi nhận: mã băm có muối của một dòng dữ liệu. Chỉ thêm.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on record.leaf to motcua_app;

create table record.log (
  locality_id integer default platform.current_locality() not null,
  origin text not null,
  settled_xid bigint,
  cluster_id bigint,
  looked_at timestamp with time zone,
  constraint log_pkey PRIMARY KEY (locality_id),
  constraint log_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint log_origin_is_a_line CHECK ((origin ~ '^[^\s+]+$'::text))
);
comment on table record.log is 'Sổ ghi nhận không thể sửa của địa phương: tên và chỗ đã niêm phong đến.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on record.log to motcua_app;
grant update (cluster_id, looked_at, settled_xid) on record.log to motcua_app;

create table record.round (
  locality_id integer default platform.current_locality() not null,
  first_index bigint not null,
  at timestamp with time zone not null,
  looked_before timestamp with time zone,
  constraint round_pkey PRIMARY KEY (locality_id, first_index),
  constraint round_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id)
);
comment on table record.round is 'Lượt niêm phong: thời điểm các dòng được ghi vào sổ. Chỉ thêm.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on record.round to motcua_app;

create table record.tile (
  locality_id integer default platform.current_locality() not null,
  level smallint not null,
  n bigint not null,
  hashes bytea not null,
  root bytea not null,
  constraint tile_pkey PRIMARY KEY (locality_id, level, n),
  constraint tile_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint tile_is_full CHECK (((length(hashes) = 8192) AND (length(root) = 32))),
  constraint tile_level_known CHECK (((level >= 0) AND (level <= 7)))
);
comment on table record.tile is 'Mảng băm của cây Merkle, 256 mã băm mỗi mảng. Chỉ thêm.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant insert, select on record.tile to motcua_app;

create table record.witness (
  locality_id integer default platform.current_locality() not null,
  name text not null,
  kind text not null,
  size bigint default 0 not null,
  seen_at timestamp with time zone,
  fault text,
  fault_at timestamp with time zone,
  constraint witness_pkey PRIMARY KEY (locality_id, name),
  constraint witness_locality_id_fkey FOREIGN KEY (locality_id) REFERENCES platform.locality(id),
  constraint witness_fault_known CHECK ((fault = ANY (ARRAY['unreachable'::text, 'refused'::text, 'unsigned'::text, 'ahead'::text, 'forked'::text, 'unreadable'::text]))),
  constraint witness_kind_known CHECK ((kind = ANY (ARRAY['folder'::text, 'witness'::text])))
);
comment on table record.witness is 'Nơi giữ mốc đã ký ở bên ngoài: mốc cuối cùng và trục trặc gần nhất.';
-- policy confined using ((locality_id = platform.current_locality())) with check ((locality_id = platform.current_locality()));
-- row level security: forced;
grant delete, insert, select on record.witness to motcua_app;
grant update (fault, fault_at, kind, seen_at, size) on record.witness to motcua_app;
