import { quantileOf } from './history.ts'

/** What is known of the queue when somebody joins it. */
export type QueueNow = {
  /** Waiting before them. */
  readonly ahead: number
  /** People who serve this queue now. */
  readonly serving: number
}

/** Seconds. Four in five waits lie between `low` and `high`. */
export type WaitEstimate = { readonly median: number; readonly low: number; readonly high: number }

export type WaitEstimator = {
  /** A service of this queue ended: how long it took. */
  served(seconds: number): void
  /** Somebody was called: what was known when they joined, and how long it became. */
  called(then: QueueNow, waited: number): void
  /** `null` while too little was seen to say anything. */
  estimate(now: QueueNow): WaitEstimate | null
}

/** Service times remembered: enough to be steady, few enough to follow the day. */
const rememberedServices = 30
const rememberedWaits = 200
/** Below this many of a class its neighbours speak too. */
const enough = 25

/**
 * Learns from the hall's own last services and waits. A naïve wait (those ahead, times the recent length of a service, over those who
 * serve) is multiplied by what it was wrong by of late, for queues of about this length: the middle of those ratios gives the median,
 * their tenth and ninetieth percentiles the interval. So it needs no assumption about how arrivals or services are spread.
 */
export function waitEstimator(): WaitEstimator {
  const services: number[] = []
  const ratios = new Map<number, number[]>()

  /** A running service is on average half over when somebody joins. */
  function naive({ ahead, serving }: QueueNow): number | null {
    if (services.length === 0) return null
    const mean = services.reduce((sum, each) => sum + each, 0) / services.length
    return ((ahead + 1) * mean) / Math.max(1, serving)
  }

  function remembered(kind: number): number[] {
    const own = ratios.get(kind) ?? []
    if (own.length >= enough) return own
    return [...own, ...(ratios.get(kind - 1) ?? []), ...(ratios.get(kind + 1) ?? [])]
  }

  return {
    served(seconds) {
      services.push(seconds)
      if (services.length > rememberedServices) services.shift()
    },
    called(then, waited) {
      const expected = naive(then)
      if (expected === null || expected === 0) return
      const kind = classOf(then.ahead)
      const list = ratios.get(kind) ?? []
      list.push(waited / expected)
      if (list.length > rememberedWaits) list.shift()
      ratios.set(kind, list)
    },
    estimate(now) {
      const expected = naive(now)
      const known = remembered(classOf(now.ahead)).toSorted((a, b) => a - b)
      if (expected === null || known.length < 5) return null
      return {
        median: expected * quantileOf(known, 0.5),
        low: expected * quantileOf(known, 0.1),
        high: expected * quantileOf(known, 0.9),
      }
    },
  }
}

/** 0, 1, 2, 3–4, 5–8, 9–16 … ahead: queues of about one length err alike. */
function classOf(ahead: number): number {
  return ahead < 3 ? ahead : 2 + Math.ceil(Math.log2(ahead - 1))
}
