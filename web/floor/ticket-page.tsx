import { useEffect, useState } from 'react'
import { asProblem, type TicketPlace } from '#web-api'
import { currentLanguage } from '#web-ui'
import { apiIn } from './api.ts'
import { sentences } from './text.ts'
import { clockOf } from './use-hall.ts'

const language = currentLanguage()
const t = sentences[language]
const everyMs = 5_000

/** A ticket on the phone of the person who holds it: how many are before them, how long, and then at which counter. */
export function TicketPage({ secret }: { secret: string }) {
  const [place, setPlace] = useState<{ ticket: TicketPlace; at: number } | null>(null)
  const [trouble, setTrouble] = useState<'unknown' | 'away' | null>(null)
  useEffect(() => {
    let isLeft = false
    const look = async (): Promise<void> => {
      try {
        const ticket = await apiIn(language).ticketPlace(secret)
        if (isLeft) return
        setPlace({ ticket, at: Date.now() })
        setTrouble(null)
      } catch (error) {
        if (!isLeft) setTrouble(asProblem(error).status === 404 ? 'unknown' : 'away')
      }
    }
    void look()
    const timer = setInterval(() => {
      if (!document.hidden) void look()
    }, everyMs)
    const onShown = (): void => void look()
    document.addEventListener('visibilitychange', onShown)
    return () => {
      isLeft = true
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onShown)
    }
  }, [secret])
  if (trouble === 'unknown') return <main className="ticket">{t('ticket.unknown')}</main>
  if (!place) return <main className="ticket">{t('hall.connecting')}</main>
  const { ticket, at } = place
  return (
    <main className="ticket" data-state={ticket.state}>
      <p>{ticket.centreName}</p>
      <h1>{t('ticket.title')}</h1>
      <p className="ticket__label">{ticket.label}</p>
      <p>{language === 'vi' ? ticket.queueName : ticket.queueNameEn}</p>
      <div aria-live="polite" className="ticket__state">
        <State ticket={ticket} />
      </div>
      <p className="muted">{t('kiosk.rule', { minutes: ticket.priorityMinutes })}</p>
      <p className="muted" role={trouble === 'away' ? 'status' : undefined}>
        {trouble === 'away' ? t('hall.stale', { time: clockOf(at) }) : t('ticket.asOf', { time: clockOf(at) })}
      </p>
    </main>
  )
}

function State({ ticket }: { ticket: TicketPlace }) {
  const { state, ahead, counterNumber, estimate } = ticket
  if (state === 'called' && counterNumber !== null) return <p className="ticket__go">{t('ticket.goTo', { number: counterNumber })}</p>
  if (state === 'held') return <p>{t('ticket.held')}</p>
  if (state === 'finished') return <p>{t('ticket.finished')}</p>
  if (state === 'no_show') return <p>{t('ticket.noShow')}</p>
  if (state !== 'waiting' || ahead === null) return <p>{t('ticket.left')}</p>
  return (
    <>
      <p className="ticket__ahead">{ahead === 0 ? t('ticket.next') : t('ticket.ahead', { count: ahead })}</p>
      <p>
        {estimate
          ? t('ticket.wait', { low: minutes(estimate.low, Math.floor), high: minutes(estimate.high, Math.ceil) })
          : t('ticket.noEstimate')}
      </p>
    </>
  )
}

const minutes = (seconds: number, round: (n: number) => number): number => round(seconds / 60)
