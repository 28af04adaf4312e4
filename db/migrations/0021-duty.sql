-- Who is away, who stands in for whom, and who was replaced on whose order.

create table identity.absence (
  locality_id integer not null,
  id          uuid    not null default uuidv7(),
  account_id  uuid    not null,
  from_on     date    not null,
  to_on       date    not null,
  reason      text    not null,
  recorded_by uuid    not null,
  recorded_at timestamptz not null default platform.now(),
  -- Came back earlier.
  ended_at    timestamptz,
  primary key (locality_id, id),
  foreign key (locality_id, account_id) references identity.account,
  constraint absence_ends_after_it_begins check (to_on >= from_on)
);
comment on table identity.absence is 'Những ngày cán bộ vắng mặt.';
call platform.confine('identity.absence');
create index absence_account_idx on identity.absence (locality_id, account_id, to_on) where ended_at is null;
grant select, insert, update (ended_at) on identity.absence to motcua_app;

create table identity.delegation (
  locality_id     integer not null,
  id              uuid    not null default uuidv7(),
  from_account_id uuid    not null,
  to_account_id   uuid    not null,
  role            text    not null,
  agency_id       uuid,
  centre_id       uuid,
  from_on         date    not null,
  to_on           date    not null,
  style           text    not null,
  -- The paper that orders it: number and date.
  basis           text    not null,
  ordered_by      uuid    not null,
  ordered_at      timestamptz not null default platform.now(),
  ended_at        timestamptz,
  primary key (locality_id, id),
  foreign key (locality_id, from_account_id) references identity.account,
  foreign key (locality_id, to_account_id) references identity.account,
  constraint delegation_ends_after_it_begins check (to_on >= from_on),
  constraint delegation_to_somebody_else check (from_account_id <> to_account_id),
  constraint delegation_style_known check (style in ('KT', 'TL', 'TUQ'))
);
comment on table identity.delegation is 'Giao người khác làm thay một vai trò trong thời hạn, theo văn bản.';
call platform.confine('identity.delegation');
create index delegation_to_idx on identity.delegation (locality_id, to_account_id) where ended_at is null;
create index delegation_from_idx on identity.delegation (locality_id, from_account_id) where ended_at is null;
grant select, insert, update (ended_at) on identity.delegation to motcua_app;

create function platform.today() returns date language sql stable parallel safe
  return (platform.now() at time zone 'Asia/Ho_Chi_Minh')::date;
comment on function platform.today is 'Ngày hôm nay theo giờ Việt Nam.';

-- A delegated role reaches no further than its giver's own and ends with it; it cannot be given on.
create view identity.v_duty_today with (security_invoker = true) as
  select g.locality_id, g.account_id, g.role, g.agency_id, g.centre_id, null::uuid as delegation_id
  from identity.role_grant g where g.valid_during @> platform.now()
  union all
  select d.locality_id, d.to_account_id, g.role, g.agency_id, g.centre_id, d.id
  from identity.delegation d
  join identity.role_grant g on g.locality_id = d.locality_id and g.account_id = d.from_account_id and g.role = d.role
    and g.agency_id is not distinct from d.agency_id and g.centre_id is not distinct from d.centre_id and g.valid_during @> platform.now()
  where d.ended_at is null and platform.today() between d.from_on and d.to_on;
comment on view identity.v_duty_today is 'Vai trò có hiệu lực lúc này, của chính mình và được giao làm thay.';
grant select on identity.v_duty_today to motcua_app;

create or replace view identity.v_officer_today with (security_invoker = true) as
  select a.locality_id, a.id, a.display_name,
    a.status <> 'active'
      or not exists (select from identity.v_duty_today t where t.locality_id = a.locality_id and t.account_id = a.id)
      or exists (select from identity.absence b
        where b.locality_id = a.locality_id and b.account_id = a.id and b.ended_at is null and platform.today() between b.from_on and b.to_on) as is_away,
    a.status = 'active' and exists (select from identity.v_duty_today t where t.locality_id = a.locality_id and t.account_id = a.id) as has_duty
  from identity.account a;

-- One row for each order; what it moved stands on every dossier it moved.
create table dossier.replacement (
  locality_id     integer not null references platform.locality,
  id              uuid    not null default uuidv7(),
  from_account_id uuid    not null,
  to_account_id   uuid    not null,
  ordered_by      uuid    not null,
  ordered_by_name text    not null,
  reason          text    not null,
  at              timestamptz not null,
  dossiers        integer not null,
  late            integer not null,
  handovers       integer not null,
  primary key (locality_id, id)
);
comment on table dossier.replacement is 'Lệnh thay thế cán bộ: ai thay ai, ai ra lệnh, bao nhiêu hồ sơ chuyển giao.';
call platform.confine('dossier.replacement');
create index replacement_at_idx on dossier.replacement (locality_id, at);
grant select, insert on dossier.replacement to motcua_app;

-- What an officer must be told about their work, shown until they have seen it.
create table dossier.officer_notice (
  locality_id integer not null references platform.locality,
  id          uuid    not null default uuidv7(),
  account_id  uuid    not null,
  kind        text    not null,
  dossier_id  uuid,
  text        text    not null,
  at          timestamptz not null,
  seen_at     timestamptz,
  primary key (locality_id, id),
  constraint officer_notice_kind_known check (kind in ('taken_over', 'replaced', 'successor', 'replacement_in_unit'))
);
comment on table dossier.officer_notice is 'Tin báo cho cán bộ về việc được giao hoặc được chuyển đi.';
call platform.confine('dossier.officer_notice');
create index officer_notice_unseen_idx on dossier.officer_notice (locality_id, account_id, id) where seen_at is null;
grant select, insert, update (seen_at) on dossier.officer_notice to motcua_app;

-- Who answers for a list after its maker was replaced.
alter table dossier.handover add column in_charge_id uuid;
update dossier.handover set in_charge_id = created_by;
create index handover_in_charge_idx on dossier.handover (locality_id, in_charge_id) where closed_at is null;
grant update (in_charge_id) on dossier.handover to motcua_app;
