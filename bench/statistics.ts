export type Latency = { readonly p50: number; readonly p95: number; readonly p99: number }

/** Percentiles in milliseconds, to a hundredth. */
export function latencyOf(times: readonly number[]): Latency {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number => hundredth(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

export function hundredth(value: number): number {
  return Math.round(value * 100) / 100
}

/** Several workers repeat `work` until the time is up, or it was done so many times; what is running then is still finished and counted. */
export async function repeatFor(
  { seconds, most = Number.POSITIVE_INFINITY }: { readonly seconds: number; readonly most?: number | undefined },
  workers: number,
  work: (worker: number) => Promise<void>,
): Promise<{ times: number[]; seconds: number }> {
  const times: number[] = []
  const started = performance.now()
  const until = started + seconds * 1000
  let count = 0
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      while (performance.now() < until && count < most) {
        count += 1
        const begun = performance.now()
        await work(worker)
        times.push(performance.now() - begun)
      }
    }),
  )
  return { times, seconds: (performance.now() - started) / 1000 }
}

/** A progress line on standard error; nothing without a terminal. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
}
