// Completes package-lock.json after `npm install` on one platform: npm leaves out optional packages of other
// platforms that its registry did not give, and `npm ci` then refuses the lock. Each gets an entry with its exact
// version and the platform its name says, so that `npm ci` skips it here and fetches it there.
// Usage: node tools/complete-lock.ts
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Entry = { version?: string; optionalDependencies?: Record<string, string>; dev?: boolean; [key: string]: unknown }

const file = join(import.meta.dirname, '../package-lock.json')
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Entry> }
const platform = /(android|darwin|linux|win32|freebsd|openharmony)-(arm64|arm|x64|ia32|riscv64|ppc64|s390x|loong64)(?:-(gnu|musl))?/u
let added = 0

for (const [at, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (lock.packages[`${at}/node_modules/${name}`] || lock.packages[`node_modules/${name}`]) continue
    const found = platform.exec(name)
    if (!found) continue
    const [, os, cpu, libc] = found
    lock.packages[`node_modules/${name}`] = {
      version: version.replace(/^[\^~]/u, ''),
      cpu: [cpu],
      ...(os === 'linux' && libc ? { libc: [libc === 'gnu' ? 'glibc' : 'musl'] } : {}),
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
      os: [os],
    }
    added += 1
  }
}

const { '': root, ...rest } = lock.packages
lock.packages = Object.fromEntries([['', root as Entry], ...Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))])
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
process.stdout.write(`${added} entries added\n`)
