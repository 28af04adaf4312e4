import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, describe, expect, test } from 'vitest'
import { dossierActs } from '#dossier'
import type { DossierId } from '#kernel/ids.ts'
import { testCentre } from '../../testing/test-centre.ts'
import { twoOfEverything } from '../../testing/two-of-everything.ts'
import { mailChannel } from './adapters/mail.ts'
import type { MailChannel } from './adapters/mail.ts'
import { tellApplicant } from './commands/tell-applicant.ts'
import { letterOf, noticeKinds, noticeNameFrom, noticeOfAct } from './domain/letters.ts'

const centre = await testCentre()
const { db, call, as, centreId } = centre
const two = await twoOfEverything(centre)

/** A real mail server on loopback; refuses addresses at `refused.example`. */
const received: { to: string; text: string }[] = []
function postOffice(): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(address, _session, done) {
      if (address.address.endsWith('@refused.example')) done(Object.assign(new Error('550 no such mailbox'), { responseCode: 550 }))
      else done()
    },
    onData(stream, session, done) {
      let text = ''
      stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
      stream.on('end', () => {
        received.push({ to: session.envelope.rcptTo[0]?.address ?? '', text })
        done()
      })
    },
  })
}

let office = postOffice()
const listen = async (port = 0): Promise<number> =>
  await new Promise((done) => office.listen(port, '127.0.0.1', () => done((office.server.address() as AddressInfo).port)))
const close = async (): Promise<void> => await new Promise((done) => office.close(() => done()))
const port = await listen()
const mail = mailChannel(`smtp://127.0.0.1:${port}`, 'Một cửa <mot-cua@tinh.example>')
afterAll(async () => {
  mail.close()
  await close()
})
const tell = async (dossierId: DossierId, seq: number, by: MailChannel | null = mail): Promise<void> =>
  await tellApplicant(db, { dossierId, seq }, { mail: by, publicUrl: 'https://motcua.example' })

type Procedure = { code: string; components: { no: number; originals: number | null; copies: number | null }[] }
const list = (
  await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&state=published&agency=H47.01&limit=50')
).body.items
const procedure = (await call<Procedure>(null, 'GET', `/procedures/${list[0]?.code}`)).body

async function accepted(email: string | undefined): Promise<{ id: DossierId; code: string; secret: string }> {
  const { status, body } = await call<{ code: string; lookupSecret: string }>(await as('tiepnhan1'), 'POST', '/dossiers', {
    procedureCode: procedure.code,
    centreId,
    applicant: {
      kind: 'person',
      fullName: 'Nguyễn Thị Thử',
      idNumber: '049190000001',
      address: 'Phường Tam Kỳ',
      phone: '0905000001',
      ...(email ? { email } : {}),
    },
    papers: procedure.components.map((paper) => ({ componentNo: paper.no, originals: paper.originals ?? 1, copies: paper.copies ?? 1 })),
    accept: true,
  })
  expect(status, JSON.stringify(body)).toBe(201)
  const [row] = await db.peek<{ id: DossierId }>('select id from dossier.dossier where code = $1', [body.code])
  return { id: row?.id as DossierId, code: body.code, secret: body.lookupSecret }
}

const outcomes = async (id: string): Promise<string[]> =>
  (
    await db.peek<{ outcome: string }>(
      'select d.outcome from notification.delivery d join notification.notice n on n.id = d.notice_id where n.dossier_id = $1 order by attempt',
      [id],
    )
  ).map(({ outcome }) => outcome)
const letters = (to: string): string[] => received.filter((each) => each.to === to).map(({ text }) => text)

