import { expect, test } from 'vitest'
import { roleNamesInEnglish } from '#identity'
import {
  actsInEnglish,
  causesInEnglish,
  groundInEnglish,
  holdersInEnglish,
  ledgerCausesInEnglish,
  pastOfActFrom,
  stateNameFrom,
  statesInEnglish,
} from './english.ts'
import { causeRules, stopGrounds } from './clock-causes.ts'
import { dossierActs } from './act-rows.ts'
import { shownStates } from './dossier-states.ts'
import type { Cause, StopGround } from './clock-causes.ts'

const vietnamese = /[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]/iu

test('every state, act, cause, ground, holder and role has an English text', () => {
  const said = [
    ...shownStates.map((state) => statesInEnglish[state]),
    ...dossierActs.map((act) => actsInEnglish[act]),
    ...Object.keys(causeRules).map((cause) => causesInEnglish[cause as Cause]),
    ...Object.keys(stopGrounds).map((ground) => groundInEnglish(ground as StopGround)),
    ...Object.values(holdersInEnglish),
    ...Object.values(ledgerCausesInEnglish),
    ...Object.values(roleNamesInEnglish),
  ]
  expect(said.filter((each) => !each || vietnamese.test(each))).toEqual([])
})

test('a dossier that was never accepted was refused at intake; one that was accepted, or whose acceptance nobody recorded, was not', () => {
  const refused = (acceptedAt: string | null | undefined) => stateNameFrom({ state: 'refused', acceptedAt })
  expect([refused(null), refused('2026-03-02T09:00:00+07:00'), refused(undefined)]).toEqual([
    'Từ chối tiếp nhận',
    'Từ chối giải quyết',
    'Từ chối giải quyết',
  ])
  expect(stateNameFrom({ state: 'refused', acceptedAt: null }, 'en')).toBe('Refused at intake')
  expect(stateNameFrom({ state: 'withdrawn', acceptedAt: null })).toBe('Người nộp đã rút')
  const told = (acceptedAt: string | null) => [pastOfActFrom('refuse', { acceptedAt }), pastOfActFrom('refuse', { acceptedAt }, 'en')]
  expect(told(null)).toEqual(['Từ chối tiếp nhận hồ sơ', 'Refused at intake'])
  expect(told('2026-03-02T09:00:00+07:00')).toEqual(['Từ chối giải quyết hồ sơ', 'Refused'])
  expect(pastOfActFrom('request_supplement', { acceptedAt: null })).toBe('Yêu cầu bổ sung, hoàn thiện hồ sơ')
})
