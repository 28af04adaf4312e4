/**
 * The name of a log, which it keeps for ever: its own address without the scheme, as C2SP recommends. A place that is reached only on its own
 * machine takes a random name, so that two of them are never taken for one.
 * @param random eight hexadecimal digits
 */
export function originFrom(publicUrl: string, random: string): string {
  const address = /^https?:\/\/([^/]+)(\/.*)?$/u.exec(publicUrl)
  const host = address?.[1] ?? ''
  if (host === '' || /^(?:localhost|127\.|\[)/u.test(host)) return `${random}.motcua.invalid/record`
  return `${host}${(address?.[2] ?? '').replace(/\/+$/u, '')}/api/v1/record`
}
