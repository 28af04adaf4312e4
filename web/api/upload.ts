import { problemFrom, type ProblemLanguage, unreachable, unreadableFile } from './problem.ts'

export interface Upload {
  url: string
  file: Blob
  name: string
  /** The `Idempotency-Key` of the intention: sending again after a lost answer does nothing twice. */
  key: string
  /** From 0 to 1. */
  onProgress: (part: number) => void
  signal: AbortSignal
  /** In which language a refusal comes back. */
  language?: ProblemLanguage
}

/** Cancelled by the person; nothing went wrong. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
}

/**
 * Sends one file as the body of a request. XMLHttpRequest, because `fetch` does not tell how far a body has gone.
 * @throws Problem when refused or not reached, Cancelled when `signal` said so
 */
export async function sendFile<Body>({ url, file, name, key, onProgress, signal, language = 'vi' }: Upload): Promise<Body> {
  const digest = await contentDigest(file, language)
  return await new Promise<Body>((resolve, reject) => {
    if (signal.aborted) {
      reject(new Cancelled())
      return
    }
    const request = new XMLHttpRequest()
    const stop = (): void => request.abort()
    request.open('POST', url)
    request.setRequestHeader('accept', 'application/json, application/problem+json')
    request.setRequestHeader('accept-language', language)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.setRequestHeader('content-disposition', `attachment; filename*=UTF-8''${escaped(name)}`)
    request.setRequestHeader('idempotency-key', key)
    if (digest !== null) request.setRequestHeader('content-digest', digest)
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total)
    })
    request.addEventListener('load', () => {
      const answer = new Response(request.responseText, {
        status: request.status,
        headers: { 'x-request-id': request.getResponseHeader('x-request-id') ?? '' },
      })
      if (answer.ok) answer.json().then((body) => resolve(body as Body), reject)
      else problemFrom(answer, language).then(reject, reject)
    })
    request.addEventListener('error', () => reject(unreachable(language)))
    request.addEventListener('abort', () => reject(new Cancelled()))
    request.addEventListener('loadend', () => signal.removeEventListener('abort', stop))
    signal.addEventListener('abort', stop)
    request.send(file)
  })
}

/** RFC 9530. `null` where the browser does not reckon it: plain http inside a building. */
async function contentDigest(file: Blob, language: ProblemLanguage): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null
  try {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
    return `sha-256=:${btoa(String.fromCharCode(...hash))}:`
  } catch {
    // Of a file the machine no longer gives; sending it will say so.
    throw unreadableFile(language)
  }
}

/** RFC 8187. */
function escaped(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replaceAll(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
}
