import { describe, expect, test } from 'vitest'
import type { LocalityId } from '#kernel/ids.ts'
import { chooseLocality } from './localities.ts'

const daNang = { id: 48 as LocalityId, code: 'H17', name: 'Thành phố Đà Nẵng', demonstration: false }
const quangNam = { id: 47 as LocalityId, code: 'H47', name: 'Tỉnh Quảng Nam', demonstration: true }
const pack = { folder: 'packs/demo-centre', code: 'H47', name: 'Tỉnh Quảng Nam', demonstration: true }

describe('which locality a start serves', () => {
  test('an empty database begins with the locality of the pack, a demonstration as the pack says', () => {
    expect(chooseLocality([], { pack })).toEqual({ create: { code: 'H47', name: 'Tỉnh Quảng Nam', demonstration: true } })
  })

  test('an empty database begins with the code that is set, for real work', () => {
    expect(chooseLocality([], { code: 'H17' })).toMatchObject({ create: { code: 'H17', demonstration: false } })
  })

  test('an empty database without settings begins with an unnamed place', () => {
    expect(chooseLocality([], {})).toMatchObject({ create: { code: 'MOI', demonstration: false } })
  })

  test('a single locality needs no setting, and of several the code decides', () => {
    expect(chooseLocality([daNang], {})).toEqual({ serve: daNang })
    expect(chooseLocality([daNang, quangNam], { code: 'H17' })).toEqual({ serve: daNang })
    expect(chooseLocality([daNang, quangNam], { code: 'H47', pack })).toEqual({ serve: quangNam })
  })

  test.each([
    ['a code against the pack', [], { code: 'H17', pack }, 'MOTCUA_PACK=none'],
    ['the demonstration beside a centre at work, unasked', [daNang], { pack }, 'MOTCUA_PACK=none MOTCUA_LOCALITY=H17'],
    ['a code the database does not have', [daNang], { code: 'H71' }, 'locality add H71'],
    ['several localities and no word which', [daNang, quangNam], {}, 'MOTCUA_LOCALITY='],
  ])('%s is refused with the action to take', (_, known, wish, advice) => {
    expect(() => chooseLocality(known, wish)).toThrow(advice)
  })

  test('the demonstration is added beside a productive centre when its code is given', () => {
    expect(chooseLocality([daNang], { code: 'H47', pack })).toMatchObject({ create: { code: 'H47', demonstration: true } })
  })

  test('a command initialises an empty database with the default pack, and changes nothing at a productive centre', () => {
    expect(chooseLocality([], { whenEmpty: pack })).toMatchObject({ create: { code: 'H47', demonstration: true } })
    expect(chooseLocality([daNang], { whenEmpty: pack })).toEqual({ serve: daNang })
  })
})
