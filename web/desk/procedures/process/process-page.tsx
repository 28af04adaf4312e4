import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Link, useParams } from 'react-router'
import { asProblem, type Problem, type ProcessTable, type VersionDraft, type VersionDraftContent } from '#web-api'
import { Button, FileButton, Notice, ProcessPicture, Skeleton } from '#web-ui'
import { api, queryKeys } from '../../lib/api.ts'
import { usePageTitle } from '../../lib/page-title.ts'
import { ProblemNotice } from '../../lib/problem-view.tsx'
import { useMay } from '../../lib/session.ts'
import { paths } from '../../paths.ts'
import { inOwnLanguage, t } from '../../text.ts'
import { addStepAfter, begin, change, redo, removeStep, undo } from './draft-history.ts'
import { ConditionForm } from './condition-form.tsx'
import { Findings } from './findings.tsx'
import { StepTable } from './step-table.tsx'
import { TermsForm } from './terms-form.tsx'
import { useKeptDraft } from './use-kept-draft.ts'

/** The process of one procedure as a table that is typed into, with the gate's word beside it and the picture below. */
export function ProcessPage() {
  const { code = '' } = useParams()
  usePageTitle(t('process.title'))
  const draft = useQuery({
    queryKey: queryKeys.versionDraft(code),
    queryFn: () => api.versionDraft(code),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  })
  if (draft.error) return <ProblemNotice problem={asProblem(draft.error)} onRetry={() => void draft.refetch()} />
  if (!draft.data) return <Skeleton lines={10} />
  return <Editor key={`${code} ${draft.data.id ?? ''} ${draft.dataUpdatedAt}`} begun={draft.data} onReload={() => void draft.refetch()} />
}

