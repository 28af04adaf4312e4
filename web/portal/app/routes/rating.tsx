import type { ReactNode } from 'react'
import { data, useActionData, useLoaderData, useLocation } from 'react-router'
import type { ActionFunctionArgs, LoaderFunctionArgs } from 'react-router'
import { portalContext } from '../context.ts'
import { FaceDrawing } from '../face-drawing.tsx'
import { FaultSummary, FieldFault, faultOf } from '../form-faults.tsx'
import type { Fault } from '../form-faults.tsx'
import { languageOf, say } from '../language.ts'
import { PageFrame } from '../page-frame.tsx'
import { useGivens } from '../page-givens.tsx'
import { ask, read } from '../reading.ts'
import { faces } from '../face-drawing.tsx'
import type { Face, InvitationView } from '#web-api'
import { PageTitle } from '../practice-mark.tsx'
import { useWords } from '../use-words.ts'

// The address is the right to rate: it must not travel on in a Referer, nor stay in a cache.
// Not `no-referrer`: a form on such a page is sent with `Origin: null`, which looks like another site's.
const privately = { 'cache-control': 'no-store', 'referrer-policy': 'same-origin' }

export async function loader({ params, context }: LoaderFunctionArgs) {
  const token = encodeURIComponent(params['token'] ?? '')
  const invitation = await read<InvitationView>(context.get(portalContext), `/ratings/${token}`)
  // The intention begins when the form is made: sending it twice is one rating.
  return data({ invitation, intention: crypto.randomUUID() }, { headers: privately })
}

type Again = {
  readonly faults: readonly Fault[]
  readonly result: string
  readonly attitude: string
  readonly comment: string
  readonly intention: string
}
type Cast = { readonly kind: 'thanks' | 'used' | 'staff' } | { readonly kind: 'again'; readonly again: Again }

export async function action({ request, params, context }: ActionFunctionArgs) {
  const portal = context.get(portalContext)
  const language = languageOf(new URL(request.url).pathname)
  const form = await request.formData()
  const text = (name: string): string => String(form.get(name) ?? '')
  const result = text('result')
  const attitude = text('attitude')
  const comment = text('comment').normalize('NFC').trim()
  const intention = text('intention').slice(0, 100) || crypto.randomUUID()
  const answer = (status: number, cast: Cast) => data<Cast>(cast, { status, headers: privately })

  const faults: Fault[] = []
  if (!isFace(result)) faults.push({ field: 'result', message: say(language, 'rate.resultMissing') })
  if (!isFace(attitude)) faults.push({ field: 'attitude', message: say(language, 'rate.attitudeMissing') })
  if (comment.length > 1000) faults.push({ field: 'comment', message: say(language, 'rate.commentTooLong') })
  const given = { result, attitude, comment, intention }
  if (faults.length > 0) return answer(422, { kind: 'again', again: { ...given, faults } })

  const outcome = await ask(portal, `/ratings/${encodeURIComponent(params['token'] ?? '')}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `rating-${intention}` },
    body: JSON.stringify({ result, attitude, ...(comment ? { comment } : {}) }),
  })
  if (outcome.ok) return answer(200, { kind: 'thanks' })
  if (outcome.problem.status === 410) return answer(410, { kind: 'used' })
  if (outcome.problem.status === 403) return answer(403, { kind: 'staff' })
  if (outcome.problem.status === 422) {
    return answer(422, {
      kind: 'again',
      again: { ...given, faults: [{ field: 'comment', message: outcome.problem.detail }] },
    })
  }
  throw data({ requestId: outcome.problem.requestId }, { status: outcome.problem.status })
}

export function headers({ loaderHeaders, actionHeaders }: { loaderHeaders: Headers; actionHeaders: Headers }): Headers {
  return actionHeaders.has('cache-control') ? actionHeaders : loaderHeaders
}

function isFace(text: string): text is Face {
  return (faces as readonly string[]).includes(text)
}

export default function Rating(): ReactNode {
  const { invitation, intention } = useLoaderData<typeof loader>()
  const cast = useActionData<typeof action>()
  const { t } = useWords()
  const { locality } = useGivens()
  const { pathname } = useLocation()
  if (cast?.kind === 'thanks') return <Word title={t('rate.thanks')} text={t('rate.thanksText')} />
  if (cast?.kind === 'staff') return <Word title={t('rate.staff')} text={t('rate.staffText')} />
  if (cast?.kind === 'used' || !invitation.open) {
    return <Word title={t('rate.used')} text={t('rate.usedText', { phone: locality.hotline })} />
  }
  const again = cast?.kind === 'again' ? cast.again : undefined
  const faults = again?.faults ?? []
  const title = t('rate.title')
  return (
    <PageFrame>
      <PageTitle>{faults.length > 0 ? t('error.prefix', { title }) : title}</PageTitle>
      <FaultSummary title={t('rate.faults')} faults={faults} />
      <h1>{title}</h1>
      <p lang="vi">{t('rate.intro', { procedure: invitation.procedureName, centre: invitation.centreName })}</p>
      <form method="post" action={pathname} className="stack" noValidate>
        <input type="hidden" name="intention" value={again?.intention ?? intention} />
        <Faces name="result" legend={t('rate.result')} chosen={again?.result} fault={faultOf(faults, 'result')} />
        <Faces name="attitude" legend={t('rate.attitude')} chosen={again?.attitude} fault={faultOf(faults, 'attitude')} />
        <div className="field">
          <label htmlFor="comment">{t('rate.comment')}</label>
          <span className="field__hint" id="comment-hint">
            {t('rate.commentHint')}
          </span>
          <FieldFault id="comment-fault" message={faultOf(faults, 'comment')} />
          <textarea
            className="input"
            id="comment"
            name="comment"
            rows={3}
            defaultValue={again?.comment}
            aria-describedby="comment-hint comment-fault"
          />
        </div>
        <button type="submit" className="button" data-kind="primary">
          {t('rate.button')}
        </button>
      </form>
    </PageFrame>
  )
}

function Faces(props: { name: string; legend: string; chosen: string | undefined; fault: string | undefined }): ReactNode {
  const { t } = useWords()
  return (
    <fieldset className="field" aria-describedby={`${props.name}-fault`}>
      <legend>{props.legend}</legend>
      <FieldFault id={`${props.name}-fault`} message={props.fault} />
      <div className="faces">
        {faces.map((face, index) => (
          <label key={face} data-face={face}>
            <input
              type="radio"
              name={props.name}
              value={face}
              defaultChecked={props.chosen === face}
              {...(index === 0 ? { id: props.name } : {})}
            />
            <FaceDrawing face={face} />
            <span>{t(`rate.${face}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Word({ title, text }: { title: string; text: string }): ReactNode {
  const { t, at } = useWords()
  return (
    <PageFrame>
      <PageTitle>{title}</PageTitle>
      <h1>{title}</h1>
      <p>{text}</p>
      <p>
        <a className="button" href={at('/')}>
          {t('site.home')}
        </a>
      </p>
    </PageFrame>
  )
}
