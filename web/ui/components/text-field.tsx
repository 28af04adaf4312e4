import type { HTMLAttributes, KeyboardEventHandler, Ref } from 'react'
import { FieldError, Input, Label, Text, TextArea, TextField as AriaTextField } from 'react-aria-components'
import { uiText } from '../messages/ui-text.ts'

export interface TextFieldProps {
  /** Also the anchor of the error summary: the input gets the id `field-<name>`. */
  name: string
  label: string
  value: string
  onChange: (value: string) => void
  hint?: string | undefined
  error?: string | undefined
  isOptional?: boolean
  isReadOnly?: boolean
  type?: 'text' | 'tel' | 'email' | 'password' | 'search'
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']
  autoComplete?: string
  autoFocus?: boolean
  multiline?: boolean
  rows?: number
  maxLength?: number
  onKeyDown?: KeyboardEventHandler<HTMLElement>
  onBlur?: () => void
  inputRef?: Ref<HTMLInputElement>
  className?: string
}

/** A labelled line of text. Nothing is marked mandatory: what may be left out says "(không bắt buộc)". */
export function TextField(props: TextFieldProps) {
  const { name, label, value, onChange, hint, error, isOptional = false, isReadOnly = false, multiline = false } = props
  return (
    <AriaTextField
      className={`field ${props.className ?? ''}`}
      id={fieldId(name)}
      name={name}
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      isReadOnly={isReadOnly}
      validationBehavior="aria"
      type={props.type ?? 'text'}
      {...(props.inputMode ? { inputMode: props.inputMode } : {})}
      {...(props.autoComplete ? { autoComplete: props.autoComplete } : { autoComplete: 'off' })}
      {...(props.maxLength ? { maxLength: props.maxLength } : {})}
      {...(props.onBlur ? { onBlur: props.onBlur } : {})}
    >
      <Label className="field__label">
        {label} {isOptional ? <span className="muted">{uiText('optional')}</span> : null}
      </Label>
      {hint ? (
        <Text slot="description" className="field__hint">
          {hint}
        </Text>
      ) : null}
      {multiline ? (
        <TextArea className="input" rows={props.rows ?? 3} />
      ) : (
        <Input
          className="input"
          ref={props.inputRef}
          // The first thing to do on a work page takes the focus: the scan field, the login.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={props.autoFocus === true}
          {...(props.onKeyDown ? { onKeyDown: props.onKeyDown } : {})}
        />
      )}
      <FieldError className="field__error">{error}</FieldError>
    </AriaTextField>
  )
}

/** The id an error summary links to. */
export function fieldId(name: string): string {
  return `field-${name.replaceAll(/[^\w-]/g, '-')}`
}
