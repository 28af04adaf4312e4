/**
 * How long a caller who guesses must wait. Failures are counted in a leaky bucket: a few are free, each one beyond
 * doubles the wait up to a cap, and time empties it. Success is never counted.
 */
export type Vessel = {
  /** Failures without any wait. */
  readonly free: number
  /** Seconds in which one failure is forgotten. */
  readonly leakSeconds: number
  /** The longest wait. */
  readonly mostSeconds: number
}

/**
 * The counters. A device the login has used before has its own counter, so that no stranger's guesses delay it; all
 * other tries count for the login from their network, for the login from anywhere, and for their network whatever the login.
 */
export const vessels = {
  device: { free: 10, leakSeconds: 60, mostSeconds: 30 },
  loginFromNetwork: { free: 5, leakSeconds: 600, mostSeconds: 900 },
  // A stranger with a thousand networks delays a new device by a minute at most, and never one that is known.
  login: { free: 30, leakSeconds: 60, mostSeconds: 60 },
  // More than a hall of eighty mistypes in a quarter of an hour, less than a password tried on a hundred accounts.
  network: { free: 75, leakSeconds: 12, mostSeconds: 900 },
  // Codes of six digits, and the password of a session that is open: a minute between tries soon.
  secondFactor: { free: 5, leakSeconds: 300, mostSeconds: 900 },
  // The same on a browser where the owner has proved to be themselves before: no stranger's guesses keep it waiting.
  secondFactorHere: { free: 5, leakSeconds: 300, mostSeconds: 900 },
} as const satisfies Readonly<Record<string, Vessel>>
export type VesselName = keyof typeof vessels

/** The part of `level` that is left after so many seconds. */
export function levelAfter({ leakSeconds }: Vessel, level: number, seconds: number): number {
  return Math.max(0, level - Math.max(0, seconds) / leakSeconds)
}

/** Whole seconds until the next try, given the level at the last failure and how long ago that was; 0: now. */
export function secondsToWait(vessel: Vessel, level: number, seconds: number): number {
  const excess = level - vessel.free
  if (excess < 0) return 0
  const wait = Math.min(vessel.mostSeconds, 2 ** Math.min(20, Math.floor(excess)))
  return Math.max(0, Math.ceil(wait - seconds))
}

/**
 * The network an address belongs to: what one subscriber or one building has. IPv4 by 24 bits, IPv6 by 64; an IPv4 address
 * written as IPv6 is what it is.
 */
export function networkOf(address: string): string {
  const mapped = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/iu.exec(address)
  if (mapped) return `${mapped[1]}.0/24`
  if (!address.includes(':')) return address
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/u, ''))
    .join(':')}::/64`
}
