import { useEffect } from 'react'
import { t } from '../text.ts'

/** The title of the tab, and the focus on the new page's heading for those who cannot see it change. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – ${t('brand')}`
  }, [title])
}
