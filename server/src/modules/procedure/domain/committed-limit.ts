import type { Limit } from './procedure.ts'

/**
 * How the centre shortens a legal limit. Kept as data because it is a decision of the province, not of the law:
 * the founding plan asks for 30 % less, and shows business registration going from 3 days to 2.
 */
export type CommitmentRule = {
  /** Share to cut, in percent. */
  readonly cutPercent: number
  /** Which way a part of a unit goes. Only `down` keeps the whole cut: 3 → 2, 5 → 3, 7 → 4. */
  readonly rounding: 'up' | 'nearest' | 'down'
  /** A promise is never shorter than this many units. */
  readonly leastAmount: number
}

export const thirtyPercentLess: CommitmentRule = { cutPercent: 30, rounding: 'down', leastAmount: 1 }

/** The limit the centre promises for a legal limit, in the same unit; never longer than the legal one. */
export function committedLimitOf(legal: Limit, rule: CommitmentRule): Limit {
  // Whole hundredths: 10 × 0.7 in binary is not 7.
  const hundredths = Math.round(legal.amount * 100) * (100 - rule.cutPercent)
  const exact = hundredths / 10_000
  const rounded = rule.rounding === 'up' ? Math.ceil(exact) : rule.rounding === 'down' ? Math.floor(exact) : Math.round(exact)
  return { amount: Math.min(legal.amount, Math.max(rule.leastAmount, rounded)), unit: legal.unit }
}
