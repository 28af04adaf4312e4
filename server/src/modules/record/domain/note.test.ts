import { hash } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromBase64, toBase64 } from './base64.ts'
import { checkpointFrom, checkpointText, keyIdOf, noteFrom, signatureFrom, verifierKeyFrom, verifierKeyText } from './note.ts'
import { originFrom } from './origin.ts'

const sha256 = (data: Uint8Array): Uint8Array => hash('sha256', data, 'buffer')
const utf8 = (text: string): Uint8Array => Buffer.from(text)

describe('base64', () => {
  test('is written like in Node, and only the canonical encoding is read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const text = toBase64(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64'))
        expect(fromBase64(text)).toEqual(new Uint8Array(bytes))
      }),
      { numRuns: 200 },
    )
    expect(['YQ', 'YR==', 'Y Q=', 'YQ=', '_w==', 'YQ==YQ=='].map(fromBase64)).toEqual([null, null, null, null, null, null])
  })
})

// The example of the specification: a key, and what it signed.
const exampleKey = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
const exampleNote =
  'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n'

describe('signed notes', () => {
  test('the key of the specification is read and written again', () => {
    const key = verifierKeyFrom(sha256, utf8, exampleKey)
    expect(key).toMatchObject({ name: 'example.com/foo', type: 1 })
    expect(key && keyIdOf(sha256, utf8, key)).toBe('530d903a')
    expect(key && verifierKeyText(sha256, utf8, key)).toBe(exampleKey)
  })

  test.each([
    exampleKey.replace('530d903a', '530d903b'),
    exampleKey.replace('+Ae', '+Ce'),
    exampleKey.slice(0, -4),
    'a b+530d903a+AQ==',
    '',
  ])('%s is no key', (text) => {
    expect(verifierKeyFrom(sha256, utf8, text)).toBeNull()
  })

  test('the note of the specification is parsed', () => {
    const note = noteFrom(exampleNote)
    expect(note?.text).toBe('This is an example message.\n')
    expect(note?.signatures.map(({ name, keyId, signature }) => [name, keyId, signature.length])).toEqual([
      ['example.com/foo', '530d903a', 64],
    ])
  })

  test.each([
    ['without a signature', 'text\n\n'],
    ['without an empty line', exampleNote.replace('\n\n', '\n')],
    ['without its last newline', exampleNote.slice(0, -1)],
    ['with a control character', exampleNote.replace('example', 'exam\tple')],
    ['with a line that is no signature', `${exampleNote}hello\n`],
  ])('a text %s is no note', (_, text) => {
    expect(noteFrom(text)).toBeNull()
  })

  test('a signature line names its key without spaces and plus signs', () => {
    expect(signatureFrom('— a+b AAAAAAAA')).toBeNull()
    expect(signatureFrom('- a AAAAAAAA')).toBeNull()
    expect(signatureFrom('— a AAAA')).toBeNull()
  })
})

describe('checkpoints', () => {
  const root = sha256(utf8('x'))
  test('are read as they are written', () => {
    const checkpoint = { origin: 'a.example/record', size: 20_852_163, root: new Uint8Array(root) }
    expect(checkpointFrom(checkpointText(checkpoint))).toEqual(checkpoint)
  })
  test.each(['a\n01\nx\n', 'a\n-1\nx\n', '\n1\nx\n', `a\n1\n${toBase64(root).slice(4)}\n`])('%j is none', (text) => {
    expect(checkpointFrom(text.replace('x', toBase64(root)))).toBeNull()
  })
})

describe('the name of a log', () => {
  test.each([
    ['https://mc.example.vn', 'mc.example.vn/api/v1/record'],
    ['https://mc.example.vn:8443/', 'mc.example.vn:8443/api/v1/record'],
    ['http://127.0.0.1:3100', 'abcdef01.motcua.invalid/record'],
    ['http://localhost:3000', 'abcdef01.motcua.invalid/record'],
    ['', 'abcdef01.motcua.invalid/record'],
  ])('%j gives %s', (url, origin) => {
    expect(originFrom(url, 'abcdef01')).toBe(origin)
  })
})
