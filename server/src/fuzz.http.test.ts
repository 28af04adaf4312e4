import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Role } from '#kernel/actor.ts'
import { httpRefusals } from '#platform/http/refusals.ts'
import type { RouteDefinition } from '#platform/http/route.ts'
import { buildModules, buildIdleParts, routesFrom } from './modules.ts'
import { testCentre } from './testing/test-centre.ts'

// A program that knows nothing of us but the published description, and bends what it sends by one thing or by many.
const { app, db, call, as, centreId } = await testCentre()

type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly default?: unknown
}
type Operation = {
  readonly description: string
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema: Schema }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}
const contract = (await app.http.inject({ url: '/api/openapi.json' })).json<{
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}>()

const roleLogins: Partial<Record<Role, string>> = {
  counter_officer: 'tiepnhan1',
  case_officer: 'thuly.skhdt',
  unit_head: 'truongphong.skhdt',
  signatory: 'lanhdao.skhdt',
  clerk: 'vanthu.skhdt',
  centre_manager: 'giamdoc',
  inspector: 'thanhtra',
  procedure_designer: 'thietke',
  operator: 'vanhanh',
  provincial_leader: 'lanhdaotinh',
}

const filing = {
  procedureCode: '1.001612',
  centreId,
  applicant: { kind: 'person', fullName: 'Người thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905000001' },
  papers: [],
  accept: false,
}
const filed = await call<{ code: string; lookupSecret: string }>(await as('tiepnhan1'), 'POST', '/dossiers', filing)
if (filed.status !== 201) throw new Error(JSON.stringify(filed.body))
const { items: agencies } = (await call<{ items: { id: string; code: string }[] }>(null, 'GET', '/agencies')).body

/** Existing values by name, so that some of the requests pass the first checks. */
const known: Readonly<Record<string, readonly unknown[]>> = {
  code: [filed.body.code, filing.procedureCode, 'H47.TT01'],
  procedureCode: [filing.procedureCode],
  centreId: [centreId],
  agencyCode: ['H47.01', 'H47.02'],
  agencyId: [agencies[0]?.id],
  dossierCodes: [[filed.body.code]],
  secret: [filed.body.lookupSecret],
  login: ['tiepnhan1', 'thanhtra'],
  form: ['receipt-slip'],
  year: [2026],
}

const odd = fc.oneof(
  fc.constantFrom<unknown>('\u0000', '\ud800', '', ' ', "'; drop table dossier.dossier; --", '2026-13-45', '0x10', '9'.repeat(400)),
  fc.constantFrom<unknown>('x'.repeat(20_000), 'Nguye\u0302\u0303n Thi\u0323 A', '‮abc', '{{7*7}}', '../../etc/passwd', '%', '_', '\\'),
  fc.constantFrom<unknown>(-1, 0, 1e308, 0.1, 2 ** 31, 2 ** 53, Number.MAX_SAFE_INTEGER, true, false, null, [], {}, [[]], { a: null }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.jsonValue({ maxDepth: 2 }),
)

/** A value the description allows, as far as it says. */
function fitting(schema: Schema, name: string, depth = 0): fc.Arbitrary<unknown> {
  const there = known[name]
  const made = made_(schema, depth)
  return there ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...there) }, { weight: 1, arbitrary: made }) : made
}

