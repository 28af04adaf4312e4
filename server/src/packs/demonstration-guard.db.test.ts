import { expect, test } from 'vitest'
import { createAccount, hashPassword } from '#identity'
import { testDatabase } from '#platform/testing/postgres.ts'
import { run } from '../modules/identity/cli/accounts.ts'
import { addressesForOthers, refuseDemonstrationForOthers } from './demonstration-guard.ts'

const db = await testDatabase()
const inside = { host: '127.0.0.1', publicUrl: undefined, practiceUrl: undefined, trustProxy: false as const, pack: 'packs/demo-centre' }

test.each(['127.0.0.1', '127.8.0.1', '::1', 'localhost'])('%s is an address of this machine', (host) => {
  expect(addressesForOthers({ ...inside, host })).toEqual([])
})

test.each(['0.0.0.0', '::', '192.168.1.7', 'may-chu', '127.0.0.1.example.vn', 'localhost.example.vn'])('%s lets others in', (host) => {
  expect(addressesForOthers({ ...inside, host })).toEqual([`MOTCUA_HOST=${host}`])
  if (!host.includes(':')) expect(addressesForOthers({ ...inside, publicUrl: `https://${host}` })).toHaveLength(1)
})

test('an address with a port is recognised by its host', () => {
  expect(addressesForOthers({ ...inside, publicUrl: 'http://[::1]:3000', practiceUrl: 'http://localhost:3001' })).toEqual([])
  expect(addressesForOthers({ ...inside, practiceUrl: 'https://thu.example.vn' })).toEqual(['MOTCUA_PRACTICE_URL=https://thu.example.vn'])
})

test('a proxy before this server lets others in, also where nothing else says so', async () => {
  expect(addressesForOthers({ ...inside, trustProxy: 1 })).toEqual(['MOTCUA_TRUST_PROXY=1'])
  const behind = { ...inside, trustProxy: ['10.0.0.0/8'] }
  await expect(refuseDemonstrationForOthers(db.kysely, behind)).rejects.toThrow('MOTCUA_TRUST_PROXY=10.0.0.0/8 lets others reach')
})

test('an empty database that would be given the demonstration is not opened to others', async () => {
  const outside = { ...inside, host: '0.0.0.0' }
  await expect(refuseDemonstrationForOthers(db.kysely, outside)).rejects.toThrow('MOTCUA_PACK=none')
  await expect(refuseDemonstrationForOthers(db.kysely, inside)).resolves.toBeUndefined()
  await expect(refuseDemonstrationForOthers(db.kysely, { ...outside, pack: undefined })).resolves.toBeUndefined()
})

test('a database with demonstration accounts is opened to others once they are disabled, and they stay so', async () => {
  const outside = { ...inside, pack: undefined, publicUrl: 'https://motcua.example.vn' }
  const passwordHash = await hashPassword('motcua-demo')
  const place = { agencyId: null, unitId: null }
  for (const login of ['mau1', 'mau2']) {
    await createAccount(db.kysely, { login, displayName: 'Mẫu', title: '', ...place, passwordHash, demonstration: true })
  }
  await createAccount(db.kysely, { login: 'that', displayName: 'Thật', title: '', ...place })
  await expect(refuseDemonstrationForOthers(db.kysely, outside)).rejects.toThrow('2 of them are in this database')
  const io = { stdout: { write: () => true }, stderr: { write: () => true }, openDatabase: async () => db }
  expect(await run(['disable', '--demonstration'], io)).toBe(0)
  await expect(refuseDemonstrationForOthers(db.kysely, outside)).resolves.toBeUndefined()
  expect(await run(['enable', 'mau1'], io)).toBe(1)
  expect(await run(['passwd', 'mau1'], io)).toBe(1)
})
