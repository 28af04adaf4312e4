-- The secret ballot. Until now a rating was written by the transaction that spent its link, in the order of casting, with the
-- officer's name: whoever could read both tables could join them. Now a ballot waits in an urn, sealed with a key that is not
-- in the database, and is counted with at least four others that share all it is counted under: one transaction opens them,
-- mixes them, writes the ratings and marks the links.

-- Links. What is known of one when it is used is that it was used; the day is that of the count, the same for the whole group.
-- The rows are written again in random order, because the old order is the order of casting.
-- The owner moves the rows of all localities.
alter table feedback.invitation no force row level security;
alter table feedback.rating no force row level security;
create temporary table invitation_before on commit drop as select * from feedback.invitation order by random();
drop trigger invitation_used_once on feedback.invitation;
truncate feedback.invitation;
drop index feedback.invitation_invited_idx;
drop index feedback.invitation_used_idx;
alter table feedback.invitation
  drop constraint invitation_used_in_its_time,
  drop column used_on,
  alter column id set default gen_random_uuid(),
  -- The token is made from this number and a key; 0 is a random token of an earlier version.
  add column issue      integer not null default 1,
  add column is_spent   boolean not null default false,
  add column counted_on date,
  add constraint invitation_counted_after_spent check (counted_on is null or is_spent),
  add constraint invitation_issue_not_negative check (issue >= 0);
insert into feedback.invitation (locality_id, id, dossier_id, token_hash, agency_id, centre_id, officer_id, procedure_name, centre_name,
    invited_on, expires_on, issue, is_spent, counted_on)
  select locality_id, gen_random_uuid(), dossier_id, token_hash, agency_id, centre_id, officer_id, procedure_name, centre_name, invited_on,
    expires_on, 0, used_on is not null, used_on
  from invitation_before;
alter table feedback.invitation force row level security;
create index invitation_invited_idx on feedback.invitation (locality_id, invited_on) include (is_spent);
create index invitation_counted_idx on feedback.invitation (locality_id, counted_on) where counted_on is not null;
create index invitation_uncounted_idx on feedback.invitation (locality_id, centre_id) where is_spent and counted_on is null;
comment on column feedback.invitation.counted_on is 'Ngày kiểm phiếu của cả nhóm; không phải ngày đánh giá.';
revoke all on feedback.invitation from motcua_app;
-- Columns by name, which leaves out xmin.
grant insert, update (token_hash, issue, expires_on, is_spent, counted_on),
  select (locality_id, id, dossier_id, token_hash, agency_id, centre_id, officer_id, procedure_name, centre_name, invited_on,
    expires_on, issue, is_spent, counted_on)
  on feedback.invitation to motcua_app;

-- A used link stays used, and is counted once; nothing else of it changes any more.
create or replace function feedback.keep_used() returns trigger language plpgsql as $$
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
$$;
create trigger invitation_used_once before update on feedback.invitation
  for each row when (old.is_spent) execute function feedback.keep_used();

-- Ballots that wait. What is not sealed here is what the link says too; what was answered is sealed, and all are of one length.
create table feedback.urn (
  locality_id integer not null references platform.locality,
  id          uuid    not null,
  centre_id   uuid    not null,
  agency_id   uuid    not null,
  officer_id  uuid,
  sealed      bytea   not null,
  primary key (locality_id, id),
  foreign key (locality_id, centre_id) references centre.centre,
  foreign key (locality_id, agency_id) references agency.agency,
  foreign key (locality_id, officer_id) references identity.account
);
comment on table feedback.urn is 'Hòm phiếu: phiếu đánh giá đã niêm phong, chờ kiểm cùng ít nhất bốn phiếu khác.';
call platform.confine('feedback.urn');
grant insert, delete, select (locality_id, id, centre_id, agency_id, officer_id, sealed) on feedback.urn to motcua_app;

-- Ratings. Earlier ones are written again in random order; of a group smaller than five the officer goes, then the agency.
create temporary table rating_before on commit drop as select * from feedback.rating order by random();
drop table feedback.rating;
create table feedback.rating (
  locality_id integer not null references platform.locality,
  id          uuid    not null default gen_random_uuid(),
  -- Day of the count.
  on_day      date    not null,
  centre_id   uuid    not null,
  -- Null where fewer than five ballots of one agency, or of one officer, waited at the close of the day.
  agency_id   uuid,
  officer_id  uuid,
  result      text    not null,
  attitude    text    not null,
  comment     text,
  primary key (locality_id, id),
  foreign key (locality_id, agency_id) references agency.agency,
  foreign key (locality_id, centre_id) references centre.centre,
  foreign key (locality_id, officer_id) references identity.account,
  constraint rating_officer_of_an_agency check (officer_id is null or agency_id is not null),
  constraint rating_result_known check (result in ('very_good', 'good', 'bad', 'very_bad')),
  constraint rating_attitude_known check (attitude in ('very_good', 'good', 'bad', 'very_bad')),
  constraint rating_comment_length check (length(comment) between 1 and 1000)
);
comment on table feedback.rating is 'Đánh giá của người dân: chỉ thêm, không sửa, không xoá, không gắn với người hay hồ sơ.';
call platform.confine('feedback.rating');
alter table feedback.rating no force row level security;
create index rating_day_idx on feedback.rating (locality_id, on_day);
insert into feedback.rating (locality_id, on_day, centre_id, agency_id, officer_id, result, attitude, comment)
  select locality_id, on_day, centre_id,
    case when count(*) over (partition by locality_id, on_day, centre_id, agency_id) >= 5 then agency_id end,
    case when count(*) over (partition by locality_id, on_day, centre_id, agency_id, officer_id) >= 5 then officer_id end,
    result, attitude, comment
  from rating_before order by random();
alter table feedback.rating force row level security;
grant insert (on_day, id, centre_id, agency_id, officer_id, result, attitude, comment),
  select (locality_id, id, on_day, centre_id, agency_id, officer_id, result, attitude, comment)
  on feedback.rating to motcua_app;
grant select (locality_id, id, on_day, centre_id, agency_id, result, attitude) on feedback.rating to motcua_report;

-- Stored answers of the old routes hold tokens, look-up secrets and who sent which rating when. Nobody repeats a request across an upgrade.
truncate platform.idempotency;
