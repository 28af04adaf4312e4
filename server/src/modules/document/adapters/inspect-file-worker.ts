// A thread beside the server's own: what a file of somebody else's making costs to read is paid here, within bounds.
import 'temporal-polyfill/global'
import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { fileTypeFromBuffer } from 'file-type'
import { isMediaType } from '../domain/arriving-file.ts'
import type { FileFault } from '../domain/arriving-file.ts'
import type { SignatureReport } from '../domain/signature-report.ts'
import { PdfFile } from '../domain/pdf-file.ts'
import { isKind } from '../domain/pdf-objects.ts'
import { inflate, verifyPdf } from './verify-pdf.ts'
import { trustOf } from './trust-folder.ts'
import type { Inspection, InspectionRequest } from './file-inspector.ts'

const trust = trustOf((workerData as { trustFolder: string | undefined }).trustFolder)

async function inspect({ bytes, now }: InspectionRequest): Promise<Inspection> {
  const sha256 = createHash('sha256').update(bytes).digest()
  const fail = (fault: FileFault): Inspection => ({ sha256, mediaType: null, report: null, trustSha256: null, fault })
  if (bytes.length === 0) return fail('FILE_EMPTY')
  // A file cut off in its first bytes is an error of the library and an unknown kind to us.
  const found = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime
  if (!isMediaType(found)) return fail('FILE_TYPE_UNKNOWN')
  if (found !== 'application/pdf') return { sha256, mediaType: found, report: null, trustSha256: null, fault: null }
  const believed = trust()
  const report = await verifyPdf(bytes, believed.trust, now)
  return { sha256, mediaType: found, report, trustSha256: believed.sha256, fault: faultOf(bytes, report) }
}

function faultOf(bytes: Uint8Array, report: SignatureReport): FileFault | null {
  if (report.problems.includes('DOCUMENT_ENCRYPTED')) return 'FILE_PDF_LOCKED'
  const pages = report.verdict === 'unreadable' ? null : pagesOf(bytes)
  if (pages === null) return 'FILE_PDF_BROKEN'
  return pages < 1 ? 'FILE_PDF_EMPTY' : null
}

/** How many pages the file says it has; `null` when it does not say. */
function pagesOf(bytes: Uint8Array): number | null {
  try {
    const file = new PdfFile(bytes, inflate)
    const tree = file.resolve(file.catalog.entries.get('Pages'))
    const count = isKind(tree, 'dictionary') ? file.resolve(tree.entries.get('Count')) : null
    return typeof count === 'number' ? count : null
  } catch {
    return null
  }
}

parentPort?.on('message', (request: InspectionRequest) => {
  void inspect(request).then(
    (inspection) => parentPort?.postMessage({ id: request.id, inspection }, []),
    (error: unknown) => parentPort?.postMessage({ id: request.id, error: String(error) }, []),
  )
})
