import { FileTrigger } from 'react-aria-components'
import { Button } from './button.tsx'

/** A button that opens the chooser of files; the browser's own field would speak the browser's language. */
export function FileButton({
  children,
  accept,
  onChoose,
}: {
  children: string
  accept: readonly string[]
  onChoose: (file: File) => void
}) {
  return (
    <FileTrigger
      acceptedFileTypes={accept}
      onSelect={(files) => {
        const [file] = files ?? []
        if (file) onChoose(file)
      }}
    >
      <Button icon="paper">{children}</Button>
    </FileTrigger>
  )
}
