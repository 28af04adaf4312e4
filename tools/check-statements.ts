// Reads every SQL text of the server and lists what a database that is spread over machines refuses. docs/scaling.md says why.
// Used by check-statements.test.ts; has no command line of its own.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Visitor, parseSync } from 'oxc-parser'
import { contentsOf, sourcesIn } from './check-architecture.ts'
import { isSqlTag } from './read-source.ts'

/** The rules, in the words of their fault. */
export const statementRules = {
  'insert-select':
    'an insert from a select needs "returning" or "on conflict": without one its rows are copied in, which row-level security forbids',
  'insert-unread': 'an insert shows in one text whether it takes values or a select, so that this can be checked',
  'values-subquery': 'a value of an insert is no sub-select: write insert … select … returning',
  'volatile-update': 'an update calls no volatile function: each copy of the row would get another value; pass it',
  'locality-moved': 'a session is in one locality from its beginning to its end: open another connection (platform/db/owner.ts)',
  'conflict-function':
    'what "do update" sets calls no function that is not immutable: name the value in the inserted row and take excluded',
} as const

export type StatementFault = { readonly rule: keyof typeof statementRules; readonly near: string }
export type Volatilities = { readonly volatile: ReadonlySet<string>; readonly stable: ReadonlySet<string> }

// Functions of PostgreSQL that statements here might call; those of the project come from the schema.
const volatileOfPostgres = [
  'clock_timestamp',
  'gen_random_uuid',
  'nextval',
  'pg_advisory_xact_lock',
  'pg_advisory_xact_lock_shared',
  'pg_notify',
  'random',
  'set_config',
  'timeofday',
  'uuidv7',
]
const stableOfPostgres = ['current_setting', 'now', 'statement_timestamp', 'to_char', 'to_regclass', 'transaction_timestamp']

