-- Ratings (đánh giá mức độ hài lòng). The person who returned a result gives a link; whoever filed the dossier
-- answers two questions with it, once. What was answered and who was asked are two tables with nothing in common
-- but a day, an agency and an officer: no key, no instant, no order leads from a rating back to a dossier.

create table feedback.invitation (
  locality_id    integer not null references platform.locality,
  id             uuid    not null default uuidv7(),
  dossier_id     uuid    not null,
  -- SHA-256 of the token in the link; the token itself is on the citizen's paper only.
  token_hash     bytea   not null,
  agency_id      uuid    not null,
  centre_id      uuid    not null,
  officer_id     uuid,
  procedure_name text    not null,
  centre_name    text    not null,
  invited_on     date    not null,
  -- Last day the link can be used.
  expires_on     date    not null,
  -- A day, not an instant: an instant would tell which rating is whose.
  used_on        date,
  primary key (locality_id, id),
  foreign key (locality_id, dossier_id) references dossier.dossier,
  foreign key (locality_id, agency_id) references agency.agency,
  foreign key (locality_id, centre_id) references centre.centre,
  foreign key (locality_id, officer_id) references identity.account,
  constraint invitation_once_per_dossier unique (locality_id, dossier_id),
  constraint invitation_token_unique unique (locality_id, token_hash),
  constraint invitation_token_is_sha256 check (length(token_hash) = 32),
  constraint invitation_used_in_its_time check (used_on between invited_on and expires_on)
);
comment on table feedback.invitation is 'Lời mời đánh giá: mỗi hồ sơ một lần, khi trả kết quả.';
call platform.confine('feedback.invitation');
create index invitation_invited_idx on feedback.invitation (locality_id, invited_on) include (used_on);
create index invitation_used_idx on feedback.invitation (locality_id, used_on) where used_on is not null;
-- Columns by name, which leaves out xmin: a rating and its invitation are written by one transaction, and its
-- number would join them again. (The owner of the database can still read it; see the module's README.)
grant insert, update (token_hash, expires_on, used_on),
  select (locality_id, id, dossier_id, token_hash, agency_id, centre_id, officer_id, procedure_name, centre_name,
          invited_on, expires_on, used_on)
  on feedback.invitation to motcua_app;

-- A used link stays used, whatever the application does.
create function feedback.keep_used() returns trigger language plpgsql as $$
begin
  raise exception using
    errcode = 'restrict_violation',
    message = 'a used invitation does not change',
    constraint = 'invitation_used_once';
end
$$;
create trigger invitation_used_once before update on feedback.invitation
  for each row when (old.used_on is not null) execute function feedback.keep_used();

create table feedback.rating (
  locality_id integer not null references platform.locality,
  on_day      date    not null,
  -- Place in the day. The board publishes whole batches, so that one new face cannot be told from the crowd.
  ordinal     integer not null,
  agency_id   uuid    not null,
  centre_id   uuid    not null,
  officer_id  uuid,
  result      text    not null,
  attitude    text    not null,
  comment     text,
  primary key (locality_id, on_day, ordinal),
  foreign key (locality_id, agency_id) references agency.agency,
  foreign key (locality_id, centre_id) references centre.centre,
  foreign key (locality_id, officer_id) references identity.account,
  constraint rating_ordinal_positive check (ordinal > 0),
  constraint rating_result_known check (result in ('very_good', 'good', 'bad', 'very_bad')),
  constraint rating_attitude_known check (attitude in ('very_good', 'good', 'bad', 'very_bad')),
  constraint rating_comment_length check (length(comment) between 1 and 1000)
);
comment on table feedback.rating is 'Đánh giá của người dân: chỉ thêm, không sửa, không xoá, không gắn với người hay hồ sơ.';
call platform.confine('feedback.rating');
grant insert, select (locality_id, on_day, ordinal, agency_id, centre_id, officer_id, result, attitude, comment)
  on feedback.rating to motcua_app;
grant select (locality_id, on_day, ordinal, agency_id, centre_id, result, attitude) on feedback.rating to motcua_report;
