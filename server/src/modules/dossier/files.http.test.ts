import { createHash, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { clamdScanner, fileInspector, printForm, sampleRefusal, scanAgain } from '#document'
import { verify } from '#oversight'
import { otherLocality } from '#platform/testing/postgres.ts'
import { signPdf } from '../document/adapters/sign-pdf.ts'
import { contentDigest, grownPdf, jpeg, png } from '../../testing/arriving-files.ts'
import { filesOf } from '../../testing/files-of.ts'
import type { FileView } from '../../testing/files-of.ts'
import { standInClamd } from '../../testing/stand-in-clamd.ts'
import { issue, revocationList } from '../../testing/test-authority.ts'
import type { Issued } from '../../testing/test-authority.ts'
import { testCentre } from '../../testing/test-centre.ts'

// Whom this centre trusts, read from a folder as in an installation; and people it does not, or no longer.
const root = issue({ name: 'Gốc thử', authority: true })
const signer = issue({ name: 'Sở thử', issuer: root, key: 'rsa' })
const revoked = issue({ name: 'Đã thu hồi', issuer: root })
const expired = issue({ name: 'Hết hạn', issuer: root, to: '2025-06-01T00:00:00Z' })
const strangers = issue({ name: 'Không ai biết', authority: true })
const stranger = issue({ name: 'Người lạ', issuer: strangers })
const folder = mkdtempSync(join(tmpdir(), 'motcua-trust-'))
afterAll(() => rmSync(folder, { recursive: true }))
const lists = (of: readonly Issued[]) =>
  writeFileSync(
    join(folder, 'root.crl'),
    new Uint8Array(
      revocationList(root, [...of])
        .toSchema(true)
        .toBER(),
    ),
  )
writeFileSync(join(folder, 'root.pem'), root.certificate.toString())
lists([revoked])

let isScannerAway = false
const clamd = await standInClamd((bytes) =>
  isScannerAway ? null : bytes.includes('tep-co-ma-doc') ? 'stream: Thu-Nghiem FOUND\0' : 'stream: OK\0',
)
afterAll(async () => await clamd.close())
const centre = await testCentre({ MOTCUA_TRUST: folder, MOTCUA_CLAMD: clamd.address })
const { call, as, db, app } = centre
const { upload, act, waive, onTheSpot, charged, forwarded, handOver, untilApproved, list } = filesOf(centre)

const form = await printForm('refusal', sampleRefusal)
const sign = async (identity: Issued, pdf: Uint8Array = form): Promise<Uint8Array> =>
  await signPdf(pdf, { identity, reason: 'Ban hành', signedAt: '2026-01-05T10:05:00+07:00' })
const signed = await sign(signer)
const flipped = (bytes: Uint8Array): Uint8Array => {
  const copy = Uint8Array.from(bytes)
  const at = Buffer.from(copy).indexOf('/Producer', 0, 'latin1')
  copy[(at > 0 ? at : 200) + 14]! ^= 1
  return copy
}

const counted = async (): Promise<{ files: number; contents: number }> => {
  const [row] = await db.peek<{ files: number; contents: number }>(
    'select (select count(*)::int from document.file) as files, (select count(*)::int from document.file_content) as contents',
  )
  return row!
}

describe('an arriving file', () => {
  test('is kept byte for byte, checked in the same request, and shows who attached it for which purpose', async () => {
    const { code } = await onTheSpot()
    const { status, body } = await upload('tiepnhan1', code, 'Giấy tờ của tôi.pdf', signed, { componentNo: 1 })
    expect([status, body.name, body.size, body.sha256]).toEqual([
      201,
      'Giấy tờ của tôi.pdf',
      signed.length,
      createHash('sha256').update(signed).digest('hex'),
    ])
    expect(body).toMatchObject({
      purpose: 'paper',
      uploadedRole: 'Cán bộ tiếp nhận',
      signature: {
        state: 'valid',
        stateName: 'Ký hợp lệ',
        report: { signatures: [{ signerName: 'Sở thử', issuer: 'Gốc thử', revocation: 'good' }] },
      },
    })
    const kept = await call<Buffer>(await as('tiepnhan1'), 'GET', `/dossiers/${code}/files/${body.id}`)
    expect(Buffer.from(signed).equals(kept.body)).toBe(true)
  })

  test.each([
    ['valid', async () => signed, []],
    ['unsigned', async () => form, []],
    ['invalid', async () => flipped(signed), ['DIGEST_WRONG']],
    ['invalid', async () => await sign(revoked), ['CERTIFICATE_REVOKED']],
    ['untrusted', async () => await sign(expired), ['CERTIFICATE_EXPIRED']],
    ['untrusted', async () => await sign(stranger), ['CERTIFICATE_UNTRUSTED']],
  ])('as a scan is accepted with any signature, and reported as %s', async (state, make, problems) => {
    const { code } = await onTheSpot()
    const { status, body } = await upload('tiepnhan1', code, 'giấy.pdf', await make())
    expect([status, body.signature?.state]).toEqual([201, state])
    const found = body.signature.report!.signatures.flatMap((each) => each.problems.map((problem) => problem.code))
    expect(found).toEqual(expect.arrayContaining(problems))
  })

  test.each([
    ['ảnh.png', png],
    ['ảnh.jpg', jpeg],
  ])('%s carries no signature and is said to carry none', async (name, bytes) => {
    const { code } = await onTheSpot()
    const { body } = await upload('tiepnhan1', code, name, bytes)
    expect(body.signature).toMatchObject({ state: 'not_pdf', report: null, checks: [] })
  })

  test('that the locality has already is stored as another file, without storing its bytes again', async () => {
    const [one, other] = [await onTheSpot(), await onTheSpot()]
    await upload('tiepnhan1', one.code, 'một.pdf', form)
    const before = await counted()
    expect((await upload('tiepnhan2', other.code, 'hai.pdf', form)).status).toBe(201)
    expect(await counted()).toEqual({ files: before.files + 1, contents: before.contents })
  })
})

describe('refused files, with their reasons', async () => {
  const { code } = await onTheSpot()
  const cut = form.subarray(0, form.length >> 1)
  test.each<[string, string, Uint8Array, number, string]>([
    ['nothing', 'rỗng.pdf', new Uint8Array(), 422, 'FILE_EMPTY'],
    ['half a PDF', 'nửa.pdf', cut, 422, 'FILE_PDF_BROKEN'],
    ['a head and nothing more', 'đầu.pdf', Buffer.from('%PDF-1.7\n'), 422, 'FILE_PDF_BROKEN'],
    ['a PDF without a page', 'không trang.pdf', withoutPages(), 422, 'FILE_PDF_EMPTY'],
    ['a PDF with a password', 'khoá.pdf', locked(form), 422, 'FILE_PDF_LOCKED'],
    ['text', 'đơn.pdf', Buffer.from('Đơn đề nghị\n'.repeat(50)), 422, 'FILE_TYPE_UNKNOWN'],
    ['a page of the web', 'trang.html', Buffer.from('<!doctype html><script>alert(1)</script>'), 422, 'FILE_TYPE_UNKNOWN'],
    ['a program', 'quét.exe', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), 422, 'FILE_TYPE_UNKNOWN'],
    ['a picture called PDF', 'ảnh.pdf', png, 422, 'FILE_NOT_WHAT_IT_SAYS'],
    ['a PDF called a program', 'giấy.pdf.exe', form, 422, 'FILE_NOT_WHAT_IT_SAYS'],
    ['a PDF whose name is turned around', 'giay\u202Efdp.exe', form, 422, 'FILE_NOT_WHAT_IT_SAYS'],
  ])('%s', async (_what, name, bytes, status, refusal) => {
    const before = await counted()
    const { body, status: given } = await upload('tiepnhan1', code, name, bytes)
    expect([given, (body as unknown as { code: string }).code]).toEqual([status, refusal])
    expect((body as unknown as { detail: string }).detail).not.toMatch(/\{|\u202E/u)
    expect(await counted()).toEqual(before)
  })

  test('bytes that differ from the digest, and an unreadable digest', async () => {
    const before = await counted()
    for (const digest of [contentDigest(png), 'sha-256=:AAAA:', 'sha-256=abc']) {
      const { status, body } = await upload('tiepnhan1', code, 'giấy.pdf', form, { digest })
      expect([status, (body as unknown as { code: string }).code]).toEqual([422, 'FILE_DIGEST_DIFFERS'])
    }
    expect(await counted()).toEqual(before)
    expect((await upload('tiepnhan1', code, 'giấy.pdf', form, { digest: null })).status).toBe(201)
    expect((await upload('tiepnhan1', code, 'giấy.pdf', form, { digest: `sha-512=:AAAA:, ${contentDigest(form)}` })).status).toBe(201)
  })

  test('a file without a name, a paper the procedure does not ask for, an unknown purpose', async () => {
    const none = await upload('tiepnhan1', code, '', form, { disposition: 'attachment' })
    expect([none.status, none.body]).toMatchObject([422, { code: 'FILE_NAME_MISSING' }])
    const strange = await upload('tiepnhan1', code, 'a.pdf', form, { componentNo: 999 })
    expect([strange.status, strange.body]).toMatchObject([422, { code: 'FILE_COMPONENT_UNKNOWN' }])
    const purpose = await upload('tiepnhan1', code, 'a.pdf', form, { purpose: 'joke' })
    expect([purpose.status, purpose.body]).toMatchObject([422, { code: 'REQUEST_INVALID' }])
  })

  test('files made to exhaust the reader are refused within seconds, and the next file is read normally', async () => {
    const bombs = [
      `%PDF-1.7\nxref\n0 999999999\ntrailer\n<<>>\nstartxref\n9\n%%EOF`,
      `%PDF-1.7\n${'('.repeat(200_000)}\nstartxref\n9\n%%EOF`,
      `%PDF-1.7\nxref\n0 0\ntrailer\n${'<</A '.repeat(50_000)}\nstartxref\n9\n%%EOF`,
      `%PDF-1.7\nxref\n0 0\ntrailer\n<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF`,
    ]
    const from = performance.now()
    for (const bomb of bombs) {
      const { status, body } = await upload('tiepnhan1', code, 'bom.pdf', Buffer.from(bomb))
      expect([status, (body as unknown as { code: string }).code]).toEqual([422, 'FILE_PDF_BROKEN'])
    }
    expect(performance.now() - from).toBeLessThan(10_000)
    expect((await upload('tiepnhan1', code, 'giấy.pdf', form)).status).toBe(201)
  })
})

describe('the name it is kept under', () => {
  test.each([
    ['..\\..\\Windows\\giấy.pdf', 'giấy.pdf'],
    ['../../../etc/cron.d/giấy.pdf', 'giấy.pdf'],
    ['Gia\u0302\u0301y.pdf', 'Giấy.pdf'],
    ['giấy\r\nX-Tiêu-đề: 1.pdf', 'giấyX-Tiêu-đề_ 1.pdf'],
    ['quét', 'quét.pdf'],
    [`${'đ'.repeat(300)}.pdf`, `${'đ'.repeat(98)}.pdf`],
  ])('%j', async (sent, kept) => {
    const { code } = await onTheSpot()
    const { body } = await upload('tiepnhan1', code, sent, form)
    expect(body.name).toBe(kept)
    const { headers } = await call(await as('tiepnhan1'), 'GET', `/dossiers/${code}/files/${body.id}`)
    expect(String(headers['content-disposition'])).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\x21-\x7e]+$/u)
    expect(decodeURIComponent(String(headers['content-disposition']).split("UTF-8''")[1] ?? '')).toBe(kept)
  })
})

