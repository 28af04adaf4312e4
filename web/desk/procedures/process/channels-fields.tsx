import type { VersionDraftContent } from '#web-api'
import { Button, Checkbox, formatDong, Select, TextField } from '#web-ui'
import { t, tMaybe } from '../../text.ts'
import { dongFrom } from '../../lib/entered-number.ts'
import { NumberField } from './number-field.tsx'

type Channels = VersionDraftContent['channels']
const known = ['direct', 'post', 'online'] as const
const feeKinds = ['fee', 'charge'] as const

interface ChannelsFieldsProps {
  channels: Channels
  onChange: (channels: Channels, field: string) => void
}

/** How the dossier may be handed in, and what each way costs. */
export function ChannelsFields({ channels, onChange }: ChannelsFieldsProps) {
  return (
    <div className="stack">
      <fieldset className="field">
        <legend>{t('process.channels')}</legend>
        {known.map((id) => (
          <Checkbox
            key={id}
            isSelected={channels.some((terms) => terms.channel === id)}
            onChange={(isIn) =>
              onChange(
                isIn
                  ? [...channels, { channel: id, limit: null, limitNote: '', fees: [] }]
                  : channels.filter((terms) => terms.channel !== id),
                `channel-${id}`,
              )
            }
          >
            {t(`channel.${id}`)}
          </Checkbox>
        ))}
      </fieldset>
      {channels.map((terms, at) => {
        const name = tMaybe(`channel.${terms.channel}`) ?? terms.channel
        const setFees = (fees: typeof terms.fees, field: string) =>
          onChange(
            channels.map((each, other) => (other === at ? { ...each, fees } : each)),
            `${field}-${at}`,
          )
        return (
          <fieldset key={terms.channel} className="field">
            <legend>{t('process.feesOf', { channel: name })}</legend>
            {terms.fees.map((fee, index) => {
              const change = (part: Partial<typeof fee>, field: string) =>
                setFees(
                  terms.fees.map((each, other) => (other === index ? { ...each, ...part } : each)),
                  `${field}-${index}`,
                )
              const of = { no: index + 1, channel: name }
              return (
                // oxlint-disable-next-line react/no-array-index-key -- lines of a list that has no other order than its own
                <div key={index} className="entry-line">
                  <Select
                    name={`fee-kind-${terms.channel}-${index}`}
                    label={t('process.fee.kind', of)}
                    items={feeKinds.map((id) => ({ id, text: t(`feeKind.${id}`) }))}
                    selectedId={fee.kind}
                    onSelect={(kind) => change({ kind: kind as (typeof feeKinds)[number] }, 'fee-kind')}
                  />
                  <NumberField
                    name={`fee-amount-${terms.channel}-${index}`}
                    label={t('process.fee.amount', of)}
                    hint={fee.amountDong === null ? t('process.fee.hint') : t('process.fee.read', { amount: formatDong(fee.amountDong) })}
                    inputMode="numeric"
                    value={fee.amountDong}
                    textOf={(amount) => formatDong(amount).replace(/\D+$/u, '')}
                    read={dongFrom}
                    onChange={(amountDong) => change({ amountDong }, 'fee-amount')}
                  />
                  <TextField
                    name={`fee-text-${terms.channel}-${index}`}
                    label={t('process.fee.text', of)}
                    value={fee.text}
                    onChange={(text) => change({ text }, 'fee-text')}
                  />
                  <Button
                    kind="quiet"
                    onPress={() =>
                      setFees(
                        terms.fees.filter((_each, other) => other !== index),
                        `fee-removed-${index}`,
                      )
                    }
                  >
                    {t('process.removeLine')}
                    <span className="visually-hidden">: {fee.text}</span>
                  </Button>
                </div>
              )
            })}
            {terms.fees.length === 0 ? <p className="muted small">{t('process.noFees')}</p> : null}
            <div>
              <Button icon="plus" onPress={() => setFees([...terms.fees, { kind: 'charge', amountDong: null, text: '' }], 'fee-added')}>
                {t('process.addFee')}
                <span className="visually-hidden">: {name}</span>
              </Button>
            </div>
          </fieldset>
        )
      })}
    </div>
  )
}
