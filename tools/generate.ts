// Writes every file that is made from the code, or, with --check, fails when one of them is not what the code says:
//   npm run gen            write
//   npm run gen -- --check compare
// contract/openapi.generated.json, web/api/schema.generated.ts, docs/errors.md, docs/law/index.md, docs/module-graph.md
// Needs no database: the routes are mounted, none is called.
import 'temporal-polyfill/global'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import type { Actor } from '#kernel/actor.ts'
import type { LocalityId } from '#kernel/ids.ts'
import type { RefusalCatalogue, RefusalDefinition } from '#kernel/refusal.ts'
import { openDatabase } from '#platform/db/database.ts'
import { httpRefusals } from '#platform/http/refusals.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { buildServer } from '#platform/http/server.ts'
import type { Module } from '#platform/module.ts'
import { buildModules, buildIdleParts, routesFrom } from '../server/src/modules.ts'
import { createLogger } from '../server/src/platform/config/logger.ts'
import { moduleGroups, moduleNames } from '../server/src/architecture.ts'
import { inspectArchitecture } from './check-architecture.ts'
import { typesOf } from './openapi-types.ts'
import type { Document } from './openapi-types.ts'

const root = join(import.meta.dirname, '..')

/** The API as agencies see it, and the routes it was made of. */
async function describeApi(): Promise<{ text: string; routes: RouteDefinition[]; modules: readonly Module[] }> {
  // A pool connects at its first query; none is made here.
  const database = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', localityId: 1 as LocalityId, role: 'motcua_app', poolSize: 2 })
  const logger = createLogger({ logLevel: 'silent' })
  const anonymous: Actor = { localityId: database.localityId, accountId: null, displayName: '', grants: [] }
  const modules = buildModules(buildIdleParts(database))
  const routes = routesFrom(modules)
  const http = await buildServer({
    database,
    routes,
    authenticate: async () => null,
    anonymous,
    publicUrl: () => '',
    secureCookies: false,
    trustProxy: false,
    logger,
  })
  try {
    await http.ready()
    return { text: `${JSON.stringify(inOrder(http.swagger()), null, 2)}\n`, routes, modules }
  } finally {
    await http.close()
    await database.close()
  }
}

/** Named schemas by name: which file was read first changes nothing of the contract. */
function inOrder(description: object): object {
  const { components } = description as { components?: { schemas?: object } }
  const schemas = Object.entries(components?.schemas ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  return { ...description, components: { ...components, schemas: Object.fromEntries(schemas) } }
}

type Owned = RefusalDefinition & { readonly code: string; readonly owner: string }

/** Every refusal of the platform and of the modules. @throws Error when a code has two meanings or none. */
function readRefusals(modules: readonly Module[]): Owned[] {
  const owned = (owner: string, catalogue: RefusalCatalogue): Owned[] =>
    Object.entries(catalogue).map(([code, row]) => ({ ...row, code, owner }))
  const routes = routesFrom(modules)
  const refusals = [
    ...owned('platform', httpRefusals),
    ...moduleNames.flatMap((name) => {
      const module = modules.find((each) => each.name === name)
      if (!module && existsSync(join(root, 'server/src/modules', name, 'register.ts'))) throw new Error(`modules.ts does not list ${name}`)
      return owned(name, module?.refusals ?? {})
    }),
  ]
  const faults: string[] = []
  const owners = Map.groupBy(refusals, (each) => each.code)
  for (const [code, rows] of owners) {
    if (rows.length > 1) faults.push(`${code} is in ${rows.map((each) => each.owner).join(' and ')}: a code has one meaning`)
  }
  for (const { method, url, refusals: codes } of routes) {
    for (const code of codes) if (!owners.has(code)) faults.push(`${method} ${url} names ${code}, which no catalogue explains`)
  }
  const retired = readFileSync(join(root, 'docs/retired-codes.txt'), 'utf8')
    .split('\n')
    .filter((line) => /^[A-Z]/u.test(line))
  for (const code of retired) if (owners.has(code)) faults.push(`${code} was retired (docs/retired-codes.txt) and may not come back`)
  for (const code of codesAnswered()) {
    if (!owners.has(code) && !retired.includes(code))
      faults.push(`${code} is gone: a client may know it, so add it to docs/retired-codes.txt`)
  }
  if (faults.length > 0) throw new Error(`Refusals:\n  ${faults.join('\n  ')}`)
  return refusals
}

/** Codes of the catalogue as it was last written. */
function codesAnswered(): string[] {
  const file = join(root, 'docs/errors.md')
  if (!existsSync(file)) return []
  return [...readFileSync(file, 'utf8').matchAll(/^\| `([A-Z_]+)`/gmu)].map((match) => match[1] ?? '')
}

function describeRefusals(refusals: readonly Owned[], routes: readonly RouteDefinition[]): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|')
  const answeredBy = (code: string): string =>
    routes
      .filter((each) => each.refusals.includes(code))
      .map((each) => `\`${each.method} ${each.url}\``)
      .join(', ')
  const sections = Object.entries(Object.groupBy(refusals, (each) => each.owner)).map(([owner, rows]) => {
    const lines = (rows ?? []).map(
      (each) =>
        `| \`${each.code}\` | ${each.kind} | ${cell(each.english)} | ${cell(each.vietnamese)} | ${cell(each.inEnglish)} | ${cell(each.law ?? '')} | ${
          owner === 'platform' ? 'any' : answeredBy(each.code)
        } |`,
    )
    return `## ${owner}\n\n| Code | Kind | For developers | For the person | The same in English | Law | Named by |\n|---|---|---|---|---|---|---|\n${lines.join('\n')}\n`
  })
  return `<!-- Made by npm run gen. -->
# Refusals

Every answer that is not a success is a problem document (RFC 9457) with one of these codes. A code never changes its
meaning; one no longer used goes to [retired-codes.txt](retired-codes.txt) and is not given out again.

Kinds and status: invalid 422, unauthenticated 401, forbidden 403, not_found 404, conflict 409, gone 410, too_many 429, misdirected 421;
\`DATABASE_UNAVAILABLE\` is 503 and \`UNEXPECTED\` 500. Words in braces are filled from \`details\`.

${sections.join('\n')}`
}

