import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { asProblem, createIntention, type Hall, type TicketGiven } from '#web-api'
import { QrCode, type Language } from '#web-ui'
import { apiIn } from './api.ts'
import { sentences, type FloorKey } from './text.ts'

const storageKey = 'motcua.kiosk'
type Paired = { readonly token: string; readonly centreCode: string }

/** The stored state of this machine, without data of its users. */
function rememberedKiosk(): Paired | null {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? 'null') as Paired | null
  } catch {
    return null
  }
}

const priorities = ['elderly', 'disabled', 'pregnant', 'merit', 'small_child'] as const
type Step = { at: 'queues' } | { at: 'priority'; prefix: string } | { at: 'ticket'; given: TicketGiven }

/** Seconds without a touch after which the data of the last person are cleared; the last ten are counted down. */
const idleSeconds = 30
const toldSeconds = 10

export function KioskPage() {
  const [paired, setPaired] = useState(rememberedKiosk)
  return paired ? (
    <Kiosk
      paired={paired}
      onRevoked={() => {
        localStorage.removeItem(storageKey)
        setPaired(null)
      }}
    />
  ) : (
    <Pairing
      onPaired={(now) => {
        localStorage.setItem(storageKey, JSON.stringify(now))
        setPaired(now)
      }}
    />
  )
}

function Pairing({ onPaired }: { onPaired: (paired: Paired) => void }) {
  const t = sentences.vi
  const [code, setCode] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const [intention] = useState(createIntention)
  const pair = async (): Promise<void> => {
    try {
      const { token, centreCode } = await apiIn('vi').pairKiosk(code.trim(), intention.keyFor(code))
      onPaired({ token, centreCode })
    } catch (error) {
      intention.settle()
      setFault(asProblem(error).detail)
    }
  }
  return (
    <main className="kiosk">
      <form
        className="kiosk__pair"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void pair()
        }}
      >
        <h1>{t('kiosk.pair')}</h1>
        <p>{t('kiosk.pair.how')}</p>
        <label htmlFor="pairing-code">{t('kiosk.pair.code')}</label>
        <input
          id="pairing-code"
          className="input"
          inputMode="numeric"
          autoComplete="off"
          maxLength={8}
          value={code}
          aria-describedby={fault === null ? undefined : 'pairing-fault'}
          onChange={(event) => setCode(event.target.value)}
        />
        {fault === null ? null : (
          <p id="pairing-fault" role="alert" className="kiosk__fault">
            {fault}
          </p>
        )}
        <button type="submit" className="kiosk__target" data-kind="primary">
          {t('kiosk.pair.do')}
        </button>
      </form>
    </main>
  )
}

