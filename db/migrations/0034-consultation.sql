-- Asking another agency for its opinion while a dossier is in hand. The dossier stays where it is and its clock runs.

create table dossier.consultation (
  locality_id  integer     not null,
  dossier_id   uuid        not null,
  -- The act that asked; the act that answered.
  seq          integer     not null,
  answered_seq integer,
  agency_id    uuid        not null,
  question     text        not null,
  days         integer     not null,
  asked_at     timestamptz not null,
  due_at       timestamptz not null,
  answer       text,
  answered_at  timestamptz,
  -- The dossier was decided, or left the agency's hand for good, before the answer came.
  closed_at    timestamptz,
  primary key (locality_id, dossier_id, seq),
  foreign key (locality_id, dossier_id) references dossier.dossier,
  constraint consultation_asks_something check (btrim(question) <> '' and days > 0 and due_at > asked_at),
  constraint consultation_answered_whole check ((answered_at is null) = (answer is null) and (answered_at is null) = (answered_seq is null)),
  constraint consultation_answered_or_closed check (answered_at is null or closed_at is null)
);
comment on table dossier.consultation is 'Lấy ý kiến cơ quan, đơn vị khác về một hồ sơ: câu hỏi chỉ thêm, mỗi câu một lần trả lời.';
call platform.confine('dossier.consultation');
-- Two at once ask one agency once; and what waits at an agency, by its deadline.
create unique index consultation_one_open_per_agency on dossier.consultation (locality_id, dossier_id, agency_id) where answered_at is null and closed_at is null;
create index consultation_waiting_idx on dossier.consultation (locality_id, agency_id, due_at) where answered_at is null and closed_at is null;
create index consultation_overdue_idx on dossier.consultation (locality_id, due_at) where answered_at is null and closed_at is null;
grant select, insert, update (answered_seq, answer, answered_at, closed_at) on dossier.consultation to motcua_app;

create function dossier.keep_consultation() returns trigger language plpgsql as $$
begin
  if old.answered_at is not null or old.closed_at is not null then
    raise exception 'an answered or closed question is not changed' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger consultation_answered_once before update on dossier.consultation
  for each row execute function dossier.keep_consultation();

alter table dossier.alert drop constraint alert_rung_known;
alter table dossier.alert add constraint alert_rung_known check (rung in ('soon', 'late', 'later', 'silent', 'to_sign', 'unanswered'));
