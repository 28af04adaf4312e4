-- Holders: every minute charged once, and who has taken a dossier until when.

alter table dossier.holding
  -- Whose time it is. One cause to an interval: a new one opens where the cause changes.
  add column cause text not null default 'inside',
  -- Role whose step it was, so that a report need not open the procedure.
  add column step_role text,
  -- Both are written when the interval closes. Milliseconds of working time, by the calendar of the dossier's place.
  add column work_ms bigint,
  add column fell_late boolean,
  add constraint holding_cause_known check (cause in ('inside', 'applicant', 'outside')),
  add constraint holding_work_not_negative check (work_ms >= 0);
update dossier.holding h
  set cause = case when h.kind in ('applicant', 'outside') then h.kind else 'applicant' end
  from dossier.dossier d
  where d.locality_id = h.locality_id and d.id = h.dossier_id
    and (h.kind in ('applicant', 'outside') or (h.kind = 'counter' and h.from_at >= d.finished_at));
grant update (work_ms, fell_late) on dossier.holding to motcua_app;
-- A report on a month reads these rows and no others.
create index holding_closed_idx on dossier.holding (locality_id, to_at)
  include (cause, kind, agency_id, account_id, step_role, from_at, work_ms, fell_late) where to_at is not null;

-- The officer of the current row and of the open interval are one fact from here on.
update dossier.dossier d set holder_account_id = h.account_id
  from dossier.holding h
  where h.locality_id = d.locality_id and h.dossier_id = d.id and h.to_at is null and h.account_id is distinct from d.holder_account_id;

-- One officer to a step of a dossier. The record of who took it and when is the act log; this is what holds now.
create table dossier.claim (
  locality_id integer     not null,
  dossier_id  uuid        not null,
  -- 0 while the counter has the dossier.
  step_no     integer     not null,
  account_id  uuid        not null,
  since_at    timestamptz not null,
  -- From here on another officer of the same role may take it over.
  peers_from  timestamptz not null,
  -- Then it lapses by itself.
  until_at    timestamptz not null,
  primary key (locality_id, dossier_id, step_no),
  foreign key (locality_id, dossier_id) references dossier.dossier,
  constraint claim_lapses_after_it_begins check (until_at >= peers_from and peers_from >= since_at)
);
comment on table dossier.claim is 'Việc đã có người nhận: một cán bộ cho mỗi bước của hồ sơ, có thời hạn.';
call platform.confine('dossier.claim');
create index claim_account_idx on dossier.claim (locality_id, account_id);
grant select, insert, update (account_id, since_at, peers_from, until_at), delete on dossier.claim to motcua_app;

create index dossier_officer_inbox_idx on dossier.dossier (locality_id, holder_account_id, (coalesce(committed_due_at, 'infinity')), id)
  where ended_at is null and holder_account_id is not null;

-- What reports may read of the ledger: intervals that have closed, with their charge.
create view dossier.v_holding with (security_invoker = true) as
  select locality_id, dossier_id, seq, cause, kind, agency_id, centre_id, account_id, step_no, step_role, from_at, to_at, work_ms, fell_late
  from dossier.holding;
comment on view dossier.v_holding is 'Sổ người giữ hồ sơ, cho báo cáo.';
grant select on dossier.v_holding to motcua_app, motcua_report;

-- Who is there today. Away: an account that is shut, or one that holds no role any more.
create view identity.v_officer_today with (security_invoker = true) as
  select a.locality_id, a.id, a.display_name,
    a.status <> 'active' or not exists (
      select from identity.role_grant g
      where g.locality_id = a.locality_id and g.account_id = a.id and g.valid_during @> platform.now()) as is_away
  from identity.account a;
comment on view identity.v_officer_today is 'Cán bộ và việc vắng mặt hôm nay.';
grant select on identity.v_officer_today to motcua_app;
