import { describe, expect, test } from 'vitest'
import { testCentre } from '../../testing/test-centre.ts'

const { call, as, centreId } = await testCentre()

type Line = { code: string; isWaiting: boolean; receivedAt: string | null; receivedBy: string | null }
type Handover = { number: string; waiting: number; count: number; mayReceive: boolean; closedAt: string | null; dossiers: Line[] }

const list = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&state=published&agency=H47.01&limit=1')
const procedureCode = list.body.items[0]?.code ?? ''
const { body: procedure } = await call<{ components: { no: number; originals: number | null; copies: number | null }[] }>(
  null,
  'GET',
  `/procedures/${procedureCode}`,
)

async function accepted(fullName: string): Promise<string> {
  const { status, body } = await call<{ code: string }>(await as('tiepnhan1'), 'POST', '/dossiers', {
    procedureCode,
    centreId,
    applicant: { kind: 'person', fullName, idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905000001' },
    papers: procedure.components.map((paper) => ({ componentNo: paper.no, originals: paper.originals ?? 1, copies: paper.copies ?? 1 })),
  })
  expect(status, JSON.stringify(body)).toBe(201)
  return body.code
}

describe('a handover list is a record', () => {
  test('every line is kept, with its receiver and time; the others wait', async () => {
    const codes = [await accepted('Nguyễn Thị Một'), await accepted('Nguyễn Thị Hai'), await accepted('Nguyễn Thị Ba')]
    const made = await call<Handover>(await as('tiepnhan1'), 'POST', '/handovers', {
      direction: 'to_agency',
      agencyCode: 'H47.01',
      centreId,
      dossierCodes: codes,
    })
    expect([made.status, made.body.waiting, made.body.count]).toEqual([201, 3, 3])

    const received = codes.slice(0, 2)
    await call(await as('vanthu.skhdt'), 'POST', `/handovers/${made.body.number}/receive`, { dossierCodes: received })
    const seen = await call<Handover>(await as('tiepnhan1'), 'GET', `/handovers/${made.body.number}`)
    expect([seen.body.waiting, seen.body.count, seen.body.closedAt]).toEqual([1, 3, null])
    const lines = new Map(seen.body.dossiers.map((line) => [line.code, line]))
    for (const code of received) {
      expect(lines.get(code)?.isWaiting).toBe(false)
      expect(lines.get(code)?.receivedAt).toMatch(/^\d{4}-/u)
      expect(lines.get(code)?.receivedBy).toBeTruthy()
    }
    expect(lines.get(codes[2] ?? '')).toMatchObject({ isWaiting: true, receivedAt: null, receivedBy: null })

    await call(await as('thuly.skhdt'), 'POST', `/handovers/${made.body.number}/receive`, { dossierCodes: codes.slice(2) })
    const closed = await call<Handover>(await as('tiepnhan1'), 'GET', `/handovers/${made.body.number}`)
    expect(closed.body.closedAt).not.toBeNull()
    expect(closed.body.dossiers.map(({ isWaiting }) => isWaiting)).toEqual([false, false, false])
    expect(new Set(closed.body.dossiers.map(({ receivedBy }) => receivedBy)).size).toBe(2)
  })

  test('only the side it is addressed to may receive it', async () => {
    const code = await accepted('Nguyễn Thị Bốn')
    const { body } = await call<Handover>(await as('tiepnhan1'), 'POST', '/handovers', {
      direction: 'to_agency',
      agencyCode: 'H47.01',
      centreId,
      dossierCodes: [code],
    })
    expect(body.mayReceive).toBe(false)
    const asked = async (login: string) => (await call<Handover>(await as(login), 'GET', `/handovers/${body.number}`)).body.mayReceive
    expect(await asked('vanthu.skhdt')).toBe(true)
    expect(await asked('lanhdao.skhdt')).toBe(false)
    const lists = await call<{ items: Handover[] }>(await as('vanthu.skhdt'), 'GET', '/handovers?state=open')
    expect(lists.body.items.find(({ number }) => number === body.number)?.mayReceive).toBe(true)
  })
})
