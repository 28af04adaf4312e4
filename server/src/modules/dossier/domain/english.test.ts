import { expect, test } from 'vitest'
import { roleNamesInEnglish } from '#identity'
import { actsInEnglish, causesInEnglish, groundInEnglish, holdersInEnglish, ledgerCausesInEnglish, statesInEnglish } from './english.ts'
import { causeRules, stopGrounds } from './clock-causes.ts'
import { dossierActs } from './act-rows.ts'
import { dossierStates } from './dossier-states.ts'
import type { Cause, StopGround } from './clock-causes.ts'

const vietnamese = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/iu

test('every state, act, cause, ground, holder and role has its words in English', () => {
  const said = [
    ...dossierStates.map((state) => statesInEnglish[state]),
    ...dossierActs.map((act) => actsInEnglish[act]),
    ...Object.keys(causeRules).map((cause) => causesInEnglish[cause as Cause]),
    ...Object.keys(stopGrounds).map((ground) => groundInEnglish(ground as StopGround)),
    ...Object.values(holdersInEnglish),
    ...Object.values(ledgerCausesInEnglish),
    ...Object.values(roleNamesInEnglish),
  ]
  expect(said.filter((each) => !each || vietnamese.test(each))).toEqual([])
})
