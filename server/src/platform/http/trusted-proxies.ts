import { BlockList, isIP } from 'node:net'

/** How many proxies stand before this server, or which addresses they have; `false` for none. */
export type TrustedProxies = false | number | readonly string[]

const named: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/**
 * Reads the setting. To believe the whole of `X-Forwarded-For` is not to be had: its left end is written by the caller.
 * @returns what is wrong, in words for an operator, when it cannot be read
 */
export function readTrustedProxies(text: string): { readonly proxies: TrustedProxies } | { readonly fault: string } {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length === 0 || (parts.length === 1 && /^(?:false|0|no|off|n)$/iu.test(parts[0] ?? ''))) return { proxies: false }
  if (parts.length === 1 && /^[1-9]$/u.test(parts[0] ?? '')) return { proxies: Number(parts[0]) }
  if (parts.some((part) => /^(?:true|yes|on|y)$/iu.test(part))) {
    return { fault: 'must be the number of proxies (1) or their networks (10.0.0.0/8): all of X-Forwarded-For is never believed' }
  }
  const wrong = parts.filter((part) => !(part in named) && !isNetwork(part))
  if (wrong.length > 0) return { fault: `must be a number of proxies (1 to 9) or networks, and is not: ${wrong.join(', ')}` }
  return { proxies: parts.flatMap((part) => named[part] ?? [part]) }
}

/** Networks of addresses, such as those of a hall's own televisions. */
export function readNetworks(text: string): { readonly networks: readonly string[] } | { readonly fault: string } {
  const read = readTrustedProxies(text)
  if ('fault' in read || typeof read.proxies === 'number') return { fault: 'must be networks, such as 10.1.0.0/16' }
  return { networks: read.proxies === false ? [] : read.proxies }
}

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...more] = text.split('/')
  const kind = isIP(address)
  if (kind === 0 || more.length > 0) return false
  // A network of everybody would be the same as believing everything.
  return prefix === undefined || (/^\d{1,3}$/u.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= (kind === 4 ? 32 : 128))
}

/** Whether a connection from this address may be a proxy's. By number alone it cannot be known, so everyone may be one. */
export function proxyTest(proxies: TrustedProxies): (address: string) => boolean {
  if (proxies === false) return () => false
  if (typeof proxies === 'number') return () => true
  const list = new BlockList()
  for (const network of proxies) {
    const [address = '', prefix] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(address, prefix === undefined ? (family === 'ipv6' ? 128 : 32) : Number(prefix), family)
  }
  return (address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
