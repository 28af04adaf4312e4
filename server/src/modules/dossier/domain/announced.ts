/** Whose work has changed: these agencies and centres, or anybody's. */
export type Announced = readonly string[] | 'anywhere'

/** More than this many offices at once, as after a decree, are everybody: the text of a notification has its limit. */
const mostOffices = 100

export function mergeAnnounced(one: Announced, other: Announced): Announced {
  if (one === 'anywhere' || other === 'anywhere') return 'anywhere'
  const both = [...new Set([...one, ...other])]
  return both.length > mostOffices ? 'anywhere' : both
}

/** What a notification says of this locality; `null` when it is of another. */
export function readAnnouncement(payload: string, localityId: number): Announced | null {
  const [locality, ...offices] = payload.split(' ')
  if (locality !== '' && locality !== String(localityId)) return null
  return offices.length === 0 ? 'anywhere' : offices
}

/** @param offices those of one person; `null`: of all */
export function isOfOffices(announced: Announced, offices: ReadonlySet<string> | null): boolean {
  return announced === 'anywhere' || offices === null || announced.some((each) => offices.has(each))
}
