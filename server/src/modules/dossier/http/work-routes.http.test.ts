import { get } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { testCentre } from '../../../testing/test-centre.ts'

const { app, as, call, centreId } = await testCentre()
const address = new URL(await app.listen())

type Line = { readonly status: number; readonly news: () => number; readonly hears: (event: string) => Promise<void> }

/** The desk of one person: what it hears, and how often. */
async function deskOf(login: string): Promise<Line> {
  const token = await as(login)
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = { port: address.port, host: address.hostname, path: '/api/v1/changed-work', agent: false }
    get({ ...request, headers: { authorization: `Bearer ${token}` } }, resolve).on('error', reject)
  })
  onTestFinished(() => void answer.destroy())
  let text = ''
  let wake = (): void => {}
  answer.setEncoding('utf8').on('data', (part: string) => {
    text += part
    wake()
  })
  const counted = (event: string): number => text.split(`event: ${event}\n`).length - 1
  return {
    status: answer.statusCode ?? 0,
    news: () => counted('work'),
    hears: async (event) => {
      for (const had = counted(event); counted(event) === had;)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    },
  }
}

async function receive(): Promise<void> {
  const { body } = await call<{ items: { code: string }[] }>(
    null,
    'GET',
    '/procedures?state=published&limit=1&handling=forwarded&agency=H47.01',
  )
  const procedureCode = body.items[0]?.code
  const applicant = {
    kind: 'person',
    fullName: 'Nguyễn Thị Thử',
    idNumber: '049190000011',
    address: 'Phường Tam Kỳ',
    phone: '0905 000 011',
  }
  const filed = await call(await as('tiepnhan1'), 'POST', '/dossiers', { procedureCode, centreId, applicant, papers: [], accept: false })
  expect(filed.status).toBe(201)
}

test('a desk hears of an act of somebody else at its office, and not of one elsewhere', async () => {
  const [agency, elsewhere, watching] = await Promise.all([deskOf('thuly.skhdt'), deskOf('truongphong.sct'), deskOf('thanhtra')])
  const both = Promise.all([agency.hears('work'), watching.hears('work')])
  await receive()
  await both
  await elsewhere.hears('beat')
  expect([agency.news(), watching.news(), elsewhere.news()]).toEqual([1, 1, 0])
})

test('nobody follows who is not signed in', async () => {
  const { body, status } = await call<{ code: string }>(null, 'GET', '/changed-work')
  expect([status, body.code]).toEqual([401, 'SESSION_NEEDED'])
})

test('one person follows from ten windows and no more', async () => {
  for (let window = 0; window < 10; window += 1) expect((await deskOf('vanthu.skhdt')).status).toBe(200)
  const { body, status } = await call<{ code: string }>(await as('vanthu.skhdt'), 'GET', '/changed-work')
  expect([status, body.code]).toEqual([429, 'WORK_FEED_FULL'])
})
