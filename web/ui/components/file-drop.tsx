import { Button, DropZone, FileTrigger } from 'react-aria-components'
import { Icon } from './icon.tsx'

export interface FileDropProps {
  /** What is dropped or chosen here, for whom the surface is not seen. */
  label: string
  /** The button's words. */
  choose: string
  hint: string
  /** `.pdf`, `.png` … for the chooser of the machine; what is taken is decided by the server. */
  extensions: readonly string[]
  isDisabled?: boolean
  onFiles: (files: readonly File[]) => void
}

/** Where files are dropped, pasted, or chosen with a button; several at once. */
export function FileDrop({ label, choose, hint, extensions, isDisabled = false, onFiles }: FileDropProps) {
  return (
    <DropZone
      className="file-drop"
      aria-label={label}
      isDisabled={isDisabled}
      getDropOperation={() => 'copy'}
      onDrop={(event) => {
        const dropped = event.items.flatMap((item) => (item.kind === 'file' ? [item.getFile()] : []))
        void Promise.all(dropped).then(onFiles)
      }}
    >
      <FileTrigger
        allowsMultiple
        acceptedFileTypes={extensions}
        onSelect={(list) => {
          if (list) onFiles([...list])
        }}
      >
        <Button className="button" isDisabled={isDisabled}>
          <Icon name="plus" />
          <span>{choose}</span>
        </Button>
      </FileTrigger>
      <span className="muted small">{hint}</span>
    </DropZone>
  )
}
