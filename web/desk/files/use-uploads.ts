import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer, useRef } from 'react'
import { asProblem, Cancelled, type FilePurpose, Problem, randomKey } from '#web-api'
import { api, queryKeys } from '../lib/api.ts'
import { t } from '../text.ts'
import { afterChange, nextOf, sizeText, type UploadLine } from './uploads.ts'
import { currentLanguage } from '#web-ui'

export interface Uploads {
  lines: readonly UploadLine[]
  add: (files: readonly File[], to: { purpose: FilePurpose; componentNo: number | null }, maxBytes: number) => void
  cancel: (id: string) => void
  again: (id: string) => void
  forget: (id: string) => void
}

/** Files being attached to a dossier. Lives with the page and not with the tab, so that going to another tab loses none. */
export function useUploads(code: string): Uploads {
  const queries = useQueryClient()
  const [lines, change] = useReducer(afterChange, [])
  // The hidden state of a line: its bytes, its idempotency key, and how to abort it.
  const held = useRef(new Map<string, { file: File; key: string; stop: AbortController | null }>())
  const next = nextOf(lines)

  useEffect(() => {
    if (!next) return
    const mine = held.current.get(next.id)
    if (!mine) return
    const stop = new AbortController()
    mine.stop = stop
    change({ id: next.id, begin: true })
    const { name, purpose, componentNo, id } = next
    api
      .attachFile(
        code,
        { purpose, componentNo },
        { file: mine.file, name, key: mine.key, signal: stop.signal, onProgress: (part) => change({ id, part }) },
      )
      .then(
        async (file) => {
          change({ id, end: 'done' })
          await Promise.all([
            queries.invalidateQueries({ queryKey: queryKeys.files(code) }),
            queries.invalidateQueries({ queryKey: queryKeys.dossier(code) }),
          ])
          held.current.delete(id)
          change({ forget: id })
          return file
        },
        (error: unknown) => change(error instanceof Cancelled ? { id, end: 'cancelled' } : { id, failed: asProblem(error) }),
      )
  }, [next, code, queries])

  // Leaving the page aborts running uploads; the server keeps whole files only.
  useEffect(() => {
    const all = held.current
    return () => {
      for (const each of all.values()) each.stop?.abort()
    }
  }, [])

  return {
    lines,
    add: (files, to, maxBytes) => {
      const added = files.map((file) => ({ id: randomKey(), name: file.name, size: file.size, ...to, file }))
      for (const { id, file } of added) held.current.set(id, { file, key: randomKey(), stop: null })
      change({ add: added.map(({ file: _file, ...line }) => line) })
      // Said before it is sent: a server that says no in the middle of a body can often not be heard.
      for (const { id, size } of added.filter((each) => each.size > maxBytes)) {
        const detail = t('files.tooLarge', { size: sizeText(size, currentLanguage()), most: sizeText(maxBytes, currentLanguage()) })
        change({ id, failed: new Problem({ status: 413, code: 'FILE_TOO_LARGE', detail }) })
      }
    },
    cancel: (id) => {
      const mine = held.current.get(id)
      if (mine?.stop) mine.stop.abort()
      else change({ id, end: 'cancelled' })
    },
    again: (id) => change({ id, again: true }),
    forget: (id) => {
      held.current.delete(id)
      change({ forget: id })
    },
  }
}
