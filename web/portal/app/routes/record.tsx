import type { ReactNode } from 'react'
import { data, useLoaderData } from 'react-router'
import type { LoaderFunctionArgs } from 'react-router'
import { portalContext } from '../context.ts'
import { count, instant } from '../figures.ts'
import { PageFrame } from '../page-frame.tsx'
import { PageTitle } from '../practice-mark.tsx'
import { ask, unavailable } from '../reading.ts'
import { useWords } from '../use-words.ts'
import type { RecordView } from '#web-api'

export async function loader({ context }: LoaderFunctionArgs) {
  const outcome = await ask<RecordView>(context.get(portalContext), '/record')
  if (!outcome.ok && outcome.problem.code !== 'RECORD_EMPTY') throw unavailable()
  return data({ record: outcome.ok ? outcome.value : null }, { headers: { 'cache-control': 'no-store' } })
}

export const headers = ({ loaderHeaders }: { loaderHeaders: Headers }): Headers => loaderHeaders

/** The verifiable record for everybody: how far it is, who keeps it outside, how to check it. */
export default function Record(): ReactNode {
  const { record } = useLoaderData<typeof loader>()
  const { t } = useWords()
  return (
    <PageFrame>
      <PageTitle>{t('record.title')}</PageTitle>
      <h1>{t('record.title')}</h1>
      <p>{t('record.lead')}</p>
      <p>{t('record.private')}</p>
      {record ? <Recorded record={record} /> : <p>{t('record.empty')}</p>}
    </PageFrame>
  )
}

function Recorded({ record }: { record: RecordView }): ReactNode {
  const { t, language } = useWords()
  const looked = record.lookedAt === null ? '' : instant(record.lookedAt)
  return (
    <>
      <section aria-labelledby="now" className="stack">
        <h2 id="now">{t('record.now')}</h2>
        <dl className="facts">
          <dt>{t('record.size')}</dt>
          <dd>{count(language, record.size)}</dd>
          <dt>{t('record.signedAt')}</dt>
          <dd>
            <time dateTime={record.signedAt}>{instant(record.signedAt)}</time>
          </dd>
          <dt>{t('record.sealer')}</dt>
          <dd>
            {record.sealer === 'on_time' ? (
              t('record.sealer.on_time', { at: looked })
            ) : (
              <strong>{t(`record.sealer.${record.sealer}`, { at: looked })}</strong>
            )}
          </dd>
          <dt>{t('record.root')}</dt>
          <dd>
            <code className="proof-check">{record.root}</code>
          </dd>
          <dt>{t('record.name')}</dt>
          <dd>
            <code className="proof-check">{record.origin}</code>
          </dd>
          <dt>{t('record.key')}</dt>
          <dd>
            {record.keys.map(({ vkey, validTo }) => (
              <div key={vkey}>
                <code className="proof-check">{vkey}</code>{' '}
                {validTo && <span className="muted">({t('record.keyUntil', { at: instant(validTo) })})</span>}
              </div>
            ))}
          </dd>
        </dl>
      </section>
      <section aria-labelledby="outside" className="stack">
        <h2 id="outside">{t('record.outside')}</h2>
        {record.witnesses.length === 0 ? <p>{t('record.noneOutside')}</p> : <Witnesses witnesses={record.witnesses} />}
      </section>
      <section aria-labelledby="how" className="stack">
        <h2 id="how">{t('record.how')}</h2>
        <p>{t('record.howText')}</p>
        <p className="row">
          <a className="button" href="/api/v1/record/checkpoint" download="moc-so-ghi-nhan.txt">
            {t('record.takeCheckpoint')}
          </a>
          <a href="/api/v1/record/vkey">{t('record.takeKey')}</a>
        </p>
        <p>
          <code className="proof-check">motcua record check --checkpoint moc-so-ghi-nhan.txt</code>
        </p>
      </section>
    </>
  )
}

function Witnesses({ witnesses }: { witnesses: RecordView['witnesses'] }): ReactNode {
  const { t, language } = useWords()
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">{t('record.witness')}</th>
          <th scope="col">{t('record.state')}</th>
          <th scope="col">{t('record.seen')}</th>
          <th scope="col">{t('record.seenAt')}</th>
        </tr>
      </thead>
      <tbody>
        {witnesses.map(({ name, kind, size, seenAt, fault }) => (
          <tr key={name}>
            <th scope="row">{kind === 'folder' ? t('record.witness.folder') : name}</th>
            <td>{fault ? <strong>{t(`record.fault.${fault}`)}</strong> : t('record.state.well')}</td>
            <td>{count(language, size)}</td>
            <td>{seenAt && <time dateTime={seenAt}>{instant(seenAt)}</time>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
