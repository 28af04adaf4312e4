import { expect, test } from 'vitest'
import { readTelephone } from './telephone.ts'

test.each([
  ['0905 000 001', '0905000001'],
  ['0905.000.001', '0905000001'],
  ['0905\u00a0123\u00a0456', '0905123456'],
  ['(0235) 3812345', '02353812345'],
  ['(024) 38255000', '02438255000'],
  ['+84 905 123 456', '0905123456'],
  ['+84 (0)905 123 456', '0905123456'],
  ['84905123456', '0905123456'],
  ['84905000001', '0905000001'],
  ['0084905123456', '0905123456'],
  ['+856 20 5512 3456', '+8562055123456'],
  ['00856 20 5512 3456', '+8562055123456'],
  ['+82 10-1234-5678', '+821012345678'],
  ['+1 (202) 555-0143', '+12025550143'],
  ['\uff0b6591234567', '+6591234567'],
  ['0235 3812345 ext 12', '02353812345 máy lẻ 12'],
  ['0235 3812345 máy lẻ 12', '02353812345 máy lẻ 12'],
  ['1022', '1022'],
  ['1900 1234', '19001234'],
  ['  0905123456 ', '0905123456'],
])('%s is read as %s', (typed, number) => {
  expect(readTelephone(typed)).toEqual({ number })
})

test.each([
  '905123456',
  '12345678',
  '0905',
  '+84 12',
  '+0123456789',
  '+1234567890123456',
  'gọi anh Ba',
  '0905 123 456 / 0905 123 457',
  '0',
  '+',
])('%s is refused, and the message states only faults it has', (typed) => {
  const read = readTelephone(typed)
  expect(read).toMatchObject({ fault: expect.stringMatching(/bắt đầu bằng 0, ví dụ .*dấu \+ và mã nước/u) as string })
  expect('fault' in read && read.fault).not.toContain('+84')
})

test('a number that was read is read again unchanged', () => {
  for (const typed of ['+82 10-1234-5678', '0235 3812345 ext 12', '84905123456']) {
    const once = readTelephone(typed)
    expect('number' in once && readTelephone(once.number)).toEqual(once)
  }
})
