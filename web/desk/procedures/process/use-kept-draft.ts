import { useEffect, useRef, useState } from 'react'
import { asProblem, type GateReport, type Problem, randomKey, type VersionDraft, type VersionDraftContent } from '#web-api'
import { api } from '../../lib/api.ts'

export type Kept = {
  /** The draft as the server last answered it. */
  readonly draft: VersionDraft
  readonly report: GateReport | null
  readonly status: 'same' | 'saving' | 'saved' | 'not_saved'
  readonly problem: Problem | null
}

const pause = 600

/**
 * Keeps the draft on the server after every pause in typing, one saving at a time, and asks the gate about what was
 * saved. A saving that somebody else overtook stops here: nothing is overwritten.
 */
export function useKeptDraft(begun: VersionDraft, content: VersionDraftContent): Kept {
  const [kept, setKept] = useState<Kept>({ draft: begun, report: null, status: 'same', problem: null })
  const saved = useRef({ revision: begun.revision, id: begun.id, text: JSON.stringify(begun.content) })
  const isBusy = useRef(false)
  const [turn, setTurn] = useState(0)

  useEffect(() => {
    const { id } = saved.current
    if (id === null) return
    void api.checkVersion(begun.code, id).then(
      (report) => setKept((before) => ({ ...before, report })),
      () => undefined,
    )
  }, [begun.code])

  useEffect(() => {
    const text = JSON.stringify(content)
    if (text === saved.current.text || isBusy.current) return undefined
    const timer = setTimeout(() => {
      isBusy.current = true
      setKept((before) => ({ ...before, status: 'saving' }))
      const keep = async (): Promise<void> => {
        try {
          const draft = await api.saveVersionDraft(begun.code, saved.current.revision, content, randomKey())
          saved.current = { revision: draft.revision, id: draft.id, text }
          setKept((before) => ({ ...before, draft, status: 'saved', problem: null }))
          if (draft.id !== null) {
            const report = await api.checkVersion(begun.code, draft.id)
            setKept((before) => ({ ...before, report }))
          }
        } catch (error) {
          // What the server refuses is not sent again until it changes.
          saved.current = { ...saved.current, text }
          setKept((before) => ({ ...before, status: 'not_saved', problem: asProblem(error) }))
        } finally {
          isBusy.current = false
          setTurn((count) => count + 1)
        }
      }
      void keep()
    }, pause)
    return () => clearTimeout(timer)
  }, [content, begun.code, turn])

  return kept
}
