import { useSyncExternalStore } from 'react'
import type { CurrentSession } from '#web-api'
import { Dialog } from '#web-ui'
import { ProofForm } from '../sign-in/proof-form.tsx'
import { t } from '../text.ts'
import { api, confirmationGate } from './api.ts'

/** Asked over the page before what is signed or carried away; the request goes on afterwards as it was. */
export function ConfirmDialog({ session }: { session: CurrentSession }) {
  const isAsking = useSyncExternalStore(confirmationGate.subscribe, confirmationGate.isAsking)
  return (
    <Dialog title={t('confirm.title')} isOpen={isAsking} onClose={() => confirmationGate.answer(false)}>
      <p>{t('confirm.why')}</p>
      {isAsking ? <ProofForm by={session.confirmsWith} {...session.secondFactor} onDone={() => confirmationGate.answer(true)} /> : null}
    </Dialog>
  )
}

/** Has the person confirm, if that was long ago, and then lets the browser fetch a table that is carried away. */
export async function fetchTable(address: string): Promise<void> {
  const { isConfirmed } = await api.currentSession()
  if (isConfirmed || (await confirmationGate.ask())) location.assign(address)
}
