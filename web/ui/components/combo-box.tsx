import { type ReactNode, type Ref, useEffect, useRef } from 'react'
import { Button, ComboBox as AriaComboBox, FieldError, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components'
import { uiText } from '../messages/ui-text.ts'
import { Icon } from './icon.tsx'
import { fieldId } from './text-field.tsx'

export interface ComboBoxItem {
  id: string
  text: string
  detail?: ReactNode
}

export interface ComboBoxProps<Item extends ComboBoxItem> {
  name: string
  label: string
  hint?: string
  error?: string | undefined
  inputValue: string
  onInputChange: (value: string) => void
  /** Best fit first, already searched by the server. */
  items: readonly Item[]
  /** `items` answer an older text than `inputValue`. */
  isLoading: boolean
  selectedId: string | null
  onSelect: (item: Item) => void
  inputRef?: Ref<HTMLInputElement>
}

/**
 * A text that becomes one of many, searched by the server. Enter without choosing takes the best fit, even
 * when the answer is still on its way: a fast typist never has to wait to press it.
 */
export function ComboBox<Item extends ComboBoxItem>({
  name,
  label,
  hint,
  error,
  inputValue,
  onInputChange,
  items,
  isLoading,
  selectedId,
  onSelect,
  inputRef,
}: ComboBoxProps<Item>) {
  const isEnterWaiting = useRef(false)

  useEffect(() => {
    const best = items[0]
    if (isEnterWaiting.current && !isLoading) {
      isEnterWaiting.current = false
      if (best) onSelect(best)
    }
  }, [items, isLoading, onSelect])

  return (
    <AriaComboBox
      className="field combo-box"
      id={fieldId(name)}
      items={items}
      inputValue={inputValue}
      onInputChange={(value) => {
        isEnterWaiting.current = false
        onInputChange(value)
      }}
      value={selectedId}
      onChange={(key) => {
        const chosen = items.find((item) => item.id === key)
        if (chosen) onSelect(chosen)
      }}
      defaultFilter={() => true}
      allowsEmptyCollection
      allowsCustomValue
      menuTrigger="input"
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label className="field__label">{label}</Label>
      {hint ? (
        <Text slot="description" className="field__hint">
          {hint}
        </Text>
      ) : null}
      <div className="combo-box__box">
        <Input
          className="input"
          ref={inputRef}
          autoComplete="off"
          onKeyDownCapture={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey || event.nativeEvent.isComposing) return
            if (event.currentTarget.getAttribute('aria-activedescendant') || inputValue.trim() === '') return
            const best = items[0]
            if (isLoading) isEnterWaiting.current = true
            else if (best) onSelect(best)
            event.preventDefault()
            event.stopPropagation()
          }}
        />
        <Button className="combo-box__open" aria-label={uiText('comboBox.open')}>
          <Icon name="down" />
        </Button>
      </div>
      <FieldError className="field__error">{error}</FieldError>
      <Popover className="popover" offset={4}>
        <ListBox
          className="list-box"
          renderEmptyState={() => <p className="list-box__empty">{isLoading ? uiText('comboBox.loading') : uiText('comboBox.empty')}</p>}
        >
          {(item: Item) => (
            <ListBoxItem className="list-box__item" id={item.id} textValue={item.text}>
              <Text slot="label">{item.text}</Text>
              {item.detail ? (
                <Text slot="description" className="muted small">
                  {item.detail}
                </Text>
              ) : null}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  )
}
