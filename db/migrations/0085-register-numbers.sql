-- The number of a dossier in the register (Sổ theo dõi hồ sơ, Mẫu 07) is given at acceptance and kept. Until now a line was counted
-- anew at every print, and a dossier accepted late pushed all later ones down: a book that was signed was wrong the next day.

create table dossier.register_year (
  locality_id integer not null,
  centre_id   uuid    not null,
  year        integer not null,
  lines       integer not null,
  primary key (locality_id, centre_id, year),
  constraint register_year_counts check (lines >= 1 and year between 2000 and 2999)
);
comment on table dossier.register_year is 'Sổ theo dõi hồ sơ của một trung tâm trong một năm: đã ghi bao nhiêu số thứ tự.';
call platform.confine('dossier.register_year');
grant select on dossier.register_year to motcua_app;

create table dossier.register_line (
  locality_id integer not null,
  centre_id   uuid    not null,
  year        integer not null,
  line        integer not null,
  book        integer not null,
  dossier_id  uuid    not null,
  primary key (locality_id, centre_id, year, line),
  constraint register_line_once_per_dossier unique (locality_id, dossier_id),
  foreign key (locality_id, dossier_id) references dossier.dossier,
  foreign key (locality_id, centre_id, year) references dossier.register_year
);
comment on table dossier.register_line is 'Số thứ tự của hồ sơ trong sổ theo dõi: cấp khi tiếp nhận, liên tục từ 1 trong năm, không bao giờ đổi.';
call platform.confine('dossier.register_line');
-- Only the trigger below writes: neither a number nor the count of a year can be changed by the application.
grant select on dossier.register_line to motcua_app;

-- At the commit, after everything else the transaction does: the count of the year is locked for the commit alone, so no counter waits
-- for another's work, and a transaction that is rolled back has taken no number. One statement, so that two that commit at the same
-- moment get two numbers.
create function dossier.enter_register() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
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
$$;

-- Dossiers of before: numbered once, in the order they were received, by the year they were accepted in.
with numbered as (
  select locality_id, centre_id, extract(year from accepted_at at time zone 'Asia/Ho_Chi_Minh')::integer as year, id,
    row_number() over (partition by locality_id, centre_id, extract(year from accepted_at at time zone 'Asia/Ho_Chi_Minh')
      order by received_at, id)::integer as line
  from dossier.dossier where accepted_at is not null
), years as (
  insert into dossier.register_year (locality_id, centre_id, year, lines)
    select locality_id, centre_id, year, count(*)::integer from numbered group by locality_id, centre_id, year
)
insert into dossier.register_line (locality_id, centre_id, year, line, book, dossier_id)
  select locality_id, centre_id, year, line, (line + 499) / 500, id from numbered;

create constraint trigger dossier_filed_enters_register after insert on dossier.dossier
  deferrable initially deferred for each row when (new.accepted_at is not null) execute function dossier.enter_register();
create constraint trigger dossier_accepted_enters_register after update of accepted_at on dossier.dossier
  deferrable initially deferred for each row when (old.accepted_at is null and new.accepted_at is not null)
  execute function dossier.enter_register();

-- Nothing reads dossiers by this order any more.
drop index dossier.dossier_register_idx;
