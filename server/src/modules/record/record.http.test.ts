import { createHash, createPublicKey, verify } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { testCentre } from '../../testing/test-centre.ts'
import { sealRecord } from './commands/seal-record.ts'

// A reader of another house: it knows the C2SP texts and the address of the record, and shares no code with the server.
const { app, db, call, as, centreId } = await testCentre()
const publicUrl = 'https://mc.example.vn'

type Intake = { code: string }
const procedure = (
  await call<{ components: { no: number; originals: number | null; copies: number | null }[] }>(null, 'GET', '/procedures/1.001612')
).body
async function fileOne(n: number): Promise<string> {
  const { body, status } = await call<Intake>(await as('tiepnhan1'), 'POST', '/dossiers', {
    procedureCode: '1.001612',
    centreId,
    applicant: { kind: 'person', fullName: 'Người Nộp Thử', idNumber: `0491900000${n}0`, address: 'Phường Tam Kỳ', phone: '0905000001' },
    papers: procedure.components.map(({ no, originals, copies }) => ({ componentNo: no, originals: originals ?? 1, copies: copies ?? 0 })),
  })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.code
}

type Problem = { code: string; detail: string; status: number }
const sha = (...parts: Uint8Array[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest()
const leafOf = (entry: Uint8Array): Buffer => sha(Buffer.of(0), entry)
function rootOver(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0] as Buffer
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return sha(Buffer.of(1), rootOver(leaves.slice(0, k)), rootOver(leaves.slice(k)))
}
const text = async (path: string): Promise<string> => Buffer.from((await call<Buffer>(null, 'GET', path)).body).toString('utf8')
const bytes = async (path: string): Promise<Buffer> => {
  const { status, body, headers } = await call<Buffer>(null, 'GET', `/record/tile/${path}`)
  if (status !== 200) throw new Error(`${path}: ${status}`)
  expect(headers['content-type']).toBe('application/octet-stream')
  expect(headers['cache-control']).toContain('immutable')
  return Buffer.from(body)
}

/** The checkpoint, its signature verified by the published key as the specifications say. */
async function readCheckpoint(): Promise<{ origin: string; size: number; root: Buffer; note: string }> {
  // The key's own base64 may hold a plus sign.
  const [, name = '', id = '', key = ''] = /^([^+]+)\+([^+]+)\+(\S+)\n$/u.exec(await text('/record/vkey')) ?? []
  const material = Buffer.from(key, 'base64')
  expect(material[0]).toBe(1)
  expect(id).toBe(
    sha(Buffer.from(`${name}\n`), material)
      .subarray(0, 4)
      .toString('hex'),
  )
  const note = await text('/record/checkpoint')
  const [body = '', signatures = ''] = note.split('\n\n')
  const [, signer, signature = ''] = /^— (\S+) (\S+)\n$/u.exec(signatures) ?? []
  const signed = Buffer.from(signature, 'base64')
  expect([signer, signed.subarray(0, 4).toString('hex')]).toEqual([name, id])
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), material.subarray(1)])
  expect(verify(null, Buffer.from(`${body}\n`), createPublicKey({ key: spki, format: 'der', type: 'spki' }), signed.subarray(4))).toBe(true)
  const [origin = '', size, root = ''] = body.split('\n')
  return { origin, size: Number(size), root: Buffer.from(root, 'base64'), note }
}

/** Every entry, read from the bundles alone. */
async function readEntries(size: number): Promise<Buffer[]> {
  const entries: Buffer[] = []
  for (let n = 0; n * 256 < size; n += 1) {
    const width = Math.min(256, size - n * 256)
    let bundle = await bytes(`entries/${String(n).padStart(3, '0')}${width < 256 ? `.p/${width}` : ''}`)
    while (bundle.length > 0) {
      const length = bundle.readUInt16BE(0)
      entries.push(bundle.subarray(2, 2 + length))
      bundle = bundle.subarray(2 + length)
    }
  }
  return entries
}

