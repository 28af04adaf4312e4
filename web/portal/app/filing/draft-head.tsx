import type { ReactNode } from 'react'
import type { OwnDraftView } from '#web-api'
import { clock, day } from '../figures.ts'
import { useWords } from '../use-words.ts'
import { draftPath } from './draft.ts'

/** Above every page of a draft: which procedure, when it was saved, until when it is kept; and, with scripts, why it could not be. */
export function DraftHead({ draft, isTop = false }: { draft: OwnDraftView; isTop?: boolean }): ReactNode {
  const { t, at } = useWords()
  return (
    <>
      <div
        className="draft-head"
        data-draft={draft.id}
        data-saved={t('file.saved', { at: '{at}' })}
        data-saving={t('file.saving')}
        data-fault-session={t('file.fault.session')}
        data-fault-network={t('file.fault.network')}
        data-fault-server={t('file.fault.server')}
        data-sign-in={t('citizen.signIn')}
      >
        <p className="muted small">
          {isTop ? (
            <span lang="vi">{draft.procedure.name}</span>
          ) : (
            <a href={at(draftPath(draft.id))} lang="vi">
              {draft.procedure.name}
            </a>
          )}
        </p>
        <p className="small" data-save-state="" role="status">
          {t('file.saved', { at: clock(draft.savedAt) })}
        </p>
        {isTop && <p className="muted small">{t('file.kept', { day: day(draft.keptUntil) })}</p>}
      </div>
      <div className="notice" data-tone="late" role="alert" tabIndex={-1} data-save-fault="" hidden />
      {draft.changes.length > 0 && (
        <div className="notice" data-tone="soon">
          <div className="notice__body">
            <p>{t('file.changed')}</p>
            <ul>
              {draft.changes.map((change) => (
                <li key={change.question + change.how}>
                  {t(`file.changed.${change.how}`)}: <span>{change.label}</span>
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </>
  )
}
