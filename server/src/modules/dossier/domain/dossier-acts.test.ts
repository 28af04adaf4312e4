import { expect, test } from 'vitest'
import { actRules } from './dossier-acts.ts'
import { dossierActs } from './act-rows.ts'

const lettered = dossierActs.flatMap((act) => {
  const { letter } = actRules[act]
  return letter === null ? [] : [{ act, letter }]
})

test('no two acts share a letter, and none uses a shortcut of its page', () => {
  const letters = lettered.map((each) => each.letter)
  expect(new Set(letters).size).toBe(letters.length)
  for (const letter of letters) expect(letter).toMatch(/^(?:[a-z]|Shift\+[A-Z])$/u)
  // g goes to another page; the others are the tabs of a dossier.
  expect(letters.filter((letter) => ['g', 'p', 't', 'v', 'l', 'w', 'f'].includes(letter))).toEqual([])
})

test('every act a person may choose for one dossier has a letter, and acts of the system have none', () => {
  expect(dossierActs.filter((act) => actRules[act].letter === null && actRules[act].partOf === undefined)).toEqual([])
  expect(lettered.filter(({ act }) => actRules[act].partOf !== undefined)).toEqual([])
})

test('an act that ends a dossier against its applicant needs Shift', () => {
  for (const act of ['refuse', 'withdraw', 'stop'] as const) expect(actRules[act].letter).toMatch(/^Shift\+/u)
})

test('the letters do not change: officers have learnt them', () => {
  expect(lettered.map(({ act, letter }) => `${letter} ${act}`)).toMatchInlineSnapshot(`
    [
      "a accept",
      "b request_supplement",
      "i supplement",
      "Shift+R refuse",
      "d forward",
      "e receive",
      "h complete_step",
      "q return_to_previous_step",
      "k approve",
      "r record_result",
      "x return_result",
      "Shift+U withdraw",
      "s suspend",
      "u resume",
      "y consult",
      "Shift+Y answer_consultation",
      "n claim",
      "o release",
      "Shift+N take_over",
      "m confirm_payment",
      "c correct_contact",
      "Shift+C correct_identity",
      "Shift+S restart_clock",
      "j request_extension",
      "Shift+K approve_extension",
      "Shift+J decline_extension",
      "Shift+A apologise",
      "z record_site_check",
      "Shift+D stop",
    ]
  `)
})
