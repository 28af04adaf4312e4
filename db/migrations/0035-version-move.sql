-- Moving running dossiers to the version in force: an order of its own, previewed, carried out page by page.

grant update (procedure_version_id) on dossier.dossier to motcua_app;
-- A promise may be shortened by such an order, never lengthened: the application computes both and keeps the earlier.
grant update (limit_amount, limit_unit) on dossier.clock to motcua_app;

-- The running dossiers of one version, in the order a page can begin in the middle of.
create index dossier_running_version_idx on dossier.dossier (locality_id, procedure_version_id, id) where ended_at is null and finished_at is null;

create table dossier.version_move (
  locality_id     integer     not null references platform.locality,
  id              uuid        not null default uuidv7(),
  procedure_code  text        not null,
  from_version_id uuid        not null,
  to_version_id   uuid        not null,
  -- Old step number to new step number, where the designer named a counterpart.
  step_map        jsonb       not null,
  time_rule       text        not null,
  reason          text        not null,
  legal_basis     text        not null,
  ordered_by      uuid        not null,
  ordered_by_name text        not null,
  ordered_by_role text        not null,
  ordered_at      timestamptz not null default platform.now(),
  running         integer     not null,
  after_dossier   uuid        not null default '00000000-0000-0000-0000-000000000000',
  -- Dossiers somebody was at work on when their page came; taken one by one at the end.
  passed_over     uuid[]      not null default '{}',
  seen            integer     not null default 0,
  moved           integer     not null default 0,
  stayed          integer     not null default 0,
  due_changed     integer     not null default 0,
  stepped_at      timestamptz not null default now(),
  finished_at     timestamptz,
  primary key (locality_id, id),
  foreign key (locality_id, from_version_id) references procedure.procedure_version (locality_id, id),
  foreign key (locality_id, to_version_id) references procedure.procedure_version (locality_id, id),
  foreign key (locality_id, ordered_by) references identity.account,
  constraint version_move_goes_elsewhere check (from_version_id <> to_version_id),
  constraint version_move_time_rule_known check (time_rule in ('keep', 'shorten_promise', 'shorten_both')),
  constraint version_move_has_its_reason check (reason <> ''),
  constraint version_move_of_the_law_names_its_basis check (time_rule <> 'shorten_both' or legal_basis <> ''),
  constraint version_move_map_is_an_object check (jsonb_typeof(step_map) = 'object')
);
comment on table dossier.version_move is 'Lần chuyển hồ sơ đang giải quyết sang phiên bản thủ tục khác, kèm lý do, căn cứ và tiến độ.';
call platform.confine('dossier.version_move');
create unique index version_move_one_at_a_time on dossier.version_move (locality_id, procedure_code) where finished_at is null;
create index version_move_procedure_idx on dossier.version_move (locality_id, procedure_code, id);
grant select, insert, update (after_dossier, passed_over, seen, moved, stayed, due_changed, stepped_at, finished_at)
  on dossier.version_move to motcua_app;

-- What became of each dossier an order met: where it landed, or why it stayed.
create table dossier.version_move_item (
  locality_id   integer not null,
  move_id       uuid    not null,
  dossier_id    uuid    not null,
  -- The act that records the move; null for a dossier that stayed.
  seq           integer,
  agency_id     uuid    not null,
  step_was      integer,
  step_is       integer,
  committed_was timestamptz,
  committed_is  timestamptz,
  legal_was     timestamptz,
  legal_is      timestamptz,
  -- Papers the new version asks and the dossier never held; not asked in retrospect.
  missing       text[]  not null default '{}',
  obstacle      text,
  primary key (locality_id, move_id, dossier_id),
  foreign key (locality_id, move_id) references dossier.version_move,
  foreign key (locality_id, dossier_id) references dossier.dossier,
  constraint version_move_item_moved_or_stayed check ((seq is null) = (obstacle is not null)),
  constraint version_move_never_lengthens check (committed_is <= committed_was and legal_is <= legal_was)
);
comment on table dossier.version_move_item is 'Hồ sơ trong một lần chuyển phiên bản: bước cũ, bước mới, ngày hẹn, hoặc lý do ở lại; chỉ thêm.';
call platform.confine('dossier.version_move_item');
grant select, insert on dossier.version_move_item to motcua_app;
