-- What the law lets happen to a running clock, as three different things: it stands still for a time (pause), its whole
-- limit begins again (restart), or time is added at its end (extend). One row each, in the order of the acts.

alter table dossier.clock_stop
  add column effect    text not null default 'pause',
  -- The latest instant to which the cause may hold the clock; it runs again from there whatever anyone forgets.
  add column ends_by   timestamptz,
  add column by_amount numeric(9, 2),
  add column by_unit   text;
alter table dossier.clock_stop drop constraint clock_stop_cause_known;
alter table dossier.clock_stop
  add constraint clock_stop_cause_known check (cause in ('supplement', 'financial_duty', 'field_verification', 'outside_opinion',
    'force_majeure', 'request_changed', 'competence_changed', 'complex_content', 'opinion_awaited', 'system_fault')),
  add constraint clock_stop_effect_known check (effect in ('pause', 'restart', 'extend')),
  add constraint clock_stop_only_extension_adds check ((effect = 'extend') = (by_amount is not null and by_unit is not null)),
  add constraint clock_stop_extension_is_an_instant check (effect <> 'extend' or to_at = from_at),
  add constraint clock_stop_unit_known check (by_unit in ('hours', 'working_hours', 'days', 'working_days', 'months')),
  add constraint clock_stop_ends_after_it_begins check (ends_by is null or (ends_by > from_at and (to_at is null or to_at <= ends_by))),
  -- One minute is stopped once: two causes at the same time would give it back twice.
  add constraint clock_stops_never_overlap exclude using gist (
    locality_id with =, dossier_id with =, tstzrange(from_at, to_at) with &&);
comment on table dossier.clock_stop is 'Khoảng thời gian đồng hồ dừng, lần tính lại từ đầu và lần gia hạn, có căn cứ.';
-- A dossier is extended once at most, whatever is retried.
create unique index clock_extended_once on dossier.clock_stop (locality_id, dossier_id) where effect = 'extend';

-- The settings a clock was started with (calendar's deadline settings that differ from the default): changing a setting
-- of a procedure later moves no dossier.
alter table dossier.clock
  add column settings jsonb not null default '{}',
  add constraint clock_settings_are_an_object check (jsonb_typeof(settings) = 'object');

-- Giving a new day for the result: asked for before the old one (an extension), or owed once it has passed (an apology).
create table dossier.reappointment (
  locality_id integer     not null,
  dossier_id  uuid        not null,
  -- The act that asked or drafted.
  seq         integer     not null,
  kind        text        not null,
  cause       text        not null,
  law         text        not null,
  reason      text        not null,
  days        integer,
  asked_at    timestamptz not null,
  due_before  timestamptz not null,
  decision    text,
  decided_at  timestamptz,
  decided_seq integer,
  due_after   timestamptz,
  primary key (locality_id, dossier_id, seq),
  foreign key (locality_id, dossier_id) references dossier.dossier,
  constraint reappointment_kind_known check (kind in ('extension', 'apology')),
  constraint reappointment_decision_known check (decision in ('granted', 'declined', 'lapsed')),
  constraint reappointment_decided_whole check ((decision is null) = (decided_at is null)),
  constraint reappointment_granted_has_its_day check (decision is distinct from 'granted' or (days is not null and due_after is not null)),
  constraint reappointment_days_positive check (days > 0),
  constraint extension_asked_before_due check (kind <> 'extension' or asked_at < due_before)
);
comment on table dossier.reappointment is 'Hẹn lại ngày trả: đề nghị gia hạn trước hạn, hoặc văn bản xin lỗi khi đã quá hạn.';
call platform.confine('dossier.reappointment');
-- The law allows one re-appointment for a dossier, and one is decided at a time.
create unique index reappointed_once on dossier.reappointment (locality_id, dossier_id) where decision = 'granted';
create unique index reappointment_one_open on dossier.reappointment (locality_id, dossier_id) where decision is null;
grant select, insert, update (reason, days, decision, decided_at, decided_seq, due_after) on dossier.reappointment to motcua_app;

alter table dossier.dossier
  -- From when the clocks run: from acceptance, or (filed away from the agency's own centre) from the agency's receipt.
  add column clock_from text not null default 'acceptance',
  -- The applicant's own deadline while a supplement is awaited.
  add column supplement_by timestamptz,
  add constraint dossier_clock_from_known check (clock_from in ('acceptance', 'competent_agency')),
  add constraint dossier_supplement_deadline_only_while_awaited check (supplement_by is null or state = 'awaiting_supplement');
create index dossier_supplement_lapse_idx on dossier.dossier (locality_id, supplement_by) where supplement_by is not null;
grant update (supplement_by) on dossier.dossier to motcua_app;

-- Rules of time a procedure has of its own: deadline settings, the applicant's deadline and its consequence, silence.
alter table procedure.procedure_version
  add column clock_rules jsonb not null default '{}',
  add constraint version_clock_rules_are_an_object check (jsonb_typeof(clock_rules) = 'object'),
  add constraint version_silence_known check (clock_rules ->> 'silence' in ('none', 'consent', 'refusal')),
  -- Silence means something only where a law says so, and the law is named.
  add constraint version_silence_names_its_law check (
    coalesce(clock_rules ->> 'silence', 'none') = 'none' or coalesce(clock_rules ->> 'silenceLaw', '') <> '');

-- What the locality chose where laws leave a choice (deadline-settings.ts). Append-only; of several entries the latest counts.
create table calendar.deadline_setting (
  locality_id integer     not null references platform.locality,
  id          uuid        not null default uuidv7(),
  name        text        not null,
  value       text        not null,
  basis       text        not null,
  set_by      uuid,
  set_at      timestamptz not null default platform.now(),
  primary key (locality_id, id),
  constraint deadline_setting_known check (
    name = 'receiptOutsideHours' and value in ('next_opening', 'as_received')
    or name = 'firstDay' and value in ('not_counted', 'counted')
    or name = 'lastDayOff' and value in ('next_working_day', 'stays')
    or name = 'dueTime' and value in ('clock_hour', 'end_of_office_hours', 'end_of_day')
    or name = 'onSupplement' and value in ('restart', 'pause')),
  constraint deadline_setting_has_its_basis check (basis <> '')
);
comment on table calendar.deadline_setting is 'Cách tính thời hạn địa phương đã chọn, có căn cứ; chỉ thêm, không sửa.';
call platform.confine('calendar.deadline_setting');
grant select, insert on calendar.deadline_setting to motcua_app;

alter table document.issued_document drop constraint issued_document_form_known;
alter table document.issued_document add constraint issued_document_form_known check (form ~ '^[a-z]+(-[a-z]+)*$');
create or replace function document.next_series(form text, year integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  locality integer := platform.current_locality();
  name text;
begin
  if locality is null then raise exception 'no locality is set'; end if;
  -- Names of forms are the program's (document/domain/forms.ts); here only what could not be a name is refused.
  if form !~ '^[a-z]+(-[a-z]+)*$' or length(form) > 40 then raise exception 'unknown form %', form; end if;
  if year not between 2000 and 2999 then raise exception 'year % out of range', year; end if;
  name := format('document.%I', format('series_%s_%s_%s', locality, form, year));
  if to_regclass(name) is null then
    begin
      execute format('create sequence if not exists %s as integer', name);
    exception when unique_violation or duplicate_table then
      null; -- made by another at the same moment, and committed since
    end;
  end if;
  return nextval(name::regclass);
end
$$;
