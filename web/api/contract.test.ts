import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Answers } from './schema.generated.ts'
import type * as desk from './types.ts'

/** Fails to compile when what the server answers is not what the desk reads. */
type Fits<Answer extends Expected, Expected> = Answer

export type Checked = [
  Fits<Answers['GET /api/v1/sessions/current'], desk.CurrentSession>,
  Fits<Answers['GET /api/v1/sessions']['items'][number], desk.SessionLine>,
  Fits<Answers['GET /api/v1/agencies']['items'][number], desk.Agency>,
  Fits<Answers['GET /api/v1/centres']['items'][number], desk.Centre>,
  Fits<Answers['GET /api/v1/centres/{code}/hall'], desk.Hall>,
  Fits<Answers['GET /api/v1/centres/{code}/kiosks']['items'][number], desk.KioskLine>,
  Fits<Answers['POST /api/v1/centres/{code}/tickets'], desk.TicketGiven>,
  Fits<Answers['GET /api/v1/tickets/{secret}'], desk.TicketPlace>,
  Fits<Answers['GET /api/v1/centres/{code}/counters/{no}/tickets'], desk.CounterTickets>,
  Fits<Answers['GET /api/v1/centres/{code}/calls'], desk.DayOfCalls>,
  Fits<Answers['GET /api/v1/agencies/{code}/units']['items'][number], desk.Unit>,
  Fits<Answers['GET /api/v1/locality'], desk.Locality>,
  Fits<NonNullable<Answers['GET /api/v1/collectors/{centreId}']['collector']>, desk.Collector>,
  Fits<Answers['GET /api/v1/synonyms']['items'][number], desk.Synonym>,
  Fits<Answers['GET /api/v1/opening']['items'][number], desk.OpeningRow>,
  Fits<Answers['GET /api/v1/setting-changes']['items'][number], desk.SettingChangeLine>,
  Fits<Answers['GET /api/v1/procedures']['items'][number], desk.ProcedureLine>,
  Fits<Answers['GET /api/v1/procedures/{code}'], desk.Procedure>,
  Fits<Answers['GET /api/v1/procedures/{code}/promise'], desk.ProcedurePromise>,
  Fits<Answers['GET /api/v1/procedures/{code}/draft'], desk.VersionDraft>,
  Fits<Answers['GET /api/v1/procedures/{code}/process']['picture'], desk.ProcessPictureView>,
  Fits<Answers['POST /api/v1/procedures/{code}/versions/{id}/check'], desk.GateReport>,
  Fits<Answers['POST /api/v1/citizen-cards'], desk.CitizenCard>,
  Fits<Answers['POST /api/v1/dossiers'], desk.DossierView>,
  Fits<Answers['POST /api/v1/slip-pictures'], desk.SlipPicture>,
  Fits<Answers['GET /api/v1/dossiers/{code}'], desk.DossierView>,
  Fits<Answers['POST /api/v1/dossiers/{code}/acts'], desk.DossierView>,
  Fits<Answers['GET /api/v1/dossiers/{code}/ledger'], desk.HolderLedger>,
  Fits<Answers['GET /api/v1/dossiers/{code}/files'], desk.DossierFiles>,
  Fits<Answers['POST /api/v1/dossiers/{code}/files'], desk.DossierFile>,
  Fits<Answers['GET /api/v1/reports/holders'], desk.HoldersReport>,
  Fits<Answers['GET /api/v1/officers']['items'][number], desk.OfficerLine>,
  Fits<Answers['GET /api/v1/officers/{id}/work'], desk.OfficerWork>,
  Fits<Answers['GET /api/v1/delegations']['items'][number], desk.DelegationLine>,
  Fits<Answers['GET /api/v1/notices']['items'][number], desk.OfficerNotice>,
  Fits<Answers['GET /api/v1/dossiers']['items'][number], desk.FoundDossier>,
  Fits<Answers['GET /api/v1/inbox']['items'][number], desk.DossierLine>,
  Fits<Answers['GET /api/v1/handovers']['items'][number], desk.HandoverLine>,
  Fits<Answers['GET /api/v1/handovers/{number}'], desk.Handover>,
  Fits<Answers['GET /api/v1/centres/{centreId}/registers/{year}'], desk.Register>,
  Fits<Answers['GET /api/v1/calendar'], desk.CalendarYear>,
  Fits<Answers['GET /api/v1/decrees'], desk.DecreeList>,
  Fits<Answers['GET /api/v1/decrees/{id}'], desk.Decree & { dossiers: desk.MovedDossier[] }>,
  Fits<Answers['POST /api/v1/decrees/preview'], desk.DecreePreview>,
]

test('every address the client calls is in the contract', () => {
  const contract = JSON.parse(readFileSync(join(import.meta.dirname, '../../contract/openapi.generated.json'), 'utf8')) as {
    paths: Record<string, Record<string, unknown>>
  }
  const known = Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/gu, '{}')}`),
  )
  const client = readFileSync(join(import.meta.dirname, 'client.ts'), 'utf8')
  const called = [...client.matchAll(/\(\s*'(GET|POST|PUT|DELETE)', (?:at`|')(\/[^'`]+)['`]/gu)].map(
    ([, method, path = '']) => `${method} /api/v1${path.replaceAll(/\$\{\w+\}/gu, '{}')}`,
  )
  expect(called.length).toBeGreaterThan(15)
  expect(called.filter((each) => !known.includes(each))).toEqual([])
})