function Kiosk({ paired, onRevoked }: { paired: Paired; onRevoked: () => void }) {
  const [language, setLanguage] = useState<Language>('vi')
  const [step, setStep] = useState<Step>({ at: 'queues' })
  const [hall, setHall] = useState<Hall | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isTaking, setTaking] = useState(false)
  const [intention] = useState(createIntention)
  const t = sentences[language]
  const reset = (): void => {
    setStep({ at: 'queues' })
    setLanguage('vi')
    setTrouble(null)
  }
  const isAtStart = step.at === 'queues' && language === 'vi' && trouble === null
  const left = useIdle(!isAtStart, reset)

  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  useEffect(() => {
    const look = async (): Promise<void> => {
      try {
        setHall(await apiIn('vi').hall(paired.centreCode))
        setTrouble((now) => (now === sentences.vi('kiosk.noLine') || now === sentences.en('kiosk.noLine') ? null : now))
      } catch (error) {
        if (asProblem(error).isUncertain) setTrouble(sentences.vi('kiosk.noLine'))
      }
    }
    void look()
    const timer = setInterval(() => void look(), 5_000)
    return () => clearInterval(timer)
  }, [paired.centreCode])

  const take = async (prefix: string, priority: (typeof priorities)[number] | null): Promise<void> => {
    if (isTaking) return
    setTaking(true)
    try {
      const given = await apiIn(language).takeTicket(
        paired.centreCode,
        { prefix, priority },
        paired.token,
        intention.keyFor({ prefix, priority }),
      )
      intention.settle()
      setTrouble(null)
      setStep({ at: 'ticket', given })
    } catch (error) {
      const problem = asProblem(error)
      // An answer that was lost is requested again with the same key: the server returns the ticket it issued, and issues no other.
      if (!problem.isUncertain) intention.settle()
      if (problem.code === 'KIOSK_UNKNOWN') onRevoked()
      else setTrouble(problem.isUncertain ? t('kiosk.noLine') : problem.detail)
    } finally {
      setTaking(false)
    }
  }

  const open = hall?.queues.filter((queue) => queue.isOpen && queue.counterNumbers.length > 0) ?? []
  const guidance = open.find(({ kind }) => kind === 'guidance')
  return (
    <main className="kiosk" data-step={step.at}>
      <header className="kiosk__head">
        <p>{hall?.centreName}</p>
        <button
          type="button"
          className="kiosk__target"
          lang={language === 'vi' ? 'en' : 'vi'}
          onClick={() => setLanguage(language === 'vi' ? 'en' : 'vi')}
        >
          {t('language.other')}
        </button>
      </header>
      <div className="kiosk__question">
        {trouble === null ? null : (
          <p role="alert" className="kiosk__fault">
            {trouble}
          </p>
        )}
        {step.at === 'queues' ? (
          <>
            <h1>{t('kiosk.choose')}</h1>
            {hall && open.length === 0 ? <p>{t('kiosk.noHall')}</p> : null}
            <div className="kiosk__targets">
              {open
                .filter(({ kind }) => kind !== 'guidance')
                .map((queue) => (
                  <Target key={queue.prefix} onTouch={() => setStep({ at: 'priority', prefix: queue.prefix })}>
                    <b>{language === 'vi' ? queue.name : queue.nameEn}</b>
                    <span>{t('kiosk.waiting', { count: queue.waiting })}</span>
                  </Target>
                ))}
              {guidance ? (
                <Target quiet onTouch={() => void take(guidance.prefix, null)}>
                  <b>{t('kiosk.dontKnow')}</b>
                </Target>
              ) : null}
            </div>
          </>
        ) : null}
        {step.at === 'priority' ? (
          <>
            <h1>{t('kiosk.priority')}</h1>
            <p>{t('kiosk.rule', { minutes: hall?.priorityMinutes ?? 0 })}</p>
            <div className="kiosk__targets">
              <Target primary onTouch={() => void take(step.prefix, null)}>
                <b>{t('kiosk.priority.no')}</b>
              </Target>
              {priorities.map((priority) => (
                <Target key={priority} onTouch={() => void take(step.prefix, priority)}>
                  <b>{t(`priority.${priority}` as FloorKey)}</b>
                </Target>
              ))}
              <Target quiet onTouch={() => setStep({ at: 'queues' })}>
                <b>{t('kiosk.back')}</b>
              </Target>
            </div>
          </>
        ) : null}
        {step.at === 'ticket' ? <Given given={step.given} language={language} onDone={reset} /> : null}
      </div>
      {!isAtStart && left <= toldSeconds ? (
        <div className="kiosk__idle">
          <p role="timer" aria-live="polite">
            {t('kiosk.countdown', { seconds: left })}
          </p>
          <Target onTouch={() => undefined}>
            <b>{t('kiosk.moreTime')}</b>
          </Target>
        </div>
      ) : null}
    </main>
  )
}

function Given({ given, language, onDone }: { given: TicketGiven; language: Language; onDone: () => void }) {
  const t = sentences[language]
  const address = `${location.origin}/ticket/${given.secret}`
  return (
    <div className="kiosk__given" role="status">
      <h1>{t('kiosk.yourNumber')}</h1>
      <p className="kiosk__label">{given.label}</p>
      <p>{given.queueName}</p>
      <p>{t('kiosk.ahead', { count: given.ahead })}</p>
      <div className="kiosk__qr">
        <QrCode text={address} label={t('kiosk.scan')} />
        <p>{t('kiosk.scan')}</p>
      </div>
      <div className="kiosk__targets kiosk__not-printed">
        <Target onTouch={() => print()}>
          <b>{t('kiosk.print')}</b>
        </Target>
        <Target primary onTouch={onDone}>
          <b>{t('kiosk.done')}</b>
        </Target>
      </div>
    </div>
  )
}

function Target({
  children,
  onTouch,
  primary = false,
  quiet = false,
}: {
  children: ReactNode
  onTouch: () => void
  primary?: boolean
  quiet?: boolean
}) {
  return (
    <button type="button" className="kiosk__target" data-kind={primary ? 'primary' : quiet ? 'quiet' : undefined} onClick={onTouch}>
      {children}
    </button>
  )
}

/** Seconds left before `onIdle`; every touch and key begins them again. */
function useIdle(isCounting: boolean, onIdle: () => void): number {
  const [left, setLeft] = useState(idleSeconds)
  const goHome = useEffectEvent(onIdle)
  useEffect(() => {
    if (!isCounting) return
    let touchedAt = Date.now()
    const touch = (): void => {
      touchedAt = Date.now()
      setLeft(idleSeconds)
    }
    touch()
    const timer = setInterval(() => {
      const now = idleSeconds - Math.floor((Date.now() - touchedAt) / 1000)
      if (now <= 0) goHome()
      else setLeft(now)
    }, 250)
    for (const event of ['pointerdown', 'keydown'] as const) addEventListener(event, touch)
    return () => {
      clearInterval(timer)
      for (const event of ['pointerdown', 'keydown'] as const) removeEventListener(event, touch)
    }
  }, [isCounting])
  return left
}
