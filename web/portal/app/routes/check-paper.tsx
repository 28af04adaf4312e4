import type { ReactNode } from 'react'
import { data, useActionData } from 'react-router'
import type { ActionFunctionArgs } from 'react-router'
import type { CheckedPaper } from '#web-api'
import { portalContext } from '../context.ts'
import { instant } from '../figures.ts'
import { FaultSummary, FieldFault, faultOf } from '../form-faults.tsx'
import type { Fault } from '../form-faults.tsx'
import { PageFrame, telephone } from '../page-frame.tsx'
import { useGivens } from '../page-givens.tsx'
import { PageTitle } from '../practice-mark.tsx'
import { ask } from '../reading.ts'
import { useWords } from '../use-words.ts'

const personal = { 'cache-control': 'no-store' }

type Answer = { readonly sha256: string; readonly name: string; readonly paper: CheckedPaper | null; readonly faults: readonly Fault[] }

/** The file itself is never sent: the browser computes its hash, or the person types it. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  const given = (name: string): string => String(form.get(name) ?? '').slice(0, 255)
  const sha256 = given('sha256').replaceAll(/\s/gu, '').toLowerCase()
  const outcome = await ask<{ paper: CheckedPaper | null }>(context.get(portalContext), '/papers/check', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sha256 }),
  })
  if (outcome.ok) return data<Answer>({ sha256, name: given('name'), paper: outcome.value.paper, faults: [] }, { headers: personal })
  const { fields, detail, status } = outcome.problem
  const faults = [{ field: 'sha256', message: fields?.[0]?.message ?? detail }]
  return data<Answer>({ sha256, name: '', paper: null, faults }, { status, headers: personal })
}

export default function CheckPaper(): ReactNode {
  const answer = useActionData<typeof action>() as Answer | undefined
  const { t } = useWords()
  const faults = answer?.faults ?? []
  return (
    <PageFrame sent={answer && faults.length === 0 ? { sha256: answer.sha256, name: answer.name } : undefined}>
      <PageTitle>{faults.length > 0 ? t('error.prefix', { title: t('check.title') }) : t('check.title')}</PageTitle>
      <FaultSummary title={t('check.faults')} faults={faults} />
      <h1>{t('check.title')}</h1>
      <p>{t('check.how')}</p>
      {answer && faults.length === 0 && <Outcome answer={answer} />}
      <form method="post" className="stack check-paper" data-check-paper>
        <div className="field" data-file hidden>
          <label htmlFor="file">{t('check.file')}</label>
          <span className="field__hint" id="file-hint">
            {t('check.fileHint')}
          </span>
          <input className="input" type="file" id="file" accept="application/pdf,image/*" aria-describedby="file-hint" />
        </div>
        <input type="hidden" name="name" value="" />
        <div className="field">
          <label htmlFor="sha256">{t('check.hash')}</label>
          <span className="field__hint" id="hash-hint">
            {t('check.hashHint')}
          </span>
          <FieldFault id="hash-fault" message={faultOf(faults, 'sha256')} />
          <input
            className="input code"
            id="sha256"
            name="sha256"
            defaultValue={answer?.sha256 ?? ''}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            aria-describedby="hash-hint hash-fault"
            aria-invalid={faultOf(faults, 'sha256') ? true : undefined}
          />
        </div>
        <p className="notice" data-tone="soon" role="status" data-offline hidden>
          {t('check.offline')}
        </p>
        <button className="button" data-kind="primary" type="submit">
          {t('check.button')}
        </button>
      </form>
    </PageFrame>
  )
}

function Outcome({ answer: { paper, name } }: { answer: Answer }): ReactNode {
  const { t } = useWords()
  const { locality } = useGivens()
  if (!paper) {
    return (
      <section className="notice" data-tone="soon" role="status">
        <div className="notice__body">
          <h2>{t('check.unknown')}</h2>
          {name && <p className="muted">{name}</p>}
          <p>{t('check.unknownWhy')}</p>
          <p>
            <a href={telephone(locality.hotline)}>{t('site.hotline', { phone: locality.hotline })}</a>
          </p>
        </div>
      </section>
    )
  }
  return (
    <section className="notice" data-tone={paper.standing === 'in_force' ? 'done' : 'soon'} role="status">
      <div className="notice__body">
        <h2>{t(`check.${paper.standing}`)}</h2>
        {name && <p className="muted">{name}</p>}
        <dl className="facts">
          <dt>{t('check.paper')}</dt>
          <dd lang="vi">
            {paper.title}
            {paper.number ? ` · ${t('check.number', { number: paper.number })}` : ''}
          </dd>
          <dt>{t('check.issuedBy')}</dt>
          <dd lang="vi">{paper.issuedBy}</dd>
          <dt>{t('check.issuedAt')}</dt>
          <dd>{instant(paper.issuedAt)}</dd>
          <dt>{t('check.signers')}</dt>
          <dd>{paper.signers.length > 0 ? <span lang="vi">{paper.signers.join(', ')}</span> : t('check.unsigned')}</dd>
        </dl>
      </div>
    </section>
  )
}
