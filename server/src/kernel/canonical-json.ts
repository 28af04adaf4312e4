/**
 * JSON with one spelling: keys sorted by code unit, no white space, no `undefined`. Two programs that
 * agree on the value agree on the bytes, so a hash over it can be recomputed by anyone.
 * A subset of RFC 8785 (numbers here are integers or short decimals, which JavaScript prints as the RFC asks).
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`
  let members = ''
  for (const key of Object.keys(value).toSorted()) {
    const item = (value as Record<string, Json | undefined>)[key]
    if (item !== undefined) members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(item)}`
  }
  return `{${members}}`
}
