-- Row-level security asked for the locality of the session once for every row it looked at. Since the locality is read from the
-- login's name that costs a microsecond, and a join over a few thousand rows asks millions of times. As a sub-select it is
-- asked once a statement. Passing on a thousand dossiers took 11.9 s before and 1.8 s with this.
do $$
declare
  confined record;
begin
  for confined in
    select format('%I.%I', schemaname, tablename) as relation, policyname
    from pg_policies
    where qual = '(locality_id = platform.current_locality())' and with_check = qual
  loop
    execute format(
      'alter policy %I on %s using (locality_id = (select platform.current_locality()))
        with check (locality_id = (select platform.current_locality()))',
      confined.policyname, confined.relation);
  end loop;
end
$$;

create or replace procedure platform.confine(relation regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', relation);
  execute format('alter table %s force row level security', relation);
  execute format(
    'create policy confined on %s using (locality_id = (select platform.current_locality()))
      with check (locality_id = (select platform.current_locality()))',
    relation);
  execute format('alter table %s alter column locality_id set default platform.current_locality()', relation);
end
$$;
