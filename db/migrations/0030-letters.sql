-- Two more papers of the house: the apology with its new day (Mẫu 04) and the notice that handling has stopped (Mẫu 05);
-- and the alert that one of them waits for a signature.

alter table document.issued_document drop constraint issued_document_form_known;
alter table document.issued_document add constraint issued_document_form_known
  check (form in ('receipt-slip', 'supplement-request', 'refusal', 'apology', 'stop-notice'));
comment on table document.issued_document is 'Giấy tờ đã phát hành cho người dân (Mẫu 01 đến Mẫu 05): giữ nguyên từng byte như bản đã in.';

create or replace function document.next_series(form text, year integer) returns integer
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  locality integer := platform.current_locality();
  name text;
begin
  if locality is null then raise exception 'no locality is set'; end if;
  if form not in ('receipt-slip', 'supplement-request', 'refusal', 'apology', 'stop-notice') then raise exception 'unknown form %', form; end if;
  if year not between 2000 and 2999 then raise exception 'year % out of range', year; end if;
  name := format('document.%I', format('series_%s_%s_%s', locality, form, year));
  if to_regclass(name) is null then
    begin
      execute format('create sequence if not exists %s as integer', name);
    exception when unique_violation or duplicate_table then
      null; -- made by another at the same moment, and committed since
    end;
  end if;
  return nextval(name::regclass);
end
$$;

alter table dossier.alert drop constraint alert_rung_known;
alter table dossier.alert add constraint alert_rung_known check (rung in ('soon', 'late', 'later', 'silent', 'to_sign'));
