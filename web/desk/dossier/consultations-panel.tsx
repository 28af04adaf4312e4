import type { Consultation, DossierView } from '#web-api'
import { Button, EmptyState, formatDue, formatInstant } from '#web-ui'
import { type DeskKey, t } from '../text.ts'

const stateKey: Record<Consultation['state'], DeskKey> = {
  open: 'consultation.open',
  answered: 'consultation.answered',
  closed: 'consultation.closed',
}

/** What other agencies were asked about the dossier, by when, and what they said. */
export function ConsultationsPanel({ dossier, onAct }: { dossier: DossierView; onAct: (act: string) => void }) {
  const mayAnswer = dossier.actions.some((action) => action.act === 'answer_consultation' && action.allowed)
  if (dossier.consultations.length === 0) {
    return (
      <EmptyState title={t('consultation.none')}>
        <p>{t('consultation.none.more')}</p>
      </EmptyState>
    )
  }
  return (
    <ol className="plain-list stack">
      {dossier.consultations.map((each) => (
        <li key={each.seq} className="panel stack">
          <h2>{each.agencyName}</h2>
          <p>
            <strong>{t(each.state === 'open' && each.isLate ? 'consultation.overdue' : stateKey[each.state])}</strong>{' '}
            <span className="muted small">{t('consultation.due', { at: formatDue(each.dueAt) })}</span>
          </p>
          <p className="consultation__words">{each.question}</p>
          <p className="muted small">{t('consultation.by', { who: each.askedBy, at: formatInstant(each.askedAt) })}</p>
          {each.answer !== null ? (
            <>
              <p className="consultation__words">
                <strong>{t('consultation.answer')}</strong> {each.answer}
              </p>
              <p className="muted small">
                {t('consultation.by', { who: each.answeredBy ?? '', at: formatInstant(each.answeredAt ?? '') })}
              </p>
            </>
          ) : null}
          {each.isMine && mayAnswer ? (
            <div className="row">
              <Button kind="primary" onPress={() => onAct('answer_consultation')}>
                {t('consultation.answerNow')}
              </Button>
            </div>
          ) : null}
        </li>
      ))}
    </ol>
  )
}
