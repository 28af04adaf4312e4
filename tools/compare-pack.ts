/**
 * Compares the papers of every procedure of a pack with the national export, paper by paper:
 * `node tools/compare-pack.ts [PACK] [EXPORT]`. Prints one line for each procedure that the export has, and what is
 * missing or extra below it. It writes nothing and needs no database.
 */
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { comparePapers } from '../server/src/packs/compare-papers.ts'
import type { Paper } from '../server/src/packs/compare-papers.ts'
import { readPack } from '../server/src/packs/read-pack.ts'

const [folder = 'packs/demo-centre', source = '../shared/data/procedures/national_parsed.jsonl.gz'] = process.argv.slice(2)
const { pack } = readPack(folder)
if (!pack) throw new Error(`${folder} cannot be read: run motcua packs check`)
if (!existsSync(source)) {
  process.stdout.write(`${source} is not here: nothing to compare with.\n`)
} else {
  const national = new Map<string, readonly Paper[]>()
  for (const line of gunzipSync(readFileSync(source)).toString('utf8').split('\n')) {
    if (line === '') continue
    const { code, components } = JSON.parse(line) as { code: string; components: readonly Paper[] }
    if (!national.has(code)) national.set(code, components)
  }
  for (const { code, verified, components } of pack.procedures) {
    const papers = national.get(code)
    if (!papers) continue
    const { agree, otherNumbers, missing, extra } = comparePapers(components, papers)
    const counts = `agree ${agree}, other numbers ${otherNumbers.length}, missing ${missing.length}, extra ${extra.length}`
    process.stdout.write(`${code} ${verified ? 'verified' : 'not verified'}: ${counts}\n`)
    for (const [what, names] of Object.entries({ 'other numbers': otherNumbers, missing, extra }))
      for (const name of names) process.stdout.write(`  ${what}: ${name}\n`)
  }
}
