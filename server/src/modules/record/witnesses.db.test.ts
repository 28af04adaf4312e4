import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '#platform/testing/postgres.ts'
import { openWitnesses } from './adapters/witnesses.ts'
import { askWitnesses } from './commands/ask-witnesses.ts'
import { sealRecord } from './commands/seal-record.ts'
import { isConsistent } from './domain/merkle.ts'
import { checkpointFrom, noteFrom } from './domain/note.ts'
import { checkRecord } from './queries/check-record.ts'
import { getRecord, listWitnesses, addCosignatures } from './queries/get-record.ts'
import { recordKeys } from './store/record-key.ts'
import { sha256 } from './store/digest.ts'

const db = await testDatabase()
const folder = mkdtempSync(join(tmpdir(), 'motcua-witness-'))
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const material = Buffer.concat([Buffer.of(4), publicKey.export({ format: 'der', type: 'spki' }).subarray(12)])
const witnessName = 'thanh-tra.example/w1'
const keyId = createHash('sha256').update(`${witnessName}\n`).update(material).digest().subarray(0, 4)
const vkey = `${witnessName}+${keyId.toString('hex')}+${material.toString('base64')}`

/** A witness by C2SP tlog-witness: it keeps the last checkpoint, and signs checkpoints that extend it. */
const seen = { size: 0, root: Buffer.alloc(0) }
const witness = { answers: [] as number[], isSilent: false, forges: false }
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (part: Buffer) => (body += part.toString()))
  request.on('end', () => {
    const say = (status: number, text = ''): void => {
      witness.answers.push(status)
      response.writeHead(status).end(text)
    }
    const [head = '', ...rest] = body.split('\n\n')
    const [old = '', ...proof] = head.split('\n')
    const note = noteFrom(rest.join('\n\n'))
    const checkpoint = note && checkpointFrom(note.text)
    if (!note || !checkpoint || request.url !== '/w/add-checkpoint' || request.method !== 'POST' || witness.isSilent) return say(500)
    if (Number(old.slice(4)) !== seen.size) return say(409, `${seen.size}\n`)
    const hashes = proof.map((line) => Buffer.from(line, 'base64'))
    if (seen.size > 0 && !isConsistent(sha256, seen, checkpoint, hashes)) return say(422)
    Object.assign(seen, { size: checkpoint.size, root: Buffer.from(checkpoint.root) })
    const time = Buffer.alloc(8)
    time.writeBigUInt64BE(1_790_000_000n)
    const signature = sign(null, Buffer.from(`cosignature/v1\ntime 1790000000\n${witness.forges ? 'x' : note.text}`), privateKey)
    return say(200, `— ${witnessName} ${Buffer.concat([keyId, time, signature]).toString('base64')}\n— someone.else AAAAAAAAAAAA\n`)
  })
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
writeFileSync(join(folder, 'witnesses'), `# nhân chứng\n\n${vkey}  ${address}/w/\n`)
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

const copies = join(folder, 'copies')
const witnesses = openWitnesses(copies, join(folder, 'witnesses'))
const origin = 'mc.example.vn/api/v1/record'
const faults = async (): Promise<(string | null)[]> => (await askWitnesses(db, witnesses)).map(({ fault }) => fault)
const copy = (): string => readFileSync(join(copies, 'mc.example.vn_api_v1_record', 'checkpoint'), 'utf8')
async function more(): Promise<void> {
  await db.peek(
    `insert into dossier.access (locality_id, dossier_id, account_id, role) select 47, uuidv7(), uuidv7(), 'clerk' from generate_series(1, 3)`,
  )
  await sealRecord(db, 'https://mc.example.vn')
}

