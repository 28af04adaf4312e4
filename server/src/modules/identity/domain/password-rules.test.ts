import { describe, expect, test } from 'vitest'
import { guessesFor } from '../adapters/password-guesses.ts'
import { faultOfPassword, localWords } from './password-rules.ts'

const an = { login: 'an.nguyen', name: 'Nguyễn Thị Hồng An' }
const faultOf = async (password: string, person = an) =>
  faultOfPassword(password, person, await guessesFor(password, [...localWords, person.login, person.name]))

describe('a password', () => {
  test.each(['con trâu ăn cỏ non', 'hoa sen no trong ao', 'xanh-tim-vang-do', 'aB3 x?qmzvuwp', 'kafe7mfq3wqx'])(
    '%s is accepted',
    async (password) => {
      expect(await faultOf(password)).toBeNull()
    },
  )

  test.each([
    ['mười một ch', 'short'],
    ['x'.repeat(201), 'long'],
    ['password1234', 'common'],
    ['P@ssw0rd2026!', 'common'],
    ['matkhau123456', 'common'],
    ['motcua-demo-1', 'common'],
    ['123456789012', 'common'],
    ['qwertyuiop12', 'common'],
    ['aaaaaaaaaaaa', 'common'],
    ['TrungTam@2026', 'common'],
    ['nguyenthihongan', 'of_the_person'],
    ['Nguyễn Thị Hồng An1', 'of_the_person'],
    ['An.Nguyen-2026', 'of_the_person'],
  ])('%s is refused: %s', async (password, fault) => expect(await faultOf(password)).toBe(fault))

  test('characters are counted as people see them, in every encoding', async () => {
    const twelve = 'ướp cá ở đồng'.slice(0, 12)
    expect([...twelve]).toHaveLength(12)
    expect(await faultOf(twelve.normalize('NFD'))).toBe(await faultOf(twelve))
    expect(await faultOf('ướp cá ở đồ'.normalize('NFD'))).toBe('short')
  })
})
