import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'

describe('a wrong setting', () => {
  test.each([
    [{ PORT: 'abc' }, 'PORT: must be a whole number from 0 to 65535, such as 3100; it is "abc"'],
    [{ PORT: '70000' }, 'PORT: must be a whole number from 0 to 65535, such as 3100; it is "70000"'],
    [{ PORT: '80.5' }, 'PORT: must be a whole number'],
    [{ MOTCUA_PRACTICE_PORT: 'none' }, 'MOTCUA_PRACTICE_PORT: must be off, or a whole number'],
    [{ MOTCUA_POOL: '1' }, 'MOTCUA_POOL: must be a whole number from 2 to 200; it is "1"'],
    [{ MOTCUA_LOG: 'loud' }, 'MOTCUA_LOG: must be trace, debug, info, warn, error or silent; it is "loud"'],
    [{ MOTCUA_WORKER: 'maybe' }, 'MOTCUA_WORKER: must be true or false; it is "maybe"'],
    [{ MOTCUA_LOCALITY: 'Đà Nẵng' }, 'MOTCUA_LOCALITY: must be the code of a locality, such as H17, or all; it is "Đà Nẵng"'],
    [{ MOTCUA_PUBLIC_URL: 'mc.example.vn' }, 'MOTCUA_PUBLIC_URL: must be a web address, such as https://mc.example.vn'],
    [{ MOTCUA_PUBLIC_URL: 'javascript:alert(1)' }, 'MOTCUA_PUBLIC_URL: must be a web address'],
    [{ MOTCUA_PORT: '3000' }, 'MOTCUA_PORT: no such setting'],
  ])('%o is reported with the expected and the given value', (env, sentence) => {
    expect(() => readConfig(env)).toThrow(sentence)
  })

  test('all faults are named at once, and none shows a password', () => {
    const env = { PORT: 'abc', DATABASE_URL: 'mysql://root:secret@host/db', MOTCUA_SMTP_URL: 'smtp//user:secret@host' }
    expect(() => readConfig(env)).toThrow(/PORT[^]*DATABASE_URL[^]*MOTCUA_SMTP_URL/u)
    expect(() => readConfig(env)).not.toThrow(/secret/u)
  })

  test('a locality is read from the settings, without a default', () => {
    expect(readConfig({ MOTCUA_LOCALITY: 'H17' }).locality).toBe('H17')
    expect(readConfig({}).locality).toBeUndefined()
  })
})
