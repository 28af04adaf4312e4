import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { asProblem, type DossierFile, type DossierFiles, type FilePurpose, type SignatureProblem } from '#web-api'
import {
  Button,
  currentLanguage,
  Dialog,
  EmptyState,
  FileDrop,
  formatDay,
  formatInstant,
  Icon,
  RadioGroup,
  Select,
  Skeleton,
  TextField,
} from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { fieldError, ProblemNotice, ProblemSummary } from '../lib/problem-view.tsx'
import { useCommand } from '../lib/use-command.ts'
import { inOwnLanguage, t } from '../text.ts'
import { SignatureBadge } from './signature-badge.tsx'
import { sizeText, type UploadLine } from './uploads.ts'
import type { Uploads } from './use-uploads.ts'

/** The files of a dossier: what is there and what its signatures are worth, and where more are put. */
export function FilesPanel({ code, uploads }: { code: string; uploads: Uploads }) {
  const files = useQuery({ queryKey: queryKeys.files(code), queryFn: () => api.files(code) })
  if (files.error) return <ProblemNotice problem={asProblem(files.error)} onRetry={() => void files.refetch()} />
  if (!files.data) return <Skeleton lines={5} />
  return (
    <div className="stack files">
      <Adding files={files.data} uploads={uploads} />
      {uploads.lines.length > 0 ? <UploadList uploads={uploads} /> : null}
      {files.data.items.length === 0 ? (
        <EmptyState title={t('files.none')}>
          <p>{t('files.none.more')}</p>
        </EmptyState>
      ) : null}
      {files.data.mayAdd.map(({ purpose, name }) => {
        const items = files.data.items.filter((file) => file.purpose === purpose)
        return items.length === 0 ? null : (
          <section key={purpose} aria-labelledby={`files-${purpose}`}>
            <h2 id={`files-${purpose}`} className="files__purpose">
              {name}
            </h2>
            <ul className="files__list">
              {items.map((file) => (
                <FileLine key={file.id} code={code} file={file} mayOpen={files.data.mayOpen} />
              ))}
            </ul>
          </section>
        )
      })}
      {files.data.mayOpen ? null : <p className="muted small">{t('files.notOpened')}</p>}
    </div>
  )
}

function Adding({ files, uploads }: { files: DossierFiles; uploads: Uploads }) {
  const [chosen, setChosen] = useState<FilePurpose | null>(null)
  const [component, setComponent] = useState('')
  const open = files.mayAdd.filter((each) => each.allowed)
  const purpose = open.find((each) => each.purpose === chosen)?.purpose ?? open[0]?.purpose
  if (!purpose) {
    return (
      <details className="files__closed">
        <summary>{t('files.closed')}</summary>
        <ul>
          {files.mayAdd.map((each) => (
            <li key={each.purpose}>
              {each.name}: {each.reason}
            </li>
          ))}
        </ul>
      </details>
    )
  }
  const most = sizeText(files.maxBytes, currentLanguage())
  return (
    <div className="panel stack">
      <RadioGroup<FilePurpose>
        name="purpose"
        label={t('files.purpose')}
        value={purpose}
        onChange={setChosen}
        items={files.mayAdd.map((each) => ({
          id: each.purpose,
          text: each.allowed ? each.name : `${each.name} (${t('files.notNow')})`,
          isDisabled: !each.allowed,
        }))}
      />
      {files.mayAdd.some((each) => !each.allowed) ? (
        <ul className="muted small plain-list">
          {files.mayAdd
            .filter((each) => !each.allowed)
            .map((each) => (
              <li key={each.purpose}>
                {each.name}: {each.reason}
              </li>
            ))}
        </ul>
      ) : null}
      {purpose === 'paper' && files.components.length > 0 ? (
        <Select
          name="componentNo"
          label={t('files.component')}
          hint={t('files.component.hint')}
          items={[
            { id: '', text: t('files.component.none') },
            ...files.components.map(({ no, name }) => ({ id: String(no), text: `${no}. ${name}` })),
          ]}
          selectedId={component}
          onSelect={setComponent}
        />
      ) : null}
      <FileDrop
        label={t('files.drop')}
        choose={t('files.choose')}
        hint={t('files.hint', { kinds: files.kinds.join(', '), most })}
        extensions={files.extensions}
        onFiles={(list) =>
          uploads.add(list, { purpose, componentNo: purpose === 'paper' && component !== '' ? Number(component) : null }, files.maxBytes)
        }
      />
    </div>
  )
}

