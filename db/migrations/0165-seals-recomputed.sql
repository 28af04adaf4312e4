-- The seal of an act is recomputed when its transaction commits: an act with a made-up seal is refused, not found later by
-- `motcua verify`. The text is that of `dossier/domain/act-chain.ts`; JSON strings of PostgreSQL and of JavaScript are spelt alike.
create function dossier.seal_of(prev_hash bytea, code text, seq integer, kind text, at timestamptz, actor_account_id uuid, actor_name text,
  actor_role text, request_id text, payload text) returns bytea language sql stable parallel safe
return sha256(convert_to(
  encode(prev_hash, 'hex') || E'\n{"actorAccountId":' || coalesce(to_json(actor_account_id::text)::text, 'null')
    || ',"actorName":' || to_json(actor_name)::text || ',"actorRole":' || to_json(actor_role)::text
    || ',"atMs":' || floor(extract(epoch from at) * 1000)::bigint::text || ',"dossierCode":' || to_json(code)::text
    || ',"kind":' || to_json(kind)::text || ',"payload":' || payload || ',"requestId":' || to_json(request_id)::text
    || ',"seq":' || seq::text || '}', 'UTF8'));
comment on function dossier.seal_of is 'Mã băm của một thao tác, tính từ mã băm trước nó và nội dung của nó.';
grant execute on function dossier.seal_of to motcua_app;

create or replace function dossier.act_goes_on() returns trigger language plpgsql set enable_seqscan = off as $$
declare
  of_code text;
begin
  if has_table_privilege(tg_relid, 'TRIGGER') then return null; end if;
  select d.code into of_code from dossier.dossier d
    where d.locality_id = new.locality_id and d.id = new.dossier_id and d.last_seq >= new.seq;
  if of_code is null or new.prev_hash is distinct from (case when new.seq = 1 then decode(repeat('00', 32), 'hex') else (
      select a.hash from dossier.act a where a.locality_id = new.locality_id and a.dossier_id = new.dossier_id and a.seq = new.seq - 1) end) then
    raise exception 'act % of dossier % does not go on from the act before it', new.seq, new.dossier_id
      using errcode = 'integrity_constraint_violation', constraint = 'act_goes_on', schema = 'dossier', table = 'act';
  end if;
  if new.hash <> dossier.seal_of(new.prev_hash, of_code, new.seq, new.kind, new.at, new.actor_account_id, new.actor_name, new.actor_role,
      new.request_id, new.payload) then
    raise exception 'act % of dossier % does not have the seal of what it says', new.seq, new.dossier_id
      using errcode = 'integrity_constraint_violation', constraint = 'act_is_sealed', schema = 'dossier', table = 'act';
  end if;
  return null;
end
$$;
