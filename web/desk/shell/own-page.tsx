import type { ReactNode } from 'react'
import { Notice } from '#web-ui'
import { t } from '../text.ts'
import { mayUse, type PageName } from './page-needs.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { useSession } from '../lib/session.ts'

/** A page for those it is for; anybody else who has its address is told so. */
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