describe('the same request', async () => {
  const { code } = await onTheSpot()

  test('sent again takes effect once and gets the first answer', async () => {
    const key = randomUUID()
    const first = await upload('tiepnhan1', code, 'một lần.pdf', form, { key })
    const again = await upload('tiepnhan1', code, 'một lần.pdf', form, { key })
    expect([again.status, again.body.id, again.headers['idempotency-replayed']]).toEqual([201, first.body.id, 'true'])
  })

  test('twice at once makes one file', async () => {
    const key = randomUUID()
    const before = await counted()
    const answers = await Promise.all([1, 2, 3].map(async () => await upload('tiepnhan1', code, 'cùng lúc.pdf', form, { key })))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect((await counted()).files).toBe(before.files + 1)
  })

  test('with other bytes, another name or another purpose is a different request and is refused', async () => {
    const key = randomUUID()
    await upload('tiepnhan1', code, 'một.pdf', form, { key })
    for (const other of [
      upload('tiepnhan1', code, 'một.pdf', signed, { key }),
      upload('tiepnhan1', code, 'hai.pdf', form, { key }),
      upload('tiepnhan1', code, 'một.pdf', form, { key, purpose: 'other' }),
    ]) {
      expect([(await other).status, (await other).body]).toMatchObject([409, { code: 'IDEMPOTENCY_KEY_REUSED' }])
    }
  })
})

