import { readFile } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { z } from 'zod'
import { differencesOf, proof } from '../queries/clock-proof.ts'
import { faultsOfProofRecord } from '../queries/proof-record.ts'
import { fingerprintOf } from '../queries/key-fingerprint.ts'
import { faultOfSeal } from '../queries/proof-seal.ts'

type Io = { readonly stdout: Writable; readonly stderr: Writable }

const usage = `Usage: motcua prove FILE [--key FINGERPRINT]
Recomputes, from the file alone and without a database, why a dossier is due on its day.
FINGERPRINT: the centre's published key; without it only the file's own key is checked.
`

/** `motcua prove FILE`: 0 everything agrees, 1 something does not (said in Vietnamese), 2 no file to read. */
export async function run(args: string[], io: Io): Promise<number> {
  const at = args.indexOf('--key')
  const wanted = at === -1 ? null : (args[at + 1] ?? '')
  const files = args.filter((arg, i) => !arg.startsWith('--') && (at === -1 || i !== at + 1))
  const [file] = files
  if (file === undefined || files.length > 1 || wanted === '') {
    io.stderr.write(usage)
    return 2
  }
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    io.stderr.write(`Không đọc được tệp ${file}.\n`)
    return 2
  }
  const refuse = (reason: string): number => {
    io.stdout.write(`KHÔNG KHỚP: ${reason}.\n`)
    return 1
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return refuse('tệp không phải JSON')
  }
  const read = proof.safeParse(json)
  if (!read.success) return refuse(`tệp không đúng dạng motcua-proof (${z.prettifyError(read.error).split('\n')[0] ?? ''})`)
  const { data } = read
  const { seal, ...content } = data
  const altered = faultOfSeal(data)
  if (altered) return refuse(altered)
  const key = fingerprintOf(seal.publicKey)
  if (wanted !== null && wanted !== key) return refuse(`tệp do khoá ${key} ký, không phải khoá ${wanted}`)
  const differences = [...faultsOfProofRecord(content), ...differencesOf(content)]
  if (differences.length > 0) return refuse(differences.join('; '))
  io.stdout.write(`Hồ sơ ${content.dossier.code}: ${content.dossier.procedureName}\n`)
  for (const clock of content.clocks)
    io.stdout.write(`KHỚP ${clock.kind === 'legal' ? 'Hạn theo luật' : 'Ngày hẹn trả'}: ${clock.sentence}\n`)
  io.stdout.write(`KHỚP Chữ ký của khoá ${key}; nhật ký ${content.record.acts.length} thao tác, mã băm cuối ${content.record.headHash}\n`)
  return 0
}
