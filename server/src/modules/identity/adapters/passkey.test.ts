import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { askForNewPasskey, askForPasskey, readNewPasskey, readPasskeyAnswer } from './passkey.ts'

// A key made in software: what it says of the person who held it is chosen here.

const place = { id: 'mc.example.vn', origin: 'https://mc.example.vn' }
const challenge = Buffer.from('một lần hỏi, một lần đáp').toString('base64url')
const credentialId = Buffer.from('khoá thứ nhất')
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
const cose = Buffer.concat([
  Buffer.from('a5010203262001215820', 'hex'),
  Buffer.from(x, 'base64url'),
  Buffer.from('225820', 'hex'),
  Buffer.from(y, 'base64url'),
])

const PRESENT = 0x01
const VERIFIED = 0x04
const NEW_KEY = 0x40

const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest()
const clientData = (type: string): Buffer => Buffer.from(JSON.stringify({ type, challenge, origin: place.origin, crossOrigin: false }))
const authData = (flags: number, more = Buffer.alloc(0)): Buffer =>
  Buffer.concat([sha256(place.id), Buffer.from([flags]), Buffer.from([0, 0, 0, 1]), more])

function made(flags: number) {
  const key = Buffer.concat([Buffer.alloc(16), Buffer.from([0, credentialId.length]), credentialId, cose])
  const data = authData(flags | NEW_KEY, key)
  const attestation = Buffer.concat([
    Buffer.from('a363666d74646e6f6e656761747453746d74a0', 'hex'),
    Buffer.from('686175746844617461', 'hex'),
    Buffer.from([0x58, data.length]),
    data,
  ])
  return answer({
    attestationObject: attestation.toString('base64url'),
    clientDataJSON: clientData('webauthn.create').toString('base64url'),
  })
}

function answered(flags: number) {
  const [data, client] = [authData(flags), clientData('webauthn.get')]
  return answer({
    authenticatorData: data.toString('base64url'),
    clientDataJSON: client.toString('base64url'),
    signature: sign('sha256', Buffer.concat([data, sha256(client)]), privateKey).toString('base64url'),
  })
}

const answer = (response: object) => ({
  id: credentialId.toString('base64url'),
  rawId: credentialId.toString('base64url'),
  type: 'public-key',
  clientExtensionResults: {},
  response,
})
const key = { credentialId: credentialId.toString('base64url'), transports: [], publicKey: new Uint8Array(cose), counter: 0 }

describe('a passkey of a signatory', () => {
  test('is created only with user verification', async () => {
    expect(await readNewPasskey(place, challenge, made(PRESENT), true)).toBeNull()
    expect(await readNewPasskey(place, challenge, made(PRESENT | VERIFIED), true)).toMatchObject({ credentialId: key.credentialId })
  })

  test('authenticates only with user verification', async () => {
    expect(await readPasskeyAnswer(place, challenge, key, answered(PRESENT), true)).toBeNull()
    expect(await readPasskeyAnswer(place, challenge, key, answered(PRESENT | VERIFIED), true)).toBe(1)
  })

  test('requires user verification where the role needs it, and otherwise prefers it', async () => {
    const person = { accountId: 'a', login: 'l', name: 'n' }
    const wanted = async (mustVerify: boolean) => [
      (await askForNewPasskey(place, person, [], mustVerify)).authenticatorSelection?.userVerification,
      (await askForPasskey(place, [key], mustVerify)).userVerification,
    ]
    expect([await wanted(true), await wanted(false)]).toEqual([
      ['required', 'required'],
      ['preferred', 'preferred'],
    ])
    expect(await readPasskeyAnswer(place, challenge, key, answered(PRESENT), false)).toBe(1)
  })
})