describe('who may attach what, where the dossier is', () => {
  const codeOf = (reply: { body: unknown }) => (reply.body as { code: string }).code

  test('the counter attaches its scans and the agency its files while it holds the dossier, and neither for the other', async () => {
    const { code } = await forwarded()
    expect((await upload('tiepnhan1', code, 'quét.pdf', form)).status).toBe(201)
    expect(codeOf(await upload('tiepnhan1', code, 'kq.pdf', form, { purpose: 'result' }))).toBe('NOT_SETTLED_HERE')
    expect(codeOf(await upload('thuly.skhdt', code, 'kq.pdf', form, { purpose: 'other' }))).toBe('DOSSIER_WRONG_ROLE')
    await handOver(code)
    expect(codeOf(await upload('tiepnhan1', code, 'quét.pdf', form))).toBe('DOSSIER_WRONG_STATE')
    expect(codeOf(await upload('tiepnhan1', code, 'k.pdf', form, { purpose: 'other' }))).toBe('DOSSIER_WRONG_ROLE')
    expect((await upload('thuly.skhdt', code, 'tờ trình.pdf', form, { purpose: 'other' })).status).toBe(201)
    expect((await upload('vanthu.skhdt', code, 'kết quả.pdf', signed, { purpose: 'result' })).status).toBe(201)
  })

  test('another agency sees nothing of it; overseers see the list of files, not their content; the public sees nothing', async () => {
    const { code } = await forwarded()
    const { body } = await upload('tiepnhan1', code, 'quét.pdf', form)
    for (const login of ['thuly.sct', 'vanthu.sct', 'lanhdao.sct']) {
      expect(codeOf(await upload(login, code, 'x.pdf', form, { purpose: 'other' }))).toBe('DOSSIER_NOT_FOUND')
      expect((await list(login, code)).status).toBe(404)
      expect((await call(await as(login), 'GET', `/dossiers/${code}/files/${body.id}`)).status).toBe(404)
      expect((await call(await as(login), 'POST', `/dossiers/${code}/files/${body.id}/checks`)).status).toBe(404)
    }
    for (const login of ['thanhtra', 'lanhdaotinh']) {
      const seen = await list(login, code)
      expect([seen.status, seen.body.items.length, seen.body.mayOpen]).toEqual([200, 1, false])
      const opened = await call(await as(login), 'GET', `/dossiers/${code}/files/${body.id}`)
      expect([opened.status, codeOf(opened)]).toEqual([403, 'FILE_CONTENT_NOT_YOURS'])
      expect((await upload(login, code, 'x.pdf', form)).status).toBe(403)
    }
    expect((await call(null, 'GET', `/dossiers/${code}/files`)).status).toBe(401)
    expect((await call(null, 'GET', `/dossiers/${code}/files/${body.id}`)).status).toBe(401)
  })

  test('a file belongs to its dossier: under the code of another one it does not exist', async () => {
    const [one, other] = [await onTheSpot(), await onTheSpot()]
    const { body } = await upload('tiepnhan1', one.code, 'a.pdf', form)
    expect((await call(await as('tiepnhan1'), 'GET', `/dossiers/${other.code}/files/${body.id}`)).status).toBe(404)
  })

  test('the possible attachments are listed with reasons, by the rule that decides', async () => {
    const { code } = await forwarded()
    expect((await list('tiepnhan1', code)).body.mayAdd.map(({ purpose, allowed }) => [purpose, allowed])).toEqual([
      ['paper', true],
      ['result', false],
      ['other', true],
    ])
    for (const { allowed, reason } of (await list('tiepnhan1', code)).body.mayAdd) expect(allowed).toBe(reason === null)
  })

  test('another locality sees no file, bytes or report, and the application can neither change nor remove them', async () => {
    const { code } = await onTheSpot()
    await upload('tiepnhan1', code, 'a.pdf', form)
    const elsewhere = db.as(otherLocality)
    for (const table of ['document.file', 'document.file_content', 'document.file_check', 'document.file_withdrawal', 'dossier.act_file'])
      expect((await elsewhere.pool.query(`select from ${table}`)).rowCount).toBe(0)
    for (const table of ['document.file', 'document.file_content', 'document.file_check', 'document.file_withdrawal', 'dossier.act_file']) {
      await expect(db.pool.query(`delete from ${table}`)).rejects.toThrow(/permission denied/u)
      await expect(db.pool.query(`update ${table} set locality_id = locality_id`)).rejects.toThrow(/permission denied/u)
    }
    await expect(db.pool.query(`insert into document.file_content (sha256, size, bytes) values (sha256('a'), 1, 'b')`)).rejects.toThrow(
      /file_content_hash_true/u,
    )
  })
})

