import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router'
import { asProblem, type DossierAction, type DossierView, type PromisedDay } from '#web-api'
import {
  currentLanguage,
  EmptyState,
  formatDay,
  formatInstant,
  formatPromise,
  HolderLine,
  Icon,
  IdentityBar,
  Notice,
  Skeleton,
  Tabs,
  TimeLeft,
  Timeline,
} from '#web-ui'
import { api, queryClient, queryKeys } from '../lib/api.ts'
import { dossierKeys } from '../lib/keys.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { useKeys } from '../lib/use-keys.tsx'
import { PaymentPanel } from '../payment/payment-panel.tsx'
import { BecauseList } from '../intake/slip-preview.tsx'
import { FilesPanel } from '../files/files-panel.tsx'
import { useUploads } from '../files/use-uploads.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'
import { ActDialog } from './act-dialog.tsx'
import { ActsPanel } from './acts-panel.tsx'
import { ConsultationsPanel } from './consultations-panel.tsx'
import { AccessesPanel } from './accesses-panel.tsx'
import { ToldPanel } from './told-panel.tsx'
import { PapersToHandOver, papersToHandOver } from './papers-to-hand-over.tsx'
import { PrintSlip } from './print-slip.tsx'
import { LedgerPanel } from './ledger-panel.tsx'
import { OnlineFormPanel } from './online-form-panel.tsx'
import { PartsPanel } from './parts-panel.tsx'
import { ProcessOfDossier } from './process-of-dossier.tsx'
import { RatingInvitation } from './rating-invitation.tsx'
import { StepClockTable } from './step-clocks.tsx'
import { Transfers } from './transfers.tsx'

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
  const [tab, setTab] = useState(() => firstTab(dossier))
  const uploads = useUploads(dossier.code)
  // Most dossiers go through one agency step by step, and have none.
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
    setSearch(act === null ? {} : { 'thao-tac': act, ...(part === null ? {} : { phan: String(part) }) }, {
      replace: true,
      state: location.state as unknown,
    })
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
                else if (action.byList) void navigate(paths.handovers())
                else open(action.act)
              },
            },
          ],
    ),
  )

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
          selectedId={tab}
          onSelect={setTab}
          items={[
            ...(dossier.channel === 'online'
              ? [{ id: 'form', name: t('online.form'), content: <OnlineFormPanel code={dossier.code} state={dossier.state} /> }]
              : []),
            { id: 'papers', name: t('dossier.papers'), count: dossier.papers.length, content: <Papers dossier={dossier} /> },
            {
              id: 'files',
              name: t('files.title'),
              count: dossier.fileCount,
              content: <FilesPanel code={dossier.code} uploads={uploads} />,
            },
            { id: 'progress', name: t('dossier.progress'), content: <Progress dossier={dossier} /> },
            ...(hasParts
              ? [
                  {
                    id: 'parts',
                    name: t('part.title'),
                    count: dossier.parts.filter((part) => part.closedAt === null).length,
                    content: <PartsPanel dossier={dossier} onAct={open} />,
                  },
                ]
              : []),
            {
              id: 'money',
              name: t('payment.title'),
              content: <PaymentPanel code={dossier.code} empty={<EmptyState title={t('payment.none')} />} />,
            },
            {
              id: 'consultations',
              name: t('dossier.consultations'),
              count: dossier.consultations.length,
              content: <ConsultationsPanel dossier={dossier} onAct={(act) => open(act)} />,
            },
            { id: 'ledger', name: t('dossier.ledger'), content: <LedgerPanel code={dossier.code} /> },
            { id: 'process', name: t('dossier.process'), content: <ProcessOfDossier dossier={dossier} /> },
            { id: 'told', name: t('dossier.told'), content: <ToldPanel code={dossier.code} /> },
            ...(dossier.maySeeAccesses
              ? [{ id: 'accesses', name: t('dossier.accesses'), content: <AccessesPanel code={dossier.code} /> }]
              : []),
            { id: 'documents', name: t('dossier.documents'), count: dossier.documents.length, content: <Documents dossier={dossier} /> },
          ]}
        />
        <Facts dossier={dossier} />
      </div>
      <ActsPanel
        actions={dossier.actions}
        hasEnded={dossier.endedAt !== null}
        onAct={(action) => (action.byList ? void navigate(paths.handovers()) : open(action.act))}
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

/** What the caller is asked comes first: an opinion, then a part of theirs. */
function firstTab(dossier: DossierView): string {
  if (dossier.consultations.some((each) => each.isMine)) return 'consultations'
  // What was filed online is read before it is answered.
  if (dossier.channel === 'online' && dossier.state === 'filed') return 'form'
  return dossier.parts.some((part) => part.closedAt === null) ? 'parts' : 'progress'
}

