import type { DossierAction } from '#web-api'
import { ActButton } from '#web-ui'
import { actKeys } from '../app/keys.ts'
import { t } from '../text.ts'

/** Acts that do not bring the result nearer: never the button that stands out, never the first key. */
const detours: readonly string[] = [
  'request_supplement',
  'return_to_previous_step',
  'suspend',
  'consult',
  'restart_clock',
  'request_extension',
  'decline_extension',
  'stop',
  'withdraw',
  'refuse',
]

/** The key of each allowed act: first what brings the dossier on, then the rest, each in the order of the server. */
export function keyedActs(actions: readonly DossierAction[]): { action: DossierAction; key: string | null }[] {
  const isDetour = (action: DossierAction) => detours.includes(action.act)
  const ordered = [...actions.filter((action) => !isDetour(action)), ...actions.filter(isDetour)]
  let next = 0
  return ordered.map((action) => ({ action, key: action.allowed ? (actKeys[next++] ?? null) : null }))
}

/** Everything that may be done, and what may not with its reason. */
export function ActsPanel({ actions, onAct }: { actions: readonly DossierAction[]; onAct: (action: DossierAction) => void }) {
  const keyed = keyedActs(actions)
  const allowed = keyed.filter(({ action }) => action.allowed)
  const refused = keyed.filter(({ action }) => !action.allowed)
  return (
    <section className="acts" aria-label={t('dossier.acts')}>
      {refused.length > 0 ? (
        <details className="acts__refused">
          <summary>{t('dossier.actsNotNow', { count: refused.length })}</summary>
          <div className="acts__list">
            {refused.map(({ action }) => (
              <ActButton key={action.act} name={action.name} reason={action.reason ?? ''} law={action.law} onPress={() => {}} />
            ))}
          </div>
        </details>
      ) : null}
      {allowed.length === 0 ? <p className="muted">{t('dossier.noActs')}</p> : null}
      {/* In the order of their keys, the first of them at the end: the corner where the hand expects it. */}
      <div className="acts__allowed">
        {[...allowed.slice(1), ...allowed.slice(0, 1)].map(({ action, key }) => (
          <ActButton
            key={action.act}
            name={action.name}
            kind={
              action.act === 'refuse' ? 'danger' : action === allowed[0]?.action && !detours.includes(action.act) ? 'primary' : 'secondary'
            }
            keyHint={key ?? undefined}
            reason={null}
            onPress={() => onAct(action)}
          />
        ))}
      </div>
    </section>
  )
}
