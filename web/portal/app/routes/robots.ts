import type { LoaderFunctionArgs } from 'react-router'
import { portalContext } from '../context.ts'

/** Pages of a person, and the desk, are nothing to be found; the practice place has nothing to be found at all. */
const personal = ['/desk', '/kiosk', '/ca-nhan', '/ban-nhap', '/nop', '/tra-cuu', '/danh-gia', '/dang-nhap']

export function loader({ request, context }: LoaderFunctionArgs): Response {
  const { isPractice } = context.get(portalContext).locality
  const closed = isPractice ? ['/'] : personal.flatMap((path) => [path, `/en${path}`])
  const lines = ['User-agent: *', ...closed.map((path) => `Disallow: ${path}`)]
  if (!isPractice) lines.push('', `Sitemap: ${new URL('/sitemap.xml', request.url).href}`)
  return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
