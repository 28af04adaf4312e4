-- A list or a letter about a refusal says whether the dossier was ever accepted: one that was not is refused at intake.

create or replace view dossier.v_public_line with (security_invoker = true) as
  select d.locality_id, d.id as dossier_id, d.code, d.state, d.received_at, v.name as procedure_name, d.accepted_at
  from dossier.dossier d
  join procedure.procedure_version v on v.locality_id = d.locality_id and v.id = d.procedure_version_id;

create or replace view dossier.v_told_act with (security_invoker = true) as
  select x.locality_id, x.dossier_id, x.seq, x.kind, x.at, x.payload, d.code, d.applicant_name, d.applicant_email,
         d.procedure_version_id, d.committed_due_at, d.legal_due_at, a.name as agency_name, c.name as centre_name,
         c.phone as centre_phone, c.address as centre_address, d.accepted_at
  from dossier.act x
  join dossier.dossier d on d.locality_id = x.locality_id and d.id = x.dossier_id
  join agency.v_agency a on a.locality_id = d.locality_id and a.id = d.agency_id
  join centre.v_centre c on c.locality_id = d.locality_id and c.id = d.centre_id;
