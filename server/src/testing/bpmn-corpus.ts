import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readBpmn } from '../modules/procedure/adapters/read-bpmn.ts'
import { sharedFolder } from './shared-folder.ts'

/** Files of other tools with an independent reading of each. They are read where they are and never part of the project. */
export type CorpusFile = {
  readonly file: string
  readonly wellFormed: boolean
  readonly processes: readonly { readonly id: string; readonly nodes: number }[]
  readonly nodes: readonly { readonly id: string; readonly type: string; readonly name: string | null; readonly in?: string }[]
  readonly unusual: readonly string[]
}

/** `null` where the folder is absent. */
export function bpmnCorpus(): { readonly folder: string; readonly files: readonly CorpusFile[] } | null {
  const found = sharedFolder('data/bpmn')
  if (found === null) return null
  const lines = readFileSync(join(found, 'expected.jsonl'), 'utf8').trim().split('\n')
  return { folder: join(found, 'files'), files: lines.map((line) => JSON.parse(line) as CorpusFile) }
}

export type CorpusAnswer = {
  readonly file: string
  readonly answer: string
  /** Why the answer is not true of the file; `null` when it is. */
  readonly fault: string | null
}

const steps = /^(?:task|userTask|manualTask|callActivity|subProcess)$/u

export function judgeBpmnFile(expected: CorpusFile, bytes: Uint8Array): CorpusAnswer {
  const read = readBpmn(bytes)
  const { file } = expected
  if ('process' in read) {
    const theirs = expected.nodes
      .filter(({ type }) => steps.test(type))
      .map(({ name }) => (name ?? '').normalize('NFC').replace(/\s+/gu, ' ').trim())
    const ours = read.process.steps.map(({ name }) => name)
    const isSame = JSON.stringify(theirs.toSorted()) === JSON.stringify(ours.toSorted())
    const fault = !expected.wellFormed ? 'taken though it is no XML' : isSame ? null : 'other steps than in the file'
    return { file, answer: `taken, ${ours.length} steps`, fault }
  }
  const codes = [...new Set(read.faults.map(({ code }) => code))]
  const withContent = expected.processes.filter(({ nodes }) => nodes > 0)
  const isCalledMalformed = codes.some((code) => code === 'BPMN_MALFORMED' || code === 'BPMN_ENCODING')
  const text = `${Buffer.from(bytes).toString('utf8')}${Buffer.from(bytes).toString('latin1')}`
  const unnamed = read.faults.find(({ code, elementId }) => elementId !== null && code !== 'BPMN_TOO_LONG' && !text.includes(elementId))
  const fault =
    expected.wellFormed === isCalledMalformed
      ? expected.wellFormed
        ? 'well-formed, and called otherwise'
        : 'no XML, and refused for another reason'
      : codes.includes('BPMN_NO_PROCESS') && withContent.length > 0
        ? 'has a process'
        : codes.includes('BPMN_SEVERAL_PROCESSES') && withContent.length < 2
          ? 'has one process'
          : unnamed
            ? `names ${unnamed.elementId}, which is not in the file`
            : null
  return { file, answer: codes.join(', '), fault }
}
