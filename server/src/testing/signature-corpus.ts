import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readTrust } from '../modules/document/adapters/certificate-chain.ts'
import { verifyPdf } from '../modules/document/adapters/verify-pdf.ts'
import { integrityProblems } from '../modules/document/domain/signature-report.ts'
import type { SignatureProblem, Verdict } from '../modules/document/domain/signature-report.ts'

export type CorpusRow = {
  readonly file: string
  readonly expected: 'intact' | 'changed' | 'unsigned' | 'unreadable' | 'disputed'
  /** `changed`: we say that the document or a signature is not as it was made. */
  readonly ours: 'intact' | 'changed' | 'unsigned' | 'unreadable'
  readonly verdict: Verdict
  readonly problems: readonly SignatureProblem[]
}

const kinds = {
  'every signature intact and only permitted changes': 'intact',
  'changed or forged': 'changed',
  unsigned: 'unsigned',
  'unreadable or malformed': 'unreadable',
  disputed: 'disputed',
} as const

/** Every file of the shared folder with what four other tools made of it, and what we say. Trust is not asked: integrity is. */
export async function judgeCorpus(folder: string): Promise<readonly CorpusRow[]> {
  const trust = readTrust(join(folder, 'trust'))
  const rows: CorpusRow[] = []
  for (const line of readFileSync(join(folder, 'verdicts.jsonl'), 'utf8').trim().split('\n')) {
    const { file, expect } = JSON.parse(line) as { file: string; expect: keyof typeof kinds }
    const report = await verifyPdf(readFileSync(join(folder, 'files', file)), trust, '2026-11-30T12:00:00Z')
    const problems = [...new Set([...report.problems, ...report.signatures.flatMap((each) => each.problems)])]
    const isChanged = problems.some((problem) => integrityProblems.has(problem))
    const { verdict } = report
    const ours = verdict === 'unreadable' || verdict === 'unsigned' ? verdict : isChanged ? 'changed' : 'intact'
    rows.push({ file, expected: kinds[expect], ours, verdict, problems })
  }
  return rows
}
