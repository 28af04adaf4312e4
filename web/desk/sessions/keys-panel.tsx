import { useSyncExternalStore } from 'react'
import { Checkbox } from '#web-ui'
import { characterKeys } from '../lib/character-keys.ts'
import { t } from '../text.ts'

/** Whether single letters are commands; people who use speech input or rest a hand on the keys turn this off. */
export function KeysPanel({ accountId }: { accountId: string }) {
  const isOn = useSyncExternalStore(characterKeys.subscribe, characterKeys.isOn)
  return (
    <section className="page-block" aria-labelledby="own-keys">
      <h2 id="own-keys">{t('keys.own')}</h2>
      <Checkbox isSelected={isOn} onChange={(next) => characterKeys.choose(accountId, next)}>
        {t('keys.own.on')}
      </Checkbox>
      <p className="muted small measure">{t('keys.own.what')}</p>
    </section>
  )
}
