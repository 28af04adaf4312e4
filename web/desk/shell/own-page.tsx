import type { ReactNode } from 'react'
import { Notice } from '#web-ui'
import { t } from '../text.ts'
import { mayUse, type PageName } from './page-needs.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { useSession } from '../lib/session.ts'

/** A page for certain roles; others who open its address see a refusal. */
export function OwnPage({ name, children }: { name: PageName; children: ReactNode }) {
  return mayUse(name, useSession()) ? children : <NotYours />
}

function NotYours() {
  usePageTitle(t('notYours.title'))
  return (
    <>
      <h1>{t('notYours.title')}</h1>
      <Notice tone="late">
        <p>{t('notYours.why')}</p>
      </Notice>
    </>
  )
}
