import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { proofText } from './clock-proof.ts'
import type { Proof } from './clock-proof.ts'
import { faultOfSeal } from './proof-seal.ts'

const pair = generateKeyPairSync('ed25519')
const publicKey = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')

function sealed(content: object, signed: object = content): Proof {
  const text = (of: object) => Buffer.from(proofText(of as never), 'utf8')
  return {
    ...content,
    seal: {
      digest: createHash('sha256').update(text(content)).digest('hex'),
      algorithm: 'Ed25519',
      publicKey,
      signature: sign(null, text(signed), pair.privateKey).toString('base64'),
    },
  } as unknown as Proof
}

test('an unaltered signed proof is valid', () => {
  expect(faultOfSeal(sealed({ code: 'H47.01', dueAt: '2026-03-10' }))).toBeNull()
})

test('an altered proof is invalid', () => {
  expect(faultOfSeal({ ...sealed({ code: 'H47.01', dueAt: '2026-03-10' }), dueAt: '2026-03-11' } as unknown as Proof)).toContain('thay đổi')
})

test('an altered proof with a new digest and the old signature and key is invalid', () => {
  expect(faultOfSeal(sealed({ code: 'H47.01', dueAt: '2026-03-11' }, { code: 'H47.01', dueAt: '2026-03-10' }))).toBe(
    'chữ ký không phải của nội dung này',
  )
})

test('a signature or key in another encoding, or of another kind, is invalid', () => {
  const good = sealed({ code: 'H47.01' })
  const with_ = (seal: Partial<Proof['seal']>) => faultOfSeal({ ...good, seal: { ...good.seal, ...seal } })
  expect(with_({ signature: `${good.seal.signature} ` })).toContain('chữ ký')
  expect(with_({ publicKey: 'AAAA' })).toContain('không đọc được')
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  expect(with_({ publicKey: other })).toContain('Ed25519')
  expect(with_({ publicKey: Buffer.concat([Buffer.from(publicKey, 'base64'), Buffer.of(0)]).toString('base64') })).not.toBeNull()
})
