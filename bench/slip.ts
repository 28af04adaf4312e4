import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { sampleReceiptSlip } from '#document'
import { renderForm } from '../server/src/modules/document/adapters/render-form.ts'

/** How many slips to set; 2,000 by default. */
export type SlipOptions = { readonly count?: number }

/**
 * Speed of the receipt slip, both copies, each with other data, against a document of one line made by the
 * same compiler in turn with it. Prints one JSON line: milliseconds, slips a second, bytes, and the ratio of
 * the medians.
 */
export async function run(options: SlipOptions = {}): Promise<void> {
  const count = options.count ?? 2_000
  const compiler = NodeCompiler.create({ workspace: process.cwd() })
  const oneLine = (index: number): void => {
    const { result } = compiler.compile({ mainFileContent: '#sys.inputs.line', inputs: { line: `${index}` } })
    if (!result) throw new Error('the one-line document could not be set')
    compiler.pdf(result, { pdfStandard: 'a-2b' })
  }
  const slip = (index: number): number => {
    const code = `H47.11-261123-${String(index).padStart(4, '0')}`
    return renderForm('receipt-slip', {
      ...sampleReceiptSlip,
      number: `${index}/TNHS`,
      dossierCode: code,
      trackingUrl: `https://motcua.example.vn/tra-cuu?code=${code}`,
      lookupSecret: `S-${index}`,
      applicant: { ...sampleReceiptSlip.applicant, name: `Nguyễn Thị Ánh Nguyệt ${index}` },
    }).byteLength
  }
  const slips: number[] = []
  const lines: number[] = []
  let bytes = 0
  for (let index = -100; index < count; index += 1) {
    const start = performance.now()
    bytes = slip(index)
    const middle = performance.now()
    oneLine(index)
    const end = performance.now()
    if (index >= 0) {
      slips.push(middle - start)
      lines.push(end - middle)
    }
    // As in the server, the event loop turns between two slips.
    await new Promise((resolve) => setImmediate(resolve))
  }
  const own = summary(slips)
  const baseline = summary(lines)
  const line = {
    scenario: 'slip',
    count,
    perSecond: Math.round(1000 / own.mean),
    ...own,
    bytes,
    baseline: { what: 'a one-line document', ...baseline },
    ratio: round(own.p50 / baseline.p50),
    rssMegabytes: Math.round(process.memoryUsage.rss() / 1e6),
  }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

function summary(times: readonly number[]): { mean: number; p50: number; p95: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number => round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)
  return {
    mean: round(times.reduce((sum, time) => sum + time, 0) / times.length),
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
