import { useSyncExternalStore } from 'react'
import type { CurrentSession } from '#web-api'
import { Dialog } from '#web-ui'
import { ProofForm } from '../sign-in/proof-form.tsx'
import { t } from '../text.ts'
import { confirmationGate } from '../lib/api.ts'

/** Asked over the page before signing or exporting; the request then continues unchanged. */
export function ConfirmDialog({ session }: { session: CurrentSession }) {
  const isAsking = useSyncExternalStore(confirmationGate.subscribe, confirmationGate.isAsking)
  return (
    <Dialog title={t('confirm.title')} isOpen={isAsking} onClose={() => confirmationGate.answer(false)}>
      <p>{t('confirm.why')}</p>
      {isAsking ? <ProofForm by={session.confirmsWith} {...session.secondFactor} onDone={() => confirmationGate.answer(true)} /> : null}
    </Dialog>
  )
}
