/** How the sealer keeps up: `late` is reported to the operator, `stopped` blocks every signed result. */
export const sealerStates = ['on_time', 'late', 'stopped'] as const
export type SealerState = (typeof sealerStates)[number]

export const lateAfterMinutes = 5
export const stoppedAfterMinutes = 4 * 60

/** @param lookedAt when everything that waited was last looked at; `null` when never */
export function judgeSealer(lookedAt: Temporal.Instant | null, now: Temporal.Instant): SealerState {
  if (lookedAt === null) return 'on_time'
  const minutes = (now.epochMilliseconds - lookedAt.epochMilliseconds) / 60_000
  if (minutes > stoppedAfterMinutes) return 'stopped'
  return minutes > lateAfterMinutes ? 'late' : 'on_time'
}
