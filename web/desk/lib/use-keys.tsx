import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { isCharacterKey, Key, KeySheet } from '#web-ui'
import { t } from '../text.ts'
import { characterKeys } from './character-keys.ts'
import { globalKeys, type KeyName, matchKey } from './keys.ts'

export interface KeyBinding {
  keys: KeyName
  does: string
  run: () => void
}

interface KeyGroup {
  name: string
  bindings: readonly KeyBinding[]
}

interface KeyRegistry {
  add: (group: KeyGroup) => () => void
  show: () => void
}

const KeyContext = createContext<KeyRegistry>({ add: () => () => {}, show: () => {} })

/** Listens once for the whole desk; pages say with `useKeys` which keys mean something while they are shown. */
export function KeysProvider({ children }: { children: ReactNode }) {
  const groups = useRef<KeyGroup[]>([])
  const [sheet, setSheet] = useState<readonly KeyGroup[] | null>(null)

  const registry = useMemo<KeyRegistry>(
    () => ({
      add: (group) => {
        groups.current = [...groups.current, group]
        return () => {
          groups.current = groups.current.filter((each) => each !== group)
        }
      },
      show: () => setSheet(groups.current),
    }),
    [],
  )

  useEffect(() => {
    let pending = ''
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return
      // Function keys and Ctrl act before the focused control (a button would take Ctrl+Enter as its own press);
      // letters come after it, so that a list keeps its type-ahead.
      if (isCommandKey(event) !== (event.eventPhase === Event.CAPTURING_PHASE)) return
      if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return
      const bindings = groups.current.flatMap((group) => group.bindings)
      const on = [...bindings.map((each) => each.keys), globalKeys.keys].filter((key) => characterKeys.isOn() || !isCharacterKey(key))
      const step = matchKey(on, pending, {
        key: event.key,
        ctrlKey: event.ctrlKey,
        altKey: event.altKey,
        metaKey: event.metaKey,
        shiftKey: event.shiftKey,
        isWriting: isWriting(event.target),
      })
      pending = step.pending
      if (step.match === null) return
      event.preventDefault()
      event.stopPropagation()
      if (step.match === globalKeys.keys) setSheet(groups.current)
      else bindings.find((each) => each.keys === step.match)?.run()
    }
    // On the document: on the window itself both listeners would run in the target phase.
    document.addEventListener('keydown', onKeyDown, { capture: true })
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('keydown', onKeyDown, { capture: true })
      document.removeEventListener('keydown', onKeyDown)
    }
  }, [])

  return (
    <KeyContext value={registry}>
      {children}
      <KeySheet
        isOpen={sheet !== null}
        onClose={() => setSheet(null)}
        groups={(sheet ?? []).map((group) => ({ name: group.name, keys: group.bindings }))}
      />
    </KeyContext>
  )
}

/** Turns keys on while the caller is shown. */
export function useKeys(name: string, bindings: readonly KeyBinding[]): void {
  const registry = useContext(KeyContext)
  const latest = useRef(bindings)
  useEffect(() => {
    latest.current = bindings
  })
  const signature = bindings.map((each) => `${each.keys}\t${each.does}`).join('\n')
  useEffect(() => {
    const lines = signature === '' ? [] : signature.split('\n')
    return registry.add({
      name,
      bindings: lines.map((line) => {
        const [keys = '', does = ''] = line.split('\t')
        return { keys, does, run: () => latest.current.find((each) => each.keys === keys)?.run() }
      }),
    })
  }, [registry, name, signature])
}

/** Opens the sheet of all keys of the page: with the mouse too, and where `?` would be written. */
export function KeysHint() {
  const registry = useContext(KeyContext)
  return (
    <button type="button" className="button needs-keyboard" data-kind="quiet" onClick={() => registry.show()}>
      <Key name={globalKeys.keys} /> {t('keys.hint')}
    </button>
  )
}

function isCommandKey(event: KeyboardEvent): boolean {
  return event.ctrlKey || /^F\d{1,2}$/.test(event.key)
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
}
