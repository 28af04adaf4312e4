-- A bill keeps the name it was made out to at acceptance. No command changes it. The right to update the column stays, because a bill is
-- locked with it (`select … for update`); a trigger refuses another name.
create function payment.bill_keeps_its_payer() returns trigger language plpgsql as $$
begin
  if has_table_privilege(tg_relid, 'TRIGGER') then return new; end if;
  raise exception 'bill % keeps the name it was made out to', new.dossier_code
    using errcode = 'integrity_constraint_violation', constraint = 'bill_keeps_its_payer', schema = 'payment', table = 'bill';
end
$$;
create trigger bill_keeps_its_payer before update on payment.bill
  for each row when (old.payer_name is distinct from new.payer_name) execute function payment.bill_keeps_its_payer();