function Editor({ begun, onReload }: { begun: VersionDraft; onReload: () => void }) {
  const mayEdit = useMay()('write_procedures')
  const [history, setHistory] = useState(() => begin(begun.content))
  const table = useRef<HTMLDivElement>(null)
  const kept = useKeptDraft(begun, history.present)
  const set = (content: VersionDraftContent, field: string | null = null) => setHistory((before) => change(before, content, field))
  const agencies = useQuery({ queryKey: queryKeys.agencies, queryFn: () => api.agencies() })
  const focusRow = (index: number) => {
    requestAnimationFrame(() => table.current?.querySelectorAll<HTMLInputElement>('[data-cell="name"]').item(index)?.focus())
  }
  return (
    <article>
      <div className="page-head">
        <div>
          <h1>{t('process.title')}</h1>
          <p className="muted">
            <Link to={paths.procedure(begun.code)}>{begun.name}</Link> <span className="code">{begun.code}</span>
          </p>
        </div>
        <p className="muted" role="status">
          {statusText(kept.status, kept.draft.savedByName)}
        </p>
      </div>
      {begun.toComplete.length > 0 ? (
        <Notice tone="soon">
          <p>{t('procedure.toComplete')}</p>
          <ul>
            {begun.toComplete.map((each) => (
              <li key={each.field + each.reason}>{each.reason}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {kept.problem ? (
        <>
          <Notice tone="late" isLive>
            <p>{kept.problem.detail}</p>
          </Notice>
          {kept.problem.code === 'DRAFT_CHANGED' ? <Button onPress={onReload}>{t('process.reload')}</Button> : null}
        </>
      ) : null}
      <TermsForm
        content={history.present}
        agencies={agencies.data?.items ?? []}
        isReadOnly={!mayEdit}
        isNew={begun.publishState === 'draft'}
        onChange={set}
      />
      <section>
        <div className="row" data-justify="between">
          <h2>{t('procedure.steps')}</h2>
          {mayEdit ? (
            <div className="row">
              <Button isDisabled={history.past.length === 0} keyHint="Alt+Z" onPress={() => setHistory(undo)}>
                {t('process.undo')}
              </Button>
              <Button isDisabled={history.future.length === 0} keyHint="Alt+Y" onPress={() => setHistory(redo)}>
                {t('process.redo')}
              </Button>
            </div>
          ) : null}
        </div>
        {mayEdit ? <p className="muted small">{t('process.keys')}</p> : null}
        <BpmnExchange code={begun.code} mayEdit={mayEdit} onRead={(process) => set({ ...history.present, process })} />
        <div ref={table}>
          <StepTable
            process={history.present.process}
            agencies={agencies.data?.items ?? []}
            roles={begun.stepRoles}
            findings={kept.report?.findings ?? []}
            unread={kept.problem?.fields ?? []}
            isReadOnly={!mayEdit}
            onChange={(process, field) => set({ ...history.present, process }, field)}
            onAddAfter={(index) => {
              set(addStepAfter(history.present, index, begun.stepRoles))
              focusRow(index + 1)
            }}
            onRemove={(index) => {
              set(removeStep(history.present, index))
              focusRow(Math.max(0, index - 1))
            }}
            onUndo={() => setHistory(undo)}
            onRedo={() => setHistory(redo)}
          />
        </div>
        {mayEdit ? (
          <ConditionForm
            fields={begun.fields}
            rows={history.present.process.rows}
            onWrite={(index, next) => {
              const { process } = history.present
              const rows = process.rows.map((row, at) => (at === index ? { ...row, next } : row))
              set({ ...history.present, process: { ...process, rows } })
            }}
          />
        ) : null}
      </section>
      <Findings report={kept.report} />
      <section>
        <h2>{t('process.picture')}</h2>
        <ProcessPicture picture={kept.draft.picture} label={t('process.picture.label')} />
      </section>
      {kept.draft.id !== null ? (
        <div className="stack">
          <p>{kept.draft.publishing.reason ?? t('process.review.why')}</p>
          <div>
            <Link className="button" data-kind={kept.draft.publishing.allowed ? 'primary' : undefined} to={paths.review(begun.code)}>
              {t('process.review')}
            </Link>
          </div>
        </div>
      ) : null}
    </article>
  )
}

function base64Of(buffer: ArrayBuffer): string {
  let text = ''
  for (const byte of new Uint8Array(buffer)) text += String.fromCharCode(byte)
  return btoa(text)
}

/** A process as a file: taken out as it is in force, or read into the table, where it can be taken back. */
function BpmnExchange({ code, mayEdit, onRead }: { code: string; mayEdit: boolean; onRead: (process: ProcessTable) => void }) {
  const [notes, setNotes] = useState<readonly string[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)
  const read = async (file: File): Promise<void> => {
    setNotes([])
    setProblem(null)
    try {
      const answer = await api.readBpmn(code, base64Of(await file.arrayBuffer()))
      setNotes(answer.notes.map(inOwnLanguage))
      onRead(answer.process)
    } catch (error) {
      setProblem(asProblem(error))
    }
  }
  return (
    <div className="no-print">
      <div className="row process-exchange">
        <a className="button" href={`/api/v1/procedures/${encodeURIComponent(code)}/process.bpmn`} download>
          {t('process.bpmn.out')}
        </a>
        {mayEdit ? (
          <FileButton accept={['.bpmn', '.xml']} onChoose={(file) => void read(file)}>
            {t('process.bpmn.in')}
          </FileButton>
        ) : null}
      </div>
      {problem || notes.length > 0 ? (
        <Notice tone={problem ? 'late' : 'soon'} isLive>
          <p>{problem ? problem.detail : t('process.bpmn.notes')}</p>
          <ul>
            {(problem ? problem.fields.map((fault) => fault.message) : notes).map((message) => (
              <li key={message}>{message}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  )
}

function statusText(status: 'same' | 'saving' | 'saved' | 'not_saved', by: string | null): string {
  if (status === 'saving') return t('process.saving')
  if (status === 'saved') return t('process.saved')
  if (status === 'not_saved') return t('process.notSaved')
  return by === null ? t('process.new') : t('process.savedBy', { who: by })
}
