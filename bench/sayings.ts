import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import type { BenchCentre } from './bench-centre.ts'
import { HttpClient } from './http-client.ts'
import { hundredth, latencyOf } from './statistics.ts'

const saying = z.strictObject({ says: z.string(), procedures: z.array(z.string()) })
const file = z.strictObject({ walk: z.array(saying), tuned: z.array(saying), heldBack: z.array(saying) })
type Saying = z.infer<typeof saying>
type Found = { readonly items: readonly { readonly code: string }[]; readonly elsewhere: readonly unknown[] }

/**
 * Searches for everyday sayings in the catalogue of the demonstration, through the door that the portal uses. Top three: of the
 * sayings that a procedure answers, those with it among the first three. False hits: of those that none answers, those that
 * get one anyway. `rounds` more rounds give the times.
 */
export async function run(centre: BenchCentre, { rounds = 5 }: { readonly rounds?: number } = {}): Promise<object> {
  const sets = file.parse(parse(readFileSync(new URL('data/sayings.yaml', import.meta.url), 'utf8')))
  const client = await HttpClient.open(centre.address)
  try {
    const ask = async (says: string): Promise<{ found: Found; ms: number }> => {
      const begun = performance.now()
      const answer = await client.request('GET', `/api/v1/procedures?limit=3&q=${encodeURIComponent(says)}`, {})
      const ms = performance.now() - begun
      if (answer.status !== 200) throw new Error(`${says} → ${answer.status} ${answer.body}`)
      return { found: JSON.parse(answer.body) as Found, ms }
    }
    const scores: Record<string, object> = {}
    for (const [name, sayings] of Object.entries(sets)) scores[name] = await scoreOf(sayings, ask)
    const own = await scoreOf([...sets.tuned, ...sets.heldBack], ask)
    const all = [...sets.walk, ...sets.tuned, ...sets.heldBack]
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) for (const { says } of all) times.push((await ask(says)).ms)
    return {
      scenario: 'sayings',
      ...latencyOf(times),
      own,
      ...scores,
      target: 'top three ≥ 90 %, false hits ≤ 15 %, p95 ≤ 30 ms',
      sizes: { sayings: all.length, rounds },
    }
  } finally {
    client.close()
  }
}

async function scoreOf(
  sayings: readonly Saying[],
  ask: (says: string) => Promise<{ found: Found }>,
): Promise<{ topThreePercent: number; falseHitsPercent: number; toldWherePercent: number; missed: string[]; falseHits: string[] }> {
  const missed: string[] = []
  const falseHits: string[] = []
  let toldWhere = 0
  for (const { says, procedures } of sayings) {
    const { found } = await ask(says)
    if (procedures.length === 0) {
      if (found.items.length > 0) falseHits.push(says)
      if (found.elsewhere.length > 0) toldWhere += 1
    } else if (!found.items.some(({ code }) => procedures.includes(code))) missed.push(says)
  }
  const unanswerable = sayings.filter(({ procedures }) => procedures.length === 0).length
  const answerable = sayings.length - unanswerable
  const percent = (part: number, whole: number): number => hundredth((100 * part) / whole)
  return {
    topThreePercent: percent(answerable - missed.length, answerable),
    falseHitsPercent: percent(falseHits.length, unanswerable),
    toldWherePercent: percent(toldWhere, unanswerable),
    missed,
    falseHits,
  }
}
