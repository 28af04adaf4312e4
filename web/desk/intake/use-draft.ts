import { useEffect, useRef, useState } from 'react'
import { randomKey } from '#web-api'
import { api } from '../app/api.ts'
import { type IntakeForm, intakeFormFrom, isUntouched } from './intake-form.ts'

export type DraftStatus =
  | { kind: 'nothing' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  /** The server did not take it; it is kept in this tab and tried again. */
  | { kind: 'here_only' }

const pause = 500
const retryAfter = 5_000

/** The key of a draft: unguessable, and private to its author on the server. */
export function draftKey(id: string): string {
  return `intake-${id}`
}

/**
 * Keeps the form on the server after every pause in typing, and in this tab at once, so that neither a reload
 * nor a dead network loses a word.
 */
export function useDraft(id: string, form: IntakeForm, isOpen: boolean): { status: DraftStatus; discard: () => void } {
  const [status, setStatus] = useState<DraftStatus>({ kind: 'nothing' })
  const isDiscarded = useRef(false)

  useEffect(() => {
    if (!isOpen || isDiscarded.current || isUntouched(form)) return undefined
    sessionStorage.setItem(draftKey(id), JSON.stringify(form))
    let timer: ReturnType<typeof setTimeout> | undefined
    let isCurrent = true
    const save = async () => {
      setStatus({ kind: 'saving' })
      try {
        const { savedAt } = await api.saveDraft(draftKey(id), form, randomKey())
        if (isCurrent) setStatus({ kind: 'saved', at: savedAt })
      } catch {
        if (!isCurrent) return
        setStatus({ kind: 'here_only' })
        timer = setTimeout(() => void save(), retryAfter)
      }
    }
    // What was just typed is not saved yet: the line says so from the first letter on.
    setStatus({ kind: 'saving' })
    timer = setTimeout(() => void save(), pause)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [id, form, isOpen])

  return {
    status,
    discard: () => {
      isDiscarded.current = true
      sessionStorage.removeItem(draftKey(id))
      setStatus({ kind: 'nothing' })
      void api.deleteDraft(draftKey(id), randomKey()).catch(() => null)
    },
  }
}

/** What this tab remembers of a draft. */
export function draftInThisTab(id: string): IntakeForm | null {
  const kept = sessionStorage.getItem(draftKey(id))
  if (kept === null) return null
  try {
    return intakeFormFrom(JSON.parse(kept))
  } catch {
    return null
  }
}
