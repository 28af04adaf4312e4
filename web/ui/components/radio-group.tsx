import { FieldError, Label, Radio, RadioGroup as AriaRadioGroup } from 'react-aria-components'
import { fieldId } from './text-field.tsx'

export interface RadioGroupProps<Id extends string> {
  name: string
  label: string
  /** One that may not be chosen stays in sight; its text says why. */
  items: readonly { id: Id; text: string; isDisabled?: boolean }[]
  value: Id
  onChange: (id: Id) => void
  error?: string | undefined
}

/** One of two to five things, all of them in sight. */
export function RadioGroup<Id extends string>({ name, label, items, value, onChange, error }: RadioGroupProps<Id>) {
  return (
    <AriaRadioGroup
      className="field radio-group"
      name={name}
      id={fieldId(name)}
      value={value}
      onChange={(next) => {
        const item = items.find((each) => each.id === next)
        if (item) onChange(item.id)
      }}
      orientation="horizontal"
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label className="field__label">{label}</Label>
      <div className="radio-group__items">
        {items.map((item) => (
          <Radio key={item.id} value={item.id} className="radio" isDisabled={item.isDisabled ?? false}>
            <span className="radio__dot" aria-hidden="true" />
            {item.text}
          </Radio>
        ))}
      </div>
      <FieldError className="field__error">{error}</FieldError>
    </AriaRadioGroup>
  )
}
