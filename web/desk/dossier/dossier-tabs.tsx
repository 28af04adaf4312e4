import type { Uploads } from '../files/use-uploads.ts'
import type { TabItem } from '#web-ui'
import { type DossierView } from '#web-api'
import { EmptyState, formatInstant, Icon, Timeline } from '#web-ui'
import { api } from '../lib/api.ts'
import { PaymentPanel } from '../payment/payment-panel.tsx'
import { FilesPanel } from '../files/files-panel.tsx'
import { t } from '../text.ts'
import { ConsultationsPanel } from './consultations-panel.tsx'
import { AccessesPanel } from './accesses-panel.tsx'
import { ToldPanel } from './told-panel.tsx'
import { PrintSlip } from './print-slip.tsx'
import { LedgerPanel } from './ledger-panel.tsx'
import { OnlineFormPanel } from './online-form-panel.tsx'
import { PartsPanel } from './parts-panel.tsx'
import { ProcessOfDossier } from './process-of-dossier.tsx'
import { StepClockTable } from './step-clocks.tsx'
import { Transfers } from './transfers.tsx'

/** What there is to see of a dossier, side by side. */
export function tabsFrom(dossier: DossierView, uploads: Uploads, onAct: (act: string, part?: number | null) => void): TabItem[] {
  // Most dossiers go through one agency step by step, and have none.
  const hasParts = dossier.parts.length > 0
  return [
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
            content: <PartsPanel dossier={dossier} onAct={onAct} />,
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
      content: <ConsultationsPanel dossier={dossier} onAct={(act) => onAct(act)} />,
    },
    { id: 'ledger', name: t('dossier.ledger'), content: <LedgerPanel code={dossier.code} /> },
    { id: 'process', name: t('dossier.process'), content: <ProcessOfDossier dossier={dossier} /> },
    { id: 'told', name: t('dossier.told'), content: <ToldPanel code={dossier.code} /> },
    ...(dossier.maySeeAccesses ? [{ id: 'accesses', name: t('dossier.accesses'), content: <AccessesPanel code={dossier.code} /> }] : []),
    { id: 'documents', name: t('dossier.documents'), count: dossier.documents.length, content: <Documents dossier={dossier} /> },
  ]
}
/** What the caller is asked comes first: an opinion, then a part of theirs. */
export function firstTabFrom(dossier: DossierView): string {
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
