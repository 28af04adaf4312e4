// Builds the web applications into .build/, and only when their sources have changed since.
// Run by `npm start` and `npm test`; `node tools/build-web.ts` alone does the same.
import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const root = join(import.meta.dirname, '..')
const stamp = join(root, '.build/web-sources')

export async function buildWebIfNeeded(say: (text: string) => void): Promise<void> {
  const hash = sourceHash()
  const built = ['.build/desk/index.html', '.build/floor/index.html', '.build/portal/server/index.js'].every((file) =>
    existsSync(join(root, file)),
  )
  if (built && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  say('Building the portal, the desk and the hall …')
  await Promise.all([
    run(['node_modules/vite/bin/vite.js', 'build', '--config', 'web/desk/vite.config.ts'], root),
    run(['node_modules/vite/bin/vite.js', 'build', '--config', 'web/floor/vite.config.ts'], root),
    run(['../../node_modules/@react-router/dev/bin.cjs', 'build'], join(root, 'web/portal')),
  ])
  for (const folder of ['.build/desk', '.build/floor', '.build/portal/client']) compress(join(root, folder))
  mkdirSync(join(root, '.build'), { recursive: true })
  writeFileSync(stamp, hash)
}

/** Beside each file of text its smaller forms, which the server sends to browsers that take them (`preCompressed`). */
function compress(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !/\.(?:js|css|svg|html)$/u.test(entry.name)) continue
    const path = join(entry.parentPath, entry.name)
    const content = readFileSync(path)
    if (content.length < 1000) continue
    writeFileSync(`${path}.br`, brotliCompressSync(content))
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
  }
}

function sourceHash(): string {
  const hash = createHash('sha256')
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name === '.react-router' || entry.name === 'node_modules') continue
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) walk(path)
      else hash.update(path).update(readFileSync(join(root, path)))
    }
  }
  walk('web')
  hash.update(readFileSync(join(root, 'package-lock.json')))
  hash.update(readFileSync(import.meta.filename))
  return hash.digest('hex')
}

async function run(args: string[], cwd: string): Promise<void> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_ENV: 'production' } })
  let output = ''
  child.stdout.on('data', (text) => (output += String(text)))
  child.stderr.on('data', (text) => (output += String(text)))
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done))
  if (code !== 0) throw new Error(`Building ${cwd} failed:\n${output.slice(-4000)}`)
}

if (process.argv[1] === import.meta.filename) await buildWebIfNeeded((text) => void process.stdout.write(`${text}\n`))
