import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { mutants } from './mutants/list.ts'
import type { Mutant } from './mutants/list.ts'

/*
 * npm run mutants [-- TEXT]: puts each fault of the list into a copy of the repository, never into the repository itself, runs the tests
 * named for it, and prints whether one noticed. Ends with 1 when a fault survived or its text is not there any more. TEXT chooses by name.
 */

const root = join(import.meta.dirname, '..')
const [wanted = ''] = process.argv.slice(2)
const chosen = mutants.filter(({ name, file, project = 'unit' }) => `${name} ${file} ${project}`.includes(wanted))
const copy = mkdtempSync(join(tmpdir(), 'motcua-mutants-'))

function copyRepository(): void {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  }).split('\0')
  for (const file of files) {
    if (file === '') continue
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(root, file), join(copy, file), { force: true })
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
}

type Suite = { readonly test: string; readonly project: string; readonly only: string | undefined }
const suitesOf = ({ tests, project = 'unit', only }: Mutant): Suite[] => tests.map((test) => ({ test, project, only }))

/** Whether a file of tests passes: then it did not notice. */
async function passes({ test, project, only }: Suite): Promise<boolean> {
  return await new Promise((done, fail) => {
    const child = spawn(
      process.execPath,
      [
        join(copy, 'node_modules/vitest/vitest.mjs'),
        ...['run', '--project', project, '--maxWorkers', '1', '--bail', '1', '--reporter', 'dot'],
        ...(only === undefined ? [] : ['-t', only]),
        test,
      ],
      { cwd: copy, stdio: 'ignore' },
    )
    child.once('error', fail)
    child.once('exit', (code) => done(code === 0))
  })
}

/** The files one after the other, the quick ones first: most faults are noticed by the first. */
async function isNoticed(mutant: Mutant): Promise<boolean> {
  for (const suite of suitesOf(mutant)) if (!(await passes(suite))) return true
  return false
}

async function tryOne(mutant: Mutant): Promise<'killed' | 'survived' | 'not there'> {
  const path = join(copy, mutant.file)
  const text = readFileSync(path, 'utf8')
  if (text.split(mutant.find).length !== 2) return 'not there'
  writeFileSync(
    path,
    text.replace(mutant.find, () => mutant.put),
  )
  try {
    return (await isNoticed(mutant)) ? 'killed' : 'survived'
  } finally {
    writeFileSync(path, text)
  }
}

const began = performance.now()
let bad = 0
try {
  copyRepository()
  // Tests that fail without a fault would call every fault noticed.
  const suites = new Map(chosen.flatMap(suitesOf).map((suite) => [JSON.stringify(suite), suite]))
  for (const suite of suites.values())
    if (!(await passes(suite))) throw new Error(`this test fails without any fault: ${suite.test} ${suite.only ?? ''}`)
  for (const mutant of chosen) {
    const verdict = await tryOne(mutant)
    if (verdict !== 'killed') bad += 1
    process.stdout.write(`${verdict.padEnd(9)} ${mutant.name} (${mutant.file})\n`)
  }
  const minutes = ((performance.now() - began) / 60_000).toFixed(1)
  process.stdout.write(`\n${chosen.length - bad} of ${chosen.length} killed in ${minutes} minutes\n`)
} finally {
  rmSync(copy, { recursive: true, force: true })
}
process.exitCode = bad === 0 ? 0 : 1
