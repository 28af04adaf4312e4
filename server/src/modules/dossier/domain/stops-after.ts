import type { Turn } from './clock-turn.ts'
import { endOf } from './clocks.ts'
import type { Stop } from './clocks.ts'

/** The turns of the clocks after an act: open stops that it ends, and its own. A stop ends no later than its cause allows. */
export function stopsAfter(
  stops: readonly Stop[],
  { at, ends, turn }: { readonly at: Temporal.Instant; readonly ends: boolean; readonly turn: Turn | null },
): readonly Stop[] {
  const now = at.toString()
  const ended = ends
    ? stops.map((stop) => (stop.toAt === null ? { ...stop, toAt: (endOf({ ...stop, toAt: now }) ?? at).toString() } : stop))
    : stops
  if (!turn) return ended
  return [
    ...ended,
    {
      cause: turn.cause,
      effect: turn.effect,
      fromAt: now,
      toAt: turn.lasts ? null : now,
      endsBy: turn.endsBy?.toString() ?? null,
      by: turn.by,
      ...(turn.moves ? { moves: turn.moves } : {}),
    },
  ]
}