/** How the functions of a schema text (db/schema.generated.sql) are declared, beside those of PostgreSQL. */
export function volatilitiesOf(schema: string): Volatilities {
  const volatile = new Set<string>(volatileOfPostgres)
  const stable = new Set<string>(stableOfPostgres)
  for (const [, name = '', head = ''] of schema.matchAll(
    /^CREATE OR REPLACE FUNCTION (\w+\.\w+)\(([\s\S]*?)^(?:AS |RETURN|BEGIN ATOMIC)/gmu,
  )) {
    if (/\bIMMUTABLE\b/u.test(head)) continue
    if (/\bSTABLE\b/u.test(head)) stable.add(name)
    else volatile.add(name)
  }
  return { volatile, stable }
}

export type StatementInspection = {
  readonly inserts: number
  readonly updates: number
  readonly violations: readonly (StatementFault & { readonly file: string })[]
}

/** Inspects every text of `server/src` but those of tests. */
export function inspectStatements(root: string): StatementInspection {
  const volatilities = volatilitiesOf(readFileSync(join(root, 'db/schema.generated.sql'), 'utf8'))
  const texts = sourcesIn(root, 'server/src')
    .filter((file) => !file.endsWith('.test.ts') && !file.includes('/testing/'))
    .flatMap((file) => contentsOf(parseSync(file, readFileSync(join(root, file), 'utf8'))).texts.map((text) => ({ file, text })))
  return {
    inserts: texts.filter(({ text }) => /\binsert into [a-z_]+\.[a-z_]+/u.test(text)).length,
    updates: texts.filter(({ text }) => /\bupdate [a-z_]+\.[a-z_]+/u.test(text)).length,
    violations: texts.flatMap(({ file, text }) => faultsOfStatement(text, volatilities).map((fault) => ({ file, ...fault }))),
  }
}

type Token = { readonly text: string; readonly depth: number; readonly at: number }

/** Words, parentheses and signs of a text in lower case, without its strings and comments. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let depth = 0
  for (const match of text.matchAll(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|[a-z_][\w.]*|\S/giu)) {
    const word = match[0].toLowerCase()
    if (/^(?:--|\/\*|')/u.test(word)) continue
    if (word === ')') depth -= 1
    tokens.push({ text: word, depth, at: match.index })
    if (word === '(') depth += 1
  }
  return tokens
}

/**
 * The violations in a text. The text may be a part of a statement; an inserted value is written as `?`. The tables of the
 * job queue are not spread and not checked.
 */
export function faultsOfStatement(text: string, volatilities: Volatilities): StatementFault[] {
  const tokens = tokensOf(text)
  const never = new Set([...volatilities.volatile, ...volatilities.stable])
  const faults = tokens.flatMap((token, at): StatementFault[] => {
    const rule = faultAt(tokens, at, volatilities.volatile, never)
    return rule === null ? [] : [{ rule, near: nearOf(text, token.at) }]
  })
  const moved = /\bset_config\(\s*'motcua\.locality_id'|\bset\s+(?:local\s+|session\s+)?motcua\.locality_id/iu.exec(text)
  return moved ? [...faults, { rule: 'locality-moved', near: nearOf(text, moved.index) }] : faults
}

function nearOf(text: string, at: number): string {
  return text.slice(at).replaceAll(/\s+/gu, ' ').slice(0, 90)
}

function faultAt(
  tokens: readonly Token[],
  at: number,
  volatile: ReadonlySet<string>,
  notImmutable: ReadonlySet<string>,
): StatementFault['rule'] | null {
  const [before, here, next, target = ''] = [at - 1, at, at + 1, at + 2].map((index) => tokens[index]?.text)
  if (here === 'insert' && next === 'into') return target.startsWith('pgboss.') ? null : faultOfInsert(statementFrom(tokens, at))
  if (here !== 'update' || before === 'for' || before === 'after' || before === 'before') return null
  const calls = (names: ReadonlySet<string>): boolean =>
    statementFrom(tokens, at).some(({ text }, index, all) => names.has(text) && all[index + 1]?.text === '(')
  if (before === 'do') return calls(notImmutable) ? 'conflict-function' : null
  return /^(?:[a-z_]+\.[a-z_]+|\?)$/u.test(next ?? '') && calls(volatile) ? 'volatile-update' : null
}

function faultOfInsert(statement: readonly Token[]): StatementFault['rule'] | null {
  const depth = statement[0]?.depth
  const own = statement.filter((each) => each.depth === depth).map((each) => each.text)
  const isSettled = own.includes('returning') || own.includes('conflict')
  if (own.includes('select')) return isSettled ? null : 'insert-select'
  const values = statement.findIndex((each) => each.depth === depth && each.text === 'values')
  if (values < 0) return own.includes('default') || isSettled ? null : 'insert-unread'
  const end = statement.findIndex((each, at) => at > values && each.depth === depth && /^(?:on|returning)$/u.test(each.text))
  return statement.slice(values, end < 0 ? undefined : end).some((each) => each.text === 'select') ? 'values-subquery' : null
}

/** The tokens from one on that belong to its statement: until the parenthesis around it closes, or the text ends. */
function statementFrom(tokens: readonly Token[], from: number): readonly Token[] {
  const depth = tokens[from]?.depth ?? 0
  const end = tokens.findIndex((each, at) => at > from && (each.depth < depth || (each.depth === depth && each.text === ';')))
  return tokens.slice(from, end < 0 ? undefined : end)
}

/** The widest a line of SQL may be. */
const widest = 120

/** Lines of `sql` templates of `server/src`, tests apart, that are wider: what is beside the template on its line does not count. */
export function wideLinesOf(root: string): { readonly file: string; readonly line: number; readonly width: number }[] {
  return sourcesIn(root, 'server/src')
    .filter((file) => !file.endsWith('.test.ts') && !file.includes('/testing/'))
    .flatMap((file) => wideLinesIn(readFileSync(join(root, file), 'utf8'), file).map((each) => ({ file, ...each })))
}

/** The wide lines of one text. A line of code between two pieces of a template is no line of SQL. */
export function wideLinesIn(text: string, file = 'a.ts'): { readonly line: number; readonly width: number }[] {
  const pieces: { from: number; to: number }[][] = []
  new Visitor({
    TaggedTemplateExpression: (node) => {
      if (isSqlTag(node))
        // The range of a piece has its backtick or braces in it.
        pieces.push(node.quasi.quasis.map(({ start, end, tail }) => ({ from: start + 1, to: end - (tail ? 1 : 2) })))
    },
  }).visit(parseSync(file, text).program)
  const lines = text.split('\n')
  let start = 0
  return lines.flatMap((line, index) => {
    const [from, to] = [start, start + line.length]
    start = to + 1
    const widths = pieces.map((template) => {
      const here = template.filter((piece) => piece.from <= to && piece.to >= from && text.slice(piece.from, piece.to).trim() !== '')
      const first = Math.max(from, Math.min(...here.map((piece) => piece.from)))
      const last = Math.min(to, Math.max(...here.map((piece) => piece.to)))
      return here.length === 0 ? 0 : last - first
    })
    const width = Math.max(0, ...widths)
    return width > widest ? [{ line: index + 1, width }] : []
  })
}