describe('witnesses outside', () => {
  test('are not called while nothing is recorded', async () => {
    expect(await faults()).toEqual([])
  })

  test('get each checkpoint once; a valid cosignature is added to the note, and an invalid one is left out', async () => {
    await more()
    expect(await faults()).toEqual([null, null])
    await more()
    expect(await faults()).toEqual([null, null])
    expect(await faults()).toEqual([null, null])
    expect(witness.answers).toEqual([200, 200])
    const record = (await getRecord(db.kysely))!
    const note = noteFrom(await addCosignatures(db.kysely, record))
    expect(note?.signatures.map(({ name }) => name)).toEqual([origin, witnessName])
    expect(copy()).toBe(record.note)
    expect(readdirSync(join(copies, 'mc.example.vn_api_v1_record'))).toHaveLength(2)
    expect(await listWitnesses(db.kysely)).toMatchObject([
      { name: 'folder', kind: 'folder', size: record.size, fault: null },
      { name: witnessName, kind: 'witness', size: record.size, fault: null },
    ])
    expect((await checkRecord(db, [copy()])).differences).toEqual([])
  })

  test('after a change of keys a checkpoint is signed with the new key, and signatures of the former key remain valid', async () => {
    await db.peek(`update platform.server_key set valid_to = now() where locality_id = 47 and name = 'record-signing'`)
    const former = copy()
    // Another process would have the former key for a minute more.
    const other = db.as(db.localityId)
    await db.peek(`insert into dossier.access (locality_id, dossier_id, account_id, role) values (47, uuidv7(), uuidv7(), 'clerk')`)
    await db.peek(`update platform.server_key set generation = 0 where locality_id = 47 and name = 'record-signing'`)
    await sealRecord({ ...db, ...other, keys: db.keys }, 'https://mc.example.vn')
    expect((await recordKeys(db, origin)).map(({ validTo }) => validTo === null)).toEqual([true, false])
    expect(await faults()).toEqual([null, null])
    expect((await checkRecord(db, [former, copy()])).differences).toEqual([])
  })

  test('one that does not answer, and one that signs something else, is reported and called again', async () => {
    await more()
    witness.isSilent = true
    expect(await faults()).toEqual([null, 'refused'])
    witness.isSilent = false
    witness.forges = true
    expect(await faults()).toEqual([null, 'unsigned'])
    witness.forges = false
    await more()
    expect(await faults()).toEqual([null, null])
    // It had a checkpoint that it would not sign, reported it, and got the consistency proof from there.
    expect(witness.answers.slice(-2)).toEqual([409, 200])
  })

  test('a restored database, and one that was altered and sealed again, are detected at the next sealing', async () => {
    const before = copy()
    const held = await db.peek<{ size: number }>('select size from record.checkpoint where locality_id = 47 order by size')
    const [first] = held
    for (const [table, column] of [
      ['leaf', 'leaf_index'],
      ['round', 'first_index'],
    ] as const)
      await db.peek(`delete from record.${table} where ${column} >= $1`, [first?.size])
    await db.peek('delete from record.cosignature')
    await db.peek('delete from record.checkpoint where size > $1', [first?.size])
    await db.peek(`delete from dossier.access where id::text not in (select key from record.leaf)`)
    expect(await faults()).toEqual(['ahead', 'ahead'])
    expect((await checkRecord(db, [before])).differences).toMatchObject([{ table: 'record.log', kind: 'rolled_back' }])
    for (let n = 0; n < 6; n += 1) await more()
    expect(await faults()).toEqual(['forked', 'forked'])
    expect(copy()).toBe(before)
    expect((await listWitnesses(db.kysely)).map(({ fault }) => fault)).toEqual(['forked', 'forked'])
  })

  test('a witness that is no longer configured is removed, and a file without witnesses stops the start', async () => {
    await askWitnesses(db, { folder: null, others: [] })
    expect(await listWitnesses(db.kysely)).toEqual([])
    writeFileSync(join(folder, 'wrong'), `${vkey} ftp://x\n`)
    expect(() => openWitnesses(undefined, join(folder, 'wrong'))).toThrow('is not a verifier key and an address')
  })
})
