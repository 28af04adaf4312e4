import type { ReactNode } from 'react'
import type { AnswerSection } from '#web-api'
import { useWords } from '../use-words.ts'
import { sizeText } from './draft.ts'

/** Answers section by section, each with a way to change it where there is one. */
export function AnswerList({
  sections,
  changeAt,
}: {
  sections: readonly AnswerSection[]
  changeAt?: (section: string, question: string) => string
}): ReactNode {
  const { t } = useWords()
  return sections.map((section) => (
    <section key={section.id} aria-labelledby={`answers-${section.id}`}>
      <h2 id={`answers-${section.id}`}>{section.title}</h2>
      <dl className="answers">
        {section.lines.map((line) => (
          <div key={line.question} id={`line-${line.question}`} tabIndex={-1}>
            <dt>{line.label}</dt>
            <dd className="answers__text">{line.text ?? <span className="muted">{t('file.notGiven')}</span>}</dd>
            {changeAt && (
              <dd className="answers__change">
                <a href={changeAt(section.id, line.question)}>
                  {t('file.change')} <span className="visually-hidden">{line.label}</span>
                </a>
              </dd>
            )}
          </div>
        ))}
      </dl>
    </section>
  ))
}

type ShownFile = { readonly id: string; readonly name: string; readonly typeName: string; readonly size: number; readonly sha256: string }

/** A file by its name, size and the beginning of its SHA-256; the whole hash on demand. */
export function FileLine({ file, children }: { file: ShownFile; children?: ReactNode }): ReactNode {
  return (
    <div className="file-line">
      <span className="file-line__name">{file.name}</span>
      <span className="muted small">
        {file.typeName} · {sizeText(file.size)} ·{' '}
        <span className="code" title={file.sha256}>
          SHA-256 {file.sha256.slice(0, 16)}…
        </span>
      </span>
      {children}
    </div>
  )
}
