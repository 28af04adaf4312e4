import type pg from 'pg'

type Row = { readonly text: string }

/**
 * The schema after all migrations, as text that a reviewer can read and compare: tables with columns, constraints,
 * comments, indexes, policies, triggers and grants; views, functions and types. Read from PostgreSQL's catalogue, which
 * is the only one to know. Not for restoring: `pg_dump` does that.
 */
export async function describeSchema(db: Pick<pg.Client, 'query'>): Promise<string> {
  const schemas = await list(
    db,
    `
    select nspname as text from pg_namespace
    where nspname !~ '^pg_' and nspname not in ('information_schema', 'public', 'pgboss') order by nspname`,
  )
  const parts = ['-- What db/migrations adds up to. Made by npm run gen; a change here is made by a new migration.']
  for (const schema of schemas) {
    const tables = await list(
      db,
      `
      select c.relname as text from pg_class c where c.relnamespace = '${schema}'::regnamespace and c.relkind in ('r', 'p') order by 1`,
    )
    const views = await list(
      db,
      `
      select c.relname as text from pg_class c where c.relnamespace = '${schema}'::regnamespace and c.relkind in ('v', 'm') order by 1`,
    )
    const functions = await list(
      db,
      `
      select pg_get_functiondef(p.oid) as text from pg_proc p
      where p.pronamespace = '${schema}'::regnamespace and p.prokind in ('f', 'p')
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
      order by p.proname, pg_get_function_identity_arguments(p.oid)`,
    )
    if (tables.length + views.length + functions.length === 0) continue
    parts.push(`-- ${'='.repeat(20)} ${schema}`)
    for (const table of tables) parts.push(await describeTable(db, `${schema}.${table}`))
    for (const view of views) parts.push(await describeView(db, `${schema}.${view}`))
    parts.push(...functions.map((text) => `${text.trimEnd()};`))
  }
  return `${parts.join('\n\n')}\n`
}

async function describeTable(db: Pick<pg.Client, 'query'>, table: string): Promise<string> {
  const columns = await list(
    db,
    `
    select format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attgenerated <> '' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored'
             when a.attidentity <> '' then ' generated ' || case a.attidentity when 'a' then 'always' else 'by default' end || ' as identity'
             when d.adbin is not null then ' default ' || pg_get_expr(d.adbin, d.adrelid) else '' end,
        case when a.attnotnull then ' not null' else '' end) as text
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = '${table}'::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
  )
  const constraints = await list(
    db,
    `
    select format('  constraint %I %s', conname, pg_get_constraintdef(oid)) as text from pg_constraint
    where conrelid = '${table}'::regclass and contype <> 'n' order by array_position(array['p', 'u', 'f', 'c', 'x', 't'], contype::text), conname`,
  )
  const after = await list(
    db,
    `
    select text from (
      select 1 as rank, '' as name, format('comment on table %s is %L;', '${table}', obj_description('${table}'::regclass)) as text
        where obj_description('${table}'::regclass) is not null
      union all
      select 2, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) || ';' from pg_index i
        where i.indrelid = '${table}'::regclass and not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))
      union all
      select 3, polname, format('policy %I%s using (%s)%s;', polname, case polcmd when '*' then '' else ' for ' || polcmd::text end,
          pg_get_expr(polqual, polrelid), coalesce(' with check (' || pg_get_expr(polwithcheck, polrelid) || ')', ''))
        from pg_policy where polrelid = '${table}'::regclass
      union all
      select 4, '', case when relforcerowsecurity then 'row level security: forced;' else 'row level security: enabled;' end
        from pg_class where oid = '${table}'::regclass and relrowsecurity
      union all
      select 5, tgname, pg_get_triggerdef(oid) || ';' from pg_trigger where tgrelid = '${table}'::regclass and not tgisinternal
      union all
      select 6, g.rolname, format('grant %s on ${table} to %s;', string_agg(lower(p.privilege_type), ', ' order by p.privilege_type), g.rolname)
        from pg_class c cross join aclexplode(c.relacl) p join pg_roles g on g.oid = p.grantee and g.rolname ~ '^motcua_(app|report)$'
        where c.oid = '${table}'::regclass group by g.rolname
      union all
      select 7, g.rolname || p.privilege_type,
          format('grant %s (%s) on ${table} to %s;', lower(p.privilege_type), string_agg(a.attname, ', ' order by a.attname), g.rolname)
        from pg_attribute a cross join aclexplode(a.attacl) p join pg_roles g on g.oid = p.grantee and g.rolname ~ '^motcua_(app|report)$'
        where a.attrelid = '${table}'::regclass and a.attnum > 0 and not a.attisdropped
          and not exists (select from pg_class c cross join aclexplode(c.relacl) whole where c.oid = a.attrelid
            and whole.grantee = p.grantee and whole.privilege_type = p.privilege_type)
        group by g.rolname, p.privilege_type
      union all
      select 8, g.rolname, format('grant usage on sequence of %I to %s;', a.attname, g.rolname)
        from pg_attribute a
        join pg_depend d on d.refclassid = 'pg_class'::regclass and d.refobjid = a.attrelid and d.refobjsubid = a.attnum and d.deptype = 'i'
        join pg_class s on s.oid = d.objid and s.relkind = 'S' cross join aclexplode(s.relacl) p join pg_roles g on g.oid = p.grantee and g.rolname ~ '^motcua_(app|report)$'
        where a.attrelid = '${table}'::regclass and a.attidentity <> '' and p.privilege_type = 'USAGE'
    ) x order by rank, name`,
  )
  return `create table ${table} (\n${[...columns, ...constraints].join(',\n')}\n);\n${after.map(asNote).join('\n')}`
}

/** `policy …` and `row level security …` are notes, not statements; the rest is SQL as PostgreSQL writes it. */
function asNote(text: string): string {
  return /^(policy|row level)/u.test(text) ? `-- ${text}` : text
}

async function describeView(db: Pick<pg.Client, 'query'>, view: string): Promise<string> {
  const lines = await list(
    db,
    `
    select text from (
      select 1 as rank, format('create view %s%s as%s%s', '${view}', coalesce(' with (' || array_to_string(reloptions, ', ') || ')', ''), e'\\n',
        pg_get_viewdef(oid, true)) as text from pg_class where oid = '${view}'::regclass
      union all
      select 2, format('grant %s on ${view} to %s;', string_agg(lower(privilege_type), ', ' order by privilege_type), grantee)
        from information_schema.role_table_grants
        where format('%I.%I', table_schema, table_name) = '${view}' and grantee ~ '^motcua_' group by grantee) x order by rank, text`,
  )
  return lines.join('\n')
}

async function list(db: Pick<pg.Client, 'query'>, query: string): Promise<string[]> {
  return (await db.query<Row>(query)).rows.map((row) => row.text)
}
