import { open } from 'node:fs/promises'
import { readTrust, trustNobody } from '../adapters/certificate-chain.ts'
import type { Trust } from '../adapters/certificate-chain.ts'
import { largestFile, verifyPdf } from '../adapters/verify-pdf.ts'
import type { SignatureReport } from '../domain/signature-report.ts'

/** The trust anchors of signatures; none without a folder. @throws Error naming what cannot be read. */
export function openTrust(folder: string | undefined): Trust {
  return folder === undefined ? trustNobody : readTrust(folder)
}

/**
 * Verifies a file of the disk at this instant. Reads no more than the largest file that is checked.
 * @throws Error of Node with `code` when the file cannot be read.
 */
export async function verifyFile(path: string, trust: Trust): Promise<SignatureReport> {
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    const bytes = Buffer.alloc(Math.min(size, largestFile + 1))
    let read = 0
    while (read < bytes.length) {
      const { bytesRead } = await handle.read(bytes, read)
      if (bytesRead === 0) break
      read += bytesRead
    }
    return await verifyPdf(bytes.subarray(0, read), trust, Temporal.Now.instant().toString())
  } finally {
    await handle.close()
  }
}
