// A separate thread: the cost of reading a foreign file is spent here, within bounds.
import 'temporal-polyfill/global'
import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { fileTypeFromBuffer } from 'file-type'
import { isMediaType } from '../domain/arriving-file.ts'
import type { FileFault, FoundFault, MediaType } from '../domain/arriving-file.ts'
import type { SignatureReport } from '../domain/signature-report.ts'
import type { PdfFile } from '../domain/pdf-file.ts'
import { PdfBroken, PdfTooHard, isKind } from '../domain/pdf-objects.ts'
import { contentOf } from '../domain/pdf-content.ts'
import { pictureFaultOf } from '../domain/picture-file.ts'
import { secondKindOf } from '../domain/second-kind.ts'
import { unwantedCarried } from './carried-files.ts'
import { officeFaultOf } from './office-content.ts'
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
  let kind: string | null = null
  const fail = (found: FileFault | FoundFault): Inspection => ({
    sha256,
    kind,
    mediaType: null,
    report: null,
    trustSha256: null,
    ...(typeof found === 'string' ? { fault: found } : found),
  })
  if (bytes.length === 0) return fail('FILE_EMPTY')
  // A file cut off in its first bytes is an error of the library and an unknown kind to us.
  const found = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime ?? (isPdfBehindOthers(bytes) ? 'application/pdf' : undefined)
  kind = found ?? null
  if (!isMediaType(found)) return fail('FILE_TYPE_UNKNOWN')
  const second = secondKindOf(bytes, found)
  if (second !== null) return fail({ fault: 'FILE_TWO_KINDS', what: second })
  if (found !== 'application/pdf') {
    const fault = officeTypes.has(found) ? officeFaultOf(bytes) : pictureFaultOf(bytes, found)
    return fault ? fail(fault) : { sha256, kind, mediaType: found, report: null, trustSha256: null, fault: null }
  }
  const believed = trust()
  const report = await verifyPdf(bytes, believed.trust, now)
  const judged = await judgeContent(bytes, report)
  if (judged.found) return fail(judged.found)
  const problems = judged.carriesData ? [...report.problems, 'CARRIES_DATA' as const] : report.problems
  return { sha256, kind, mediaType: found, report: { ...report, problems }, trustSha256: believed.sha256, fault: null }
}

type ContentJudgement = { readonly found: FoundFault | null; readonly carriesData?: boolean }

async function judgeContent(bytes: Uint8Array, report: SignatureReport): Promise<ContentJudgement> {
  const fail = (fault: FileFault): ContentJudgement => ({ found: { fault } })
  if (report.problems.includes('DOCUMENT_ENCRYPTED')) return fail('FILE_PDF_LOCKED')
  if (report.problems.includes('TOO_COMPLEX')) return fail('FILE_TOO_HARD')
  const opened = openPdf(bytes)
  if (report.verdict === 'unreadable' || 'problem' in opened) return fail('FILE_PDF_BROKEN')
  try {
    const pages = pagesOf(opened.file)
    if (pages === null) return fail('FILE_PDF_BROKEN')
    if (pages < 1) return fail('FILE_PDF_EMPTY')
    const { acts, carries } = contentOf(opened.file)
    if (acts !== null) return { found: { fault: 'FILE_PDF_ACTS', what: acts } }
    const unwanted = await unwantedCarried(opened.file, carries)
    if (unwanted !== null) return { found: { fault: 'FILE_PDF_CARRIES', what: unwanted } }
    return { found: null, carriesData: carries.length > 0 }
  } catch (error) {
    if (error instanceof PdfTooHard) return fail('FILE_TOO_HARD')
    if (error instanceof PdfBroken || error instanceof RangeError) return fail('FILE_PDF_BROKEN')
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
