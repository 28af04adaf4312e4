import type { LoaderFunctionArgs } from 'react-router'
import type { CatalogueChanges } from '#web-api'
import { portalContext } from '../context.ts'
import { day } from '../figures.ts'
import { say } from '../language.ts'
import { read } from '../reading.ts'
import { toXmlText } from '../xml.ts'

/** Procedures published last, as a feed that a reader of news follows (Atom, RFC 4287). */
export async function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  const portal = context.get(portalContext)
  const { items } = await read<CatalogueChanges>(portal, '/catalogue/changes')
  const here = new URL('/thu-tuc/thay-doi.xml', request.url).href
  const entry = (change: CatalogueChanges['items'][number]): string => {
    const what = say('vi', change.isNew ? 'feed.new' : 'feed.changed', { from: day(change.validFrom) })
    const decision = change.decisionNumber ? ` ${say('vi', 'procedure.decision', { number: change.decisionNumber })}.` : ''
    return `<entry>
<id>urn:uuid:${change.versionId}</id>
<title>${toXmlText(change.name)}</title>
<updated>${change.publishedAt}</updated>
<link href="${toXmlText(new URL(`/thu-tuc/${encodeURIComponent(change.code)}`, request.url).href)}"/>
<summary>${toXmlText(`${say('vi', 'procedure.code', { code: change.code })}. ${what}${decision}`)}</summary>
</entry>`
  }
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">
<id>${toXmlText(here)}</id>
<title>${toXmlText(`${say('vi', 'feed.title')} – ${portal.locality.centreName}`)}</title>
<author><name>${toXmlText(portal.locality.centreName)}</name></author>
<updated>${items[0]?.publishedAt ?? '1970-01-01T00:00:00Z'}</updated>
<link rel="self" href="${toXmlText(here)}"/>
${items.map(entry).join('\n')}
</feed>
`,
    { headers: { 'content-type': 'application/atom+xml; charset=utf-8', 'cache-control': 'public, max-age=600' } },
  )
}
