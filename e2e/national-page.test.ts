import { describe, expect, test } from 'vitest'
import { portalHandler } from '../server/src/platform/http/portal-handler.ts'
import { buildWebIfNeeded } from '../tools/build-web.ts'
import english from '../web/portal/app/messages/en.json' with { type: 'json' }
import vietnamese from '../web/portal/app/messages/vi.json' with { type: 'json' }

await buildWebIfNeeded(() => undefined)
const figures = (received: number) => ({
  received,
  early: 0,
  onTime: 0,
  late: 0,
  waiting: received,
  refused: 0,
  withdrawn: 0,
  stopped: 0,
  waitingAtIntake: 0,
  refusedAtIntake: 0,
  withdrawnAtIntake: 0,
  stoppedAtIntake: 0,
  endedLate: 0,
  earlyByLaw: 0,
  onTimeByLaw: 0,
  lateByLaw: 0,
  endedLateByLaw: 0,
})
const since = '2026-11-30T07:05:00+07:00'
const line = { address: 'https://mc.example.vn', readAt: since, fault: null, faultSince: null, day: null, last: null }
const dayOf = (on: string, received: number) => ({ on, revision: 1, asOf: since, figures: figures(received), onTimePercent: null })
const board = {
  on: '2026-11-30',
  definition: 'motcua-day-1',
  askedAt: since,
  isStale: true,
  provinces: [
    { ...line, code: 'H47', name: 'Tỉnh Một', day: { ...dayOf('2026-11-30', 1234), revision: 2 } },
    { ...line, code: 'H48', name: 'Tỉnh Hai', last: dayOf('2026-11-27', 77), fault: 'unreachable', faultSince: since },
    { ...line, code: 'H49', name: 'Tỉnh Ba', fault: 'altered', faultSince: since },
  ],
  total: { ...figures(1234), onTimePercent: null },
  counted: 1,
}
const asked: string[] = []
const answers = { isOff: false }
const problem = (status: number, code: string): Response =>
  Response.json(
    { code, status, detail: 'Chưa có số liệu đã khoá.', requestId: 'yc-1' },
    { status, headers: { 'content-type': 'application/problem+json' } },
  )
const page = await portalHandler({
  buildPath: '.build/portal/server/index.js',
  api: async (_visitor, path) => {
    asked.push(path)
    if (answers.isOff) return await Promise.resolve(problem(404, 'FEDERATION_OFF'))
    return await Promise.resolve(path.includes('on=2099') ? problem(404, 'DAY_NOT_CLOSED') : Response.json(board))
  },
  locality: () => ({
    name: 'Tỉnh Thử',
    centreName: 'Trung tâm Thử',
    address: 'Số 1',
    hotline: '1022',
    officeHours: '',
    isPractice: false,
    gathers: true,
  }),
})
async function shown(path: string): Promise<{ status: number; text: string }> {
  const response = await page(new Request(`https://motcua.example${path}`), { address: '127.0.0.1', cookie: undefined })
  return { status: response.status, text: (await response.text()).replaceAll('<!-- -->', '') }
}
const rowOf = (text: string, name: string): string => text.split('<tr').find((row) => row.includes(name)) ?? ''

describe('the page of all provinces', () => {
  test('shows figures of the day, says of the others what they lack, and adds up only what there is', async () => {
    const { status, text } = await shown('/toan-quoc')
    expect(status).toBe(200)
    expect(rowOf(text, 'Tỉnh Một')).toContain('1.234')
    expect(rowOf(text, 'Tỉnh Một')).toContain(vietnamese['national.revision'].replace('{n}', '2'))
    expect(rowOf(text, 'Tỉnh Hai')).toContain(vietnamese['national.last'].replace('{on}', '27/11/2026'))
    expect(rowOf(text, 'Tỉnh Hai')).toContain(vietnamese['national.fault.unreachable'].replace('{since}', '07:05, 30/11/2026'))
    // No data is not 0.
    expect(rowOf(text, 'Tỉnh Ba')).toContain(vietnamese['national.noData'])
    expect(rowOf(text, 'Tỉnh Ba')).not.toContain('>0<')
    expect(rowOf(text, 'Tỉnh Ba')).toContain(vietnamese['national.fault.altered'].replace('{since}', '07:05, 30/11/2026'))
    expect(text).toContain(vietnamese['national.counted'].replace('{counted}', '1').replace('{all}', '3'))
    expect(text).toContain(vietnamese['national.stale'])
    expect(text).toContain('href="/toan-quoc"')
  })

  test('is in English below /en, and shows the day that was asked for', async () => {
    const { text } = await shown('/en/toan-quoc?on=2026-11-30')
    expect(text).toContain(english['national.title'])
    expect(rowOf(text, 'Tỉnh Ba')).toContain(english['national.noData'])
    expect(asked.at(-1)).toBe('/api/v1/national-figures?on=2026-11-30')
  })

  test('a day that is not over is refused beside the field, above the last day there is', async () => {
    const { status, text } = await shown('/toan-quoc?on=2099-01-01')
    expect(status).toBe(404)
    expect(text).toContain('Chưa có số liệu đã khoá.')
    expect(rowOf(text, 'Tỉnh Một')).toContain('1.234')
  })

  test('is not there where nothing is gathered', async () => {
    answers.isOff = true
    expect((await shown('/toan-quoc')).status).toBe(404)
  })
})
