// A thread beside the server's own: what a file of somebody else's making costs to read is paid here, within bounds.
import 'temporal-polyfill/global'
import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { fileTypeFromBuffer } from 'file-type'
import { isMediaType } from '../domain/arriving-file.ts'
import type { FileFault, MediaType } from '../domain/arriving-file.ts'
import type { SignatureReport } from '../domain/signature-report.ts'
import type { PdfFile } from '../domain/pdf-file.ts'
import { PdfBroken, PdfTooHard, isKind } from '../domain/pdf-objects.ts'
import { actsByItself, officeFaultOf } from './active-content.ts'
import { openPdf, verifyPdf } from './verify-pdf.ts'
import { trustOf } from './trust-folder.ts'
import type { Inspection, InspectionRequest } from './file-inspector.ts'

const officeTypes: ReadonlySet<MediaType> = new Set([
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
])

const trust = trustOf((workerData as { trustFolder: string | undefined }).trustFolder)

async function inspect({ bytes, now }: InspectionRequest): Promise<Inspection> {
  const sha256 = createHash('sha256').update(bytes).digest()
  const fail = (fault: FileFault): Inspection => ({ sha256, mediaType: null, report: null, trustSha256: null, fault })
  if (bytes.length === 0) return fail('FILE_EMPTY')
  // A file cut off in its first bytes is an error of the library and an unknown kind to us.
  const found = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime ?? (isPdfBehindOthers(bytes) ? 'application/pdf' : undefined)
  if (!isMediaType(found)) return fail('FILE_TYPE_UNKNOWN')
  if (found !== 'application/pdf') {
    const fault = officeTypes.has(found) ? officeFaultOf(bytes) : null
    return fault ? fail(fault) : { sha256, mediaType: found, report: null, trustSha256: null, fault: null }
  }
  const believed = trust()
  const report = await verifyPdf(bytes, believed.trust, now)
  return { sha256, mediaType: found, report, trustSha256: believed.sha256, fault: faultOf(bytes, report) }
}

function faultOf(bytes: Uint8Array, report: SignatureReport): FileFault | null {
  if (report.problems.includes('DOCUMENT_ENCRYPTED')) return 'FILE_PDF_LOCKED'
  if (report.problems.includes('TOO_COMPLEX')) return 'FILE_TOO_HARD'
  const opened = openPdf(bytes)
  if (report.verdict === 'unreadable' || 'problem' in opened) return 'FILE_PDF_BROKEN'
  try {
    const pages = pagesOf(opened.file)
    if (pages === null) return 'FILE_PDF_BROKEN'
    if (pages < 1) return 'FILE_PDF_EMPTY'
    return actsByItself(opened.file) ? 'FILE_PDF_ACTS' : null
  } catch (error) {
    if (error instanceof PdfTooHard) return 'FILE_TOO_HARD'
    if (error instanceof PdfBroken || error instanceof RangeError) return 'FILE_PDF_BROKEN'
    throw error
  }
}

/** How many pages the file says it has; `null` when it does not say. */
function pagesOf(file: PdfFile): number | null {
  const tree = file.resolve(file.catalog.entries.get('Pages'))
  const count = isKind(tree, 'dictionary') ? file.resolve(tree.entries.get('Count')) : null
  return typeof count === 'number' ? count : null
}

/** Senders put line breaks, marks and headers of letters before a PDF; readers look for its own first line (ISO 32000-2 §7.5.2). */
function isPdfBehindOthers(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')
}

parentPort?.on('message', (request: InspectionRequest) => {
  void inspect(request).then(
    (inspection) => parentPort?.postMessage({ id: request.id, inspection }, []),
    (error: unknown) => parentPort?.postMessage({ id: request.id, error: String(error) }, []),
  )
})
