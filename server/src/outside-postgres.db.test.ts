import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { readConfig } from '#platform/config/config.ts'
import type { Database } from '#platform/db/database.ts'
import { openInstallation, prepareInstallation } from '#platform/db/installation.ts'
import { ensureLogins, loginOf } from '#platform/db/logins.ts'
import { localityWanted } from './packs/locality-wanted.ts'
import { createKeyFile } from '#platform/secrets/key-ring.ts'
import { verify } from '#oversight'
import { createApp } from './app.ts'
import type { App } from './app.ts'
import { loadDemonstration } from './packs/load-demonstration.ts'

// An external PostgreSQL: its login owns the database and may create roles, and is no superuser.
const name = `outside_${randomBytes(6).toString('hex')}`
const password = 'p w@:/%'
const admin = new pg.Client(inject('postgresAdminUrl' as never) as unknown as string)
const url = new URL(inject('postgresAdminUrl' as never) as unknown as string)
url.username = name
url.password = encodeURIComponent(password)
url.pathname = `/${name}`
const folder = mkdtempSync(join(tmpdir(), 'motcua-keys-'))
const keyFile = join(folder, 'keys')
const config = readConfig({
  MOTCUA_OWNER_URL: url.href,
  MOTCUA_KEY_FILE: keyFile,
  PORT: '0',
  MOTCUA_LOG: 'silent',
  MOTCUA_DATA: '/nowhere/at/all',
})

/** The server's settings: the application's login, and nothing of the owner. */
const appUrl = new URL(url)
appUrl.username = loginOf(47, `_${name}`)
appUrl.password = 'mat-khau'
const serving = readConfig({
  DATABASE_URL: appUrl.href,
  MOTCUA_KEY_FILE: keyFile,
  PORT: '0',
  MOTCUA_LOG: 'silent',
  MOTCUA_DATA: '/nowhere/at/all',
})

let database: Database
let app: App

beforeAll(async () => {
  createKeyFile(keyFile)
  await admin.connect()
  await admin.query(`create role ${name} login createrole password ${pg.escapeLiteral(password)}`)
  // Roles belong to the whole cluster, and here the superuser of the other tests made them first.
  await admin.query(`grant motcua_app, motcua_report to ${name} with admin option`)
  await admin.query(`create database ${name} owner ${name}`)
  await prepareInstallation(config, { locality: localityWanted(config) })
  await ensureLogins(url.href, () => 'mat-khau', `_${name}`)
  const installation = await prepareInstallation(serving, { locality: localityWanted(serving) })
  database = openInstallation(installation, config)
  await loadDemonstration(database.kysely, 'packs/demo-centre')
  app = await createApp(config, database, { perMinute: 1_000_000 })
  await app.http.ready()
}, 120_000)

afterAll(async () => {
  await app.close()
  await database.close()
  await admin.query(`drop database ${name} with (force)`)
  for (const id of [47, 1_000_047]) await admin.query(`drop role ${loginOf(id, `_${name}`)}`)
  await admin.query(`drop role ${name}`)
  await admin.end()
  rmSync(folder, { recursive: true })
})

const call = async (method: 'GET' | 'POST', path: string, body?: unknown, token?: string) =>
  await app.http.inject({
    method,
    url: `/api/v1${path}`,
    headers: { 'idempotency-key': randomUUID(), ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body === undefined ? {} : { payload: body as object }),
  })

describe('an outside PostgreSQL whose login is no superuser', () => {
  test('can be prepared repeatedly, and has both places', async () => {
    await prepareInstallation(config, { locality: localityWanted(config) })
    const { rows } = await database.pool.query<{ name: string }>('select name from platform.locality')
    expect(rows).toHaveLength(1)
    const owner = new pg.Client(url.href)
    await owner.connect()
    const all = await owner.query<{ id: number }>('select id from platform.locality order by id')
    await owner.end()
    expect(all.rows.map(({ id }) => id)).toEqual([47, 1_000_047])
  })

  test('a dossier is filed there, and verify checks it and reports its faults', async () => {
    const { token } = (await call('POST', '/sessions', { login: 'tiepnhan1', password: 'motcua-demo' })).json<{ token: string }>()
    const centreId = (await call('GET', '/centres')).json<{ items: { id: string }[] }>().items[0]?.id
    const filed = await call(
      'POST',
      '/dossiers',
      {
        procedureCode: '1.001612',
        centreId,
        applicant: { kind: 'person', fullName: 'Người thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905000001' },
        papers: [],
        accept: false,
      },
      token,
    )
    expect(filed.statusCode, filed.payload).toBe(201)
    const sound = await verify(url.href)
    expect(sound.filter(({ broken }) => broken > 0)).toEqual([])
    expect(sound.find(({ invariant }) => invariant.startsWith('4a'))?.invariant).not.toContain('(0 acts)')

    const { code } = filed.json<{ code: string }>()
    const superuser = new URL(inject('postgresAdminUrl' as never) as unknown as string)
    superuser.pathname = `/${name}`
    const behind = new pg.Client(superuser.href)
    await behind.connect()
    await behind.query(`update dossier.act set actor_name = 'Người khác'`)
    await behind.query(`update dossier.dossier set last_seq = last_seq + 1 where code = $1`, [code])
    await behind.end()
    const broken = (await verify(url.href)).filter((finding) => finding.broken > 0)
    expect(broken.map(({ invariant }) => invariant.split('.')[0])).toEqual(expect.arrayContaining(['4a', '4b']))
    expect(broken.flatMap(({ examples }) => examples).join()).toContain(code)
  })

  test('is not served with the login of its owner, and the message says what to do', async () => {
    const runAsOwner = { ...serving, databaseUrl: url.href }
    await expect(prepareInstallation(runAsOwner)).rejects.toThrow('motcua -- logins')
    // An owner named like a login of the application gains nothing by it.
    const disguised = openInstallation(Object.assign(await prepareInstallation(serving), { appUrl: url.href }), serving)
    await expect(disguised.pool.query('select 1')).rejects.toThrow('owns the schema')
    await disguised.close()
  })

  test('the serving login cannot become the owner', async () => {
    const client = await database.pool.connect()
    try {
      await client.query('set role none')
      for (const text of [
        `update dossier.act set actor_name = 'x'`,
        'alter table dossier.dossier disable row level security',
        `set role ${name}`,
        `insert into platform.migration (name, sha256) values ('x', 'x')`,
      ])
        await expect(client.query(text), text).rejects.toMatchObject({ code: '42501' })
    } finally {
      client.release(true)
    }
  })

  test('is not served with another key file, or with none', async () => {
    const otherFile = join(folder, 'other')
    createKeyFile(otherFile)
    await expect(prepareInstallation({ ...serving, keyFile: otherFile })).rejects.toThrow('does not open the secrets')
    await expect(prepareInstallation({ ...config, keyFile: otherFile })).rejects.toThrow('does not open the secrets')
    await expect(prepareInstallation({ ...serving, keyFile: join(folder, 'none') })).rejects.toThrow('is missing')
    await expect(prepareInstallation({ ...config, keyFile: join(folder, 'none') })).rejects.toThrow('is missing')
  })
})
