import type { ReactNode } from 'react'
import { data, useLoaderData } from 'react-router'
import type { LoaderFunctionArgs } from 'react-router'
import type { OwnFiling } from '#web-api'
import { personal, readOwn } from '../citizen.ts'
import { portalContext } from '../context.ts'
import { appointment, instant } from '../figures.ts'
import { AnswerList, FileLine } from '../filing/answer-list.tsx'
import { PageFrame, telephone } from '../page-frame.tsx'
import { PageTitle } from '../practice-mark.tsx'
import { useWords } from '../use-words.ts'

/** What was filed, as it was filed: the confirmation, which opens again for as long as the dossier is on the person's list. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const filing = await readOwn<OwnFiling>(
    context.get(portalContext),
    request,
    `/citizen/dossiers/${encodeURIComponent(params['code'] ?? '')}/filing`,
  )
  return data(filing, { headers: personal })
}

export function headers({ loaderHeaders }: { loaderHeaders: Headers }): Headers {
  return loaderHeaders
}

export default function Filed(): ReactNode {
  const filing = useLoaderData<typeof loader>()
  const { t, at, language } = useWords()
  const { firstAnswer } = filing
  return (
    <PageFrame>
      <PageTitle>{t('filed.title')}</PageTitle>
      <div className="panel stack filed">
        <h1>{t('filed.title')}</h1>
        <p lang="vi">{filing.procedureName}</p>
        <dl className="facts">
          <dt>{t('track.code')}</dt>
          <dd className="code filed__code">{filing.code}</dd>
          <dt>{t('track.secret')}</dt>
          <dd className="code">{filing.lookupSecret}</dd>
          <dt>{t('filed.at')}</dt>
          <dd>{instant(filing.receivedAt)}</dd>
          <dt>{t('track.applicant')}</dt>
          <dd lang="vi">{filing.applicantName}</dd>
        </dl>
      </div>
      <section aria-labelledby="next" className="stack">
        <h2 id="next">{t('filed.next')}</h2>
        <ol>
          <li>
            {firstAnswer.answeredAt === null
              ? t('filed.next.answer', { centre: filing.centre.name, by: appointment(language, firstAnswer.dueAt) })
              : t('filed.next.answered', { centre: filing.centre.name, at: instant(firstAnswer.answeredAt) })}
          </li>
          <li>{t('filed.next.clock')}</li>
          <li>{t('filed.next.told')}</li>
        </ol>
        {firstAnswer.isLate && firstAnswer.answeredAt === null && (
          <div className="notice" data-tone="late">
            <p>{t('filed.late', { phone: filing.centre.phone })}</p>
          </div>
        )}
        <p className="row">
          <a className="button" data-kind="primary" href={at(`/ca-nhan/ho-so/${encodeURIComponent(filing.code)}`)}>
            {t('filed.follow')}
          </a>
          <button type="button" className="button" data-print hidden>
            {t('procedure.print')}
          </button>
          <a href={telephone(filing.centre.phone)}>{t('filed.ask', { phone: filing.centre.phone })}</a>
        </p>
      </section>
      <section aria-labelledby="what">
        <h2 id="what">{t('filed.files', { count: filing.files.length })}</h2>
        <ul className="own-list stack" data-gap="small">
          {filing.files.map((file) => (
            <li key={file.id}>
              {file.componentName && <span lang="vi">{file.componentName}</span>}
              <FileLine file={file} />
              <span className="code small hash">{file.sha256}</span>
            </li>
          ))}
        </ul>
      </section>
      <AnswerList sections={filing.sections} />
      <p>
        <a className="button" href={at('/ca-nhan')}>
          {t('citizen.back')}
        </a>
      </p>
    </PageFrame>
  )
}
