import type { Database } from '#platform/db/database.ts'
import type { LocalityWish } from '#platform/db/localities.ts'
import { checkPack } from '../check-pack.ts'
import { loadPack } from '../load-pack.ts'
import { notYetPublishedIn } from '../pack-gate.ts'
import type { Pack } from '../pack-schema.ts'
import { readPack, readPackLocality } from '../read-pack.ts'

type Io = {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  openDatabase(wish?: LocalityWish): Promise<Database>
}

const usage = `motcua packs check FOLDER   kiểm tra một gói thủ tục, không ghi gì
motcua packs load FOLDER    nạp gói vào địa phương đang dùng; nạp lại không đổi gì
`

/** `motcua packs check|load FOLDER`. Exit 0 when sound, 1 when the pack has faults, 2 when called wrongly. */
export async function run(args: string[], io: Io): Promise<number> {
  const [action, folder, ...rest] = args
  if ((action !== 'check' && action !== 'load') || folder === undefined || rest.length > 0) {
    io.stderr.write(usage)
    return 2
  }
  const pack = soundPack(folder, io)
  if (!pack) return 1
  for (const { procedure, gaps } of notYetPublishedIn(pack))
    for (const { reason } of gaps) io.stderr.write(`${procedure.where}: ${procedure.code} chưa công bố. ${reason}\n`)
  if (action === 'check') {
    io.stdout.write(`${JSON.stringify(countsOf(pack))}\n`)
    return 0
  }
  const database = await io.openDatabase({ pack: readPackLocality(folder) })
  io.stdout.write(`${JSON.stringify(await loadPack(database.kysely, pack))}\n`)
  return 0
}

/** The pack when it has no fault; otherwise every fault is printed, one a line. */
function soundPack(folder: string, io: Io): Pack | null {
  const { pack, faults } = readPack(folder)
  const all = pack ? checkPack(pack) : faults
  for (const { where, message } of all) io.stderr.write(`${where}: ${message}\n`)
  return all.length === 0 ? pack : null
}

function countsOf(pack: Pack): Record<string, number> {
  const { head, procedures } = pack
  const notYetPublished = notYetPublishedIn(pack).length
  return {
    agencies: head.agencies.length,
    counters: head.centres.flatMap((centre) => centre.counters).length,
    procedures: procedures.length,
    published: procedures.length - notYetPublished,
    notYetPublished,
    onTheSpot: procedures.filter(({ handling }) => handling === 'on_the_spot').length,
    sameDay: procedures.filter(({ handling }) => handling === 'same_day').length,
    verified: procedures.filter(({ verified }) => verified).length,
    declaredRegistered: head.declaredTotals.registered,
  }
}
