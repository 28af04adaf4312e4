import { useEffect, useRef } from 'react'
import { useBlocker } from 'react-router'
import { Button, Dialog } from '#web-ui'
import { t } from '../text.ts'

/**
 * Asks before what was typed is left behind: by the back button, by another page, by closing the window. `release` lets go once it was
 * sent, before the page goes on.
 */
export function useUnsaved(isTyped: boolean): { readonly guard: React.ReactNode; readonly release: () => void } {
  const holds = useRef(isTyped)
  useEffect(() => {
    holds.current = isTyped
    if (!isTyped) return
    const warn = (event: BeforeUnloadEvent) => {
      if (holds.current) event.preventDefault()
    }
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [isTyped])
  const blocker = useBlocker(() => holds.current)
  return {
    release: () => {
      holds.current = false
    },
    guard:
      blocker.state === 'blocked' ? (
        <Dialog title={t('unsaved.title')} isOpen onClose={() => blocker.reset()}>
          <p>{t('unsaved.what')}</p>
          <div className="dialog__foot">
            <Button onPress={() => blocker.proceed()}>{t('unsaved.leave')}</Button>
            <Button kind="primary" takesFocus onPress={() => blocker.reset()}>
              {t('unsaved.stay')}
            </Button>
          </div>
        </Dialog>
      ) : null,
  }
}

/** Whether the content of a form differs from its initial content. */
export function isChanged(begun: object, now: object): boolean {
  return JSON.stringify(begun) !== JSON.stringify(now)
}
