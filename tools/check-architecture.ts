// Reads the imports and the SQL of a source tree and lists what breaks the rule of server/src/architecture.ts.
// Used by server/src/architecture.test.ts; has no command line of its own.
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { Visitor, parseSync } from 'oxc-parser'
import {
  compositionPaths,
  deskFloors,
  folderRules,
  importExceptions,
  moduleGroups,
  moduleNames,
  pages,
  sqlExceptions,
  webRules,
  writeExceptions,
  writingFolders,
} from '../server/src/architecture.ts'

export type Violation = { readonly file: string; readonly found: string; readonly rule: string }
export type Inspection = {
  readonly files: number
  readonly imports: number
  readonly relations: number
  readonly violations: readonly Violation[]
  readonly excused: readonly string[]
  readonly uses: readonly string[]
  /** Files of the server that import one another in a circle, types included; tests apart. */
  readonly circles: readonly (readonly string[])[]
}

type Place =
  | { readonly kind: 'kernel' | 'composition' | 'package' | 'elsewhere' }
  | { readonly kind: 'platform'; readonly path: string }
  | { readonly kind: 'module'; readonly module: string; readonly folder: string }
  | { readonly kind: 'web'; readonly part: string; readonly path: string }

/** Inspects `server/src` and `web` below `root`. Paths in the answer are relative to it, with `/`. */
export function inspectArchitecture(root: string): Inspection {
  const files = ['server/src', 'web'].flatMap((folder) => sourcesIn(root, folder))
  const relationsKnown = relationsOfMigrations(root)
  let imports = 0
  let relations = 0
  const violations: Violation[] = []
  const excused = new Set<string>()
  const uses = new Set<string>()
  const imported = new Map<string, string[]>()
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8')
    const parsed = parseSync(file, text)
    if (parsed.errors.length > 0) throw new Error(`${file} does not parse: ${parsed.errors[0]?.message ?? ''}`)
    const { specifiers, texts } = contentsOf(parsed)
    imports += specifiers.length
    if (file.startsWith('server/') && !isOfTests(file))
      imported.set(
        file,
        specifiers.flatMap((each) => fileOf(file, each) ?? []),
      )
    for (const specifier of specifiers) {
      const rule = faultOfImport(file, specifier)
      const [from, to] = [placeOf(file), targetOf(file, specifier)]
      if (from.kind === 'module' && to.kind === 'module' && from.module !== to.module && !file.endsWith('.test.ts'))
        uses.add(`${from.module} ${to.module}`)
      if (!rule) continue
      if (importExceptions.some((each) => each.file === file && each.imports === specifier)) excused.add(`${file} ${specifier}`)
      else violations.push({ file, found: specifier, rule })
    }
    const writing = texts.find((each) => isWrite(each))
    const writes = writing === undefined ? null : faultOfWrite(file)
    if (writes) {
      if (writeExceptions.some((each) => each.file === file)) excused.add(`${file} writes`)
      else violations.push({ file, found: firstWords(writing ?? ''), rule: writes })
    }
    for (const relation of texts.flatMap((each) => relationsIn(each, relationsKnown))) {
      relations += 1
      const rule = faultOfRelation(file, relation)
      if (!rule) continue
      if (sqlExceptions.some((each) => each.file === file && each.relations.test(relation))) excused.add(`${file} SQL`)
      else violations.push({ file, found: relation, rule })
    }
  }
  return {
    files: files.length,
    imports,
    relations,
    violations,
    excused: [...excused],
    uses: [...uses].sort(),
    circles: circlesIn(imported),
  }
}

/** Hand-written sources of a folder, relative to `root`. */
function isOfTests(file: string): boolean {
  return file.endsWith('.test.ts') || file.includes('/testing/')
}

/** The file a specifier names, where it names one of the server by its path; doors lead from left to right only. */
function fileOf(file: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(file), specifier))
  const inServer = /^#(kernel|platform)\/(.+)$/u.exec(specifier)
  return inServer ? `server/src/${inServer[1]}/${inServer[2]}` : null
}

/** Strongly connected components of more than one file, each and all of them in order (Tarjan). */
function circlesIn(imported: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>()
  const lowest = new Map<string, number>()
  const stack: string[] = []
  const circles: string[][] = []
  const visit = (file: string): number => {
    index.set(file, index.size)
    lowest.set(file, index.size - 1)
    stack.push(file)
    for (const next of imported.get(file) ?? []) {
      if (!imported.has(next)) continue
      const reached = !index.has(next) ? visit(next) : stack.includes(next) ? (index.get(next) ?? 0) : Infinity
      lowest.set(file, Math.min(lowest.get(file) ?? 0, reached))
    }
    const low = lowest.get(file) ?? 0
    if (low === index.get(file)) {
      const component = stack.splice(stack.indexOf(file))
      if (component.length > 1) circles.push(component.sort())
    }
    return low
  }
  for (const file of imported.keys()) if (!index.has(file)) visit(file)
  return circles.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
}