function UploadList({ uploads }: { uploads: Uploads }) {
  return (
    <ul className="files__list" aria-label={t('files.underWay')} aria-live="polite">
      {uploads.lines.map((line) => (
        <UploadRow key={line.id} line={line} uploads={uploads} />
      ))}
    </ul>
  )
}

function UploadRow({ line, uploads }: { line: UploadLine; uploads: Uploads }) {
  const percent = Math.round(line.part * 100)
  const isOver = line.state === 'failed' || line.state === 'cancelled'
  return (
    <li className="files__line" data-state={line.state}>
      <div className="files__head">
        <Icon name={line.state === 'failed' ? 'late' : 'paper'} />
        <span className="files__name">{line.name}</span>
        <span className="muted small">{sizeText(line.size, currentLanguage())}</span>
      </div>
      {line.state === 'sending' ? (
        <div className="files__progress">
          <progress value={line.part} max={1} aria-label={t('files.progress', { name: line.name })} />
          {/* All bytes are there; the server is judging them. */}
          <span className="small">{percent < 100 ? `${percent} %` : t('files.judging')}</span>
        </div>
      ) : null}
      {line.state === 'waiting' ? <p className="small muted">{t('files.waiting')}</p> : null}
      {line.state === 'cancelled' ? <p className="small">{t('files.cancelled')}</p> : null}
      {line.problem ? <p className="files__fault">{line.problem.detail}</p> : null}
      <div className="row">
        {isOver ? (
          <>
            {line.problem?.isFinal ? null : (
              <Button onPress={() => uploads.again(line.id)} aria-label={t('files.again.of', { name: line.name })}>
                {t('files.again')}
              </Button>
            )}
            <Button kind="quiet" onPress={() => uploads.forget(line.id)} aria-label={t('files.forget.of', { name: line.name })}>
              {t('files.forget')}
            </Button>
          </>
        ) : (
          <Button kind="quiet" icon="close" onPress={() => uploads.cancel(line.id)} aria-label={t('files.cancel.of', { name: line.name })}>
            {t('files.cancel')}
          </Button>
        )}
      </div>
    </li>
  )
}

const shownInBrowser = ['application/pdf', 'image/jpeg', 'image/png']

function FileLine({ code, file, mayOpen }: { code: string; file: DossierFile; mayOpen: boolean }) {
  const [isWithdrawing, setWithdrawing] = useState(false)
  const check = useCommand((_: null, key: string) => api.checkFile(code, file.id, key))
  const isOpenable = mayOpen && !file.quarantine
  const isShown = shownInBrowser.includes(file.mediaType)
  return (
    <li className="files__line" data-withdrawn={file.withdrawal ? true : undefined}>
      <div className="files__head">
        <Icon name="paper" />
        {isOpenable ? (
          <a
            className="files__name"
            href={isShown ? `${file.url}?show=inline` : file.url}
            {...(isShown ? { target: '_blank', rel: 'noreferrer' } : {})}
          >
            {file.name}
          </a>
        ) : (
          <span className="files__name">{file.name}</span>
        )}
        <SignatureBadge state={file.signature.state} />
      </div>
      {file.componentName ? (
        <p className="small" lang="vi">
          {file.componentName}
        </p>
      ) : null}
      <p className="muted small">
        {t('files.about', {
          type: file.typeName,
          size: sizeText(file.size, currentLanguage()),
          who: file.uploadedBy,
          role: file.uploadedRole.toLowerCase(),
          at: formatInstant(file.uploadedAt),
        })}
      </p>
      {file.quarantine ? <p className="files__fault">{file.quarantine.text}</p> : null}
      {file.withdrawal ? (
        <p className="small">
          {t('files.withdrawn', { who: file.withdrawal.by, at: formatInstant(file.withdrawal.at), reason: file.withdrawal.reason })}
        </p>
      ) : null}
      {file.acts.length > 0 ? (
        <p className="small muted">{t('files.acts', { acts: file.acts.map((each) => `${each.seq}. ${each.actName}`).join('; ') })}</p>
      ) : null}
      {file.signature.report ? <Report file={file} /> : null}
      {check.problem ? <ProblemNotice problem={check.problem} /> : null}
      <div className="row">
        {isOpenable ? (
          <a
            className="button"
            data-kind="quiet"
            href={file.url}
            download={file.name}
            aria-label={t('files.download.of', { name: file.name })}
          >
            {t('files.download')}
          </a>
        ) : null}
        {file.signature.report && mayOpen ? (
          <Button
            kind="quiet"
            isPending={check.isPending}
            onPress={() => void check.run(null)}
            aria-label={t('files.check.of', { name: file.name })}
          >
            {t('files.check')}
          </Button>
        ) : null}
        {file.mayWithdraw.allowed ? (
          <Button kind="quiet" onPress={() => setWithdrawing(true)} aria-label={t('files.withdraw.of', { name: file.name })}>
            {t('files.withdraw')}
          </Button>
        ) : null}
      </div>
      {isWithdrawing ? <Withdrawal code={code} file={file} onClose={() => setWithdrawing(false)} /> : null}
    </li>
  )
}

