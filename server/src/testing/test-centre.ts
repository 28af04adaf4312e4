import { randomUUID } from 'node:crypto'
import { afterAll } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import { testDatabase } from '#platform/testing/postgres.ts'
import type { TestDatabase } from '#platform/testing/postgres.ts'
import { createApp } from '../app.ts'
import type { App } from '../app.ts'
import { demoPassword } from '../packs/index.ts'

export type Reply<Body = Record<string, unknown>> = {
  readonly status: number
  readonly body: Body
  readonly headers: Readonly<Record<string, unknown>>
}

export type TestCentre = {
  readonly app: App
  readonly db: TestDatabase
  readonly centreId: string
  /** Token of a persona of the demonstration pack, signed in once. */
  as(login: string): Promise<string>
  /** One request to the API. Writes carry a fresh Idempotency-Key unless one is given. */
  call<Body = Record<string, unknown>>(
    token: string | null,
    method: string,
    path: string,
    body?: unknown,
    key?: string,
  ): Promise<Reply<Body>>
}

/** The demonstration centre in a database of this test file's own, with the whole server over it. Call once per file. */
export async function testCentre(
  settings: Readonly<Record<string, string>> = {},
  overrides: Parameters<typeof createApp>[2] = {},
): Promise<TestCentre> {
  const db = await testDatabase('motcua_centre_template')
  const app = await createApp(readConfig({ PORT: '0', MOTCUA_LOG: 'silent', ...settings }), db, { perMinute: 1_000_000, ...overrides })
  await app.http.ready()
  afterAll(async () => {
    await app.close()
  })
  const tokens = new Map<string, string>()
  const call: TestCentre['call'] = async <Body>(token: string | null, method: string, path: string, body?: unknown, key?: string) => {
    const answer = await app.http.inject({
      method: method as 'GET',
      url: `/api/v1${path}`,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(method === 'GET' ? {} : { 'idempotency-key': key ?? randomUUID() }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    })
    const isJson = String(answer.headers['content-type'] ?? '').includes('json')
    return { status: answer.statusCode, body: (isJson ? answer.json() : answer.rawPayload) as Body, headers: answer.headers }
  }
  const centres = await call<{ items: { id: string }[] }>(null, 'GET', '/centres')
  return {
    app,
    db,
    centreId: centres.body.items[0]?.id ?? '',
    call,
    async as(login) {
      const known = tokens.get(login)
      if (known) return known
      const { body, status } = await call<{ token: string }>(null, 'POST', '/sessions', { login, password: demoPassword })
      if (status !== 201) throw new Error(`${login} could not sign in: ${JSON.stringify(body)}`)
      tokens.set(login, body.token)
      return body.token
    },
  }
}
