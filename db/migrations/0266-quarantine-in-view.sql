-- A decision asks whether each file was scanned: what the scanner has still to say, or has found, stands beside the verdict on signatures.
create or replace view document.v_file with (security_invoker = true) as
  select f.locality_id, f.id, f.dossier_id, f.purpose, f.name, f.content_sha256, w.file_id is not null as is_withdrawn,
    c.verdict, jsonb_path_query_array(c.report, '$.problems[*]') || jsonb_path_query_array(c.report, '$.signatures[*].problems[*]') as problems,
    case when q.file_id is null or e.outcome = 'clean' then null when e.outcome = 'infected' then 'infected' else 'waiting' end as quarantine
  from document.file f
  left join document.file_withdrawal w on w.locality_id = f.locality_id and w.file_id = f.id
  left join lateral (select k.verdict, k.report from document.file_check k where k.locality_id = f.locality_id and k.file_id = f.id
    order by k.id desc limit 1) c on true
  left join document.file_quarantine q on q.locality_id = f.locality_id and q.file_id = f.id
  left join document.file_quarantine_end e on e.locality_id = q.locality_id and e.file_id = q.file_id;