function Papers({ dossier }: { dossier: DossierView }) {
  if (dossier.papers.length === 0 && dossier.asked.length === 0) return <EmptyState title={t('dossier.noPapers')} />
  return (
    <>
      {dossier.asked.length > 0 ? (
        <section aria-labelledby="asked">
          <h2 id="asked">{t('papers.asked')}</h2>
          <ol>
            {dossier.asked.map((each) => (
              <li key={each.no}>
                <span lang="vi">{each.text}</span>{' '}
                <span className="muted small">· {t(each.isAnswered ? 'papers.asked.came' : 'papers.asked.missing')}</span>
              </li>
            ))}
          </ol>
        </section>
      ) : null}
      <PaperList dossier={dossier} />
    </>
  )
}

function PaperList({ dossier }: { dossier: DossierView }) {
  return (
    <ul className="papers">
      {dossier.papers.map((paper) => (
        <li key={`${paper.componentNo} ${paper.name}`} className="papers__line">
          <span>
            {paper.name}
            {paper.note ? <span className="muted small"> {paper.note}</span> : null}
          </span>
          <span className={paper.required && paper.originals + paper.copies + paper.certified === 0 ? 'small' : 'muted small'}>
            {t('dossier.paperCount', { originals: paper.originals, copies: paper.copies + paper.certified })}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Progress({ dossier }: { dossier: DossierView }) {
  return (
    <>
      {dossier.step ? <p>{t('dossier.step', { no: dossier.step.no, of: dossier.step.of, name: dossier.step.name })}</p> : null}
      <StepClockTable clocks={dossier.stepClocks} />
      <Transfers of={dossier.transfers} />
      <Timeline
        entries={[...dossier.timeline]
          .sort((one, other) => other.seq - one.seq)
          .map((entry) => ({
            id: entry.seq,
            what: entry.actName,
            when: formatInstant(entry.at),
            whenMachine: entry.at,
            who: [...new Set([entry.actorName, entry.actorRoleName])].filter(Boolean).join(', '),
            note: entry.note,
          }))}
      />
    </>
  )
}

function Documents({ dossier }: { dossier: DossierView }) {
  return (
    <>
      {dossier.documents.length === 0 ? <p className="muted">{t('dossier.noDocuments')}</p> : <IssuedForms dossier={dossier} />}
      {dossier.mayPrintSlip ? <PrintSlip code={dossier.code} needsReason={dossier.slipNeedsReason} /> : null}
      <h2>{t('dossier.houseSheets')}</h2>
      <p>
        <a className="button" href={api.controlSheetUrl(dossier.code)} target="_blank" rel="noreferrer">
          {t('dossier.controlSheet')}
        </a>
      </p>
      <p className="muted small">{t('dossier.controlSheet.what')}</p>
      {dossier.clocks.length > 0 ? <WhyThisDate code={dossier.code} /> : null}
    </>
  )
}

/** The sum on paper, and the signed file by which anyone can do it again. */
function WhyThisDate({ code }: { code: string }) {
  const proof = `/api/v1/dossiers/${encodeURIComponent(code)}/proof`
  return (
    <>
      <h2>{t('dossier.whyThisDate')}</h2>
      <p className="row">
        <a className="button" href={`${proof}.pdf`} target="_blank" rel="noreferrer">
          {t('dossier.whyThisDate.paper')}
        </a>
        <a className="button" href={proof} download={`${code}-vi-sao-la-ngay-nay.json`}>
          {t('dossier.proofFile')}
        </a>
      </p>
      <p className="muted small">{t('dossier.proofFile.what')}</p>
    </>
  )
}

function IssuedForms({ dossier }: { dossier: DossierView }) {
  return (
    <ul className="plain-list">
      {dossier.documents.map((document) => (
        <li key={document.form}>
          <a href={document.url} target="_blank" rel="noreferrer">
            {document.title} (PDF)
          </a>{' '}
          <Seal seal={document.seal} />
          {document.hasApplicantPrint && (document.form === 'supplement-request' || document.form === 'refusal') ? (
            <PrintSlip code={dossier.code} needsReason={dossier.slipNeedsReason} letter={{ form: document.form, title: document.title }} />
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** Our own signature on a form, said as that of a file that arrives is. */
function Seal({ seal }: { seal: DossierView['documents'][number]['seal'] }) {
  const isSigned = seal.state === 'signed'
  return (
    <span className="mark" data-tone={isSigned ? 'ok' : 'plain'}>
      <Icon name={isSigned ? 'shield' : 'info'} />
      {isSigned
        ? `${t('dossier.seal.signed', { name: seal.signerName ?? '', at: formatInstant(seal.signedAt ?? '') })}${
            seal.stampedAt ? `, ${t('dossier.seal.stamped')}` : ''
          }`
        : t(seal.state === 'unsigned' ? 'dossier.seal.unsigned' : 'dossier.seal.not_issued')}
    </span>
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
