import { expect, test } from 'vitest'
import { dossierKeys, globalKeys, inboxKeys, intakeKeys, keyFaults, matchKey } from './keys.ts'

const press = (key: string, more: { ctrlKey?: boolean; shiftKey?: boolean; isWriting?: boolean } = {}) => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: more.shiftKey ?? false,
  isWriting: false,
  ...more,
})
const all = [...Object.values(globalKeys), ...Object.values(intakeKeys)]

test.each([
  ['the counter', [...Object.values(globalKeys), ...Object.values(intakeKeys)]],
  ['the inbox', [...Object.values(globalKeys), ...Object.values(inboxKeys)]],
  ['a dossier', [...Object.values(globalKeys), ...Object.values(dossierKeys)]],
])('the keys of %s neither collide nor take a key of the browser', (_, keys) => {
  expect(keyFaults(keys)).toEqual([])
})

test('a key used twice, hidden or owned by the browser is named', () => {
  expect(keyFaults(['g', 'g v', 'F5', 'j', 'j'])).toEqual(['g hides a longer run', 'F5 belongs to the browser', 'j is used twice'])
})

test('g then v opens the inbox, and g then an unknown key does nothing', () => {
  const first = matchKey(all, '', press('g'))
  expect(first).toEqual({ match: null, pending: 'g' })
  expect(matchKey(all, first.pending, press('v'))).toEqual({ match: 'g v', pending: '' })
  expect(matchKey(all, first.pending, press('x'))).toEqual({ match: null, pending: '' })
  expect(matchKey(all, first.pending, press('?'))).toEqual({ match: '?', pending: '' })
})

test('a letter in a field is input, a function key is a command', () => {
  expect(matchKey(all, '', press('g', { isWriting: true }))).toEqual({ match: null, pending: '' })
  expect(matchKey(all, '', press('F2', { isWriting: true })).match).toBe('F2')
  expect(matchKey(all, '', press('Enter', { isWriting: true, ctrlKey: true })).match).toBe('Ctrl+Enter')
})

test('a letter with Shift is another key, Caps Lock is not Shift', () => {
  expect(matchKey(['r', 'Shift+R'], '', press('R', { shiftKey: true })).match).toBe('Shift+R')
  expect(matchKey(['r', 'Shift+R'], '', press('R')).match).toBe('r')
  expect(matchKey(['?'], '', press('?', { shiftKey: true })).match).toBe('?')
})