describe('opening a file', async () => {
  const { code } = await onTheSpot()
  const { body } = await upload('tiepnhan1', code, 'Đơn đề nghị.pdf', form)
  const path = `/dossiers/${code}/files/${body.id}`

  test('is recorded for its owner, also when the browser has cached it', async () => {
    const token = await as('tiepnhan1')
    const lines = async () => (await db.peek('select from dossier.access where file_id = $1', [body.id])).length
    const before = await lines()
    await call(token, 'GET', path)
    const again = await app.http.inject({
      method: 'GET',
      url: `/api/v1${path}`,
      headers: { authorization: `Bearer ${token}`, 'if-none-match': `"${body.sha256}"` },
    })
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0])
    expect(await lines()).toBe(before + 2)
  })

  test('has headers that stop browsers from sniffing, running or sharing it', async () => {
    const { headers } = await call(await as('tiepnhan1'), 'GET', path)
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(form.length),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-digest': contentDigest(form),
      'content-disposition': `attachment; filename="Don de nghi.pdf"; filename*=UTF-8''%C4%90%C6%A1n%20%C4%91%E1%BB%81%20ngh%E1%BB%8B.pdf`,
    })
    const inline = await call(await as('tiepnhan1'), 'GET', `${path}?show=inline`)
    expect(String(inline.headers['content-disposition'])).toMatch(/^inline;/u)
  })
})

