-- An act whose payload is silent about a column of its dossier leaves that column as it was. Until now only what an act named was
-- compared: an act that said nothing could be committed with any new state, holder or due date, and only `motcua verify` reported it later.

-- Whether acts of this transaction, after `from_seq` up to `to_seq`, name one of the keys or are of the kind.
create function dossier.acts_say(of_locality integer, of_dossier uuid, from_seq integer, to_seq integer, keys text[], of_kind text)
returns boolean language sql stable set enable_seqscan = off
return exists (select from dossier.act a
  where a.locality_id = of_locality and a.dossier_id = of_dossier and a.seq > from_seq and a.seq <= to_seq
    and a.written_in = pg_current_xact_id() and (a.payload::jsonb ?| keys or a.kind = of_kind));
comment on function dossier.acts_say is 'Các thao tác của giao dịch này có nói đến một trong các mục đã cho hay không.';
grant execute on function dossier.acts_say to motcua_app;

create or replace function dossier.dossier_follows_its_act() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  said jsonb;
  silent text;
begin
  if has_table_privilege(tg_relid, 'TRIGGER') then return null; end if;
  select a.payload::jsonb into said from dossier.act a
    where a.locality_id = new.locality_id and a.dossier_id = new.id and a.seq = new.last_seq and a.hash = new.last_hash
      and a.written_in = pg_current_xact_id();
  if said is null then
    raise exception 'dossier % changes only with an act', new.code
      using errcode = 'integrity_constraint_violation', constraint = 'dossier_follows_its_act', schema = 'dossier', table = 'dossier';
  end if;
  if (said ? 'state' and said ->> 'state' is distinct from new.state)
    or (said ? 'holder' and said ->> 'holder' is distinct from new.holder_kind)
    or (said ? 'officer' and (said ->> 'officer')::uuid is distinct from new.holder_account_id)
    or (said ? 'step' and (said ->> 'step')::integer is distinct from new.step_no)
    or (said ? 'committedDueAt'
      and date_trunc('milliseconds', (said ->> 'committedDueAt')::timestamptz) is distinct from date_trunc('milliseconds', new.committed_due_at))
    or (said ? 'legalDueAt'
      and date_trunc('milliseconds', (said ->> 'legalDueAt')::timestamptz) is distinct from date_trunc('milliseconds', new.legal_due_at))
    or (said #> '{committed,dueAt}' is not null
      and date_trunc('milliseconds', (said #>> '{committed,dueAt}')::timestamptz) is distinct from date_trunc('milliseconds', new.committed_due_at))
    or (said #> '{legal,dueAt}' is not null
      and date_trunc('milliseconds', (said #>> '{legal,dueAt}')::timestamptz) is distinct from date_trunc('milliseconds', new.legal_due_at)) then
    raise exception 'dossier % does not stand where its act % says', new.code, new.last_seq
      using errcode = 'integrity_constraint_violation', constraint = 'dossier_follows_its_act', schema = 'dossier', table = 'dossier';
  end if;
  if tg_op = 'INSERT' then return null; end if;
  -- Each changed column with the keys and the kind of act that may change it. The last act is the only one nearly always.
  select c.name into silent from (values
      ('state', old.state is distinct from new.state, array['state'], null),
      ('interrupted_state', old.interrupted_state is distinct from new.interrupted_state, array['state'], null),
      ('holder', old.holder_kind is distinct from new.holder_kind, array['holder'], null),
      ('officer', old.holder_account_id is distinct from new.holder_account_id, array['officer'], 'reassign'),
      ('step', old.step_no is distinct from new.step_no, array['step'], null),
      ('committed_due_at', old.committed_due_at is distinct from new.committed_due_at, array['committedDueAt', 'committed'], null),
      ('legal_due_at', old.legal_due_at is distinct from new.legal_due_at, array['legalDueAt', 'legal'], null),
      ('accepted_at', old.accepted_at is distinct from new.accepted_at, array[]::text[], 'accept'),
      ('finished_at', old.finished_at is distinct from new.finished_at, array['state'], null),
      ('ended_at', old.ended_at is distinct from new.ended_at, array['holder'], null),
      ('outcome', old.outcome is distinct from new.outcome, array['state'], null),
      ('supplement_count', old.supplement_count is distinct from new.supplement_count, array[]::text[], 'request_supplement'),
      ('supplement_by', old.supplement_by is distinct from new.supplement_by, array['state', 'supplementBy'], null),
      ('procedure_version_id', old.procedure_version_id is distinct from new.procedure_version_id, array[]::text[], 'change_version')
    ) as c(name, changed, keys, kind)
    where c.changed and not said ?| c.keys
      and not dossier.acts_say(new.locality_id, new.id, old.last_seq, new.last_seq, c.keys, c.kind)
    limit 1;
  if silent is not null then
    raise exception '% of dossier % changes with acts that say nothing of it', silent, new.code
      using errcode = 'integrity_constraint_violation', constraint = 'dossier_follows_its_act', schema = 'dossier', table = 'dossier';
  end if;
  return null;
end
$$;
