import { toHostName } from '#platform/http/web-address.ts'

/** A locality as its row says where it is reached. */
export type Addressed = { readonly webAddresses: readonly string[]; readonly practiceAddress: string | null }

export type Target<Place> = { readonly place: Place; readonly isPractice: boolean }

export type HostTable<Place> = {
  readonly targets: ReadonlyMap<string, Target<Place>>
  /** Names that two localities claim. They are unclaimed until one gives way: the wrong province would be worse than none. */
  readonly claimedTwice: readonly string[]
}

/** Which locality each host name is. Localities of different databases are compared here and nowhere else. */
export function toHostTable<Place extends Addressed>(places: readonly Place[]): HostTable<Place> {
  const targets = new Map<string, Target<Place>>()
  const claimedTwice = new Set<string>()
  const claim = (address: string, target: Target<Place>): void => {
    const name = toHostName(address)
    if (name === null) return
    const known = targets.get(name)
    if (known && (known.place !== target.place || known.isPractice !== target.isPractice)) claimedTwice.add(name)
    else targets.set(name, target)
  }
  for (const place of places) {
    for (const address of place.webAddresses) claim(address, { place, isPractice: false })
    if (place.practiceAddress !== null) claim(place.practiceAddress, { place, isPractice: true })
  }
  for (const name of claimedTwice) targets.delete(name)
  return { targets, claimedTwice: [...claimedTwice] }
}
