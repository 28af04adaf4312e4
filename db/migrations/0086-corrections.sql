-- A misspelt applicant is corrected by an act: old and new values are sealed in the record, and the row follows the record alone. The
-- application has no right to change these columns; this function takes the new values out of the sealed act.

create function dossier.correct_applicant(of_dossier uuid, by_seq integer, folded text) returns void
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  here integer := platform.current_locality();
  corrected jsonb;
begin
  if here is null then raise exception 'no locality is set'; end if;
  select a.payload::jsonb -> 'corrected' into corrected from dossier.act a
    where a.locality_id = here and a.dossier_id = of_dossier and a.seq = by_seq and a.kind in ('correct_contact', 'correct_identity');
  if corrected is null then raise exception 'act % corrects nothing', by_seq; end if;
  update dossier.dossier d set
      applicant_name = coalesce(corrected #>> '{name,is}', d.applicant_name),
      organisation_name = case when d.organisation_name is null then null else coalesce(corrected #>> '{name,is}', d.organisation_name) end,
      applicant_folded = case when corrected ? 'name' then folded else d.applicant_folded end,
      applicant_id_number = coalesce(corrected #>> '{idNumber,is}', d.applicant_id_number),
      applicant_born_on = case when corrected ? 'bornOn' then (corrected #>> '{bornOn,is}')::date else d.applicant_born_on end,
      applicant_address = coalesce(corrected #>> '{address,is}', d.applicant_address),
      applicant_phone = coalesce(corrected #>> '{phone,is}', d.applicant_phone),
      applicant_email = case when corrected ? 'email' then corrected #>> '{email,is}' else d.applicant_email end
    where d.locality_id = here and d.id = of_dossier and d.last_seq = by_seq;
  if not found then raise exception 'only the last act may correct its dossier'; end if;
end
$$;
revoke all on function dossier.correct_applicant(uuid, integer, text) from public;
grant execute on function dossier.correct_applicant(uuid, integer, text) to motcua_app;
