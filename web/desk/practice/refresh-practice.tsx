import { Button, Notice } from '#web-ui'
import { useState } from 'react'
import type { PracticeCopied } from '#web-api'
import { api } from '../lib/api.ts'
import { ProblemSummary } from '../lib/problem-view.tsx'
import { useMay } from '../lib/session.ts'
import { useCommand } from '../lib/use-command.ts'
import { t } from '../text.ts'
import { usePractice } from './use-practice.ts'

/** Brings agencies, calendar and procedures of the practice place up to those of the real centre. */
export function RefreshPractice() {
  const mayRefresh = useMay()('refresh_practice')
  const practice = usePractice()
  const [copied, setCopied] = useState<PracticeCopied | null>(null)
  const refresh = useCommand(async () => await api.refreshPractice())
  if (!mayRefresh || !practice.data?.address) return null
  return (
    <section className="page-block" aria-labelledby="practice-refresh">
      <h2 id="practice-refresh">{t('practice.title')}</h2>
      <p className="measure">{t('practice.refresh.what')}</p>
      <ProblemSummary problem={refresh.problem} attempt={refresh.attempt} />
      {copied ? (
        <Notice tone="ok" isLive>
          <p>{t('practice.refresh.done', copied)}</p>
        </Notice>
      ) : null}
      <Button
        isPending={refresh.isPending}
        onPress={() => {
          setCopied(null)
          void refresh.run(undefined).then(setCopied)
        }}
      >
        {t('practice.refresh')}
      </Button>
    </section>
  )
}