export function sourcesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/u.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !/\/(node_modules|\.react-router)\//u.test(file) && !file.includes('.generated.'))
    .sort()
}

/** Everything a file imports or re-exports, type-only and dynamic imports too, and every text it holds. */
export function contentsOf(parsed: ReturnType<typeof parseSync>): { specifiers: string[]; texts: string[] } {
  const specifiers: string[] = []
  const texts: string[] = []
  new Visitor({
    ImportDeclaration: (node) => void specifiers.push(node.source.value),
    ExportNamedDeclaration: (node) => void (node.source && specifiers.push(node.source.value)),
    ExportAllDeclaration: (node) => void specifiers.push(node.source.value),
    TSImportType: (node) => void specifiers.push(node.source.value),
    ImportExpression: (node) => {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string') specifiers.push(node.source.value)
    },
    // A value put into a statement ends no word of it: `from a.b ${x}` reads as `from a.b ?`.
    TemplateLiteral: (node) => void texts.push(node.quasis.map((part) => part.value.cooked ?? '').join(' ? ')),
    Literal: (node) => void (typeof node.value === 'string' && texts.push(node.value)),
  }).visit(parsed.program)
  return { specifiers, texts }
}

function placeOf(file: string): Place {
  const inServer = /^server\/src\/(.+)$/u.exec(file)?.[1]
  if (inServer !== undefined) {
    if (inServer.startsWith('kernel/')) return { kind: 'kernel' }
    if (inServer.startsWith('platform/')) return { kind: 'platform', path: inServer.slice('platform/'.length) }
    const inModule = /^modules\/([^/]+)\/([^/]+)/u.exec(inServer)
    if (inModule) return { kind: 'module', module: inModule[1] ?? '', folder: inModule[2] ?? '' }
    if (compositionPaths.some((path) => inServer === path || (path.endsWith('/') && inServer.startsWith(path))))
      return { kind: 'composition' }
    return { kind: 'elsewhere' }
  }
  const [, part, path = ''] = /^web\/([^/]+)\/(.+)$/u.exec(file) ?? []
  return part === undefined ? { kind: 'elsewhere' } : { kind: 'web', part, path }
}

function targetOf(file: string, specifier: string): Place {
  if (specifier.startsWith('.')) return placeOf(posix.normalize(posix.join(dirname(file).split(sep).join('/'), specifier)))
  if (specifier.startsWith('#kernel/')) return { kind: 'kernel' }
  if (specifier.startsWith('#platform/')) return { kind: 'platform', path: specifier.slice('#platform/'.length) }
  if (specifier === '#web-ui') return { kind: 'web', part: 'ui', path: 'index.ts' }
  if (specifier === '#web-api') return { kind: 'web', part: 'api', path: 'index.ts' }
  if (specifier.startsWith('#')) {
    const [module = '', pure] = specifier.slice(1).split('/')
    return { kind: 'module', module, folder: pure ?? 'index.ts' }
  }
  return { kind: 'package' }
}

/** Why the import is not allowed, or `null`. Tests may reach into the server as they need; the web never may. */
function faultOfImport(file: string, specifier: string): string | null {
  const from = placeOf(file)
  const to = targetOf(file, specifier)
  if (from.kind === 'web') return faultFromWeb(from, to)
  if (to.kind === 'web') return 'the server never imports an application of web/'
  if (file.endsWith('.test.ts') || file.includes('/testing/') || file === 'server/src/architecture.ts') return null
  if (from.kind === 'composition') return null
  if (from.kind === 'kernel') return to.kind === 'kernel' ? null : 'kernel imports nothing'
  if (from.kind === 'platform') return ['kernel', 'platform', 'package'].includes(to.kind) ? null : 'platform imports only kernel'
  if (from.kind !== 'module') return 'a file outside the known places; name its place in architecture.ts'
  return faultFromModule(from, to, specifier.startsWith('#'))
}

function faultFromWeb({ part, path }: { part: string; path: string }, to: Place): string | null {
  if (to.kind === 'package') return null
  if (to.kind !== 'web') return 'web never imports server/; it knows the API by its contract'
  const allowed = webRules[part]
  if (!allowed) return `web/${part} has no rule in architecture.ts`
  if (to.part !== part) return allowed.includes(to.part) ? null : `web/${part} may not import web/${to.part}`
  return part === 'desk' && deskFloorOf(to.path) > deskFloorOf(path) ? `web/desk/${path} stands below what it imports` : null
}