function made_(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (schema.$ref) return made_(contract.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, depth + 1)
  if (depth > 6) return fc.constant(null)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const among = schema.anyOf ?? schema.oneOf
  if (among) return fc.oneof(...among.map((each) => made_(each, depth + 1)))
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0]
  switch (type) {
    case 'object': {
      const required = schema.required ?? []
      return fc.record(
        Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, each]) => [name, fitting(each, name, depth + 1)])),
        { requiredKeys: [...required] },
      )
    }
    case 'array':
      return fc.array(made_(schema.items ?? {}, depth + 1), { minLength: schema.minItems ?? 0, maxLength: (schema.minItems ?? 0) + 2 })
    case 'integer':
      return fc.integer({ min: Math.max(schema.minimum ?? -5, -5), max: Math.min(schema.maximum ?? 5000, 5000) })
    case 'number':
      return fc.double({ min: schema.minimum ?? 0, max: 1000, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'string':
      if (schema.format === 'uuid') return fc.constantFrom(randomUUID(), '00000000-0000-0000-0000-000000000000')
      if (schema.format === 'date')
        return fc.constantFrom('2026-11-25', '2027-02-05', '2100-12-31', '1900-01-01', '0001-01-01', '9999-12-31')
      if (schema.format === 'date-time') return fc.constantFrom('2026-11-25T01:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z')
      if (schema.format === 'email') return fc.constant('a@b.vn')
      if (schema.pattern) return fc.constantFrom('049190000001', '0905000001', '970436', '01BLP0-001', 'BI-26T', '0'.repeat(64), '2026-11')
      return fc.oneof(
        fc.constantFrom('Giấy chứng nhận', 'x', '2026-11-25T08:00', 'H47.01'),
        fc.string({ minLength: Math.min(schema.minLength ?? 0, 50), maxLength: Math.min(schema.maxLength ?? 50, 50) }),
      )
    default:
      return fc.jsonValue({ maxDepth: 1 })
  }
}

/** One thing of a value replaced, left out or added. */
function bent(value: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(value) && value.length > 0) {
    return fc
      .nat(value.length - 1)
      .chain((at) => fc.oneof(bent(value[at]), odd).map((other) => value.map((each: unknown, i) => (i === at ? other : each))))
  }
  if (value !== null && typeof value === 'object' && Object.keys(value).length > 0) {
    const entries = Object.entries(value)
    return fc.oneof(
      {
        weight: 5,
        arbitrary: fc
          .nat(entries.length - 1)
          .chain((at) => bent(entries[at]?.[1]).map((other) => ({ ...value, [entries[at]?.[0] ?? '']: other }))),
      },
      {
        weight: 1,
        arbitrary: fc.nat(entries.length - 1).map((at) => Object.fromEntries(entries.filter((_entry, i) => i !== at))),
      },
      { weight: 1, arbitrary: odd.map((other) => ({ ...value, khong_co: other })) },
      { weight: 1, arbitrary: odd },
    )
  }
  return odd
}

type Sent = {
  readonly params: Record<string, unknown>
  readonly query: Record<string, unknown>
  readonly body: unknown
  readonly key: unknown
}

function requests(operation: Operation): fc.Arbitrary<Sent> {
  const among = (place: string) => (operation.parameters ?? []).filter((each) => each.in === place)
  const record = (place: string) =>
    fc.record(Object.fromEntries(among(place).map(({ name, schema }) => [name, fitting(schema, name)])), {
      requiredKeys: among(place).flatMap(({ name, required }) => (required === true ? [name] : [])),
    })
  const body = operation.requestBody?.content['application/json']?.schema
  const whole = fc.record({ params: record('path'), query: record('query'), body: body ? made_(body, 0) : fc.constant(undefined) })
  const key = fc.oneof(
    { weight: 9, arbitrary: fc.uuid() },
    { weight: 1, arbitrary: fc.constantFrom('', 'k'.repeat(256), 'khoá', 'lặp lại') },
  )
  const twisted = whole.chain(({ params, query, body: sent }) =>
    fc.oneof(
      fc.constant({ params, query, body: sent }),
      ...(sent === undefined ? [] : [bent(sent).map((other) => ({ params, query, body: other }))]),
      ...(sent === undefined
        ? []
        : [
            bent(sent)
              .chain(bent)
              .map((other) => ({ params, query, body: other })),
          ]),
      ...(Object.keys(query).length === 0
        ? []
        : [
            bent(query)
              .filter(isRecord)
              .map((other) => ({ params, query: other, body: sent })),
          ]),
      ...(Object.keys(params).length === 0
        ? []
        : [odd.map((other) => ({ params: { ...params, [Object.keys(params)[0] ?? '']: other }, query, body: sent }))]),
    ),
  )
  return fc.tuple(twisted, key).map(([sent, theKey]) => ({ ...sent, key: theKey }))
}