describe('the record over HTTP', () => {
  test('says that it is empty before anything is recorded', async () => {
    for (const path of ['/record', '/record/vkey', '/record/checkpoint', '/record/consistency?from=1']) {
      const { status, body } = await call<Problem>(null, 'GET', path)
      expect([path, status, body.code]).toEqual([path, 404, 'RECORD_EMPTY'])
    }
  })

  test('can be read and recomputed by anyone from bundles, from tiles and from proofs', async () => {
    const code = await fileOne(1)
    await sealRecord(db, publicUrl)
    const first = await readCheckpoint()
    expect(first.origin).toBe('mc.example.vn/api/v1/record')
    await fileOne(2)
    await db.peek(
      `insert into dossier.access (locality_id, dossier_id, account_id, role) select 47, uuidv7(), uuidv7(), 'clerk' from generate_series(1, 300)`,
    )
    await sealRecord(db, publicUrl)
    const { size, root, note } = await readCheckpoint()
    const entries = await readEntries(size)
    expect(entries.map((entry) => entry.length)).toEqual(entries.map(() => 32))
    const leaves = entries.map(leafOf)
    expect(rootOver(leaves)).toEqual(root)
    expect(rootOver(leaves.slice(0, first.size))).toEqual(first.root)

    expect(await bytes('0/000')).toEqual(Buffer.concat(leaves.slice(0, 256)))
    expect(await bytes(`0/001.p/${size - 256}`)).toEqual(Buffer.concat(leaves.slice(256)))
    expect(await bytes(`0/000.p/${first.size}`)).toEqual(Buffer.concat(leaves.slice(0, first.size)))
    expect(await bytes('1/000.p/1')).toEqual(rootOver(leaves.slice(0, 256)))

    const { body } = await call<{
      index: number
      entry: string
      path: string[]
      checkpoint: string
      opening: { source: string; key: string; salt: string; text: string }
    }>(await as('tiepnhan1'), 'GET', `/record/proof?dossier=${code.toLowerCase()}&seq=1`)
    expect(body.checkpoint).toBe(note)
    expect(body.opening).toMatchObject({ source: 'dossier.act', key: `${code}/1` })
    // The leaf commits to the content of the act, and no other content opens it.
    const hidden = sha(Buffer.from(body.opening.salt, 'base64'), Buffer.from(body.opening.text))
    expect(sha(Buffer.from(`dossier.act\n${code}/1\n`), hidden)).toEqual(entries[body.index])
    expect(Buffer.from(body.entry, 'base64')).toEqual(entries[body.index])
    expect(body.opening.text).toContain('file')

    const proof = await call<{ proof: string[]; from: number; to: number }>(null, 'GET', `/record/consistency?from=${first.size}`)
    expect(proof.body).toMatchObject({ from: first.size, to: size })
    expect(proof.body.proof.every((hash) => Buffer.from(hash, 'base64').length === 32)).toBe(true)
  })

  test('reveals no personal data: no entry contains data of a dossier', async () => {
    const { size } = await readCheckpoint()
    const rows = await db.peek<{ code: string; hash: Buffer }>(
      `select d.code, a.hash from dossier.act a join dossier.dossier d on d.id = a.dossier_id`,
    )
    const entries = (await readEntries(size)).map((entry) => entry.toString('hex'))
    for (const { code, hash } of rows) {
      const guesses = [hash, sha(Buffer.from(code)), sha(Buffer.from(`dossier.act\n${code}/1\n`), hash), sha(hash)]
      for (const guess of guesses) expect(entries).not.toContain(guess.toString('hex'))
    }
  })

  test.each(['0/009', '0/001', '0/000.p/0', '2/000', '99/000', 'entries/001', '0/0', '0/x000/000', 'khac/000'])(
    '%s is no tile',
    async (path) => {
      const { status, body } = await call<Problem>(null, 'GET', `/record/tile/${path}`)
      expect([status, body.code]).toEqual([404, 'RECORD_TILE_NOT_FOUND'])
    },
  )

  test('an act is proved to those who may read the dossier, and that access is recorded', async () => {
    const [row] = await db.peek<{ code: string }>('select code from dossier.dossier order by code limit 1')
    const path = `/record/proof?dossier=${row?.code}&seq=1`
    const looks = async (): Promise<number> => (await db.peek('select from dossier.access where dossier_id is not null')).length
    const before = await looks()
    expect((await call(null, 'GET', path)).status).toBe(401)
    expect((await call<Problem>(await as('thuly.stp'), 'GET', path)).body.code).toBe('DOSSIER_NOT_FOUND')
    expect(await looks()).toBe(before)
    expect((await call<Problem>(await as('tiepnhan1'), 'GET', path.replace('seq=1', 'seq=77'))).body.code).toBe('RECORD_NOT_YET')
    expect((await call(await as('tiepnhan1'), 'GET', path)).status).toBe(200)
    expect(await looks()).toBe(before + 1)
  })

  test('proofs between invalid sizes are refused with the valid range', async () => {
    for (const query of ['from=9999', 'from=5&to=4', 'from=1&to=9999']) {
      const { status, body } = await call<Problem>(null, 'GET', `/record/consistency?${query}`)
      expect([query, status, body.code]).toEqual([query, 422, 'RECORD_SIZES_UNKNOWN'])
    }
  })

  test('a sealer that is stopped for four hours holds back results, and nothing else', async () => {
    const code = await fileOne(3)
    const returning = async (): Promise<string> =>
      (await call<Problem>(await as('tiepnhan1'), 'POST', `/dossiers/${code}/acts`, { act: 'return_result', receivedBy: 'Nguyễn Thị Thử' }))
        .body.code
    const state = async (): Promise<string> => (await call<{ sealer: string }>(null, 'GET', '/record')).body.sealer
    const stood = async (minutes: number): Promise<unknown> =>
      await db.peek(`update record.log set looked_at = now() - interval '${minutes} minutes' where locality_id = 47`)
    const unready = await returning()
    expect(unready).not.toBe('RECORD_STOPPED')
    await stood(6)
    expect([await state(), await returning()]).toEqual(['late', unready])
    await stood(241)
    expect([await state(), await returning()]).toEqual(['stopped', 'RECORD_STOPPED'])
    expect(await fileOne(4)).toMatch(/^\S+$/u)
    await sealRecord(db, publicUrl)
    expect([await state(), await returning()]).toEqual(['on_time', unready])
  })

  test('metrics contain the time since the last run of the sealer', async () => {
    const answer = await app.http.inject({ method: 'GET', url: '/metrics' })
    expect(answer.body).toMatch(/^motcua_record_seconds\{locality="[^"]+"\} \d/mu)
  })
})