/** The floor of a file of the desk: what pages use, the pages, what knows the pages, the entry. */
function deskFloorOf(path: string): number {
  const floor = deskFloors.findIndex((prefixes) => prefixes.some((prefix) => path.startsWith(prefix)))
  return floor === -1 ? deskFloors.indexOf(pages) : floor
}

function faultFromModule(from: { module: string; folder: string }, to: Place, isDoor: boolean): string | null {
  const rule = folderRules[from.folder]
  if (!rule) return `a module has no folder ${from.folder}`
  if (to.kind === 'kernel') return null
  if (to.kind === 'package') return rule.packages ? null : `${from.folder} imports no package and nothing of Node`
  if (to.kind === 'platform') {
    return rule.platform.some((prefix) => to.path.startsWith(prefix)) ? null : `${from.folder} may not use platform/${to.path}`
  }
  if (to.kind !== 'module') return 'a module imports kernel, platform, itself and doors'
  if (to.module === from.module) {
    return rule.own.includes(to.folder) ? null : `${from.folder} may not import ${to.folder} of its own module`
  }
  if (to.folder === 'domain' && isDoor) {
    if (from.folder !== 'domain') return `${from.folder} uses the door #${to.module}; the pure one is for domain`
  } else if (to.folder !== 'index.ts') return `${to.module} is reached by its door #${to.module} only`
  else if (!rule.doors) return `${from.folder} uses no other module`
  return rankOf(to.module) < rankOf(from.module) ? null : `${from.module} comes before or beside ${to.module} in the order of modules`
}

function rankOf(module: string): number {
  const rank = moduleGroups.findIndex((group) => (group as readonly string[]).includes(module))
  return rank === -1 ? Number.POSITIVE_INFINITY : rank
}

/** Tables, views and functions the migrations make, as `schema.name`. */
function relationsOfMigrations(root: string): ReadonlySet<string> {
  const folder = join(root, 'db/migrations')
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .flatMap((name) => [
      ...readFileSync(join(folder, name), 'utf8').matchAll(
        /^create (?:or replace )?(?:table|view|materialized view|function|procedure) (?:if not exists )?(\w+\.\w+)/gmu,
      ),
    ])
    .map((match) => match[1] ?? '')
  return new Set(names)
}

/** Relations a text names: known ones anywhere in a statement, and whatever follows from, join, into or update. */
function relationsIn(text: string, known: ReadonlySet<string>): string[] {
  if (!/\b(select|insert into|update|delete from)\b/iu.test(text)) return []
  const named = [...text.matchAll(/\b([a-z_]+\.[a-z_]+)\b/gu)].map((match) => match[1] ?? '').filter((name) => known.has(name))
  const placed = [...text.matchAll(/\b(?:from|join|into|update)\s+(?:only\s+)?([a-z_]+\.[a-z_]+)\b/giu)].map((match) => match[1] ?? '')
  return [...new Set([...named, ...placed])].filter(
    (name) => name.startsWith('platform.') || moduleNames.includes(name.split('.')[0] ?? ''),
  )
}

/** Whether a text is a statement that writes rows of a module. */
function isWrite(text: string): boolean {
  return /\b(insert\s+into|delete\s+from)\s+[a-z_]+\.[a-z_]+|\bupdate\s+[a-z_]+\.[a-z_]+(\s+(as\s+)?[a-z]+)?\s+set\b/iu.test(text)
}

function firstWords(statement: string): string {
  return statement.trim().split(/\s+/u).slice(0, 3).join(' ')
}

/** Why a file may not write, or `null`. */
function faultOfWrite(file: string): string | null {
  const from = placeOf(file)
  if (file.endsWith('.test.ts') || file.includes('/testing/') || from.kind !== 'module') return null
  return writingFolders.includes(from.folder) ? null : `${from.folder} writes no rows; ${writingFolders.join(' and ')} do`
}

/** Why a file may not name a relation, or `null`. A published view may be joined whatever the order of modules. */
function faultOfRelation(file: string, relation: string): string | null {
  const from = placeOf(file)
  const [schema = '', name = ''] = relation.split('.')
  if (file.endsWith('.test.ts') || from.kind === 'composition' || schema === 'platform') return null
  if (from.kind !== 'module') return 'only modules know the tables of modules'
  return schema === from.module || name.startsWith('v_') ? null : `${schema} publishes views v_…; its tables are its own`
}
