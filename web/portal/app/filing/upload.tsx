import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
import type { HeldFile } from '#web-api'
import type { Portal } from '../context.ts'
import { FieldFault, faultOf } from '../form-faults.tsx'
import type { Fault } from '../form-faults.tsx'
import { ask } from '../reading.ts'
import { useWords } from '../use-words.ts'
import { FileLine } from './answer-list.tsx'

/** One file to the API, as the visitor. */
export async function sendFile(portal: Portal, path: string, file: File) {
  return await ask(portal, path, {
    method: 'POST',
    headers: {
      'idempotency-key': crypto.randomUUID(),
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name.toWellFormed())}`,
    },
    body: new Uint8Array(await file.arrayBuffer()),
  })
}

/** Files that were sent and are not filed yet, each with a way to take it off. */
export function HeldFiles({ files }: { files: readonly HeldFile[] }): ReactNode {
  const { t } = useWords()
  const { pathname } = useLocation()
  if (files.length === 0) return null
  return (
    <ul className="own-list stack" data-gap="small">
      {files.map((file) => (
        <li key={file.id}>
          <FileLine file={file}>
            {file.isWaiting && <span className="small">{t('file.upload.waiting')}</span>}
            {file.signature === 'invalid' && <span className="small">{t('file.upload.brokenSignature')}</span>}
            <form method="post" action={pathname} encType="multipart/form-data">
              <input type="hidden" name="remove" value={file.id} />
              <button type="submit" className="button" data-kind="quiet">
                {t('file.upload.remove')} <span className="visually-hidden">{file.name}</span>
              </button>
            </form>
          </FileLine>
        </li>
      ))}
    </ul>
  )
}

/** Chooses and sends files; with scripts each is sent by itself, with how far it is. */
export function Uploader({
  field,
  paper,
  name,
  faults,
  to,
}: {
  field: string
  paper: string
  name: string
  faults: readonly Fault[]
  /** Where scripts send each file, when it is not the draft of the page. */
  to?: string
}): ReactNode {
  const { t } = useWords()
  const { pathname } = useLocation()
  return (
    <form
      method="post"
      action={pathname}
      encType="multipart/form-data"
      data-upload={paper}
      {...(to ? { 'data-upload-to': to } : {})}
      data-sending={t('file.upload.sending')}
      data-failed={t('file.upload.failed')}
      className="upload"
    >
      <input type="hidden" name="paper" value={paper} />
      <FieldFault id={`${field}-fault`} message={faultOf(faults, field)} />
      <label className="upload__choose">
        <span>
          {t('file.upload.choose')}
          <span className="visually-hidden"> {name}</span>
        </span>
        <input type="file" name="files" multiple accept=".pdf,.jpg,.jpeg,.png,.tif,.tiff,.docx,.xlsx" aria-describedby={`${field}-fault`} />
      </label>
      <button type="submit" className="button">
        {t('file.upload.send')}
      </button>
      <div role="status">
        <ul className="upload__progress" />
      </div>
    </form>
  )
}
