/**
 * Fewest ballots that are counted together, and fewest that a published figure may count. With fewer, a person who knows who was
 * served could tell who answered what.
 */
export const fewest = 5

/** The attributes under which a ballot may be counted. */
export type BallotGroup = { readonly centreId: string; readonly agencyId: string; readonly officerId: string | null }

/** Ballots of these groups are counted together, under the attributes that remain. */
export type Count = {
  readonly centreId: string
  readonly agencyId: string | null
  readonly officerId: string | null
  readonly groups: readonly BallotGroup[]
}

/**
 * Which ballots may be counted now. In the course of the day: those of an officer of an agency at a centre, once there are
 * five. At the close of the day the rest loses first the officer, then the agency; what a centre has too few of even so
 * waits for the next day. Every count takes all ballots of its groups.
 */
export function countsOf(waiting: readonly (BallotGroup & { readonly n: number })[], isClosingDay: boolean): Count[] {
  const counts: Count[] = []
  let rest = [...waiting]
  const take = (keyOf: (group: BallotGroup) => Omit<Count, 'groups'>): void => {
    const byKey = Map.groupBy(rest, (group) => JSON.stringify(keyOf(group)))
    rest = []
    for (const groups of byKey.values()) {
      const [first] = groups
      if (!first) continue
      if (groups.reduce((sum, { n }) => sum + n, 0) < fewest) rest.push(...groups)
      else
        counts.push({
          ...keyOf(first),
          groups: groups.map(({ centreId, agencyId, officerId }) => ({ centreId, agencyId, officerId })),
        })
    }
  }
  take(({ centreId, agencyId, officerId }) => ({ centreId, agencyId, officerId }))
  if (!isClosingDay) return counts
  take(({ centreId, agencyId }) => ({ centreId, agencyId, officerId: null }))
  take(({ centreId }) => ({ centreId, agencyId: null, officerId: null }))
  return counts
}
