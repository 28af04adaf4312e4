-- Filing online: what was asked and answered stays with the dossier for ever, and the centre owes a first answer within a time of its own.

create table dossier.filed_form (
  locality_id integer not null references platform.locality,
  dossier_id  uuid    not null,
  -- As sealed with the filing: the questions as they were asked, and the answers.
  form        jsonb   not null,
  answers     jsonb   not null,
  primary key (locality_id, dossier_id),
  foreign key (locality_id, dossier_id) references dossier.dossier
);
comment on table dossier.filed_form is 'Biểu mẫu điện tử như đã hỏi và câu trả lời như đã nộp; dấu vân có trong thao tác nộp hồ sơ.';
call platform.confine('dossier.filed_form');
grant select, insert on dossier.filed_form to motcua_app;

create table dossier.first_answer (
  locality_id integer     not null references platform.locality,
  dossier_id  uuid        not null,
  centre_id   uuid        not null,
  filed_at    timestamptz not null,
  due_at      timestamptz not null,
  answered_at timestamptz,
  -- The act that answered.
  answered_by text,
  primary key (locality_id, dossier_id),
  foreign key (locality_id, dossier_id) references dossier.dossier,
  foreign key (locality_id, centre_id) references centre.centre,
  constraint first_answer_names_its_act check ((answered_at is null) = (answered_by is null)),
  constraint first_answer_after_filing check (due_at >= filed_at and answered_at >= filed_at)
);
comment on table dossier.first_answer is 'Hạn trả lời lần đầu của hồ sơ nộp trực tuyến (tiếp nhận, yêu cầu bổ sung hoặc từ chối) và lúc đã trả lời.';
call platform.confine('dossier.first_answer');
create index first_answer_waiting_idx on dossier.first_answer (locality_id, centre_id, due_at, dossier_id) where answered_at is null;
create index first_answer_filed_idx on dossier.first_answer (locality_id, centre_id, filed_at);
grant select, insert on dossier.first_answer to motcua_app;

-- The first act after the filing that leads on from there is the answer; nothing else writes it.
create function dossier.note_first_answer() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  update dossier.first_answer f set answered_at = a.at, answered_by = a.kind
    from dossier.act a
    where f.locality_id = new.locality_id and f.dossier_id = new.id and f.answered_at is null
      and a.locality_id = new.locality_id and a.dossier_id = new.id and a.seq = new.last_seq;
  return null;
end
$$;
create trigger note_first_answer after update of state on dossier.dossier
  for each row when (old.channel = 'online' and old.state = 'filed' and new.state is distinct from old.state)
  execute function dossier.note_first_answer();
