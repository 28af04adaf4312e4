-- Working time: what a dated decision says of a day, and when each office is open. Rules of the law
-- (public holidays, lunar dates, compensation) are code; only what nobody can compute is a row.

-- One row per locality, renewed by every change below: a process that holds a calendar compiled at this version still
-- holds the truth. A fresh id rather than a count: a count taken by a transaction that was rolled back comes again.
create table calendar.revision (
  locality_id integer not null references platform.locality,
  version     uuid    not null default uuidv7(),
  primary key (locality_id)
);
comment on table calendar.revision is 'Phiên bản lịch làm việc của địa phương.';
call platform.confine('calendar.revision');
grant select, insert, update (version) on calendar.revision to motcua_app;
grant select on calendar.revision to motcua_report;

-- Append-only. Of several entries for a day the latest counts; an entry is taken back by a later one 'revoked'.
create table calendar.decree_day (
  locality_id   integer     not null references platform.locality,
  id            uuid        not null default uuidv7(),
  on_day        date        not null,
  kind          text        not null,
  name          text        not null,
  basis         text        not null,
  occasion      text,
  swaps_with    date,
  from_minute   integer,
  to_minute     integer,
  decreed_on    date,
  entry         integer     not null,
  entered_by    uuid,
  entered_at    timestamptz not null default platform.now(),
  primary key (locality_id, id),
  constraint decree_day_entries_in_order unique (locality_id, on_day, entry),
  constraint decree_day_kind_known check (kind in ('holiday', 'compensation', 'swapped_off', 'makeup_workday', 'revoked')),
  constraint decree_day_occasion_known check (occasion in ('new_year', 'tet', 'hung_kings', 'reunification', 'labour', 'national', 'vietnamese_culture')),
  constraint decree_day_within_calendar check (on_day between date '1976-01-01' and date '2100-12-31'),
  constraint decree_day_named check (name <> '' and basis <> ''),
  constraint decree_day_part_of_day check (
    (from_minute is null) = (to_minute is null) and (from_minute is null or 0 <= from_minute and from_minute < to_minute and to_minute <= 1440))
);
comment on table calendar.decree_day is 'Ngày nghỉ, nghỉ bù, hoán đổi, làm bù theo văn bản; chỉ thêm, không sửa.';
call platform.confine('calendar.decree_day');
grant select, insert on calendar.decree_day to motcua_app;
grant select on calendar.decree_day to motcua_report;

-- Whose hours: an agency's at a centre, a centre's, an agency's, or (neither) the locality's; the nearest counts.
create table calendar.office_hours (
  locality_id  integer     not null references platform.locality,
  id           uuid        not null default uuidv7(),
  agency_id    uuid,
  centre_id    uuid,
  valid_during daterange   not null,
  basis        text        not null default '',
  set_by       uuid,
  set_at       timestamptz not null default platform.now(),
  primary key (locality_id, id),
  foreign key (locality_id, agency_id) references agency.agency,
  foreign key (locality_id, centre_id) references centre.centre,
  constraint office_hours_some_day check (not isempty(valid_during) and not lower_inf(valid_during)),
  constraint office_hours_one_at_a_time exclude using gist (
    locality_id with =,
    coalesce(agency_id, '00000000-0000-0000-0000-000000000000') with =,
    coalesce(centre_id, '00000000-0000-0000-0000-000000000000') with =,
    valid_during with &&)
);
comment on table calendar.office_hours is 'Giờ làm việc trong tuần của đơn vị, theo ngày hiệu lực.';
call platform.confine('calendar.office_hours');
grant select, insert, update (valid_during) on calendar.office_hours to motcua_app;
grant select on calendar.office_hours to motcua_report;

create table calendar.office_session (
  locality_id     integer not null,
  office_hours_id uuid    not null,
  weekday         integer not null,
  opens_minute    integer not null,
  closes_minute   integer not null,
  -- A session on a day that is no working day of a time limit (Saturday mornings for receiving only).
  counts_as_day   boolean not null default true,
  primary key (locality_id, office_hours_id, weekday, opens_minute),
  foreign key (locality_id, office_hours_id) references calendar.office_hours,
  constraint office_session_weekday_known check (weekday between 0 and 6),
  constraint office_session_opens_before_closing check (0 <= opens_minute and opens_minute < closes_minute and closes_minute <= 1440),
  constraint office_sessions_never_overlap exclude using gist (
    locality_id with =, office_hours_id with =, weekday with =, int4range(opens_minute, closes_minute) with &&)
);
comment on table calendar.office_session is 'Buổi làm việc trong tuần: 0 là chủ nhật.';
call platform.confine('calendar.office_session');
grant select, insert on calendar.office_session to motcua_app;
grant select on calendar.office_session to motcua_report;
