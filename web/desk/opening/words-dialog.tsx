import { useState } from 'react'
import { Button, Dialog, Select, TextField } from '#web-ui'
import { fieldError, ProblemSummary } from '../lib/problem-view.tsx'
import { isChanged, useUnsaved } from '../lib/unsaved.tsx'
import { useCommand } from '../lib/use-command.ts'
import { t } from '../text.ts'

export interface WordField {
  name: string
  label: string
  hint?: string
  isOptional?: boolean
  inputMode?: 'numeric' | 'tel'
  /** One of these instead of free words. */
  items?: readonly { id: string; text: string }[]
}

export interface WordsDialogProps {
  title: string
  submit: string
  fields: readonly WordField[]
  begun: Readonly<Record<string, string>>
  send: (words: Record<string, string>, key: string) => Promise<unknown>
  onClose: () => void
}

/** A few labelled lines that are sent together. The fault of a line is shown beside it, in the server's words. */
export function WordsDialog({ title, submit, fields, begun, send, onClose }: WordsDialogProps) {
  const [words, setWords] = useState<Record<string, string>>({ ...begun })
  const command = useCommand(send)
  const { guard, release } = useUnsaved(isChanged(begun, words))
  const set = (name: string) => (value: string) => setWords((before) => ({ ...before, [name]: value }))
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      {guard}
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void command.run(words).then((done) => {
            if (done === null) return
            release()
            onClose()
          })
        }}
      >
        <ProblemSummary problem={command.problem} attempt={command.attempt} />
        {fields.map(({ name, label, hint, isOptional, inputMode, items }, at) =>
          items ? (
            <Select
              key={name}
              name={name}
              label={label}
              hint={hint}
              items={items}
              selectedId={words[name] || null}
              onSelect={set(name)}
              error={fieldError(command.problem, name)}
            />
          ) : (
            <TextField
              key={name}
              name={name}
              label={label}
              hint={hint}
              isOptional={isOptional === true}
              inputMode={inputMode}
              value={words[name] ?? ''}
              onChange={set(name)}
              error={fieldError(command.problem, name)}
              takesFocus={at === 0}
            />
          ),
        )}
        <div className="dialog__foot">
          <Button kind="primary" type="submit" isPending={command.isPending}>
            {submit}
          </Button>
          <Button onPress={onClose}>{t('act.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  )
}
