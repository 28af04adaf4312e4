import { expect, test } from 'vitest'
import { readConfig } from '../config/config.ts'
import { proxyTest, readTrustedProxies } from './trusted-proxies.ts'

test.each([
  ['', false],
  ['false', false],
  ['0', false],
  ['1', 1],
  ['2', 2],
  ['10.1.2.3', ['10.1.2.3']],
  ['10.0.0.0/8, fd00::/8', ['10.0.0.0/8', 'fd00::/8']],
  ['loopback', ['127.0.0.0/8', '::1/128']],
])('%o is read as %o', (text, proxies) => {
  expect(readTrustedProxies(text)).toEqual({ proxies })
})

test.each(['true', 'yes', 'on', 'TRUE', '10', '-1', '1.5', 'all', '0.0.0.0/0', '::/0', '10.0.0.0/33', '10.0.0/8', 'proxy.example.vn'])(
  '%o stops the process with a message about the correct form',
  (text) => {
    expect(() => readConfig({ MOTCUA_TRUST_PROXY: text })).toThrow(/MOTCUA_TRUST_PROXY: must be/u)
  },
)

test('only configured addresses are trusted as proxies', () => {
  const is = proxyTest(['10.0.0.0/8', 'fd00::/8', '192.0.2.7'])
  expect(['10.9.9.9', 'fd00::1', '192.0.2.7', '::ffff:10.1.1.1', '11.0.0.1', '192.0.2.8', 'fe80::1', 'x'].map(is)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ])
  expect([proxyTest(false)('127.0.0.1'), proxyTest(1)('127.0.0.1')]).toEqual([false, true])
})