/** What was found, a tap away: of the file, then of each signature. */
function Report({ file }: { file: DossierFile }) {
  const { report, checks } = file.signature
  if (!report) return null
  return (
    <details className="files__report">
      <summary>{t('files.report')}</summary>
      {report.problems.length > 0 ? <Findings items={report.problems} /> : null}
      {report.signatures.length === 0 ? <p>{t('files.report.none')}</p> : null}
      {report.signatures.map((each, index) => (
        // Signatures have no name of their own that is sure to differ; their order is the file's.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="files__signature">
          <p>
            <strong>{each.signerName ?? t('files.report.nobody')}</strong>
            {each.organisation ? `, ${each.organisation}` : ''} · {t(`files.signature.${each.state}`)}
          </p>
          <dl className="facts">
            {each.issuer ? (
              <>
                <dt>{t('files.report.issuer')}</dt>
                <dd>
                  {each.issuer}
                  {each.validTo ? ` (${t('files.report.validTo', { day: formatDay(each.validTo) })})` : ''}
                </dd>
              </>
            ) : null}
            {each.signedAt ? (
              <>
                <dt>{t('files.report.signedAt')}</dt>
                <dd>{formatInstant(each.signedAt)}</dd>
              </>
            ) : null}
            {each.stamp ? (
              <>
                <dt>{t('files.report.stamp')}</dt>
                <dd>
                  {formatInstant(each.stamp.at)} · {each.stamp.authority}
                </dd>
              </>
            ) : null}
          </dl>
          <Findings items={each.problems} />
        </div>
      ))}
      <p className="small muted">{t('files.report.checks')}</p>
      <ul className="small">
        {checks.map((each) => (
          <li key={each.at + each.by}>
            {formatInstant(each.at)}, {each.by}: {t(`files.signature.${each.state}`)}
          </li>
        ))}
      </ul>
    </details>
  )
}

function Findings({ items }: { items: readonly SignatureProblem[] }) {
  return items.length === 0 ? null : (
    <ul>
      {items.map((each) => (
        <li key={each.code}>
          {inOwnLanguage({ message: each.text, english: each.english })} <span className="code small muted">{each.code}</span>
        </li>
      ))}
    </ul>
  )
}

function Withdrawal({ code, file, onClose }: { code: string; file: DossierFile; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const command = useCommand((given: string, key: string) => api.withdrawFile(code, file.id, given, key))
  return (
    <Dialog title={t('files.withdraw.title')} isOpen onClose={onClose}>
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void command.run(reason).then((done) => {
            if (done) onClose()
            return done
          })
        }}
      >
        <ProblemSummary problem={command.problem} attempt={command.attempt} />
        <p>{t('files.withdraw.what', { name: file.name })}</p>
        <TextField
          name="reason"
          label={t('act.reason')}
          value={reason}
          onChange={setReason}
          error={fieldError(command.problem, 'reason')}
        />
        <div className="dialog__foot">
          <Button onPress={onClose}>{t('act.cancel')}</Button>
          <Button kind="danger" type="submit" isPending={command.isPending}>
            {t('files.withdraw')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