describe('checked again', () => {
  test('adds a report and replaces none; a certificate revoked meanwhile is detected', async () => {
    const late = issue({ name: 'Sẽ bị thu hồi', issuer: root })
    const { code } = await onTheSpot()
    const { body } = await upload('tiepnhan1', code, 'a.pdf', await sign(late))
    expect(body.signature.state).toBe('valid')
    lists([revoked, late])
    const again = await call<FileView>(await as('tiepnhan2'), 'POST', `/dossiers/${code}/files/${body.id}/checks`)
    lists([revoked])
    expect([again.status, again.body.signature.state]).toEqual([201, 'invalid'])
    expect(again.body.signature.checks.map(({ state }) => state)).toEqual(['invalid', 'valid'])
    expect(new Set(again.body.signature.checks.map(({ by }) => by)).size).toBe(2)
    const trusts = await db.peek<{ n: number }>(
      'select count(distinct trust_sha256)::int as n from document.file_check where file_id = $1',
      [body.id],
    )
    expect(trusts[0]?.n).toBe(2)
  })

  test('a picture has no signature to check', async () => {
    const { code } = await onTheSpot()
    const { body } = await upload('tiepnhan1', code, 'a.png', png)
    const again = await call<{ code: string }>(await as('tiepnhan1'), 'POST', `/dossiers/${code}/files/${body.id}/checks`)
    expect([again.status, again.body.code]).toEqual([409, 'FILE_NOT_PDF'])
  })
})

describe('sent by mistake', () => {
  test('a file is withdrawn with a reason, remains stored, and is never withdrawn twice', async () => {
    const { code } = await onTheSpot()
    const { body } = await upload('tiepnhan1', code, 'nhầm.pdf', form)
    const path = `/dossiers/${code}/files/${body.id}/withdrawal`
    expect((await call(await as('tiepnhan1'), 'POST', path, { reason: ' ' })).status).toBe(422)
    const done = await call<FileView>(await as('tiepnhan1'), 'POST', path, { reason: 'Của hồ sơ khác' })
    expect([done.status, done.body.withdrawal?.reason]).toEqual([200, 'Của hồ sơ khác'])
    expect(await call(await as('tiepnhan1'), 'POST', path, { reason: 'lần nữa' })).toMatchObject({
      status: 409,
      body: { code: 'FILE_ALREADY_WITHDRAWN' },
    })
    expect((await call<Buffer>(await as('tiepnhan1'), 'GET', `/dossiers/${code}/files/${body.id}`)).body.equals(form)).toBe(true)
    // And no act rests on it afterwards.
    await act('tiepnhan1', code, 'approve')
    expect((await list('tiepnhan1', code)).body.items[0]?.acts).toEqual([])
  })

  test('not after an act depends on it, and not by the side that no longer holds the dossier', async () => {
    const { code } = await forwarded()
    const { body } = await upload('tiepnhan1', code, 'quét.pdf', form)
    await handOver(code)
    const late = await call<{ code: string }>(await as('tiepnhan1'), 'POST', `/dossiers/${code}/files/${body.id}/withdrawal`, {
      reason: 'x',
    })
    expect([late.status, late.body.code]).toEqual([409, 'FILE_IN_USE'])
  })

  test('at the same instant as an act that would depend on it: only one of the two succeeds', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { code } = await onTheSpot()
      const { body } = await upload('tiepnhan1', code, 'quét.pdf', form)
      const [gone, approved] = await Promise.all([
        call(await as('tiepnhan1'), 'POST', `/dossiers/${code}/files/${body.id}/withdrawal`, { reason: 'nhầm' }),
        act('tiepnhan1', code, 'approve'),
      ])
      expect(approved.status).toBe(200)
      const [file] = (await list('tiepnhan1', code)).body.items
      expect([gone.status === 200, file?.withdrawal !== null, file?.acts.length === 0]).toEqual(
        gone.status === 200 ? [true, true, true] : [false, false, false],
      )
    }
  })
})

