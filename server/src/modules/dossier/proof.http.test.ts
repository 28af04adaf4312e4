import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, describe, expect, test } from 'vitest'
import { testCentre } from '../../testing/test-centre.ts'
import { run } from './cli/prove.ts'
import { proofText } from './queries/clock-proof.ts'
import type { Proof } from './queries/clock-proof.ts'
import { fingerprintOf } from './queries/key-fingerprint.ts'
import { sealProof } from './queries/proof-seal.ts'
import { dossiersAt } from './testing/dossier-at.ts'

const centre = await testCentre()
const { call, as } = centre
const folder = mkdtempSync(join(tmpdir(), 'motcua-proof-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const list = await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&agency=H47.01&state=published&limit=1')
const dossiers = await dossiersAt(centre, list.body.items[0]?.code ?? '')
const elsewhere = await dossiersAt(
  centre,
  (await call<{ items: { code: string }[] }>(null, 'GET', '/procedures?handling=forwarded&agency=H47.05&state=published&limit=1')).body
    .items[0]?.code ?? '',
)

async function prove(proof: unknown, ...more: string[]): Promise<{ code: number; out: string }> {
  const file = join(folder, 'proof.json')
  writeFileSync(file, typeof proof === 'string' ? proof : JSON.stringify(proof))
  let out = ''
  const into = new Writable({
    write(chunk: Buffer, _encoding, done) {
      out += chunk.toString()
      done()
    },
  })
  return { code: await run([file, ...more], { stdout: into, stderr: into }), out }
}

type Content = Omit<Proof, 'seal'>
type Acts = Content['record']['acts']

/** Acts counted again from 1, as somebody would who leaves one out. */
function numbered(acts: Acts): Acts {
  return acts.map((act, i) => ({ ...act, seq: i + 1 }))
}

async function proofOf(code: string): Promise<Proof> {
  const { status, body } = await call<Proof>(await as('tiepnhan1'), 'GET', `/dossiers/${code}/proof`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

/** A life over Tết with every kind of turn: a stop, a new beginning, more time, and a stop without an end. */
async function eventful(): Promise<string> {
  const code = await dossiers.inAgency('2026-02-09T10:00')
  const reason = 'Theo biên bản'
  await dossiers.act('2026-02-10T09:00', code, 'suspend', 'case_officer', { cause: 'field_verification', reason })
  await dossiers.act('2026-02-11T15:00', code, 'resume', 'case_officer')
  await dossiers.act('2026-02-12T08:00', code, 'restart_clock', 'signatory', { cause: 'request_changed', reason })
  await dossiers.act('2026-02-12T09:00', code, 'request_extension', 'case_officer', { cause: 'complex_content', days: 3, reason })
  await dossiers.act('2026-02-12T10:00', code, 'approve_extension', 'signatory')
  return code
}

/** Every leaf of a value with its path. */
function leaves(value: unknown, way: (string | number)[] = []): (string | number)[][] {
  if (value === null || typeof value !== 'object') return [way]
  return Object.entries(value).flatMap(([key, each]) => leaves(each, [...way, Array.isArray(value) ? Number(key) : key]))
}

function altered(proof: Proof, way: readonly (string | number)[]): unknown {
  const copy = structuredClone(proof) as unknown as Record<string | number, unknown>
  let at = copy
  for (const key of way.slice(0, -1)) at = at[key] as Record<string | number, unknown>
  const last = way.at(-1) ?? ''
  const was = at[last]
  at[last] =
    typeof was === 'number'
      ? was + 1
      : typeof was === 'string'
        ? was === ''
          ? 'x'
          : `${was.slice(0, -1)}${was.endsWith('1') ? '2' : '1'}`
        : was === null
          ? '2026-01-01'
          : !was
  return copy
}

describe('why this date', () => {
  test('is recomputed from the file alone, with every change of the clock and the days off of Tết', async () => {
    const proof = await proofOf(await eventful())
    const { code, out } = await prove(proof)
    expect(out).toMatch(/KHỚP Ngày hẹn trả: .*tính lại từ đầu.*[Gg]ia hạn thêm 3 ngày làm việc/u)
    expect(code).toBe(0)
    expect(proof.turns.map((turn) => turn.effect)).toEqual(['pause', 'restart', 'extend'])
    expect(proof.calendar.days.some((day) => day.name.includes('Tết'))).toBe(true)
    expect(proof.record.headHash).toMatch(/^[0-9a-f]{64}$/u)
  })

  test('names nobody', async () => {
    const text = JSON.stringify(await proofOf(await eventful()))
    expect(text).not.toMatch(/Trần Văn Thử|049190000002|0905000002|Vai case_officer/u)
  })

  test('reveals any alteration', { timeout: 120_000 }, async () => {
    const proof = await proofOf(await eventful())
    const ways = leaves(proof)
    expect(ways.length).toBeGreaterThan(100)
    for (const way of ways) {
      const { code, out } = await prove(altered(proof, way))
      expect([code, out.startsWith('KHÔNG KHỚP: ')], `${way.join('.')}: ${out}`).toEqual([1, true])
    }
  })

  test('signed again by somebody else: the recomputation still reveals a false date, and the key reveals the rest', async () => {
    const proof = await proofOf(await eventful())
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const forged = (change: (content: Omit<Proof, 'seal'>) => Omit<Proof, 'seal'>): Proof => {
      const { seal: _seal, ...rest } = proof
      const content = change(rest)
      const text = Buffer.from(proofText(content))
      return {
        ...content,
        seal: {
          digest: createHash('sha256').update(text).digest('hex'),
          algorithm: 'Ed25519',
          publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
          signature: sign(null, text, privateKey).toString('base64'),
        },
      }
    }
    const later = forged((content) => ({
      ...content,
      clocks: content.clocks.map((clock) => ({ ...clock, dueAt: '2026-06-01T02:00:00.000Z' })),
    }))
    expect((await prove(later)).out).toMatch(/^KHÔNG KHỚP: .*tính lại ra .* trong tệp ghi 09:00 thứ Hai, 01\/06\/2026/u)
    const noTet = forged((content) => ({ ...content, calendar: { ...content.calendar, days: [] } }))
    expect((await prove(noTet)).code).toBe(1)
    const renamed = forged((content) => ({ ...content, dossier: { ...content.dossier, code: 'H47.01-260101-9999' } }))
    expect((await prove(renamed, '--key', fingerprintOf(proof.seal.publicKey))).out).toMatch(/^KHÔNG KHỚP: tệp do khoá/u)
    expect((await prove(proof, '--key', fingerprintOf(proof.seal.publicKey))).code).toBe(0)
  })

  // The checker finds false content even if the centre's own key signed it.
  const falsified: [what: string, change: (content: Content) => Content, says: RegExp][] = [
    [
      'a turn without its act',
      (c) => ({ ...c, record: { ...c.record, acts: numbered(c.record.acts.filter((act) => act.kind !== 'suspend')) } }),
      /không có thao tác nào/u,
    ],
    ['acts left out', (c) => ({ ...c, record: { ...c.record, acts: c.record.acts.filter((_, i) => i !== 3) } }), /thiếu thao tác/u],
    ['no acts', (c) => ({ ...c, record: { ...c.record, acts: [] } }), /không có thao tác nào/u],
    ['a head of zeros', (c) => ({ ...c, record: { ...c.record, headHash: '0'.repeat(64) } }), /mã băm cuối/u],
    ['a head of another chain', (c) => ({ ...c, record: { ...c.record, headHash: 'ab'.repeat(32) } }), /mã băm cuối/u],
    [
      'the last act dropped',
      (c) => ({ ...c, record: { ...c.record, acts: c.record.acts.slice(0, -1) } }),
      /mã băm cuối|không có thao tác/u,
    ],
    ['accepted long before', (c) => ({ ...c, acceptedAt: '2020-01-02T02:00:00.000Z' }), /tiếp nhận/u],
    [
      'accepted long before, the act too',
      (c) => ({
        ...c,
        acceptedAt: '2020-01-02T02:00:00.000Z',
        record: {
          ...c.record,
          acts: c.record.acts.map((act) => (act.kind === 'accept' ? { ...act, at: '2020-01-02T02:00:00.000Z' } : act)),
        },
      }),
      /thứ tự thời gian/u,
    ],
    [
      'a clock that begins when the result came back',
      (c) => {
        const returned = c.record.acts.at(-1)?.at ?? ''
        const acts = c.record.acts.map((act) => (act.at === returned ? { ...act, kind: 'receive' } : act))
        const clocks = c.clocks.map((clock) => ({ ...clock, startedAt: returned }))
        return { ...c, clockFrom: 'competent_agency', clocks, record: { ...c.record, acts } }
      },
      /không bắt đầu từ lúc tiếp nhận/u,
    ],
    [
      'a holiday of nobody',
      (c) => ({
        ...c,
        calendar: {
          ...c.calendar,
          days: [...c.calendar.days, { on: c.calendar.fromOn, kind: 'holiday', name: 'Ngày hội', basis: 'x', swapsWith: null, part: null }],
        },
      }),
      /không phải ngày nghỉ theo luật/u,
    ],
    ['no clocks', (c) => ({ ...c, clocks: [] }), /tệp không có đồng hồ của hạn theo luật; tệp không có đồng hồ của ngày hẹn/u],
    [
      'the promise alone',
      (c) => ({ ...c, clocks: c.clocks.filter(({ kind }) => kind === 'committed') }),
      /không có đồng hồ của hạn theo luật/u,
    ],
    ['two clocks of one kind', (c) => ({ ...c, clocks: [...c.clocks, ...c.clocks.slice(0, 1)] }), /tệp có 2 đồng hồ/u],
    ['a turn twice', (c) => ({ ...c, turns: c.turns.flatMap((turn) => [turn, turn]) }), /được tính hai lần/u],
    [
      'a stop within a stop',
      (c) => ({
        ...c,
        turns: c.turns.flatMap((turn) =>
          turn.effect === 'pause' ? [turn, { ...turn, fromAt: `${turn.fromAt.slice(0, 17)}30.000Z` }] : [turn],
        ),
      }),
      /trùng thời gian/u,
    ],
    ['Tết left out', (c) => ({ ...c, calendar: { ...c.calendar, days: [] } }), /thiếu ngày nghỉ theo luật/u],
  ]
  test.each(falsified)('%s is detected even with a valid signature', async (_what, change, says) => {
    const { seal: _seal, ...content } = await proofOf(await eventful())
    const sealed = await sealProof(centre.db, change(content))
    const { code, out } = await prove(sealed, '--key', fingerprintOf(sealed.seal.publicKey))
    expect([code, out]).toEqual([1, expect.stringMatching(says)])
  })

  test('with a new digest and the old signature and key, it is refused for its signature', async () => {
    const { seal, ...content } = await proofOf(await eventful())
    const changed = { ...content, dossier: { ...content.dossier, code: 'H47.01-260101-9999' } }
    const forged = { ...changed, seal: { ...seal, digest: createHash('sha256').update(proofText(changed)).digest('hex') } }
    const { code, out } = await prove(forged, '--key', fingerprintOf(seal.publicKey))
    expect([code, out]).toEqual([1, expect.stringContaining('chữ ký không phải của nội dung này')])
  })

  test('a file of the first format, without the seals of single acts, is still read', async () => {
    const { seal: _seal, ...content } = await proofOf(await eventful())
    const acts = content.record.acts.map(({ hash: _hash, ...act }) => act)
    const sealed = await sealProof(centre.db, { ...content, format: 'motcua-proof/1', record: { ...content.record, acts } })
    expect((await prove(sealed)).out).toContain('KHỚP Chữ ký')
  })

  test('is printed with the text of the file, every change of the clock, its ground, and the data needed to check it', async () => {
    const code = await eventful()
    const { status, body } = await call<Buffer>(await as('tiepnhan1'), 'GET', `/dossiers/${code}/proof.pdf`)
    expect(status).toBe(200)
    const document = await getDocument({ data: Uint8Array.from(body), verbosity: 0 }).promise
    let paper = ''
    for (let no = 1; no <= document.numPages; no += 1) {
      const { items } = await (await document.getPage(no)).getTextContent()
      paper += items.map((item) => ('str' in item ? item.str : '')).join('')
    }
    await document.loadingTask.destroy()
    const tight = (text: string): string => text.replace(/\s+/gu, '')
    const proof = await proofOf(code)
    for (const clock of proof.clocks) {
      expect(tight(paper)).toContain(tight(clock.sentence))
      for (const because of clock.because) expect(tight(paper)).toContain(tight(because.sentence))
    }
    for (const turn of proof.turns) for (const said of [turn.name, turn.law]) expect(tight(paper)).toContain(tight(said))
    expect(tight(paper)).toContain(tight(`Vân tay khoá ký: ${fingerprintOf(proof.seal.publicKey)}`))
    expect((await call(await as('thuly.stp'), 'GET', `/dossiers/${code}/proof.pdf`)).status).toBe(404)
  })

  test('is checked against the key the centre publishes', async () => {
    const key = await call<{ algorithm: string; fingerprint: string; publicKey: string }>(null, 'GET', '/proof-key')
    expect([key.status, key.body.algorithm, key.body.fingerprint]).toEqual([200, 'Ed25519', fingerprintOf(key.body.publicKey)])
    const proof = await proofOf(await eventful())
    expect((await prove(proof, '--key', key.body.fingerprint)).code).toBe(0)
    expect(JSON.stringify(key.body)).not.toMatch(/private/iu)
  })

  test('says so while the clock is stopped, without and with a known end', async () => {
    const [open, bounded] = [await dossiers.inAgency('2026-03-02T09:00'), await dossiers.inAgency('2026-03-02T09:00')]
    await dossiers.act('2026-03-03T09:00', open, 'suspend', 'case_officer', {
      cause: 'financial_duty',
      paidElsewhere: { office: 'Thuế cơ sở 3', notice: 'Thông báo số 12/TB-TCS3' },
      reason: 'Chờ nộp thuế',
    })
    await dossiers.act('2026-03-03T09:00', bounded, 'suspend', 'case_officer', { cause: 'outside_opinion', reason: 'Chờ ý kiến' })
    const proofs = [await proofOf(open), await proofOf(bounded)]
    expect(proofs.map((proof) => proof.clocks.map((clock) => clock.dueAt === null))).toEqual([
      [true, true],
      [false, false],
    ])
    expect([(await prove(proofs[0])).code, (await prove(proofs[1])).code]).toEqual([0, 0])
  })

  test.each([
    ['a longer limit', `update dossier.clock set limit_amount = limit_amount + 5 where dossier_id = $1 and kind = 'committed'`],
    ['a stop taken away', 'delete from dossier.clock_stop where dossier_id = $1'],
    ['a day moved by hand', `update dossier.dossier set committed_due_at = committed_due_at + interval '7 days' where id = $1`],
  ])('is not signed over %s that no act explains', async (_what, doctoring) => {
    const [code, other] = [await eventful(), await elsewhere.inAgency('2026-02-09T10:00')]
    await proofOf(code)
    const [dossier] = await centre.db.peek<{ id: string }>('select id from dossier.dossier where code = $1', [code])
    await centre.db.peek(`set session_replication_role = replica`)
    try {
      await centre.db.peek(doctoring, [dossier?.id])
    } finally {
      await centre.db.peek(`set session_replication_role = origin`)
    }
    const refused = await call<{ code: string }>(await as('tiepnhan1'), 'GET', `/dossiers/${code}/proof`)
    expect([refused.status, refused.body.code]).toEqual([409, 'PROOF_RECORD_DIFFERS'])
    // The faults of one dossier are not those of another, of another agency, received at the same minute.
    expect((await prove(await proofOf(other))).code).toBe(0)
  })

  test('no part of a dossier’s proof occurs in that of another dossier, of another agency with the same acts', async () => {
    const [own, other] = [
      await proofOf(await dossiers.inAgency('2026-02-09T10:00')),
      await proofOf(await elsewhere.inAgency('2026-02-09T10:00')),
    ]
    expect([(await prove(own)).code, (await prove(other)).code]).toEqual([0, 0])
    const { seal: _seal, ...parts } = own
    for (const part of Object.keys(parts) as (keyof Content)[]) {
      if (JSON.stringify(own[part]) === JSON.stringify(other[part])) continue
      expect([part, (await prove({ ...own, [part]: other[part] })).code]).toEqual([part, 1])
    }
    expect((await prove({ ...own, seal: other.seal })).code).toBe(1)
  })

  test('is only for the holder of the slip', async () => {
    const filing = {
      procedureCode: list.body.items[0]?.code,
      centreId: centre.centreId,
      applicant: { kind: 'person', fullName: 'Nguyễn Thị Thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905 000 001' },
      papers: (await call<{ components: { no: number }[] }>(null, 'GET', `/procedures/${list.body.items[0]?.code}`)).body.components.map(
        ({ no }) => ({ componentNo: no, originals: 3, copies: 3 }),
      ),
    }
    const { body } = await call<{ code: string; lookupSecret: string }>(await as('tiepnhan1'), 'POST', '/dossiers', filing)
    const own = await call<Proof>(null, 'POST', '/tracking/proof', { code: body.code, secret: body.lookupSecret })
    expect(own.status).toBe(200)
    expect((await prove(own.body)).code).toBe(0)
    const namesake = await call<{ code: string; lookupSecret: string }>(await as('tiepnhan2'), 'POST', '/dossiers', {
      ...filing,
      applicant: { ...filing.applicant, idNumber: '049190000002' },
    })
    const withTheirs = { code: body.code, secret: namesake.body.lookupSecret }
    expect((await call<{ code: string }>(null, 'POST', '/tracking/proof', withTheirs)).body.code).toBe('TRACKING_NOT_FOUND')
    const stranger = await call<{ code: string }>(null, 'POST', '/tracking/proof', { code: body.code, secret: 'AAAAAAAA' })
    expect([stranger.status, stranger.body.code]).toEqual([404, 'TRACKING_NOT_FOUND'])
  })

  test.each(['', 'x', '{}', '[]', '{"format":"motcua-proof/1"}', '{"format":"motcua-proof/2"}'])(
    'a file that is no proof is refused with a message: %j',
    async (text) => {
      const { code, out } = await prove(text)
      expect([code, out.startsWith('KHÔNG KHỚP: ')]).toEqual([1, true])
    },
  )
})
