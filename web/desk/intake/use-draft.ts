import { useEffect, useRef, useState } from 'react'
import { asProblem, randomKey } from '#web-api'
import { api } from '../lib/api.ts'
import { type IntakeForm, intakeFormFrom, isUntouched } from './intake-form.ts'
import { tabMemory } from '../lib/tab-memory.ts'

export type DraftStatus =
  | { kind: 'nothing' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  /** The server did not take it; it is kept in this tab and tried again. */
  | { kind: 'here_only' }
  /** It has become a dossier meanwhile, in another tab. */
  | { kind: 'filed'; detail: string }

const pause = 500
const retryAfter = 5_000

/** The key of a draft: unguessable, and private to its author on the server. */
export function draftKey(id: string): string {
  return `${tabMemory}${id}`
}

/**
 * Keeps the form on the server after every pause in typing, and in this tab at once, so that neither a reload
 * nor a dead network loses a word.
 */
export function useDraft({ id, accountId, form, isOpen }: { id: string; accountId: string; form: IntakeForm; isOpen: boolean }): {
  status: DraftStatus
  end: () => void
  keep: (held: IntakeForm) => void
} {
  const [status, setStatus] = useState<DraftStatus>({ kind: 'nothing' })
  const isEnded = useRef(false)

  useEffect(() => {
    if (!isOpen || isEnded.current || isUntouched(form)) return undefined
    sessionStorage.setItem(tabKey(accountId, id), JSON.stringify(form))
    let timer: ReturnType<typeof setTimeout> | undefined
    let isCurrent = true
    const save = async () => {
      setStatus({ kind: 'saving' })
      try {
        const { savedAt } = await api.saveDraft(draftKey(id), form, randomKey())
        if (isCurrent) setStatus({ kind: 'saved', at: savedAt })
      } catch (failure) {
        if (!isCurrent) return
        const { code, detail } = asProblem(failure)
        if (code === 'DRAFT_FILED') {
          setStatus({ kind: 'filed', detail })
          return
        }
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
  }, [id, accountId, form, isOpen])

  return {
    status,
    // On the server the draft ended with the filing itself; here the tab forgets it.
    end: () => {
      isEnded.current = true
      sessionStorage.removeItem(tabKey(accountId, id))
      setStatus({ kind: 'nothing' })
    },
    // The page is left at once, and so is what the pause would have sent: the tab and the server get it now.
    keep: (held) => {
      sessionStorage.setItem(tabKey(accountId, id), JSON.stringify(held))
      // Where the server does not answer, the tab has it, and it is sent when the draft is opened again.
      void api.saveDraft(draftKey(id), held, randomKey()).catch(() => undefined)
    },
  }
}

/** A tab may serve several officers in turn: what it remembers is one officer's, like the draft on the server. */
function tabKey(accountId: string, id: string): string {
  return `${draftKey(id)}-${accountId}`
}

/** What this tab remembers of a draft. */
export function draftInThisTab(accountId: string, id: string): IntakeForm | null {
  const kept = sessionStorage.getItem(tabKey(accountId, id))
  if (kept === null) return null
  try {
    return intakeFormFrom(JSON.parse(kept))
  } catch {
    return null
  }
}
