import { createHash, randomBytes } from 'node:crypto'
import { Integer, Null, OctetString } from 'asn1js'
import { AlgorithmIdentifier, ContentInfo, MessageImprint, SignedData, TSTInfo, TimeStampReq, TimeStampResp } from 'pkijs'

const largestAnswer = 64 * 1024
const patience = 3_000

/** Asks a time-stamping authority (RFC 3161 over HTTP) to stamp a signature. Answers the token. */
export type RequestTimestamp = (signature: Uint8Array) => Promise<ContentInfo>

/** @throws Error when the authority does not answer within three seconds, refuses, or stamps something else. */
export function timestampFrom(url: string): RequestTimestamp {
  return async (signature) => {
    const imprint = createHash('sha256').update(signature).digest()
    // A positive number, whatever the first bit.
    const nonce = Uint8Array.from(Buffer.concat([Buffer.from([1]), randomBytes(8)]))
    const request = new TimeStampReq({
      version: 1,
      messageImprint: new MessageImprint({
        hashAlgorithm: new AlgorithmIdentifier({ algorithmId: '2.16.840.1.101.3.4.2.1', algorithmParams: new Null() }),
        hashedMessage: new OctetString({ valueHex: Uint8Array.from(imprint) }),
      }),
      nonce: new Integer({ valueHex: nonce }),
      certReq: true,
    })
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: request.toSchema().toBER(),
      signal: AbortSignal.timeout(patience),
      redirect: 'error',
    })
    if (!answer.ok) throw new Error(`the time-stamping authority answered ${answer.status}`)
    const bytes = await bounded(answer)
    const response = TimeStampResp.fromBER(bytes)
    if (response.status.status > 1 || !response.timeStampToken) throw new Error('the time-stamping authority refused')
    const message = new SignedData({ schema: response.timeStampToken.content })
    const content = message.encapContentInfo.eContent
    if (!content) throw new Error('the time-stamping authority sent no stamp')
    const info = TSTInfo.fromBER(content.getValue())
    const sameNonce = info.nonce && Buffer.from(info.nonce.valueBlock.valueHexView).equals(Buffer.from(nonce))
    if (!sameNonce || !imprint.equals(Buffer.from(info.messageImprint.hashedMessage.valueBlock.valueHexView))) {
      throw new Error('the time-stamping authority stamped something else')
    }
    return response.timeStampToken
  }
}

async function bounded(answer: Response): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.length
    if (size > largestAnswer) throw new Error('the time-stamping authority sent too much')
    parts.push(part)
  }
  return Uint8Array.from(Buffer.concat(parts))
}
