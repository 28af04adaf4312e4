/**
 * A host name (`mc.example.vn`) or a web address as one writes it, as scheme, host and port; `null` when it is neither. A name
 * alone is reached by https.
 */
export function toWebAddress(text: string): string | null {
  const written = text.trim()
  const full = written.includes('://') ? written : `https://${written}`
  if (!URL.canParse(full)) return null
  const { protocol, origin, hostname, pathname, search, hash, username, password } = new URL(full)
  const isBare = pathname === '/' && `${search}${hash}${username}${password}` === ''
  const isName = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/u.test(hostname)
  return isBare && isName && (protocol === 'https:' || protocol === 'http:') ? origin : null
}

/** The host name of a `Host` header or a web address, without its port and in small letters; `null` when there is none. */
export function toHostName(text: string | undefined): string | null {
  if (text === undefined || text === '') return null
  const full = text.includes('://') ? text : `http://${text}`
  if (!URL.canParse(full)) return null
  const { hostname } = new URL(full)
  return hostname.replace(/\.$/u, '') || null
}
