import { expect, test } from 'vitest'
import type { DossierAction } from '#web-api'
import { orderedActs } from './acts-panel.tsx'

const action = (act: DossierAction['act'], isDetour: boolean): DossierAction => ({
  act,
  name: act,
  letter: null,
  isDetour,
  draft: null,
  allowed: true,
  reason: null,
  code: null,
  law: null,
  warning: null,
  byList: false,
  needs: [],
  leads: null,
  assignees: [],
  causes: [],
})

test('acts that advance the dossier come first, those the server marks as a detour after them', () => {
  const ordered = orderedActs([action('request_supplement', true), action('approve', false), action('complete_step', false)])
  expect(ordered.map(({ act }) => act)).toEqual(['approve', 'complete_step', 'request_supplement'])
})
