import { redirect } from 'react-router'
import type { ActionFunctionArgs } from 'react-router'
import { portalContext } from '../context.ts'
import { languageOf } from '../language.ts'

/**
 * The download of the result file by a person who has just entered both codes. A separate form posts them again, so that
 * no address contains them and no script is needed.
 */
export async function action({ request, context }: ActionFunctionArgs): Promise<Response> {
  const form = await request.formData()
  const given = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value.slice(0, 100) : ''
  }
  const answer = await context.get(portalContext).api(`/api/v1/tracking/results/${encodeURIComponent(given('file'))}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    // Without a secret it is the owner's, who is signed in.
    body: JSON.stringify({ code: given('code'), ...(given('secret') === '' ? {} : { secret: given('secret') }) }),
  })
  if (!answer.ok) {
    // Not ready, or no longer: the tracking page shows the state of the dossier.
    const at = languageOf(new URL(request.url).pathname) === 'en' ? '/en/tra-cuu' : '/tra-cuu'
    return redirect(`${at}?ma=${encodeURIComponent(given('code'))}`, 303)
  }
  const headers = new Headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
  for (const name of ['content-type', 'content-disposition', 'content-digest']) {
    const value = answer.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  return new Response(answer.body, { headers })
}

/** Nothing is shown at this address by itself. */
export function loader(): Response {
  return redirect('/tra-cuu')
}
