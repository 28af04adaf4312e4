import type { DossierPart, DossierView } from '#web-api'
import { ActButton, formatDue, formatInstant, TimeLeft } from '#web-ui'
import { t } from '../text.ts'

/** The parts of a dossier: at which agency, whose step, until when, and what may be done there; open ones first. */
export function PartsPanel({ dossier, onAct }: { dossier: DossierView; onAct: (act: string, stepNo: number) => void }) {
  const open = dossier.parts.filter((part) => part.closedAt === null)
  const closed = dossier.parts.filter((part) => part.closedAt !== null)
  return (
    <>
      {open.length > 0 ? (
        <>
          <h2>{t('part.open')}</h2>
          <ol className="plain-list stack">
            {open.map((part) => (
              <li key={part.no} className="panel stack">
                <OpenPart part={part} onAct={onAct} />
              </li>
            ))}
          </ol>
        </>
      ) : null}
      {closed.length > 0 ? (
        <>
          <h2>{t('part.closed')}</h2>
          <ol className="plain-list stack">
            {closed.map((part) => (
              <li key={part.no}>
                <p>
                  <strong lang="vi">{part.name}</strong> · <span lang="vi">{part.agency.name}</span>{' '}
                  {part.code ? <span className="code">{part.code}</span> : null}
                </p>
                <p className="muted small">
                  <span>{part.howName}</span>
                  {part.late ? `, ${t('part.late')}` : ''} · {formatInstant(part.closedAt ?? '')}
                  {part.doneBy ? ` · ${part.doneBy}` : ''}
                </p>
                {part.result ? <p className="small">{t('part.result', part.result)}</p> : null}
              </li>
            ))}
          </ol>
        </>
      ) : null}
    </>
  )
}

function OpenPart({ part, onAct }: { part: DossierPart; onAct: (act: string, stepNo: number) => void }) {
  const allowed = part.actions.filter((action) => action.allowed)
  const refused = part.actions.filter((action) => !action.allowed)
  return (
    <>
      <h3 lang="vi">{part.name}</h3>
      {part.remaining ? (
        <p>
          <TimeLeft sentence={part.remaining.sentence} tone={part.remaining.tone} />
        </p>
      ) : null}
      <p lang="vi">{part.officer ? `${part.officer.name}, ${part.agency.name}` : part.agency.name}</p>
      <p className="muted small">
        <span>{part.roleName}</span>
        {part.kind === 'sub_dossier' ? ` · ${t('part.subDossier')} ` : ''}
        {part.code ? <span className="code">{part.code}</span> : null}
        {part.dueAt ? ` · ${t('part.due', { at: formatDue(part.dueAt) })}` : ''}
        {part.officer === null ? ` · ${t('part.nobody')}` : ''}
      </p>
      {allowed.length > 0 ? (
        <div className="row">
          {allowed.map((action) => (
            <ActButton
              key={action.act}
              name={action.name}
              kind={action.act === 'complete_step' ? 'primary' : 'secondary'}
              reason={null}
              onPress={() => onAct(action.act, part.stepNo)}
            />
          ))}
        </div>
      ) : null}
      {refused.length > 0 ? (
        <details className="acts__refused">
          <summary>{t('dossier.actsNotNow', { count: refused.length })}</summary>
          <div className="acts__list">
            {refused.map((action) => (
              <ActButton key={action.act} name={action.name} reason={action.reason ?? ''} law={action.law} onPress={() => {}} />
            ))}
          </div>
        </details>
      ) : null}
    </>
  )
}
