import type { DossierAction } from '#web-api'
import { ActButton } from '#web-ui'
import { t } from '../text.ts'

/** First what brings the dossier on, then the rest, each in the order of the server. */
export function orderedActs(actions: readonly DossierAction[]): readonly DossierAction[] {
  return [...actions.filter((action) => !action.isDetour), ...actions.filter((action) => action.isDetour)]
}

/** Everything that may be done, and what may not with its reason: not yet, or, once the dossier has ended, no more. */
export function ActsPanel({
  actions,
  hasEnded,
  onAct,
}: {
  actions: readonly DossierAction[]
  hasEnded: boolean
  onAct: (action: DossierAction) => void
}) {
  const ordered = orderedActs(actions)
  const allowed = ordered.filter((action) => action.allowed)
  const refused = ordered.filter((action) => !action.allowed)
  return (
    <section className="acts" aria-label={t('dossier.acts')}>
      {refused.length > 0 ? (
        <details className="acts__refused">
          <summary>{t(hasEnded ? 'dossier.actsNoMore' : 'dossier.actsNotNow', { count: refused.length })}</summary>
          <div className="acts__list">
            {refused.map((action) => (
              <ActButton key={action.act} name={action.name} reason={action.reason ?? ''} law={action.law} onPress={() => {}} />
            ))}
          </div>
        </details>
      ) : null}
      {allowed.length === 0 ? <p className="muted">{t('dossier.noActs')}</p> : null}
      {/* Acts that advance the dossier first, and the primary one at the end: the corner where users expect it. */}
      <div className="acts__allowed">
        {[...allowed.slice(1), ...allowed.slice(0, 1)].map((action) => (
          <ActButton
            key={action.act}
            name={action.name}
            kind={action.act === 'refuse' ? 'danger' : action === allowed[0] && !action.isDetour ? 'primary' : 'secondary'}
            keyHint={action.letter ?? undefined}
            reason={null}
            onPress={() => onAct(action)}
          />
        ))}
      </div>
    </section>
  )
}
