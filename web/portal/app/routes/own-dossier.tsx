import type { ReactNode } from 'react'
import { data, useLoaderData } from 'react-router'
import type { LoaderFunctionArgs } from 'react-router'
import { personal, readOwn, signInOr } from '../citizen.ts'
import { portalContext } from '../context.ts'
import { Dossier, findTracked } from './tracking.tsx'

/** One dossier of the person who is signed in, as the holder of its slip sees it. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const portal = context.get(portalContext)
  await readOwn(portal, request, '/citizen')
  const outcome = await findTracked(portal, { code: params['code'] ?? '' })
  if (!outcome.ok) throw signInOr(outcome.problem, request)
  return data(outcome.value, { headers: personal })
}

export function headers({ loaderHeaders }: { loaderHeaders: Headers }): Headers {
  return loaderHeaders
}

export default function OwnDossier(): ReactNode {
  return <Dossier {...useLoaderData<typeof loader>()} />
}
