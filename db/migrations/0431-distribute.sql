-- What later migrations call for each table they make: nothing on one machine; on a spread database the table is spread like the others.
-- ADR 0431.
create procedure platform.distribute(relation regclass) language plpgsql as $$
declare
  is_spread boolean;
  is_known boolean;
begin
  if not exists (select from pg_extension where extname = 'citus') then return; end if;
  -- Before `motcua distribute` has run there is nothing to follow.
  execute 'select exists (select from pg_dist_partition where logicalrelid = ''practice.clock''::regclass)' into is_spread;
  execute 'select exists (select from pg_dist_partition where logicalrelid = $1)' into is_known using relation;
  if is_spread and not is_known then
    execute format('select create_distributed_table(%L, %L, colocate_with => %L)', relation, 'locality_id', 'practice.clock');
  end if;
end
$$;
revoke all on procedure platform.distribute(regclass) from public;
comment on procedure platform.distribute is 'Trải bảng mới theo địa phương khi dữ liệu ở nhiều máy; trên một máy thì không làm gì.';