describe('the act that depends on files', () => {
  const result = { number: '12/GCN', name: 'Giấy chứng nhận' }
  const approved = async (): Promise<string> => {
    const { code } = await onTheSpot()
    await act('tiepnhan1', code, 'approve')
    return code
  }

  test('seals the hashes of the transferred papers and of the recorded result', async () => {
    const { code } = await forwarded()
    const scan = await upload('tiepnhan1', code, 'quét.pdf', form)
    await handOver(code)
    await untilApproved(code)
    const kept = await upload('vanthu.skhdt', code, 'kết quả.pdf', signed, { purpose: 'result' })
    const unused = await upload('vanthu.skhdt', code, 'bản khác.pdf', form, { purpose: 'result' })
    const done = await act('vanthu.skhdt', code, 'record_result', { result, files: [kept.body.id] })
    expect([done.status, done.body.state]).toEqual([200, 'result_recorded'])
    const rows = await db.peek<{ kind: string; files: { id: string; sha256: string; purpose: string }[] }>(
      `select a.kind, a.payload::jsonb -> 'files' as files from dossier.act a join dossier.dossier d on d.id = a.dossier_id
       where d.code = $1 and a.payload::jsonb ? 'files' order by a.seq`,
      [code],
    )
    expect(rows).toEqual([
      { kind: 'forward', files: [{ id: scan.body.id, sha256: scan.body.sha256, purpose: 'paper' }] },
      { kind: 'record_result', files: [{ id: kept.body.id, sha256: kept.body.sha256, purpose: 'result' }] },
    ])
    const seen = (await list('vanthu.skhdt', code)).body.items
    expect(seen.map(({ id, acts }) => [id, acts.length])).toEqual([
      [scan.body.id, 1],
      [kept.body.id, 1],
      [unused.body.id, 0],
    ])
    expect(seen.find(({ id }) => id === kept.body.id)?.signature.checks).toHaveLength(2)
  })

  test.each([
    ['altered by one byte', async () => flipped(signed), 'Nội dung tài liệu đã bị thay đổi'],
    ['of a revoked signer', async () => await sign(revoked), 'Chứng thư đã bị thu hồi'],
  ])('a result %s is refused at once, with its name and its fault', async (_what, make, words) => {
    const code = await approved()
    const { body } = await upload('tiepnhan1', code, 'kết quả.pdf', await make(), { purpose: 'result' })
    const done = await act('tiepnhan1', code, 'record_result', { result, files: [body.id] })
    expect([done.status, done.body.code]).toEqual([409, 'RESULT_SIGNATURE_BROKEN'])
    expect(done.body.detail).toContain('kết quả.pdf')
    expect(done.body.detail).toContain(words)
    expect((await call<{ state: string }>(await as('tiepnhan1'), 'GET', `/dossiers/${code}`)).body.state).toBe('approved')
  })

  test('a signer revoked between arrival and recording is caught by the act itself', async () => {
    const late = issue({ name: 'Thu hồi giữa chừng', issuer: root })
    const code = await approved()
    const { body } = await upload('tiepnhan1', code, 'kết quả.pdf', await sign(late), { purpose: 'result' })
    expect(body.signature.state).toBe('valid')
    lists([revoked, late])
    const done = await act('tiepnhan1', code, 'record_result', { result, files: [body.id] })
    lists([revoked])
    expect([done.status, done.body.code]).toEqual([409, 'RESULT_SIGNATURE_BROKEN'])
  })

  test.each([
    ['unsigned', async () => form, 'unsigned'],
    ['signed by somebody unknown', async () => await sign(stranger), 'untrusted'],
    ['signed with a certificate that has expired', async () => await sign(expired), 'untrusted'],
  ])('a result that is %s is recorded, and marked as such', async (_what, make, state) => {
    const code = await approved()
    const { body } = await upload('tiepnhan1', code, 'kết quả.pdf', await make(), { purpose: 'result' })
    expect((await act('tiepnhan1', code, 'record_result', { result, files: [body.id] })).status).toBe(200)
    expect((await list('tiepnhan1', code)).body.items[0]?.signature.state).toBe(state)
  })

  test('a file of another dossier, a scan, a withdrawn one, and a missing one', async () => {
    const [code, other] = [await approved(), await approved()]
    const foreign = await upload('tiepnhan1', other, 'kq.pdf', signed, { purpose: 'result' })
    const off = await upload('tiepnhan1', code, 'kq.pdf', signed, { purpose: 'result' })
    await call(await as('tiepnhan1'), 'POST', `/dossiers/${code}/files/${off.body.id}/withdrawal`, { reason: 'nhầm' })
    for (const id of [foreign.body.id, off.body.id, randomUUID()]) {
      const done = await act('tiepnhan1', code, 'record_result', { result, files: [id] })
      expect([done.status, done.body.code]).toEqual([409, 'FILE_NOT_OF_THE_RESULT'])
    }
    expect((await act('tiepnhan1', code, 'record_result', { result })).status).toBe(200)
  })
})

