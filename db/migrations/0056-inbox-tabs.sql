-- The tabs of the inbox that show a few of what is open each get an index of just those, in the order of a page. Read from
-- the index of everything open they cost what lies open, not the page.
create index dossier_waiting_agency_idx on dossier.dossier (locality_id, agency_id, (coalesce(committed_due_at, 'infinity')), id)
  where ended_at is null and state in ('awaiting_supplement', 'suspended');
create index dossier_waiting_centre_idx on dossier.dossier (locality_id, centre_id, (coalesce(committed_due_at, 'infinity')), id)
  where ended_at is null and state in ('awaiting_supplement', 'suspended');
create index dossier_waiting_idx on dossier.dossier (locality_id, (coalesce(committed_due_at, 'infinity')), id)
  where ended_at is null and state in ('awaiting_supplement', 'suspended');
create index dossier_on_list_agency_idx on dossier.dossier (locality_id, agency_id, (coalesce(committed_due_at, 'infinity')), id)
  where ended_at is null and handover_id is not null;
create index dossier_on_list_centre_idx on dossier.dossier (locality_id, centre_id, (coalesce(committed_due_at, 'infinity')), id)
  where ended_at is null and handover_id is not null;
create index dossier_for_list_agency_idx on dossier.dossier (locality_id, holder_agency_id, (coalesce(committed_due_at, 'infinity')), id)
  where ended_at is null and holder_kind = 'agency' and state = 'result_recorded';
create index dossier_for_list_centre_idx on dossier.dossier (locality_id, centre_id, (coalesce(committed_due_at, 'infinity')), id)
  where ended_at is null and holder_kind <> 'agency' and state = 'accepted' and handling = 'forwarded';
