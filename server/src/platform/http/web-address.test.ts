import { expect, test } from 'vitest'
import { toHostName, toWebAddress } from './web-address.ts'

test.each([
  ['mc.example.vn', 'https://mc.example.vn'],
  ['MC.Example.VN ', 'https://mc.example.vn'],
  ['https://mc.example.vn/', 'https://mc.example.vn'],
  ['http://h48.localhost:3000', 'http://h48.localhost:3000'],
  ['https://mc.example.vn:443', 'https://mc.example.vn'],
])('%s is the address %s', (text, address) => expect(toWebAddress(text)).toBe(address))

test.each([
  '',
  'mc example.vn',
  'ftp://mc.example.vn',
  'https://mc.example.vn/desk',
  'https://a:b@mc.example.vn',
  'https://mc.example.vn?x',
  '[::1]',
])('"%s" is no address of a locality', (text) => expect(toWebAddress(text)).toBeNull())

test.each([
  ['mc.example.vn', 'mc.example.vn'],
  ['MC.example.vn:8080', 'mc.example.vn'],
  ['mc.example.vn.', 'mc.example.vn'],
  ['https://mc.example.vn', 'mc.example.vn'],
  ['[::1]:3000', '[::1]'],
  ['', null],
  [undefined, null],
  ['a b', null],
])('the header %s names the host %s', (header, name) => expect(toHostName(header)).toBe(name))