/** Articles by text of law, each with the files that act on it. */
function describeLaw(): string {
  const places = new Map<string, Set<string>>()
  for (const file of sourcesOf('server/src')) {
    const text = readFileSync(join(root, file), 'utf8')
    const found = [
      ...[...text.matchAll(/@law ([^\n*]+)/gu)].map((match) => match[1] ?? ''),
      ...[...text.matchAll(/\blaw: '([^']+)'/gu)].map((match) => match[1] ?? ''),
    ]
    for (const citation of found
      .flatMap((each) => each.split(/;\s+(?=\d|[A-ZĐ])/u))
      .map((each) => each.trim())
      .filter(Boolean)) {
      const files = places.get(citation) ?? new Set()
      places.set(citation, files.add(file))
    }
  }
  const sorted = [...places].sort(([a], [b]) => a.localeCompare(b, 'vi', { numeric: true }))
  const rows = sorted.map(
    ([citation, files]) =>
      `| ${citation.replaceAll('|', '\\|')} | ${[...files].map((file) => `[${shortName(file)}](../../${file})`).join(', ')} |`,
  )
  return `<!-- Made by npm run gen. -->
# Law in the code

Every article that a \`@law\` tag or a \`law:\` field of the code names, and where. What a line says was not verified or
not seen, was not; a citation is where to look, not legal advice.

| Citation | Where |
|---|---|
${rows.join('\n')}
`
}

function describeModules(): string {
  const { uses } = inspectArchitecture(root)
  const groups = moduleGroups.map(
    (group, index) => `  subgraph g${index + 1}[" "]\n${group.map((name) => `    ${name}`).join('\n')}\n  end`,
  )
  return `<!-- Made by npm run gen. -->
# Modules

Which module uses the door of which, as the imports say. Groups stand in the order of
[architecture.ts](../server/src/architecture.ts): a module uses only groups before its own.

\`\`\`mermaid
flowchart RL
${groups.join('\n')}
${uses.map((each) => `  ${each.replace(' ', ' --> ')}`).join('\n')}
\`\`\`
`
}

function sourcesOf(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

function shortName(file: string): string {
  return file.replace('server/src/', '').replace('modules/', '')
}

async function generated(): Promise<Record<string, string>> {
  const { text, routes, modules } = await describeApi()
  const refusals = readRefusals(modules)
  return {
    'contract/openapi.generated.json': text,
    'web/api/schema.generated.ts': typesOf(JSON.parse(text) as Document),
    'docs/errors.md': describeRefusals(refusals, routes),
    'docs/law/index.md': describeLaw(),
    'docs/module-graph.md': describeModules(),
  }
}

try {
  const check = process.argv.includes('--check')
  const stale: string[] = []
  for (const [file, text] of Object.entries(await generated())) {
    const path = join(root, file)
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue
    stale.push(file)
    if (check) continue
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  if (check && stale.length > 0) throw new Error(`Not what the code says: ${stale.join(', ')}. Run: npm run gen`)
  process.stdout.write(stale.length === 0 ? 'Generated files are up to date.\n' : `Written: ${stale.join(', ')}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
