import type { ReactNode } from 'react'
import { useGivens } from './page-givens.tsx'
import { useWords } from './use-words.ts'

/** Over every page of the practice place, and on every print of one: nobody takes its figures for those of the centre. */
export function PracticeBand(): ReactNode {
  const { t } = useWords()
  if (!useGivens().locality.isPractice) return null
  return (
    <p className="practice-band" role="note">
      <strong>{t('practice.title')}</strong> {t('practice.what')}
    </p>
  )
}

/** The title of a page: in the practice place it says so first, on the tab and at the head of a print. */
export function PageTitle({ children }: { children: string }): ReactNode {
  const { t } = useWords()
  const { isPractice } = useGivens().locality
  return <title>{isPractice ? `${t('practice.title')} – ${children}` : children}</title>
}
