import type { Queryable } from '#platform/db/database.ts'
import { databaseNow } from '#platform/db/database.ts'
import { summaryOf, trustNobody } from '../adapters/certificate-chain.ts'
import { timestampFrom } from '../adapters/request-timestamp.ts'
import type { RequestTimestamp } from '../adapters/request-timestamp.ts'
import { signPdf } from '../adapters/sign-pdf.ts'
import { openSigningIdentity } from '../adapters/signing-identity.ts'
import type { SigningIdentity, SigningSettings } from '../adapters/signing-identity.ts'
import { verifyPdf } from '../adapters/verify-pdf.ts'
import { findSignedDocument, keepSignedDocument } from '../store/signed-document-store.ts'

/** The signing identity of the installation, opened once at the start. */
export type PaperSigner = { readonly identity: SigningIdentity; readonly requestTimestamp: RequestTimestamp | null }

/** @throws Error saying which file does not open, so that a process that should sign does not start without. */
export async function openPaperSigner(settings: SigningSettings & { readonly timestampUrl: string | null }): Promise<PaperSigner> {
  return {
    identity: await openSigningIdentity(settings),
    requestTimestamp: settings.timestampUrl === null ? null : timestampFrom(settings.timestampUrl),
  }
}

/**
 * An issued document with the installation's signature appended (PAdES), for the person who keeps it. When a time-stamping authority fails the
 * paper is signed without a stamp, because the counter must not wait for a foreign server.
 */
export async function signPaper(
  db: Queryable,
  signer: PaperSigner,
  printed: Uint8Array,
): Promise<{ readonly bytes: Uint8Array; readonly signedAt: string; readonly stampedAt: string | null }> {
  const signedAt = (await databaseNow(db)).toString()
  const request = { identity: signer.identity, reason: 'Phát hành giấy tờ', signedAt }
  const { requestTimestamp } = signer
  const bytes = requestTimestamp
    ? await signPdf(printed, { ...request, requestTimestamp }).catch(async () => await signPdf(printed, request))
    : await signPdf(printed, request)
  // Read back before it is kept: a signature that does not verify must never reach anybody.
  const [signature] = (await verifyPdf(bytes, trustNobody, signedAt)).signatures
  if (!signature?.digestOk || !signature.signatureOk || !signature.coversWholeDocument)
    throw new Error('the signature that was just made does not verify')
  return { bytes, signedAt, stampedAt: signature.timestamp?.at ?? null }
}

/**
 * The signed version of an issued paper: kept at the first asking, the same bytes ever after. Not in the transaction that
 * issued it, because a time-stamping authority may take its time.
 */
export async function signIssuedDocument(
  db: Queryable,
  signer: PaperSigner,
  document: { readonly id: string; readonly bytes: Uint8Array },
): Promise<Uint8Array> {
  const known = await findSignedDocument(db, document.id)
  if (known) return known
  const { bytes, signedAt, stampedAt } = await signPaper(db, signer, document.bytes)
  const { name, sha256 } = summaryOf(signer.identity.certificate)
  await keepSignedDocument(db, {
    documentId: document.id,
    signedAt,
    signerName: name,
    signerSha256: sha256,
    stampedAt,
    bytes,
  })
  const kept = await findSignedDocument(db, document.id)
  if (!kept) throw new Error('the signed paper was not kept')
  return kept
}
