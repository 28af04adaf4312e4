import { expect, test } from 'vitest'
import type { DossierAction } from '#web-api'
import { keyedActs } from './acts-panel.tsx'

const action = (act: string, allowed: boolean): DossierAction => ({
  act,
  name: act,
  allowed,
  reason: allowed ? null : 'Chưa đến lượt',
  law: null,
  warning: null,
  byList: false,
  needs: [],
  leads: null,
  assignees: [],
  causes: [],
})

test('the first key is what brings the dossier on, setbacks come after, and what is refused has no key', () => {
  const keyed = keyedActs([action('request_supplement', true), action('approve', false), action('complete_step', true)])
  expect(keyed.map(({ action, key }) => [action.act, key])).toEqual([
    ['approve', null],
    ['complete_step', '1'],
    ['request_supplement', '2'],
  ])
})
