import { describe, expect, test } from 'vitest'
import { portalHandler } from '../server/src/platform/http/portal-handler.ts'
import { buildWebIfNeeded } from '../tools/build-web.ts'
import english from '../web/portal/app/messages/en.json' with { type: 'json' }
import vietnamese from '../web/portal/app/messages/vi.json' with { type: 'json' }

await buildWebIfNeeded(() => undefined)
const hotline = '0235 000 0000'
let answer: () => Promise<Response> = async () => await Promise.reject(new Error('no one listens'))
const page = await portalHandler({
  buildPath: '.build/portal/server/index.js',
  api: async () => await answer(),
  locality: () => ({
    name: 'Tỉnh Thử',
    centreName: 'Trung tâm Thử',
    address: 'Số 1',
    hotline,
    officeHours: '07:00–11:30',
    isPractice: false,
    gathers: true,
  }),
})
const problem = (status: number) => async () =>
  await Promise.resolve(
    Response.json({ code: 'X', status, requestId: 'yc-42' }, { status, headers: { 'content-type': 'application/problem+json' } }),
  )

async function shown(path: string): Promise<{ status: number; text: string }> {
  const response = await page(new Request(`https://motcua.example${path}`), { address: '127.0.0.1', cookie: undefined })
  return { status: response.status, text: await response.text() }
}

describe.each([
  { what: 'no such page', path: '/khong-co', given: problem(200), kind: 404 },
  { what: 'no such procedure', path: '/thu-tuc/9.999', given: problem(404), kind: 404 },
  { what: 'asked too often', path: '/thu-tuc/1.1', given: problem(429), kind: 429 },
  { what: 'a fault of ours', path: '/thu-tuc/1.1', given: problem(500), kind: 500 },
  { what: 'the server away', path: '/thu-tuc/1.1', given: async () => await Promise.reject(new Error('gone')), kind: 503 },
] as const)('$what', ({ path, given, kind }) => {
  test.each([
    ['', vietnamese],
    ['/en', english],
  ] as const)('is reported in our own words, with what to do: %s', async (prefix, words) => {
    answer = given
    const { status, text } = await shown(`${prefix}${path}`)
    expect(status).toBe(kind)
    expect(text).toContain(`<h1>${words[`error.${kind}`]}</h1>`)
    expect(text).toContain(words[`error.${kind}Text`].replace('{phone}', hotline))
    expect(text).toContain('href="tel:02350000000"')
    // A way on, and the code to read to the hotline where there is one.
    expect(text).toContain(`href="${prefix || '/'}"`)
    if (kind === 500) expect(text).toContain('yc-42')
    expect(text).not.toMatch(/at .*\.js:\d+|Error:/u)
  })
})
