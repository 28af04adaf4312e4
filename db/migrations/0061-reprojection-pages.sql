-- A run is divided into pages when it begins, and a page belongs to whoever locks its row: so several may work on one run at once,
-- one computing while another writes. Before, the run itself was the one thing to lock.
create table dossier.reprojection_page (
  locality_id     integer not null default platform.current_locality(),
  id              bigint  generated always as identity,
  reprojection_id uuid    not null,
  -- Dossiers from the one to the other in the order (agency, dossier), both included.
  from_agency     uuid    not null,
  from_dossier    uuid    not null,
  to_agency       uuid    not null,
  to_dossier      uuid    not null,
  -- A single dossier somebody was at work on when its page came: taken at the end, and waited for.
  waits           boolean not null default false,
  seen            integer not null default 0,
  moved           integer not null default 0,
  became_late     integer not null default 0,
  no_longer_late  integer not null default 0,
  done_at         timestamptz,
  primary key (locality_id, id),
  foreign key (locality_id, reprojection_id) references dossier.reprojection
);
comment on table dossier.reprojection_page is 'Một trang của lần điều chỉnh ngày hẹn: những hồ sơ nào, đã làm xong chưa.';
call platform.confine('dossier.reprojection_page');
create index reprojection_page_left_idx on dossier.reprojection_page (locality_id, reprojection_id, waits, id) where done_at is null;
grant select, insert, update (seen, moved, became_late, no_longer_late, done_at) on dossier.reprojection_page to motcua_app;

-- A run under way while this is installed is divided anew; what it has moved it finds moved.
alter table dossier.reprojection add column is_divided boolean not null default false;
alter table dossier.reprojection no force row level security;
update dossier.reprojection set is_divided = finished_at is not null, seen = case when finished_at is null then 0 else seen end;
alter table dossier.reprojection force row level security;
grant update (is_divided) on dossier.reprojection to motcua_app;
alter table dossier.reprojection drop column after_agency, drop column after_dossier, drop column passed_over, drop column stepped_at;

-- Runs are never removed and a line is written by whoever has just read its run: what a hundred thousand checks of that cost buys nothing.
alter table dossier.reprojected drop constraint reprojected_locality_id_reprojection_id_fkey;
