import { useQuery } from '@tanstack/react-query'
import { type DossierView, type Leads } from '#web-api'
import { currentLanguage, formatPromise, plainForms, Skeleton } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { SignatureBadge } from '../files/signature-badge.tsx'
import { t } from '../text.ts'

/** The current step, and the next one after the act: what is done, and who gets it next. */
export function StepsAhead({ leads }: { leads: Leads | null }) {
  if (!leads || leads.to.length === 0) return null
  const who = (step: Leads['to'][number]) => [step.roleName, step.agencyName].filter(Boolean).join(', ')
  return (
    <dl className="facts steps-ahead">
      {leads.from ? (
        <>
          <dt>{t('act.stepNow')}</dt>
          <dd>
            <span lang="vi">{leads.from.name}</span>
            <br />
            <span className="muted small">{who(leads.from)}</span>
          </dd>
        </>
      ) : null}
      <dt>{t('act.stepNext')}</dt>
      {leads.to.map((step) => (
        <dd key={`${step.name} ${step.agencyName}`}>
          <strong lang="vi">{step.name}</strong>
          <br />
          <span className="muted small">{who(step)}</span>
        </dd>
      ))}
    </dl>
  )
}

/** Acts by which another day is promised. */
export const promisesAnew: readonly string[] = ['request_extension', 'approve_extension', 'apologise']

/** The day promised so far, and the one the act would promise. */
export function NewDay({ code, act, days }: { code: string; act: string; days: number | string }) {
  const typed = plainForms(String(days)).trim()
  const count = /^\d{1,3}$/u.test(typed) ? Number(typed) : 0
  const day = useQuery({
    queryKey: queryKeys.newDay(code, act, count),
    queryFn: () => api.newDay(code, act as Parameters<typeof api.newDay>[1], count),
    enabled: count >= 1 && count <= 365,
    placeholderData: (before) => before,
  })
  if (count === 0 || !day.data) return null
  const { dueBefore, dueAfter, legalDueAt, isPastLaw } = day.data
  return (
    <dl className="facts" aria-live="polite">
      <dt>{t('act.dueBefore')}</dt>
      <dd>{dueBefore ? <del>{formatPromise(dueBefore, currentLanguage())}</del> : t('act.dueNone')}</dd>
      <dt>{t('act.dueAfter')}</dt>
      <dd>{dueAfter ? <strong>{formatPromise(dueAfter, currentLanguage())}</strong> : t('act.dueNone')}</dd>
      {legalDueAt ? (
        <>
          <dt>{t('act.dueByLaw')}</dt>
          <dd>
            {formatPromise(legalDueAt, currentLanguage())}
            {isPastLaw ? <strong className="small"> · {t('act.dueByLaw.past')}</strong> : null}
          </dd>
        </>
      ) : null}
    </dl>
  )
}

/** What a signature is put under: the result and the papers it rests on. Of a letter the dialog shows the draft. */
export function WhatIsSigned({ dossier, act }: { dossier: DossierView; act: string }) {
  return act === 'approve' ? <ResultToSign dossier={dossier} /> : null
}

function ResultToSign({ dossier }: { dossier: DossierView }) {
  const files = useQuery({ queryKey: queryKeys.files(dossier.code), queryFn: () => api.files(dossier.code) })
  const drafts = (files.data?.items ?? []).filter((file) => file.purpose !== 'paper' && file.withdrawal === null)
  return (
    <dl className="facts">
      <dt>{t('act.signs.procedure')}</dt>
      <dd lang="vi">{dossier.procedure.name}</dd>
      {dossier.register ? (
        <>
          <dt>{t('act.signs.register')}</dt>
          <dd className="code">{t('act.signs.line', { line: dossier.register.line, book: dossier.register.book })}</dd>
        </>
      ) : null}
      <dt>{t('act.signs.draft')}</dt>
      {files.isPending ? <Skeleton lines={1} /> : null}
      {files.data && drafts.length === 0 ? <dd>{t('act.signs.none')}</dd> : null}
      {drafts.map((file) => (
        <dd key={file.id}>
          <a href={file.url} target="_blank" rel="noreferrer" lang="vi">
            {file.name}
          </a>{' '}
          <SignatureBadge state={file.signature.state} /> <span className="muted small">{file.purposeName}</span>
        </dd>
      ))}
      <dt>{t('dossier.controlSheet')}</dt>
      <dd>
        <a href={api.controlSheetUrl(dossier.code)} target="_blank" rel="noreferrer">
          {t('act.signs.controlSheet')}
        </a>
      </dd>
    </dl>
  )
}
