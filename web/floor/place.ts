/** What a screen of the hall is, said by its address alone: a television is set up by typing it. */
export type Place =
  | { readonly page: 'kiosk' }
  | { readonly page: 'ticket'; readonly secret: string }
  | { readonly page: 'hall'; readonly centreCode: string | null }
  | { readonly page: 'counter'; readonly centreCode: string | null; readonly number: number }

/** `/kiosk`, `/hall?centre=TTHCC`, `/hall/counter/5?centre=TTHCC`, `/ticket/SECRET`. */
export function placeOf(path: string, search: string): Place {
  const centreCode = new URLSearchParams(search).get('centre')
  const counter = /^\/hall\/counter\/(\d{1,3})\/?$/u.exec(path)
  if (counter) return { page: 'counter', centreCode, number: Number(counter[1]) }
  const ticket = /^\/ticket\/([\w-]{1,64})\/?$/u.exec(path)
  if (ticket) return { page: 'ticket', secret: ticket[1] ?? '' }
  return path.startsWith('/kiosk') ? { page: 'kiosk' } : { page: 'hall', centreCode }
}
