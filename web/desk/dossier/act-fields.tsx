import { useQuery } from '@tanstack/react-query'
import { asProblem, type DossierView } from '#web-api'
import { Button, Checkbox, Select, Skeleton, TextField } from '#web-ui'
import { api, queryKeys } from '../lib/api.ts'
import { ProblemNotice } from '../lib/problem-view.tsx'
import { t } from '../text.ts'
import { type ActForm, emptyCharge } from './act-needs.ts'

/** What is typed for an act so far, how it is changed, and what is wrong with a field. */
interface ActFieldsProps {
  form: ActForm
  set: (part: Partial<ActForm>) => void
  error: (field: string) => string | undefined
}

/** What was asked for, to tick what has come; a paper that a point names is ticked with it. */
export function AskedFields({ dossier, form, set, error }: ActFieldsProps & { dossier: DossierView }) {
  const tick = (no: number, componentNo: number | null, isMet: boolean) =>
    set({
      answered: isMet ? [...form.answered, no] : form.answered.filter((each) => each !== no),
      ...(componentNo === null
        ? {}
        : { papers: isMet ? [...new Set([...form.papers, componentNo])] : form.papers.filter((each) => each !== componentNo) }),
    })
  return (
    <>
      <fieldset className="field" id="field-answered" tabIndex={-1}>
        <legend>{t('act.answered')}</legend>
        {dossier.asked.map(({ no, componentNo, text }) => (
          <Checkbox key={no} isSelected={form.answered.includes(no)} onChange={(isMet) => tick(no, componentNo, isMet)}>
            {`${no}. ${text}`}
          </Checkbox>
        ))}
        {error('answered') ? <span className="field__error">{error('answered')}</span> : null}
      </fieldset>
      <TextField
        name="reason"
        label={t('act.answered.why')}
        hint={t('act.answered.why.hint')}
        isOptional
        value={form.reason}
        onChange={(reason) => set({ reason })}
        error={error('reason')}
      />
    </>
  )
}

/** When and where a check on the spot was, who took part, and what was found. */
export function SiteCheckFields({ form, set, error }: ActFieldsProps) {
  return (
    <>
      <TextField
        name="siteCheck.at"
        label={t('act.site.day')}
        inputMode="numeric"
        value={form.siteDay}
        onChange={(siteDay) => set({ siteDay })}
        error={error('siteCheck.at')}
      />
      <TextField
        name="siteCheck.hour"
        label={t('act.site.hour')}
        hint={t('act.site.hour.hint')}
        value={form.siteHour}
        onChange={(siteHour) => set({ siteHour })}
      />
      <TextField
        name="siteCheck.place"
        label={t('act.site.place')}
        value={form.sitePlace}
        onChange={(sitePlace) => set({ sitePlace })}
        error={error('siteCheck.place')}
      />
      <TextField
        name="siteCheck.participants"
        label={t('act.site.participants')}
        multiline
        rows={3}
        value={form.siteParticipants}
        onChange={(siteParticipants) => set({ siteParticipants })}
        error={error('siteCheck.participants')}
      />
      <TextField
        name="siteCheck.content"
        label={t('act.site.content')}
        multiline
        rows={5}
        value={form.siteContent}
        onChange={(siteContent) => set({ siteContent })}
        error={error('siteCheck.content')}
      />
    </>
  )
}

/** What is to be paid here, each with the paper that sets it; or that it is paid elsewhere. */
export function ChargeFields({ form, set, error }: ActFieldsProps) {
  const change = (at: number, part: Partial<ActForm['charges'][number]>) =>
    set({ charges: form.charges.map((each, index) => (index === at ? { ...each, ...part } : each)) })
  return (
    <fieldset className="field stack" id="field-charges" tabIndex={-1}>
      <legend>{t('act.charges')}</legend>
      <p className="muted small">{t('act.charges.hint')}</p>
      {form.paidElsewhere
        ? null
        : form.charges.map((charge, index) => (
            // Lines have no identity but their place.
            <div key={index} className="stack">
              <TextField
                name={`charges.${index}.name`}
                label={t('act.charges.name', { no: index + 1 })}
                value={charge.name}
                onChange={(name) => change(index, { name })}
                error={error(`charges.${index}.name`)}
              />
              <TextField
                name={`charges.${index}.amountDong`}
                label={t('act.charges.amount', { no: index + 1 })}
                inputMode="numeric"
                value={charge.amount}
                onChange={(amount) => change(index, { amount })}
                error={error(`charges.${index}.amountDong`)}
              />
              <TextField
                name={`charges.${index}.basis`}
                label={t('act.charges.basis', { no: index + 1 })}
                hint={t('act.charges.basis.hint')}
                value={charge.basis}
                onChange={(basis) => change(index, { basis })}
                error={error(`charges.${index}.basis`)}
              />
              <div className="row">
                <Button kind="quiet" onPress={() => set({ charges: form.charges.filter((_each, at) => at !== index) })}>
                  {t('act.charges.remove', { no: index + 1 })}
                </Button>
              </div>
            </div>
          ))}
      {form.paidElsewhere ? null : (
        <div className="row">
          <Button onPress={() => set({ charges: [...form.charges, emptyCharge] })}>{t('act.charges.add')}</Button>
        </div>
      )}
      <Checkbox isSelected={form.paidElsewhere} onChange={(paidElsewhere) => set({ paidElsewhere })}>
        {t('act.charges.elsewhere')}
      </Checkbox>
      {form.paidElsewhere ? (
        <>
          <TextField
            name="paidElsewhere.office"
            label={t('act.charges.elsewhere.office')}
            value={form.paidOffice}
            onChange={(paidOffice) => set({ paidOffice })}
            error={error('paidElsewhere.office')}
          />
          <TextField
            name="paidElsewhere.notice"
            label={t('act.charges.elsewhere.notice')}
            value={form.paidNotice}
            onChange={(paidNotice) => set({ paidNotice })}
            error={error('paidElsewhere.notice')}
          />
        </>
      ) : null}
      {error('charges') || error('paidElsewhere') ? (
        <span className="field__error">{error('charges') ?? error('paidElsewhere')}</span>
      ) : null}
    </fieldset>
  )
}

/** The agencies that may still be asked: not the one that holds the dossier, nor one whose answer is awaited. */
export function AgencyChoice({
  dossier,
  selectedId,
  onSelect,
  error,
}: {
  dossier: DossierView
  selectedId: string | null
  onSelect: (id: string | null) => void
  error: string | undefined
}) {
  const agencies = useQuery({ queryKey: queryKeys.agencies, queryFn: () => api.agencies(), staleTime: 300_000 })
  if (agencies.error) return <ProblemNotice problem={asProblem(agencies.error)} onRetry={() => void agencies.refetch()} />
  if (!agencies.data) return <Skeleton lines={2} />
  const awaited = new Set(dossier.consultations.filter((each) => each.state === 'open').map((each) => each.agencyId))
  const items = agencies.data.items
    .filter((each) => each.code !== dossier.agency.code && !awaited.has(each.id))
    .map(({ id, name }) => ({ id, text: name }))
  return <Select name="agencyId" label={t('act.agency')} items={items} selectedId={selectedId} onSelect={onSelect} error={error} />
}
