import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { sealRecord } from '../server/src/modules/record/commands/seal-record.ts'
import { testCentre } from '../server/src/testing/test-centre.ts'
import { describeWith, peers } from './peers.ts'

const run = promisify(execFile)

describeWith(peers.go, 'the record of a centre, read with the libraries of the Go checksum database', (command) => {
  test('the signature, every tile and every entry are good', async () => {
    const { app, db, as, call, centreId } = await testCentre()
    const address = await app.listen()
    const token = await as('tiepnhan1')
    const applicant = { kind: 'person', fullName: 'Người thử', idNumber: '049190000001', address: 'Phường Tam Kỳ', phone: '0905000001' }
    for (let n = 0; n < 3; n += 1) {
      const filed = await call(
        token,
        'POST',
        '/dossiers',
        { procedureCode: '1.001612', centreId, applicant, papers: [], accept: false },
        randomUUID(),
      )
      expect(filed.status).toBe(201)
    }
    const { size } = await sealRecord(db, address)
    const { stdout } = await run(command, ['run', '.', `${address}/api/v1/record`], {
      cwd: join(import.meta.dirname, '../tools/record-verifier'),
    })
    expect(stdout).toContain('signature good')
    expect(stdout).toContain(`ok ${size} entries, each included`)
  }, 300_000)
})
