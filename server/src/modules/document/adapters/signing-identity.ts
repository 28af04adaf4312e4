import { X509Certificate, createPrivateKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { CertBag, Certificate, PFX, PKCS8ShroudedKeyBag, PrivateKeyInfo } from 'pkijs'
import { pemBlocks } from './certificate-chain.ts'

/**
 * The signing identity of this installation. The key is held by the process as an object that prints as nothing and goes
 * into no log; it is written nowhere.
 */
export type SigningIdentity = {
  readonly key: KeyObject
  readonly certificate: X509Certificate
  /** Certificates between the signer's and the root, without the root. */
  readonly chain: readonly X509Certificate[]
}

export type SigningSettings = {
  /** PKCS#12 (`.p12`, `.pfx`), or PEM with the certificate first and its issuers after it. */
  readonly certificatePath: string
  /** PEM of the private key, when it is not in the first file. */
  readonly keyPath: string | null
  readonly passphrase: string | null
}

/** @throws Error that says which file does not open, never what is in it. */
export async function openSigningIdentity({ certificatePath, keyPath, passphrase }: SigningSettings): Promise<SigningIdentity> {
  const file = readOrSay(certificatePath)
  const { key, certificates } = /\.(p12|pfx)$/iu.test(certificatePath)
    ? await openPkcs12(file, passphrase ?? '', certificatePath)
    : openPem(file, keyPath ? readOrSay(keyPath) : file, passphrase, certificatePath, keyPath ?? certificatePath)
  const certificate = certificates.find((each) => each.checkPrivateKey(key))
  if (!certificate) throw new Error(`Signing: the key does not belong to any certificate of ${certificatePath}.`)
  const size = key.asymmetricKeyDetails?.modulusLength ?? 0
  const usable =
    (key.asymmetricKeyType === 'rsa' && size >= 2048) ||
    (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1')
  if (!usable) throw new Error('Signing: the key must be RSA of 2048 bits or more, or ECDSA on P-256.')
  return { key, certificate, chain: certificates.filter((each) => each !== certificate && !each.checkIssued(each)) }
}

function readOrSay(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    throw new Error(`Signing: ${path} cannot be read.`)
  }
}

function openPem(certificateFile: Buffer, keyFile: Buffer, passphrase: string | null, certificatePath: string, keyPath: string) {
  const certificates = pemBlocks(certificateFile.toString('latin1'))
    .filter(({ label }) => label === 'CERTIFICATE')
    .map(({ der }) => new X509Certificate(der))
  if (certificates.length === 0) throw new Error(`Signing: ${certificatePath} holds no certificate.`)
  try {
    return { certificates, key: createPrivateKey({ key: keyFile, format: 'pem', ...(passphrase === null ? {} : { passphrase }) }) }
  } catch {
    throw new Error(`Signing: the key in ${keyPath} does not open; is the passphrase right?`)
  }
}

async function openPkcs12(file: Buffer, passphrase: string, path: string) {
  try {
    const password = Uint8Array.from(Buffer.from(passphrase, 'utf8')).buffer
    const pfx = PFX.fromBER(Uint8Array.from(file))
    await pfx.parseInternalValues({ password, checkIntegrity: true })
    const safe = pfx.parsedValue?.authenticatedSafe
    if (!safe) throw new Error('no contents')
    await safe.parseInternalValues({
      safeContents: safe.safeContents.map((each) => (each.contentType === '1.2.840.113549.1.7.6' ? { password } : {})),
    })
    const contents = safe.parsedValue as { safeContents: { value: { safeBags: { bagValue: unknown }[] } }[] }
    const bags = contents.safeContents.flatMap(({ value }) => value.safeBags).map(({ bagValue }) => bagValue)
    const certificates: X509Certificate[] = []
    let key: KeyObject | undefined
    for (const bag of bags) {
      if (bag instanceof CertBag && bag.parsedValue instanceof Certificate)
        certificates.push(new X509Certificate(Buffer.from(bag.parsedValue.toSchema(true).toBER())))
      let info: unknown = bag
      if (bag instanceof PKCS8ShroudedKeyBag) {
        // The declaration hides it; it is how the library opens one bag.
        await (bag as unknown as { parseInternalValues(with_: { password: ArrayBuffer }): Promise<void> }).parseInternalValues({ password })
        info = bag.parsedValue
      }
      if (info instanceof PrivateKeyInfo)
        key ??= createPrivateKey({ key: Buffer.from(info.toSchema().toBER()), format: 'der', type: 'pkcs8' })
    }
    if (!key) throw new Error('no key')
    return { certificates, key }
  } catch {
    throw new Error(`Signing: ${path} does not open; is the passphrase right, and is it a PKCS#12 file?`)
  }
}
