-- In whose hand the limit of the law passed, beside the promise: told from the limit as it stands, for nothing but the report asks.
create or replace view dossier.v_holding with (security_invoker = true) as
  select h.locality_id, h.dossier_id, h.seq, h.cause, h.kind, h.agency_id, h.centre_id, h.account_id, h.step_no, h.step_role, h.from_at, h.to_at,
    h.work_ms, h.fell_late, d.agency_id as dossier_agency_id, d.centre_id as dossier_centre_id,
    -- Of a stretch still open: the promised moment is past and nothing was answered before it.
    h.to_at is null and d.committed_due_at < platform.now() and (d.finished_at is null or d.finished_at > d.committed_due_at) as is_late_now,
    h.to_at is null and d.legal_due_at < platform.now() and (d.finished_at is null or d.finished_at > d.legal_due_at) as is_late_by_law_now,
    coalesce(h.to_at is not null and h.from_at <= d.legal_due_at and d.legal_due_at < h.to_at
      and (d.finished_at is null or d.finished_at > d.legal_due_at), false) as fell_late_by_law
  from dossier.holding h
  left join dossier.dossier d on d.locality_id = h.locality_id and d.id = h.dossier_id;
