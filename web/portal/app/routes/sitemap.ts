import type { LoaderFunctionArgs } from 'react-router'
import type { Catalogue } from '#web-api'
import { portalContext } from '../context.ts'
import { inLanguage } from '../language.ts'
import { read } from '../reading.ts'
import { toXmlText } from '../xml.ts'

const standing = ['/', '/thu-tuc', '/thu-tuc/danh-muc', '/board', '/so-ghi-nhan', '/kiem-tra-giay-to']

/** Every public page in both languages, so that a search engine finds each procedure (sitemaps.org 0.9). */
export async function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  const { items } = await read<Catalogue>(context.get(portalContext), '/catalogue')
  const paths = [...standing, ...items.flatMap(({ procedures }) => procedures.map(({ code }) => `/thu-tuc/${encodeURIComponent(code)}`))]
  const address = (language: 'vi' | 'en', path: string): string => toXmlText(new URL(inLanguage(language, path), request.url).href)
  const entry = (path: string): string =>
    (['vi', 'en'] as const)
      .map(
        (language) =>
          `<url><loc>${address(language, path)}</loc>${(['vi', 'en'] as const)
            .map((other) => `<xhtml:link rel="alternate" hreflang="${other}" href="${address(other, path)}"/>`)
            .join('')}</url>`,
      )
      .join('\n')
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${paths.map(entry).join('\n')}
</urlset>
`,
    { headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' } },
  )
}