describe('a letter to the applicant', () => {
  test('goes out when a dossier is accepted, in Vietnamese, with the promised moment and no secret', async () => {
    const { id, code, secret } = await accepted('a@dan.example')
    await tell(id, 2)
    const [text = ''] = letters('a@dan.example')
    expect(text).toMatch(/^Message-ID: <[0-9a-f-]{36}@tinh\.example>/mu)
    const body = Buffer.from(text.slice(text.indexOf('\r\n\r\n')).replaceAll('=\r\n', ''), 'utf8').toString()
    const decoded = /base64/u.test(text) ? Buffer.from(body, 'base64').toString('utf8') : decodeQuoted(body)
    expect(decoded).toContain('Kính gửi ông/bà Nguyễn Thị Thử,')
    expect(decoded).toMatch(/hẹn trả kết quả lúc \d\d:\d\d .*\d\d\/\d\d\/\d{4}/u)
    expect(decoded).toContain(`https://motcua.example/tra-cuu?ma=${code}`)
    expect(decoded).not.toContain(secret)
    expect(await outcomes(id)).toEqual(['sent'])
  })

  test('run again, or by two workers at once, sends one letter', async () => {
    const { id } = await accepted('b@dan.example')
    await Promise.all([tell(id, 2), tell(id, 2), tell(id, 2)])
    await tell(id, 2)
    expect(letters('b@dan.example')).toHaveLength(1)
    expect(await outcomes(id)).toEqual(['sent'])
  })

  test('waits while the mail server is away, and is not lost', async () => {
    const { id } = await accepted('c@dan.example')
    await close()
    await expect(tell(id, 2)).rejects.toThrow('did not take')
    await expect(tell(id, 2)).rejects.toThrow('did not take')
    expect(letters('c@dan.example')).toEqual([])
    office = postOffice()
    await listen(port)
    await tell(id, 2)
    expect(letters('c@dan.example')).toHaveLength(1)
    expect(await outcomes(id)).toEqual(['failed', 'failed', 'sent'])
  })

  test('to an address the server rejects permanently is given up at once, and the fault does not store the address', async () => {
    const { id } = await accepted('ai-do@refused.example')
    await tell(id, 2)
    expect(await outcomes(id)).toEqual(['refused'])
    const [row] = await db.peek<{ fault: string }>(
      'select fault from notification.delivery d join notification.notice n on n.id = d.notice_id where n.dossier_id = $1',
      [id],
    )
    expect(row?.fault).toContain('550')
    expect(row?.fault).not.toContain('ai-do@refused.example')
  })

  test('that was rejected is in the list of the counter with the telephone number, until the contact is corrected', async () => {
    const { id, code } = await accepted('nham@refused.example')
    await tell(id, 2)
    type Undelivered = { items: { code: string; phone: string; email: string; name: string }[] }
    // A namesake at another centre, for another agency of one name, written to in vain as well.
    const person = { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000002', address: 'Phường Hội An', phone: '0905000002' }
    const there = await two.receive('B2', { applicant: { ...person, email: 'nham2@refused.example' } })
    const [row] = await db.peek<{ id: DossierId }>('select id from dossier.dossier where code = $1', [there.code])
    await tell(row?.id as DossierId, 2)
    const waitingFor = async (token: string) =>
      (await call<Undelivered>(token, 'GET', '/undelivered-notices')).body.items
        ?.filter((each) => each.code === code || each.code === there.code)
        .map((each) => [each.code, each.phone, each.email])
    const waiting = async (login: string) => await waitingFor(await as(login))
    const [here, elsewhere] = [
      [code, '0905000001', 'nham@refused.example'],
      [there.code, '0905000002', 'nham2@refused.example'],
    ]
    for (const login of ['tiepnhan1', 'giamdoc']) expect(await waiting(login)).toEqual([here])
    expect(await waitingFor(two.counter[2])).toEqual([elsewhere])
    const both = await two.person({ role: 'counter_officer', centre: 1 }, { role: 'centre_manager', centre: 2 })
    expect(await waitingFor(both.token)).toEqual([elsewhere, here])
    expect(await waiting('thuly.skhdt')).toEqual([])
    const corrected = await call(await as('tiepnhan1'), 'POST', `/dossiers/${code}/acts`, {
      act: 'correct_contact',
      reason: 'Người nộp báo qua điện thoại',
      contact: { address: 'Phường Tam Kỳ', phone: '0905000001', email: 'dung@dan.example' },
    })
    expect(corrected.status, JSON.stringify(corrected.body)).toBe(200)
    expect([await waiting('tiepnhan1'), await waitingFor(both.token)]).toEqual([[], [elsewhere]])
  })

  test('without an address, or without a mail server, is on record as not sent', async () => {
    const silent = await accepted(undefined)
    await tell(silent.id, 2)
    expect(await outcomes(silent.id)).toEqual(['no_address'])
    const unsent = await accepted('d@dan.example')
    await tell(unsent.id, 2, null)
    expect(await outcomes(unsent.id)).toEqual(['no_channel'])
  })

  test('a connection that breaks off is retried', async () => {
    const rude = createServer((socket) => socket.destroySoon())
    await new Promise<void>((done) => rude.listen(0, '127.0.0.1', () => done()))
    const channel = mailChannel(`smtp://127.0.0.1:${(rude.address() as AddressInfo).port}`, 'mot-cua@tinh.example')
    const { id } = await accepted('e@dan.example')
    await expect(tell(id, 2, channel)).rejects.toThrow('did not take')
    channel.close()
    rude.close()
    expect(await outcomes(id)).toEqual(['failed'])
  })

  test('an act that has nothing to say to the applicant makes no notice', async () => {
    const { id } = await accepted('f@dan.example')
    await tell(id, 1)
    expect(await outcomes(id)).toEqual([])
  })
})

describe('the notices of a dossier', () => {
  test('is shown to the applicant by code and secret, without the address', async () => {
    const { id, code, secret } = await accepted('g@dan.example')
    await tell(id, 2)
    const { status, body } = await call<{ items: object[] }>(null, 'POST', '/tracking/notices', { code, secret })
    expect([status, body.items]).toMatchObject([200, [{ kind: 'accepted', outcome: 'sent', outcomeName: 'đã gửi thư điện tử' }]])
    expect(JSON.stringify(body)).not.toContain('g@dan.example')
    expect((await call<{ code: string }>(null, 'POST', '/tracking/notices', { code, secret: 'SAIHOANTOAN' })).body.code).toBe(
      'TRACKING_NOT_FOUND',
    )
  })

  test('is shown to staff who may read the dossier, and to no other agency', async () => {
    const { id, code } = await accepted('h@dan.example')
    await tell(id, 2)
    expect((await call<{ items: object[] }>(await as('tiepnhan1'), 'GET', `/dossiers/${code}/notices`)).body.items).toHaveLength(1)
    expect((await call(await as('thuly.stp'), 'GET', `/dossiers/${code}/notices`)).status).toBe(404)
  })

  test('cannot be changed or removed by the application', async () => {
    await expect(db.pool.query('delete from notification.delivery')).rejects.toThrow('permission denied')
    await expect(db.pool.query(`update notification.delivery set outcome = 'sent'`)).rejects.toThrow('permission denied')
  })
})

describe('letters', () => {
  test('about a refusal at intake state that nothing was received, and so does their list', async () => {
    const { body } = await call<{ code: string }>(await as('tiepnhan1'), 'POST', '/dossiers', {
      procedureCode: procedure.code,
      centreId,
      applicant: {
        kind: 'person',
        fullName: 'Lê Thử',
        idNumber: '049190000009',
        address: 'x',
        phone: '0905000001',
        email: 'tc@dan.example',
      },
      papers: [],
      answer: 'refuse',
      reason: 'Không thuộc thẩm quyền',
    })
    const [row] = await db.peek<{ id: DossierId }>('select id from dossier.dossier where code = $1', [body.code])
    await tell(row?.id as DossierId, 2)
    const [text = ''] = letters('tc@dan.example')
    const raw = text.slice(text.indexOf('\r\n\r\n'))
    const decoded = /base64/u.test(text) ? Buffer.from(raw, 'base64').toString('utf8') : decodeQuoted(raw.replaceAll('=\r\n', ''))
    expect(decoded).toContain('thông báo không tiếp nhận hồ sơ này')
    const notices = await call<{ items: { name: string }[] }>(await as('tiepnhan1'), 'GET', `/dossiers/${body.code}/notices`)
    expect(notices.body.items.map(({ name }) => name)).toEqual(['Từ chối tiếp nhận hồ sơ'])
    const name = (isAtIntake: boolean) => noticeNameFrom({ kind: 'refused', isAtIntake }, 'en')
    expect([name(true), name(false)]).toEqual(['Dossier refused at intake', 'Dossier refused'])
  })

  test('exist only for acts of the record', () => {
    expect(Object.keys(noticeOfAct).filter((act) => !(dossierActs as readonly string[]).includes(act))).toEqual([])
  })

  test.each(noticeKinds)('%s states what happened, which dossier it is, and whom to contact', (kind) => {
    const { subject, text } = letterOf(kind, {
      code: 'H47.01-261124-0001',
      applicantName: 'Nguyễn Thị Thử',
      procedureName: 'Đăng ký thành lập hộ kinh doanh',
      agencyName: 'Sở Kế hoạch và Đầu tư',
      centreName: 'Trung tâm',
      centrePhone: '0235 000 0000',
      centreAddress: '159B',
      dueAt: '2026-12-01T03:00:00Z',
      reason: 'Lý do nêu ra',
      defects: ['Thiếu tờ khai'],
      charges: ['Lệ phí: 100.000 đồng (Thông báo 1)'],
      ground: 'Căn cứ',
      papers: ['Tờ khai, 1 bản chính'],
      by: '2026-12-07T10:00:00Z',
      consequences: ['Thời gian chờ bổ sung không tính vào thời hạn giải quyết.'],
      appeal: null,
      refusedBy: 'agency',
      isAtIntake: false,
      trackingUrl: 'https://x/tra-cuu',
      ratingUrl: 'https://x/danh-gia/y',
      filing: { lookupSecret: 'ABCD2345', answerBy: '2026-12-01T03:00:00Z' },
    })
    // The secret is in the letter about the filing alone.
    expect(text.includes('ABCD2345')).toBe(kind === 'filed')
    expect(subject).toContain('H47.01-261124-0001')
    expect(text).toContain('0235 000 0000')
    expect(text).not.toMatch(/undefined|null|\{/u)
    expect(text).toBe(text.normalize('NFC'))
  })
})

function decodeQuoted(text: string): string {
  return Buffer.from(
    text.replace(/=([0-9A-F]{2})/gu, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')
}
