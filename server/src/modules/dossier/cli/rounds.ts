import type { Writable } from 'node:stream'
import type { Database } from '#platform/db/database.ts'
import { runClockRound } from '../commands/clock-round.ts'

type Io = { readonly stdout: Writable; openDatabase(): Promise<Database> }

/** `motcua rounds`: one round of what time itself asks for, as the background job does it every five minutes. */
export async function run(_args: string[], io: Io): Promise<number> {
  const { resumed, stopped, apologies, deemed } = await runClockRound(await io.openDatabase())
  io.stdout.write(`Tiếp tục ${resumed}, dừng giải quyết ${stopped}, dự thảo xin lỗi ${apologies}, theo quy định về im lặng ${deemed}\n`)
  return 0
}
