import { describe, expect, test } from 'vitest'
import { testCentre } from '../../testing/test-centre.ts'
import { logColumns, xml } from './domain/event-log-text.ts'
import { eventLogText, readEventLog } from './queries/event-log.ts'
import type { LifeOnDatabase } from './testing/live-on-database.ts'
import { Lives, drawScripts } from './testing/live-on-database.ts'

const { call, as, centreId, db } = await testCentre()
// In force from the first day of any script, or its acts would be those of officers without duty.
await db.peek(`update identity.role_grant set valid_during = tstzrange('2010-01-01', null)`)

const applicants = ['Nguyễn Thị Thử']
const procedures = (
  await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&state=published&limit=10')
).body.items.map((item) => item.code)
const lives = await Lives.at(db, centreId, procedures)
const lived: LifeOnDatabase[] = []
for (const script of drawScripts(7, 23)) lived.push(await lives.live(script))

const whole = { from: null, to: null, agencyIds: null }

async function textOf(parts: AsyncGenerator<string>): Promise<string> {
  let text = ''
  for await (const part of parts) text += part
  return text
}

type Element = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly children: Element[] }

/** Reads XML as far as XES uses it, and throws on whatever is not well-formed. */
function readXml(text: string): Element {
  const declared = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/u.exec(text)
  if (!declared) throw new Error('no XML declaration')
  const root: Element = { name: '', attributes: {}, children: [] }
  const open = [root]
  const tag = /<(\/?)([\w.:-]+)((?:\s+[\w.:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/uy
  tag.lastIndex = declared[0].length
  while (tag.lastIndex < text.length) {
    const found = tag.exec(text)
    if (!found) throw new Error(`not well-formed: ${text.slice(tag.lastIndex, tag.lastIndex + 60)}`)
    const [, closes, name = '', given = '', isEmpty, between] = found
    if (between !== undefined) {
      if (between.trim() !== '') throw new Error(`text between elements: ${between}`)
      continue
    }
    if (closes) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`)
      continue
    }
    const attributes: Record<string, string> = {}
    for (const [, key = '', value = ''] of given.matchAll(/([\w.:-]+)="([^"]*)"/gu)) {
      if (key in attributes) throw new Error(`${key} twice`)
      attributes[key] = value.replaceAll(/&(?:#(\d+)|(\w+));/gu, (entity, code: string | undefined, word: string | undefined) => {
        if (code) return String.fromCodePoint(Number(code))
        const character = { lt: '<', gt: '>', quot: '"', amp: '&' }[word ?? '']
        if (!character) throw new Error(`unknown entity ${entity}`)
        return character
      })
    }
    const element: Element = { name, attributes, children: [] }
    open.at(-1)?.children.push(element)
    if (!isEmpty) open.push(element)
  }
  const [log] = root.children
  if (open.length !== 1 || !log || root.children.length !== 1) throw new Error('not one element from end to end')
  return log
}

function valueOf(element: Element, key: string): string | null {
  return element.children.find((each) => each.attributes['key'] === key)?.attributes['value'] ?? null
}

describe('XES (IEEE 1849-2016)', () => {
  test('is well-formed, declares every extension it uses, and gives every trace and event its global attributes', async () => {
    const log = readXml(await textOf(eventLogText(db, whole, 'xes')))
    expect([log.name, log.attributes['xes.version'], log.attributes['xmlns']]).toEqual(['log', '1849-2016', 'http://www.xes-standard.org/'])
    const order = ['extension', 'global', 'classifier', 'string', 'date', 'trace']
    const places = log.children.map((each) => order.indexOf(each.name))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    const declared = new Set(log.children.filter((each) => each.name === 'extension').map((each) => each.attributes['prefix']))
    const traces = log.children.filter((each) => each.name === 'trace')
    const events = traces.flatMap((trace) => trace.children.filter((each) => each.name === 'event'))
    expect(traces.length).toBe(lived.length)
    const globals = (scope: string): Element[] =>
      log.children.find((each) => each.name === 'global' && each.attributes['scope'] === scope)?.children ?? []
    expect([globals('trace').length, globals('event').length]).toEqual([7, 6])
    for (const [scope, elements] of [
      ['trace', traces],
      ['event', events],
    ] as const) {
      for (const element of elements) {
        for (const global of globals(scope)) {
          const own = element.children.find((each) => each.attributes['key'] === global.attributes['key'])
          expect([global.attributes['key'], own?.name]).toEqual([global.attributes['key'], global.name])
        }
        const keys = element.children.flatMap((each) => each.attributes['key'] ?? [])
        expect(new Set(keys).size).toBe(keys.length)
        for (const key of keys) if (key.includes(':')) expect(declared).toContain(key.split(':')[0])
      }
    }
    for (const classifier of log.children.filter((each) => each.name === 'classifier')) {
      for (const key of classifier.attributes['keys']?.split(' ') ?? [])
        expect(events.some((event) => valueOf(event, key) !== null)).toBe(true)
    }
    const dates = [...traces, ...events].flatMap((each) => each.children.filter((child) => child.name === 'date'))
    for (const date of dates) expect(date.attributes['value']).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+07:00$/u)
  })

  test('exports each dossier as it happened: its acts in order, at their instants, and its end', async () => {
    const log = readXml(await textOf(eventLogText(db, whole, 'xes')))
    for (const { code, life } of lived) {
      const trace = log.children.find((each) => each.name === 'trace' && valueOf(each, 'concept:name') === code)
      if (!trace) throw new Error(`${code} is missing`)
      const events = trace.children.filter((each) => each.name === 'event')
      expect(
        events.map((event) => [
          valueOf(event, 'act'),
          valueOf(event, 'org:role'),
          Temporal.Instant.from(valueOf(event, 'time:timestamp') ?? '').epochMilliseconds,
        ]),
      ).toEqual(life.acts.map((act) => [act.kind, act.role === 'operator' ? 'system' : act.role, act.at.epochMilliseconds]))
      const planned = valueOf(trace, 'enddate_planned')
      expect(planned === null ? null : Temporal.Instant.from(planned).toString()).toBe(life.committedDueAt?.toString() ?? null)
      expect([valueOf(trace, 'state'), valueOf(trace, 'outcome')]).toEqual([life.facts.state, life.outcome])
    }
  })

  test('can contain any text in an attribute', () => {
    const hard = 'a<b & "c" > d\n\té \u0000 \uD800 \uFFFE 𠀀'
    const log = readXml(`<?xml version="1.0" encoding="UTF-8"?>\n<log value="${xml(hard)}"/>`)
    expect(log.attributes['value']).toBe('a<b & "c" > d\n\té \uFFFD \uFFFD \uFFFD 𠀀')
  })
})

describe('an event log', () => {
  test('contains no names: no applicant, no officer, no account, and one pseudonym for each officer', async () => {
    const accounts = await db.peek<{ id: string; name: string; login: string }>(
      `select id, display_name as name, login from identity.account`,
    )
    for (const format of ['xes', 'csv'] as const) {
      const text = await textOf(eventLogText(db, whole, format))
      for (const secret of [
        ...applicants,
        '049190000001',
        '0905000001',
        'Phường Tam Kỳ',
        ...accounts.flatMap((each) => [each.id, each.name, each.login]),
      ])
        expect(text).not.toContain(secret)
      expect(await textOf(eventLogText(db, { ...whole }, format)).then((again) => again.replace(/key="exported".*/u, ''))).toBe(
        text.replace(/key="exported".*/u, ''),
      )
    }
    const resources = new Set<string>()
    for await (const dossier of readEventLog(db, whole))
      for (const event of dossier.events) if (event.resource) resources.add(event.resource)
    expect(resources.size).toBeGreaterThan(1)
    for (const resource of resources) expect(resource).toMatch(/^[a-z_]+-[0-9a-f]{10}$/u)
  })

  test('is read a page at a time: an aborted export has read one page and leaves no transaction open', async () => {
    const pages: number[] = []
    for await (const dossier of readEventLog(db, whole, (told) => pages.push(told), 4)) {
      expect(dossier.events.length).toBeGreaterThan(0)
      break
    }
    // The page the first dossier stood on was not even finished.
    expect(pages).toEqual([])
    expect(await db.peek(`select from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`)).toEqual([])
    const told: string[] = []
    for await (const dossier of readEventLog(db, whole, (count) => pages.push(count), 4)) told.push(dossier.code)
    expect(pages).toEqual([4, 8, 12, 16, 20, 23])
    expect(new Set(told)).toEqual(new Set(lived.map((each) => each.code)))
  })

  test('holds the dossiers received on the days asked for, the last day to its last minute', async () => {
    const days = lived.map(({ life }) => life.receivedAt.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()).toSorted()
    const [from, to] = [days[5] ?? '', days[14] ?? '']
    const told: string[] = []
    for await (const dossier of readEventLog(db, { ...whole, from, to })) told.push(dossier.code)
    expect(told.length).toBe(days.filter((each) => each >= from && each <= to).length)
  })

  test('is for overseers: streamed to the inspector, refused to the counter', async () => {
    const csv = await call<Buffer>(await as('thanhtra'), 'GET', '/reports/eventlog.csv')
    expect([csv.status, csv.headers['content-type'], csv.headers['content-disposition']]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'attachment; filename="nhat-ky.csv"',
    ])
    expect(csv.body.toString().split('\n')[0]).toBe(`\uFEFF${logColumns.join(',')}`)
    const xes = await call<Buffer>(await as('thanhtra'), 'GET', '/reports/eventlog.xes?from=2026-01-01&to=2026-12-31')
    expect(readXml(xes.body.toString()).name).toBe('log')
    expect((await call(await as('tiepnhan1'), 'GET', '/reports/eventlog.csv')).status).toBe(403)
    expect((await call(null, 'GET', '/reports/eventlog.csv')).status).toBe(401)
    expect((await call(await as('thanhtra'), 'GET', '/reports/eventlog.csv?from=hôm qua')).status).toBe(422)
  })
})
