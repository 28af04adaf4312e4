import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router'
import { asProblem, type DossierAction, type DossierView, type PromisedDay } from '#web-api'
import {
  currentLanguage,
  formatDay,
  formatInstant,
  formatPromise,
  HolderLine,
  IdentityBar,
  Notice,
  Skeleton,
  Tabs,
  TimeLeft,
} from '#web-ui'
import { api, queryClient, queryKeys } from '../lib/api.ts'
import { dossierKeys } from '../lib/keys.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { useKeys } from '../lib/use-keys.tsx'
import { BecauseList } from '../intake/slip-preview.tsx'
import { useUploads } from '../files/use-uploads.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'
import { ActDialog } from './act-dialog.tsx'
import { ActsPanel } from './acts-panel.tsx'
import { PapersToHandOver, papersToHandOver } from './papers-to-hand-over.tsx'
import { RatingInvitation } from './rating-invitation.tsx'
import { firstTabFrom, tabsFrom } from './dossier-tabs.tsx'
import { WhereItWent } from './where-it-went.tsx'

/** One dossier: whose, which, until when, with whom; what was done and what may be done now. */
export function DossierPage() {
  const { code = '' } = useParams()
  usePageTitle(code)
  const dossier = useQuery({ queryKey: queryKeys.dossier(code), queryFn: () => api.dossier(code) })
  if (dossier.error)
    return (
      <>
        <h1 className="code">{code}</h1>
        <ProblemNotice problem={asProblem(dossier.error)} onRetry={() => void dossier.refetch()} />
      </>
    )
  if (!dossier.data) return <Skeleton lines={8} />
  return <Dossier key={code} dossier={dossier.data} />
}

function Dossier({ dossier }: { dossier: DossierView }) {
  const [search, setSearch] = useSearchParams()
  const location = useLocation()
  const navigate = useNavigate()
  const [first] = useState(() => firstTabFrom(dossier))
  const wantedTab = search.get('muc')
  const setTab = (id: string) =>
    setSearch(
      (now) => {
        now.set('muc', id)
        return now
      },
      { replace: true, state: location.state as unknown },
    )
  const uploads = useUploads(dossier.code)
  const hasParts = dossier.parts.length > 0
  const [doneName, setDoneName] = useState<string | null>(null)
  const [notNow, setNotNow] = useState<DossierAction | null>(null)
  const [isInvited, setInvited] = useState(false)
  const wanted = search.get('thao-tac')
  const stepNo = dossier.parts.find((part) => part.closedAt === null && String(part.stepNo) === search.get('phan'))?.stepNo ?? null
  const opened = dossier.actions.find((action) => action.act === wanted && action.allowed)
  const open = (act: string | null, part: number | null = null) => {
    setDoneName(null)
    setNotNow(null)
    setSearch(
      {
        ...(wantedTab === null ? {} : { muc: wantedTab }),
        ...(act === null ? {} : { 'thao-tac': act }),
        ...(part === null ? {} : { phan: String(part) }),
      },
      { replace: true, state: location.state as unknown },
    )
  }

  const committed = dossier.clocks.find((clock) => clock.kind === 'committed')
  const legal = dossier.clocks.find((clock) => clock.kind === 'legal')
  useKeys(t('keys.dossier'), [
    { keys: dossierKeys.papers, does: t('dossier.papers'), run: () => setTab('papers') },
    { keys: dossierKeys.progress, does: t('dossier.progress'), run: () => setTab('progress') },
    ...(hasParts ? [{ keys: dossierKeys.parts, does: t('part.title'), run: () => setTab('parts') }] : []),
    { keys: dossierKeys.money, does: t('payment.title'), run: () => setTab('money') },
    { keys: dossierKeys.files, does: t('files.title'), run: () => setTab('files') },
    { keys: dossierKeys.documents, does: t('dossier.documents'), run: () => setTab('documents') },
    ...papersToHandOver(dossier)
      .slice(0, 1)
      .map(({ url }) => ({
        keys: dossierKeys.print,
        does: t('dossier.printPaper'),
        run: () => void window.open(url, '_blank', 'noopener'),
      })),
  ])
  // Every act has its letter for ever: one that cannot be done now says why, and never does something else.
  useKeys(
    t('dossier.acts'),
    dossier.actions.flatMap((action) =>
      action.letter === null
        ? []
        : [
            {
              keys: action.letter,
              does: action.name,
              run: () => {
                setNotNow(action.allowed ? null : action)
                if (!action.allowed) setDoneName(null)
                else if (action.byList) void navigate(paths.handovers(dossier.code))
                else open(action.act)
              },
            },
          ],
    ),
  )

  const tabs = tabsFrom(dossier, uploads, open)

  return (
    <article className="dossier">
      <IdentityBar
        code={dossier.code}
        applicant={dossier.applicant.name}
        procedure={dossier.procedure.name}
        state={dossier.stateName}
        time={
          committed ? (
            <TimeLeft
              sentence={committed.remaining.sentence}
              tone={committed.remaining.tone}
              due={dueText(dossier, committed.dueAt)}
              because={
                <>
                  {committed.sentence ? <p>{committed.sentence}</p> : null}
                  <BecauseList because={committed.because} />
                  <FormerPromises promises={dossier.promises} />
                  {legal?.dueAt ? (
                    <p>
                      {t('dossier.legalDue', { at: formatPromise(legal.dueAt, currentLanguage()) })} ({legal.remaining.sentence})
                    </p>
                  ) : null}
                </>
              }
            />
          ) : null
        }
        holder={
          dossier.holder ? (
            <HolderLine
              name={dossier.holder.name}
              officerName={dossier.holder.officerName}
              since={dossier.holder.since ? formatInstant(dossier.holder.since) : null}
            />
          ) : null
        }
      />
      {dossier.beginning ? (
        <Notice>
          <p>{dossier.beginning}</p>
        </Notice>
      ) : null}
      {dossier.claim ? (
        <p className="muted">
          {t(dossier.claim.isMine ? 'dossier.claimMine' : 'dossier.claim', {
            name: dossier.claim.name,
            until: formatInstant(dossier.claim.until),
          })}
        </p>
      ) : null}
      {doneName ? (
        <Notice tone="ok" isLive>
          <p>{t('dossier.done', { act: doneName, state: dossier.stateName })}</p>
          <WhereItWent dossier={dossier} />
        </Notice>
      ) : null}
      {notNow ? (
        <Notice tone="soon" isLive>
          <p>{t('dossier.actNotNow', { act: notNow.name, reason: notNow.reason ?? '' })}</p>
        </Notice>
      ) : null}
      <PapersToHandOver dossier={dossier} keyHint={dossierKeys.print} />
      {isInvited ? <RatingInvitation /> : null}
      <div className="dossier__body">
        <Tabs
          label={t('dossier.parts')}
          selectedId={tabs.some(({ id }) => id === wantedTab) ? (wantedTab ?? first) : first}
          onSelect={setTab}
          items={tabs}
        />
        <Facts dossier={dossier} />
      </div>
      <ActsPanel
        actions={dossier.actions}
        hasEnded={dossier.endedAt !== null}
        onAct={(action) => (action.byList ? void navigate(paths.handovers(dossier.code)) : open(action.act))}
      />
      {opened ? (
        <ActDialog
          key={`${opened.act} ${stepNo}`}
          dossier={dossier}
          action={opened}
          stepNo={stepNo}
          onClose={() => open(null)}
          onDone={(next) => {
            queryClient.setQueryData(queryKeys.dossier(next.code), next)
            open(null)
            setDoneName(opened.name)
            setInvited(next.invitedToRate ?? false)
          }}
        />
      ) : null}
    </article>
  )
}

