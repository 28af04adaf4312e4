import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Button, Select, TextField } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { usePageTitle } from '../lib/page-title.ts'
import { fieldError, ProblemSummary } from '../lib/problem-view.tsx'
import { useUnsaved } from '../lib/unsaved.tsx'
import { useCommand } from '../lib/use-command.ts'
import { paths } from '../paths.ts'
import { t } from '../text.ts'

/** A procedure entered by hand: its code and name first, all the rest in its draft. */
export function EnterProcedurePage() {
  usePageTitle(t('procedures.enter'))
  const navigate = useNavigate()
  const agencies = useQuery({ queryKey: queryKeys.agencies, queryFn: () => api.agencies() })
  const [words, setWords] = useState({ code: '', name: '', sector: '', agencyCode: '' })
  const { guard, release } = useUnsaved(Object.values(words).some((each) => each !== ''))
  const command = useCommand((sent: typeof words, key: string) => api.enterProcedure(sent, key))
  const line = (name: 'code' | 'name' | 'sector', label: string, hint?: string) => (
    <TextField
      name={name}
      label={label}
      hint={hint}
      value={words[name]}
      onChange={(value) => setWords((before) => ({ ...before, [name]: value }))}
      error={fieldError(command.problem, name)}
      takesFocus={name === 'code'}
    />
  )
  return (
    <>
      <h1>{t('procedures.enter')}</h1>
      <p className="muted">{t('procedures.enter.intro')}</p>
      {guard}
      <form
        noValidate
        className="stack narrow"
        onSubmit={(event) => {
          event.preventDefault()
          void command.run(words).then((made) => {
            if (!made) return
            release()
            void navigate(paths.process(made.code))
          })
        }}
      >
        <ProblemSummary problem={command.problem} attempt={command.attempt} />
        {line('code', t('procedure.code'), t('procedures.enter.code'))}
        {line('name', t('procedure.name'))}
        {line('sector', t('procedure.sector'))}
        <Select
          name="agencyCode"
          label={t('process.lead')}
          items={(agencies.data?.items ?? []).map((agency) => ({ id: agency.code, text: agency.name }))}
          selectedId={words.agencyCode || null}
          onSelect={(agencyCode) => setWords((before) => ({ ...before, agencyCode }))}
          error={fieldError(command.problem, 'agencyCode')}
        />
        <div>
          <Button kind="primary" type="submit" isPending={command.isPending}>
            {t('procedures.enter.submit')}
          </Button>
        </div>
      </form>
    </>
  )
}
