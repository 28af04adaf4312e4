import { Button, FieldError, Label, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue, Text } from 'react-aria-components'
import { Icon } from './icon.tsx'
import { fieldId } from './text-field.tsx'

export interface SelectProps {
  name: string
  label: string
  isLabelHidden?: boolean
  hint?: string | undefined
  error?: string | undefined
  items: readonly { id: string; text: string }[]
  selectedId: string | null
  onSelect: (id: string) => void
}

/** One of a few known things. */
export function Select({ name, label, isLabelHidden = false, hint, error, items, selectedId, onSelect }: SelectProps) {
  return (
    <AriaSelect
      className="field select"
      name={name}
      value={selectedId}
      onChange={(key) => {
        if (key !== null) onSelect(String(key))
      }}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label className={isLabelHidden ? 'visually-hidden' : 'field__label'}>{label}</Label>
      {hint ? (
        <Text slot="description" className="field__hint">
          {hint}
        </Text>
      ) : null}
      <Button className="input select__button" id={fieldId(name)}>
        <SelectValue className="select__value" />
        <Icon name="down" />
      </Button>
      <FieldError className="field__error">{error}</FieldError>
      <Popover className="popover" offset={4}>
        <ListBox className="list-box" items={items}>
          {(item) => (
            <ListBoxItem className="list-box__item" id={item.id} textValue={item.text}>
              {item.text}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
