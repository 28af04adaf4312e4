import { readFile } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import type { Database } from '#platform/db/database.ts'
import { bpmnOfProcess, processFromBpmn } from '../commands/exchange-bpmn.ts'
import { dossierFields } from '../domain/process-fields.ts'
import { judgeProcess } from '../domain/process-gate.ts'
import { getProcedureVersion } from '../queries/get-procedure-version.ts'
import { processOfVersion } from '../queries/get-process.ts'

type Io = { readonly stdout: Writable; readonly stderr: Writable; readonly openDatabase: () => Promise<Database> }

const usage = `Usage: motcua process export CODE          the process in force, as BPMN 2.0 with its drawing
       motcua process import FILE --check   the content of a BPMN file: faults, notes, steps; without a database
A file is imported into a draft at the desk, where a person is responsible for it.
`

/** `motcua process …`: 0 done, 1 the file is refused or its shape has findings, 2 wrong call or nothing there. */
export async function run(args: string[], io: Io): Promise<number> {
  const [what, subject, ...rest] = args
  if (what === 'export' && subject && rest.length === 0) return await exportProcess(subject, io)
  if (what === 'import' && subject && rest.length === 1 && rest[0] === '--check') return await checkFile(subject, io)
  io.stderr.write(usage)
  return args.includes('--help') ? 0 : 2
}

async function exportProcess(code: string, io: Io): Promise<number> {
  const { kysely } = await io.openDatabase()
  const version = await getProcedureVersion(kysely, code, Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString())
  const process = version && (await processOfVersion(kysely, version))
  if (!version || !process) {
    io.stderr.write(version ? `${code} has no process written down\n` : `no procedure ${code} is in force\n`)
    return 2
  }
  io.stdout.write(`${await bpmnOfProcess(process.definition, version)}\n`)
  return 0
}

/** Checks only the file itself; who does the work is known only at the centre. */
async function checkFile(file: string, io: Io): Promise<number> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(file)
  } catch (error) {
    io.stderr.write(`cannot read ${file}: ${error instanceof Error && 'code' in error ? String(error.code) : String(error)}\n`)
    return 2
  }
  const read = await processFromBpmn(bytes)
  if ('faults' in read) {
    io.stdout.write(`${JSON.stringify({ faults: read.faults }, null, 2)}\n`)
    return 1
  }
  const agencyCodes = new Set(read.process.steps.flatMap((step) => (step.agencyCode === null ? [] : [step.agencyCode])))
  const { findings, criticalPath } = judgeProcess(read.process, {
    agencyCode: '',
    handling: 'forwarded',
    legalLimit: { amount: 1_000_000, unit: 'working_hours' },
    committedLimit: null,
    fields: dossierFields,
    agencyCodes,
    isStaffed: () => true,
    channels: [{ channel: 'direct', fees: [] }],
    components: [],
    overlapOn: null,
  })
  const steps = read.process.steps.map(({ no, name, role, hours }) => ({ no, name, role, hours }))
  io.stdout.write(
    `${JSON.stringify({ steps, notes: read.notes, findings, criticalPath: criticalPath && { hours: criticalPath.hours, stepNos: criticalPath.stepNos } }, null, 2)}\n`,
  )
  return findings.length > 0 ? 1 : 0
}
