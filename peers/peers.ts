import { execFileSync } from 'node:child_process'
import { describe, test } from 'vitest'

/** A program of others that a test needs: how it is found, and how it is installed. */
export type Peer = {
  readonly name: string
  readonly find: () => string | null
  readonly install: string
}

/** The first of these commands that is there. @returns its path, or null */
function commandAmong(...commands: readonly string[]): string | null {
  for (const command of commands) {
    try {
      return execFileSync('/bin/sh', ['-c', `command -v ${command}`], {
        encoding: 'utf8',
        env: { PATH: `${process.env['PATH']}:/usr/sbin:/sbin` },
      }).trim()
    } catch {
      // not there: the next one
    }
  }
  return null
}

export const peers = {
  pgbouncer: { name: 'PgBouncer', find: () => commandAmong('pgbouncer'), install: 'apt-get update && apt-get install -y pgbouncer' },
  go: {
    name: 'Go',
    find: () => commandAmong('go', '/usr/local/go/bin/go'),
    install: 'https://go.dev/dl (go 1.24 or later; the module proxy must be reachable)',
  },
} as const satisfies Readonly<Record<string, Peer>>

/** Whether a missing peer is a failure (`MOTCUA_PEERS=required`) and not a reason to pass over its tests. */
export const areRequired = process.env['MOTCUA_PEERS'] === 'required'

/** Tests with a peer. Without it there is one test, which is skipped, or fails where peers are required; its name says what is missing. */
export function describeWith(peer: Peer, about: string, tests: (command: string) => void): void {
  const command = peer.find()
  if (command !== null) {
    describe(`${peer.name}: ${about}`, () => tests(command))
    return
  }
  const missing = `${peer.name} is missing (${peer.install}): ${about}`
  if (areRequired)
    test(missing, () => {
      throw new Error(missing)
    })
  else test.skip(missing, () => undefined)
}
