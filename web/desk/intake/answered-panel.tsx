import { Link } from 'react-router'
import type { DossierView } from '#web-api'
import { Button, Notice } from '#web-ui'
import { intakeKeys } from '../lib/keys.ts'
import { PapersToHandOver } from '../dossier/papers-to-hand-over.tsx'
import { paths } from '../paths.ts'
import { t } from '../text.ts'

/** Answered with Mẫu 02 or Mẫu 03: the paper to print, the code, the next visitor. */
export function AnsweredPanel({ dossier, onNext }: { dossier: DossierView; onNext: () => void }) {
  return (
    <section className="panel accepted" aria-labelledby="answered-title">
      <Notice tone="soon" isLive>
        <h1 id="answered-title">
          {t(dossier.state === 'refused' ? 'answered.refused' : 'answered.asked', { name: dossier.applicant.name })}
        </h1>
      </Notice>
      <p className="accepted__code">
        <span className="muted small">{t('accepted.code')}</span>
        <strong className="code">{dossier.code}</strong>
      </p>
      {dossier.lookupSecret ? (
        <p>
          {t('accepted.secret')} <strong className="code">{dossier.lookupSecret}</strong>
          <br />
          <span className="muted small">{t('answered.secret')}</span>
        </p>
      ) : null}
      <PapersToHandOver dossier={dossier} takesFocus />
      <div className="row">
        <Button keyHint={intakeKeys.next} onPress={onNext}>
          {t('accepted.next')}
        </Button>
        <Link className="button" data-kind="quiet" to={paths.dossier(dossier.code)}>
          {t('accepted.open')}
        </Link>
      </div>
    </section>
  )
}