function Facts({ dossier }: { dossier: DossierView }) {
  const { applicant } = dossier
  return (
    <aside className="panel dossier__facts" aria-label={t('dossier.facts')}>
      <dl className="facts">
        <dt>{t(applicant.kind === 'organisation' ? 'intake.organisationName' : 'intake.fullName')}</dt>
        <dd>{applicant.name}</dd>
        {applicant.person ? (
          <>
            <dt>{t('intake.person')}</dt>
            <dd>{applicant.person}</dd>
          </>
        ) : null}
        {applicant.representativeName ? (
          <>
            <dt>{t('intake.representative.fullName')}</dt>
            <dd>{applicant.representativeName}</dd>
          </>
        ) : null}
        <dt>{t('intake.idNumber')}</dt>
        <dd className="code">{applicant.idNumber}</dd>
        <dt>{t('intake.phone')}</dt>
        <dd className="code">{applicant.phone}</dd>
        {applicant.bornOn === null ? null : (
          <>
            <dt>{t('dossier.bornOn')}</dt>
            <dd className="code">{writtenDay(applicant.bornOn)}</dd>
          </>
        )}
        {applicant.email === null ? null : (
          <>
            <dt>{t('intake.email')}</dt>
            <dd className="break">{applicant.email}</dd>
          </>
        )}
        <dt>{t('intake.address')}</dt>
        <dd>{applicant.address === '' ? <span className="muted">{t('dossier.hidden')}</span> : applicant.address}</dd>
        <dt>{t('dossier.agency')}</dt>
        <dd>{dossier.agency.name}</dd>
        <dt>{t('dossier.received')}</dt>
        <dd>
          {formatInstant(dossier.receivedAt)}
          {dossier.centre.counterNumber === null ? null : (
            <span className="muted small">, {t('dossier.counter', { number: dossier.centre.counterNumber })}</span>
          )}
        </dd>
        {dossier.acceptedAt ? (
          <>
            <dt>{t('dossier.accepted')}</dt>
            <dd>{formatInstant(dossier.acceptedAt)}</dd>
          </>
        ) : null}
      </dl>
    </aside>
  )
}

/** A day of the server as people write it; a masked one is shown unchanged. */
function writtenDay(day: string): string {
  return /^\d{4}-/u.test(day) ? formatDay(day) : day
}

/** Days that were promised and no longer hold, struck out, each with what moved it. */
function FormerPromises({ promises }: { promises: readonly PromisedDay[] }) {
  if (promises.length < 2) return null
  return (
    <ol className="plain-list" aria-label={t('dossier.promises')}>
      {promises.map((promise, index) => (
        <li key={promise.at + promise.dueAt}>
          {index < promises.length - 1 ? (
            <del>{formatPromise(promise.dueAt, currentLanguage())}</del>
          ) : (
            <strong>{formatPromise(promise.dueAt, currentLanguage())}</strong>
          )}
          {promise.why === '' ? null : <span> · {promise.why}</span>}
        </li>
      ))}
    </ol>
  )
}

/** The day by the clock, and after an apology the day promised in its place: the clock stays, the applicant waits for the new one. */
function dueText({ reappointments }: DossierView, dueAt: string | null): string | undefined {
  if (dueAt === null) return undefined
  const again = reappointments.findLast((each) => each.kind === 'apology' && each.decision === 'granted')?.dueAfter ?? null
  const due = t('dossier.due', { at: formatPromise(dueAt, currentLanguage()) })
  return again === null ? due : `${due} · ${t('dossier.dueAgain', { at: formatPromise(again, currentLanguage()) })}`
}