const isRecord = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === 'object' && !Array.isArray(value)

const textOf = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  // An unpaired surrogate cannot be encoded in an address; a client sends the replacement character instead.
  return encodeURIComponent(text.toWellFormed()).slice(0, 3000)
}

const general = new Set(Object.keys(httpRefusals))
const vietnamese = /\p{Script=Latin}.*[.:)]$/su

const routes = routesFrom(buildModules(buildIdleParts(db)))
const walked = routes
  .filter((route) => route.produces !== 'text/event-stream')
  // These end resources that the others need.
  .filter((route) => !(route.method === 'DELETE' && route.url.startsWith('/sessions')))
const named = (route: RouteDefinition): string => `${route.method} ${route.url}`

describe('input generated from the published description, valid or nearly valid, gets an answer', () => {
  test('every route is described', () => {
    const described = Object.entries(contract.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '').replaceAll(/\{(\w+)\}/gu, ':$1')}`),
    )
    expect(described.toSorted()).toEqual(routes.map(named).toSorted())
  })

  test.each(walked.map((route) => ({ name: named(route), route })))('$name', async ({ route }) => {
    const path = `/api/v1${route.url.replaceAll(/:(\w+)/gu, '{$1}')}`
    const operation = contract.paths[path]?.[route.method.toLowerCase()]
    if (!operation) throw new Error(`${path} is not described`)
    const role = Array.isArray(route.access) ? (route.access as readonly Role[]).find((each) => roleLogins[each]) : undefined
    const token = route.access === 'public' ? null : await as(role ? (roleLogins[role] ?? '') : 'tiepnhan1')
    const listed = new Set(/Refusals: (.+)\.$/u.exec(operation.description)?.[1]?.split(', ') ?? [])
    await fc.assert(
      fc.asyncProperty(requests(operation), async ({ params, query, body, key }) => {
        const url = `${path.replaceAll(/\{(\w+)\}/gu, (_all, name: string) => textOf(params[name]))}?${Object.entries(query)
          .map(([name, value]) => `${encodeURIComponent(name.toWellFormed())}=${textOf(value)}`)
          .join('&')}`
        const answer = await app.http.inject({
          method: route.method,
          url,
          headers: {
            ...(token ? { authorization: `Bearer ${token}` } : {}),
            ...(route.method === 'GET' ? {} : { 'idempotency-key': Buffer.from(String(key)).toString('latin1') }),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === undefined ? {} : { payload: JSON.stringify(body) ?? 'null' }),
        })
        const saw = `${route.method} ${url.slice(0, 300)} ${JSON.stringify(body)?.slice(0, 1500) ?? ''} → ${answer.payload.slice(0, 600)}`
        expect(answer.statusCode, saw).toBeLessThan(500)
        if (answer.statusCode < 400) return
        expect(String(answer.headers['content-type']), saw).toMatch(/^application\/problem\+json/u)
        const problem = answer.json<{ code: string; status: number; detail: string; fields?: { field: string; message: string }[] }>()
        expect(problem.status).toBe(answer.statusCode)
        expect(general.has(problem.code) || listed.has(problem.code), `${saw}\nis refused with a code its description does not list`).toBe(
          true,
        )
        expect(problem.detail, saw).toMatch(vietnamese)
        for (const { field, message } of problem.fields ?? [])
          expect([field, message], saw).toEqual([expect.stringMatching(/^\//u), expect.stringMatching(/./u)])
      }),
      { seed: 20_261_126, numRuns: 14, endOnFailure: true },
    )
  })
})
