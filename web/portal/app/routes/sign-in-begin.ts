import { redirect } from 'react-router'
import type { LoaderFunctionArgs } from 'react-router'
import { personal, withCookies } from '../citizen.ts'
import { portalContext } from '../context.ts'
import { unavailable } from '../reading.ts'

/** To the provider of the identity. Nothing is signed in by coming here: what comes back needs the cookie that is set now. */
export async function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  const here = new URL(request.url)
  const next = here.searchParams.get('next')?.slice(0, 300) ?? ''
  const answer = await context.get(portalContext).api('/api/v1/citizen-sign-ins/begin', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(next === '' ? {} : { next }),
  })
  if (!answer.ok) {
    const { code } = (await answer.json()) as { code?: string }
    if (code === 'CITIZEN_SIGN_IN_CLOSED') return redirect(`/dang-nhap?tam-ngung=1&next=${encodeURIComponent(next)}`, { headers: personal })
    throw unavailable()
  }
  const { address } = (await answer.json()) as { address: string }
  // People come back under the name this place is known by; a cookie set under another name would not be there.
  const back = new URL(new URL(address).searchParams.get('redirect_uri') ?? here)
  if (back.host !== here.host && !here.searchParams.has('tu'))
    return redirect(`${back.origin}/dang-nhap/bat-dau?tu=1&next=${encodeURIComponent(next)}`, { headers: personal })
  const headers = withCookies(answer)
  headers.set('location', address)
  return new Response(null, { status: 302, headers })
}
