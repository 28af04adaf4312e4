-- Accountability: how long each officer had dossiers, and what fell late in their hands.

-- Added at the end: whose dossier it is (a wait for the applicant is charged to the agency that asked), and its promise.
create or replace view dossier.v_holding with (security_invoker = true) as
  select h.locality_id, h.dossier_id, h.seq, h.cause, h.kind, h.agency_id, h.centre_id, h.account_id, h.step_no, h.step_role, h.from_at, h.to_at,
    h.work_ms, h.fell_late, d.agency_id as dossier_agency_id, d.centre_id as dossier_centre_id,
    -- Of a stretch still open: the promised moment is past and nothing was answered before it.
    h.to_at is null and d.committed_due_at < platform.now() and (d.finished_at is null or d.finished_at > d.committed_due_at) as is_late_now
  from dossier.holding h
  left join dossier.dossier d on d.locality_id = h.locality_id and d.id = h.dossier_id;

-- The month's report is one range of this index: which dossier it was is in it too, so that dossiers can be counted once.
drop index dossier.holding_closed_idx;
create index holding_closed_idx on dossier.holding (locality_id, to_at)
  include (dossier_id, cause, kind, agency_id, centre_id, account_id, step_role, work_ms, fell_late) where to_at is not null;
create index holding_open_idx on dossier.holding (locality_id, dossier_id) include (cause, kind, agency_id, centre_id, account_id, step_role) where to_at is null;
