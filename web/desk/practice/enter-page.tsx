import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { asProblem, type Problem } from '#web-api'
import { Skeleton } from '#web-ui'
import { api } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { t } from '../text.ts'

/** The way in from the real centre: the ticket in the address opens a session here, once. */
export function EnterPracticePage() {
  usePageTitle(t('practice.title'))
  const [search] = useSearchParams()
  const [problem, setProblem] = useState<Problem | null>(null)
  const isSpent = useRef(false)
  useEffect(() => {
    if (isSpent.current) return
    isSpent.current = true
    api.becomeInPractice({ ticket: search.get('ve') ?? '' }).then(
      ({ path }) => location.replace(path),
      (error: unknown) => setProblem(asProblem(error)),
    )
  }, [search])
  return (
    <main className="shell__main">
      <h1>{t('practice.entering')}</h1>
      {problem ? (
        <div className="stack">
          <ProblemNotice problem={problem} />
          <p>
            <a href="/desk/">{t('notFound.home')}</a>
          </p>
        </div>
      ) : (
        <Skeleton lines={3} />
      )}
    </main>
  )
}