describe('the applicant, with both codes of the slip', () => {
  const result = { number: '12/GCN', name: 'Giấy chứng nhận' }
  type Tracked = { results: { id: string; name: string; signature: { state: string; signers: string[] } }[] }
  const track = async (code: string, secret: string) => (await call<Tracked>(null, 'POST', '/tracking', { code, secret })).body
  const take = async (id: string, code: string, secret: string) =>
    await call<Buffer>(null, 'POST', `/tracking/results/${id}`, { code, secret })
  const recorded = async (more: object = {}, filing = onTheSpot) => {
    const { code, lookupSecret } = await filing(more)
    await act('tiepnhan1', code, 'approve')
    const kept = await upload('tiepnhan1', code, 'kết quả.pdf', signed, { purpose: 'result' })
    const scan = await upload('tiepnhan1', code, 'nội bộ.pdf', form, { purpose: 'other' })
    expect((await act('tiepnhan1', code, 'record_result', { result, files: [kept.body.id] })).status).toBe(200)
    await waive(code)
    return { code, secret: lookupSecret, id: kept.body.id, inner: scan.body.id }
  }

  test('can download the result after it is returned: not before, no other file, not with another secret', async () => {
    const { code, secret, id, inner } = await recorded()
    expect((await track(code, secret)).results).toEqual([])
    expect((await take(id, code, secret)).status).toBe(404)
    await act('tiepnhan1', code, 'return_result', { receivedBy: 'Nguyễn Thị Thử' })
    expect((await track(code, secret)).results).toMatchObject([
      { id, name: 'kết quả.pdf', signature: { state: 'valid', signers: ['Sở thử'] } },
    ])
    const taken = await take(id, code, secret)
    expect(taken.body.equals(Buffer.from(signed))).toBe(true)
    expect(taken.headers).toMatchObject({ 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff' })
    expect((await take(inner, code, secret)).status).toBe(404)
    expect((await take(id, code, 'AAAA-AAAA')).status).toBe(404)
    const other = await recorded()
    expect((await take(id, other.code, other.secret)).status).toBe(404)
  })

  test('can download a result delivered online as soon as it is recorded', async () => {
    const { code, secret, id } = await recorded({ resultMethod: 'online' })
    expect((await track(code, secret)).results.map((each) => each.id)).toEqual([id])
    expect((await take(id, code, secret)).status).toBe(200)
  })

  test('never before it is paid, and not after the payment was reversed and is owed again', async () => {
    await call(await as('giamdoc'), 'PUT', `/collectors/${centre.centreId}`, {
      collectorName: 'Đơn vị thu thử',
      taxCode: '4000000000',
      bankBin: '970436',
      bankAccount: '1',
      templateSymbol: '01BLP0-001',
      seriesSymbol: 'TD-26T',
    })
    const { code, secret, id } = await recorded({ resultMethod: 'online' }, charged)
    // The fee is per copy: it is owed once somebody has counted.
    const { owedDong } = (
      await call<{ owedDong: number }>(await as('tiepnhan1'), 'POST', `/bills/${code}/adjustments`, {
        lineNo: 1,
        kind: 'assess',
        quantity: 2,
        ground: 'assessed',
        reason: 'Hai bản sao',
      })
    ).body
    expect(owedDong).toBeGreaterThan(0)
    expect((await track(code, secret)).results).toEqual([])
    expect(await take(id, code, secret)).toMatchObject({ status: 404, body: { code: 'RESULT_NOT_READY' } })
    const paid = await call<{ paymentId: string }>(await as('tiepnhan1'), 'POST', `/bills/${code}/payments`, {
      method: 'cash',
      amountDong: owedDong,
    })
    expect(paid.status).toBeLessThan(300)
    expect((await track(code, secret)).results).toHaveLength(1)
    expect((await take(id, code, secret)).status).toBe(200)
    const undone = await call(await as('tiepnhan1'), 'POST', `/payments/${paid.body.paymentId}/reversals`, {
      kind: 'mistake',
      reason: 'Thu nhầm',
    })
    expect(undone.status, JSON.stringify(undone.body)).toBeLessThan(300)
    expect((await take(id, code, secret)).status).toBe(404)
  })
})

describe('motcua verify', () => {
  const broken = async () =>
    (await verify(db.ownerUrl)).filter((finding) => finding.broken > 0).map(({ invariant }) => invariant.slice(0, 2))

  test('finds no fault in the files of these tests', async () => expect(await broken()).toEqual([]))

  test('finds a stored byte that was changed in the tables, and an act whose file is missing', async () => {
    const { code } = await onTheSpot()
    await upload('tiepnhan1', code, 'một bản.png', png)
    await act('tiepnhan1', code, 'approve')
    await db.peek('alter table document.file_content drop constraint file_content_hash_true')
    await db.peek(`update document.file_content set bytes = set_byte(bytes, 20, get_byte(bytes, 20) # 1) where size = ${png.length}`)
    expect(await broken()).toEqual(['9a'])
    await db.peek(`update document.file_content set bytes = set_byte(bytes, 20, get_byte(bytes, 20) # 1) where size = ${png.length}`)
    expect(await broken()).toEqual([])
    await db.peek(`delete from dossier.act_file r using dossier.dossier d where d.id = r.dossier_id and d.code = $1`, [code])
    expect(await broken()).toEqual(['9b'])
  })
})

function withoutPages(): Buffer {
  const objects = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[]/Count 0>>']
  let text = '%PDF-1.7\n'
  const places = objects.map((body, index) => {
    const at = text.length
    text += `${index + 1} 0 obj\n${body}\nendobj\n`
    return at
  })
  const at = text.length
  text += `xref\n0 3\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')}`
  text += `trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n${at}\n%%EOF`
  return Buffer.from(text, 'latin1')
}

function locked(pdf: Uint8Array): Buffer {
  const text = Buffer.from(pdf).toString('latin1')
  const root_ = /\/Root (\d+ 0 R)/u.exec(text)?.[1]
  const size = /\/Size (\d+)/u.exec(text)?.[1]
  const before = /startxref\s+(\d+)\s+%%EOF\s*$/u.exec(text)?.[1]
  const update = `\nxref\n0 0\ntrailer\n<</Size ${size}/Root ${root_}/Prev ${before}/Encrypt<</Filter/Standard/V 1/R 2/O <00>/U <00>/P -4>>>>\nstartxref\n${pdf.length + 1}\n%%EOF`
  return Buffer.concat([pdf, Buffer.from(update, 'latin1')])
}

describe('while the virus scanner is away', () => {
  const carrying = (word: string): Buffer => grownPdf(form, form.length + 600, word)
  const inspector = fileInspector(folder, undefined, clamdScanner(clamd.address))
  afterAll(async () => await inspector.close())
  const open = async (file: FileView): Promise<string> =>
    (await call<{ code?: string }>(await as('tiepnhan1'), 'GET', file.url.replace('/api/v1', ''))).body.code ?? 'opened'

  test('a file is quarantined: it cannot be opened until the scanner is back and has found nothing', async () => {
    const { code } = await onTheSpot()
    isScannerAway = true
    const [clean, infected] = [
      (await upload('tiepnhan1', code, 'sach.pdf', carrying('sach'))).body,
      (await upload('tiepnhan1', code, 'ban.pdf', carrying('tep-co-ma-doc'))).body,
    ]
    expect(clean).toMatchObject({ quarantine: { found: null, text: expect.stringContaining('chờ quét') as string } })
    expect([await open(clean), await open(infected)]).toEqual(['FILE_NOT_SCANNED', 'FILE_NOT_SCANNED'])
    expect(await scanAgain(app.database, inspector)).toBe(0)

    isScannerAway = false
    expect(await scanAgain(app.database, inspector)).toBe(2)
    expect(await scanAgain(app.database, inspector)).toBe(0)
    expect([await open(clean), await open(infected)]).toEqual(['opened', 'FILE_FOUND_INFECTED'])
    const { items } = (await list('tiepnhan1', code)).body
    expect(items.map((file) => [file.name, file.quarantine?.found])).toEqual([
      ['sach.pdf', undefined],
      ['ban.pdf', 'Thu-Nghiem'],
    ])
  })

  test('a file in which the scanner finds something is refused and not stored', async () => {
    const { code } = await onTheSpot()
    const before = await counted()
    expect((await upload('tiepnhan1', code, 'ban.pdf', carrying('tep-co-ma-doc'))).body).toMatchObject({ code: 'FILE_INFECTED' })
    expect(await counted()).toEqual(before)
  })
})
