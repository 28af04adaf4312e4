import { Button } from '#web-ui'
import { api } from '../lib/api.ts'
import { ProblemSummary } from '../lib/problem-view.tsx'
import { useMay } from '../lib/session.ts'
import { useCommand } from '../lib/use-command.ts'
import { t } from '../text.ts'
import { usePractice } from './use-practice.ts'

/** Leads into practice; with a procedure, its current content is copied into practice. Hidden where there is no practice place. */
export function TryButton({ procedure }: { procedure?: string }) {
  const mayTake = useMay()('take_to_practice')
  const practice = usePractice()
  const go = useCommand(async () => {
    const { address } = procedure === undefined ? await api.practiceTicket() : await api.tryProcedure(procedure)
    location.assign(address)
  })
  if (!practice.data?.address || (procedure !== undefined && !mayTake)) return null
  return (
    <>
      <Button kind="secondary" isDisabled={go.isPending} onPress={() => void go.run(undefined)}>
        {t(procedure === undefined ? 'practice.enter' : 'practice.try')}
      </Button>
      <ProblemSummary problem={go.problem} attempt={go.attempt} />
    </>
  )
}
