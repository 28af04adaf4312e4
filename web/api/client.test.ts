import { expect, test } from 'vitest'
import { createApi, queryString } from './client.ts'
import { createIntention } from './intention.ts'
import { Problem } from './problem.ts'

interface Seen {
  url: string
  init: RequestInit
}

/** An API whose server answers in the given order, and the requests it saw. */
function apiAnswering(answers: (Response | Error)[], onSessionNeeded?: () => Promise<boolean>) {
  const seen: Seen[] = []
  const api = createApi({
    fetch: async (input, init) => {
      seen.push({ url: String(input), init: init ?? {} })
      const answer = answers.shift()
      if (answer instanceof Error) throw answer
      if (!answer) throw new Error('asked once too often')
      return answer
    },
    ...(onSessionNeeded ? { onSessionNeeded } : {}),
  })
  return { api, seen }
}

const refused = () =>
  Response.json(
    {
      status: 422,
      code: 'PAPER_MISSING',
      detail: 'Còn thiếu giấy chứng sinh.',
      requestId: 'r-1',
      fields: [{ field: '/body/papers/3', message: 'Còn thiếu giấy chứng sinh.' }],
    },
    { status: 422 },
  )

test('a refusal keeps its code, its message and its fields', async () => {
  const { api } = apiAnswering([refused()])
  const problem = await api.dossier('H47.1').catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(Problem)
  expect(problem).toMatchObject({ code: 'PAPER_MISSING', status: 422, requestId: 'r-1', isUncertain: false })
  expect((problem as Problem).fields).toEqual([{ field: 'papers.3', message: 'Còn thiếu giấy chứng sinh.' }])
})

test('an unreachable server is a problem that may be retried', async () => {
  const { api } = apiAnswering([new TypeError('Failed to fetch')])
  await expect(api.agencies()).rejects.toMatchObject({ code: 'UNREACHABLE', isUncertain: true })
})

test('an HTML page of a proxy is still read as a problem', async () => {
  const { api } = apiAnswering([new Response('<html>502</html>', { status: 502 })])
  await expect(api.agencies()).rejects.toMatchObject({ code: 'HTTP_502', isUncertain: true })
})

test('after signing in again the same request is sent again with the same key', async () => {
  const expired = Response.json({ code: 'SESSION_NEEDED', detail: 'Phiên làm việc đã hết.' }, { status: 401 })
  const { api, seen } = apiAnswering([expired, Response.json({ code: 'H47.1' })], async () => true)
  await api.act('H47.1', { act: 'approve' }, 'key-1')
  expect(seen.map(({ init }) => new Headers(init.headers).get('idempotency-key'))).toEqual(['key-1', 'key-1'])
  expect(seen[0]?.init.body).toBe(seen[1]?.init.body)
})

test('a wrong password does not count as an ended session', async () => {
  let asked = 0
  const { api } = apiAnswering([Response.json({ code: 'SIGN_IN_FAILED', detail: 'Sai.' }, { status: 401 })], async () => {
    asked += 1
    return true
  })
  await expect(api.signIn({ login: 'a', password: 'b' })).rejects.toMatchObject({ code: 'SIGN_IN_FAILED' })
  expect(asked).toBe(0)
})

test('a code in an address is escaped, and an empty filter is left out', async () => {
  const { api, seen } = apiAnswering([Response.json({ items: [] }), Response.json({})])
  await api.inbox({ tab: 'mine', cursor: null, limit: 50 })
  await api.dossier('H47/1 a')
  expect(seen.map(({ url }) => url)).toEqual(['/api/v1/inbox?tab=mine&limit=50', '/api/v1/dossiers/H47%2F1%20a'])
  expect(queryString({ q: 'hộ tịch' })).toBe('?q=h%E1%BB%99+t%E1%BB%8Bch')
})

test('pressing again sends the same key until the content changes or the act is acknowledged', () => {
  let made = 0
  const intention = createIntention(() => `key-${(made += 1)}`)
  expect(intention.keyFor({ a: 1 })).toBe('key-1')
  expect(intention.keyFor({ a: 1 })).toBe('key-1')
  expect(intention.keyFor({ a: 2 })).toBe('key-2')
  intention.settle()
  expect(intention.keyFor({ a: 2 })).toBe('key-3')
})
