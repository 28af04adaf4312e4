import type { LoaderFunctionArgs } from 'react-router'
import { personal, readOwn } from '../citizen.ts'
import { portalContext } from '../context.ts'

/** Everything kept of the person, as a file to take away. */
export async function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  const all = await readOwn<object>(context.get(portalContext), request, '/citizen/export')
  return new Response(JSON.stringify(all, null, 2), {
    headers: {
      ...personal,
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="du-lieu-cua-toi.json"',
    },
  })
}
