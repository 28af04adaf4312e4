import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { printForm, sampleRefusal } from '#document'
import { filesOf } from '../../testing/files-of.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { issueSlip } from './jobs/issue-slip.ts'

const centre = await testCentre()
const { call, as, db } = centre
const { upload, act, waive, onTheSpot, forwarded, handOver } = filesOf(centre)

type Paper = { kind: string; title: string; number: string | null; issuedBy: string; standing: string; signers: string[] }
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const check = async (sha256: string): Promise<Paper | null> =>
  (await call<{ paper: Paper | null }>(null, 'POST', '/papers/check', { sha256 })).body.paper

describe('a file that somebody holds', () => {
  test('that the centre issued says its number and that it is in force; another by one byte is not known', async () => {
    const { code } = await onTheSpot()
    const slip = await call<Buffer>(await as('tiepnhan1'), 'GET', `/dossiers/${code}/documents/receipt-slip.pdf`)
    expect(await check(hashOf(slip.body))).toMatchObject({
      kind: 'form',
      title: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
      number: expect.stringMatching(/^\d+\/TNHS$/u),
      standing: 'in_force',
    })
    const altered = Buffer.from(slip.body)
    altered[200]! ^= 1
    expect(await check(hashOf(altered))).toBeNull()
  })

  test('that a later slip replaced says so, and the later one is in force', async () => {
    const { code } = await forwarded()
    const print = async (): Promise<string> => {
      await issueSlip({ database: db, publicUrl: 'https://motcua.example' }, code)
      const rows = await db.peek<{ sha256: string }>(
        `select encode(i.content_sha256, 'hex') as sha256 from document.issued_document i
         join dossier.dossier d on d.id = i.dossier_id where d.code = $1 order by i.id desc limit 1`,
        [code],
      )
      return rows[0]!.sha256
    }
    const first = await print()
    await handOver(code)
    await act('thuly.skhdt', code, 'request_extension', { cause: 'complex_content', days: 4, reason: 'Hai số liệu' })
    expect((await act('lanhdao.skhdt', code, 'approve_extension')).status).toBe(200)
    const second = await print()
    expect([(await check(first))?.standing, (await check(second))?.standing]).toEqual(['replaced', 'in_force'])
  })

  test('that is a result is known once it left the centre, by its agency and number, and names nobody else', async () => {
    const { code } = await onTheSpot()
    const bytes = Buffer.concat([Buffer.from(await printForm('refusal', sampleRefusal)), Buffer.from('\n% kết quả\n')])
    await act('tiepnhan1', code, 'approve')
    const kept = await upload('tiepnhan1', code, 'kết quả.pdf', bytes, { purpose: 'result' })
    const result = { number: '12/GCN', name: 'Giấy chứng nhận' }
    expect((await act('tiepnhan1', code, 'record_result', { result, files: [kept.body.id] })).status).toBe(200)
    expect(await check(hashOf(bytes))).toBeNull()
    await waive(code)
    expect((await act('tiepnhan1', code, 'return_result', { receivedBy: 'Nguyễn Thị Thử' })).status).toBe(200)
    const paper = await check(hashOf(bytes))
    expect(paper).toMatchObject({ kind: 'result', title: 'Giấy chứng nhận', number: '12/GCN', standing: 'in_force', signers: [] })
    expect(JSON.stringify(paper)).not.toContain('Nguyễn')
    // A paper of the applicant, or an internal file, was not issued here.
    const scan = Buffer.from('%PDF-1.7\n% bản chụp\n')
    expect(await check(hashOf(scan))).toBeNull()
  })

  test('a text that is no hash is refused at its field', async () => {
    const { status, body } = await call<{ fields: { field: string }[] }>(null, 'POST', '/papers/check', { sha256: 'abc' })
    expect([status, body.fields.map(({ field }) => field)]).toEqual([422, ['/body/sha256']])
  })
})
