// Writes docs/signatures.md and docs/bpmn.md: what the readers of PDF signatures and of process files say of real files, beside what
// others say of them. The files lie in a folder beside the project and are not part of it; without it nothing is written.
// Usage: node tools/corpus-tables.ts
import 'temporal-polyfill/global'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bpmnCorpus, judgeBpmnFile } from '../server/src/testing/bpmn-corpus.ts'
import { sharedFolder } from '../server/src/testing/shared-folder.ts'
import { judgeCorpus } from '../server/src/testing/signature-corpus.ts'
import type { CorpusRow } from '../server/src/testing/signature-corpus.ts'

const docs = join(import.meta.dirname, '../docs')

/** Why we differ, by cause; a file by its name where the cause is its own. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/DOCUMENT_ENCRYPTED/u, 'Encrypted, though it opens without a password. We read no encrypted file and say so; a limitation.'],
  [/SIGNER_CERTIFICATE_MISSING/u, 'No certificate in the message and none is fetched; nobody can judge it. We say which part is missing.'],
  [/CONTENTS_EMPTY/u, 'A place for a signature that nobody signed. Others call it not judgeable; we name it as it is.'],
  [/STRUCTURE_BROKEN|TOO_COMPLEX|NOT_PDF/u, 'The tables of the file do not lead to its objects; we guess nothing (ADR 0015).'],
]

function reasonFor({ expected, ours, problems, verdict }: CorpusRow): string {
  if (expected === ours) return ''
  if (expected === 'disputed') return 'The four tools differ among themselves; nothing is concluded.'
  const found = reasons.find(([cause]) => problems.some((problem) => cause.test(problem)))?.[1]
  if (found) return found
  if (expected === 'unreadable' && verdict === 'unsigned')
    return 'Readable by its tables, and without a signature; the other tools stop at another part of it.'
  return '**not argued**'
}

async function signatures(folder: string): Promise<void> {
  const rows = await judgeCorpus(folder)
  const count = (test: (row: CorpusRow) => boolean): number => rows.filter(test).length
  const lines = rows.map(
    (row) => `| \`${row.file}\` | ${row.expected} | ${row.ours} | ${row.verdict} | ${row.problems.join(', ')} | ${reasonFor(row)} |`,
  )
  const text = `# Signatures of other tools' files

What \`motcua documents verify\` says of ${rows.length} PDF files beside the verdicts of four independent tools (pyHanko, poppler's pdfsig, DSS,
OpenSSL). Written by \`node tools/corpus-tables.ts\`; the files are not part of the project. The tools were asked about integrity and later
changes, not about trust, age or strength: "ours" is therefore \`changed\` only for causes that say the document or its signature is not as it was
made (\`integrityProblems\` in \`server/src/modules/document/domain/signature-report.ts\`). The verdict beside it also weighs trust, with the issuers
found in the files as anchors.

- changed or forged, by the tools: ${count(({ expected }) => expected === 'changed')}; called anything else here: ${count(({ expected, ours }) => expected === 'changed' && ours !== 'changed')}
- intact with permitted changes only: ${count(({ expected }) => expected === 'intact')}; called changed here: ${count(({ expected, ours }) => expected === 'intact' && ours === 'changed')}
- unsigned: ${count(({ expected }) => expected === 'unsigned')}; called otherwise: ${count(({ expected, ours }) => expected === 'unsigned' && ours !== 'unsigned')} (encrypted files)

| File | Expected | Ours | Verdict | Causes and notes | Why it differs |
|---|---|---|---|---|---|
${lines.join('\n')}
`
  writeFileSync(join(docs, 'signatures.md'), text)
}

function processes(): void {
  const corpus = bpmnCorpus()
  if (!corpus) return
  const rows = corpus.files.map((each) => ({ each, answer: judgeBpmnFile(each, readFileSync(join(corpus.folder, each.file))) }))
  const wrong = rows.filter(({ answer }) => answer.fault !== null).length
  const lines = rows.map(
    ({ each, answer }) =>
      `| \`${each.file}\` | ${each.wellFormed ? 'yes' : 'no'} | ${each.processes.filter(({ nodes }) => nodes > 0).length} | ${answer.answer} | ${answer.fault ?? ''} |`,
  )
  const text = `# Process files of other tools

What \`motcua process import FILE --check\` says of ${rows.length} BPMN files of many vendors, beside an independent reading of each (libxml2 and expat
for the XML, XPath for nodes and flows). Written by \`node tools/corpus-tables.ts\`; the files are not part of the project. An answer is true when a
well-formed file is never called otherwise, a file that is taken has exactly the steps of its process, and a refusal names an element of the file.
Answers that are not true of their file: ${wrong}.

| File | Well-formed | Processes with content | Answer | Not true because |
|---|---|---|---|---|
${lines.join('\n')}
`
  writeFileSync(join(docs, 'bpmn.md'), text)
}

const folder = sharedFolder('data/signatures')
if (folder === null) process.stdout.write('the folder of files is not here; nothing written\n')
else {
  await signatures(folder)
  processes()
}
