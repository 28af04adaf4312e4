import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

/** Pictures are taken of a running installation (e2e/take-pictures.ts); a link to one may stand before it is there. */
const pictures = /^docs\/pictures\/[a-z-]+\.png$/u

type Link = { readonly file: string; readonly target: string }

/** Relative links of a text, code and addresses of the web left out. */
function linksOf(file: string, text: string): Link[] {
  const prose = text.replaceAll(/```[\s\S]*?```/gu, '').replaceAll(/`[^`\n]*`/gu, 'code')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/gu)]
    .map((match) => ({ file, target: match[1] ?? '' }))
    .filter((link) => !/^[a-z]+:/u.test(link.target))
}

/** The anchor GitHub gives a heading. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gmu)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

/** Why a link leads nowhere, or `null`. */
function faultOf({ file, target }: Link, isThere = (path: string) => existsSync(join(root, path))): string | null {
  const [path = '', anchor] = target.split('#')
  const to = path === '' ? file : posix.normalize(posix.join(dirname(file), path))
  if (to.startsWith('..')) return `${file}: ${target} leads out of the repository`
  if (!isThere(to)) return pictures.test(to) ? null : `${file}: ${target} is not there`
  if (
    anchor &&
    to.endsWith('.md') &&
    statSync(join(root, to)).isFile() &&
    !anchorsOf(readFileSync(join(root, to), 'utf8')).includes(anchor)
  ) {
    return `${file}: ${target} has no such heading`
  }
  return null
}

const ignored = new Set(['node_modules', '.build', '.data', '.git', '.react-router', 'coverage'])
function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return ignored.has(entry.name) ? [] : markdownIn(path)
    return entry.name.endsWith('.md') ? [path] : []
  })
}

describe('links between documents', () => {
  const links = markdownIn('').flatMap((file) => linksOf(file, readFileSync(join(root, file), 'utf8')))

  test('enough was read to mean something', () => {
    expect(new Set(links.map((link) => link.file))).toContain('README.md')
    expect(links.length).toBeGreaterThan(60)
  })

  test('every relative link leads somewhere', () => {
    expect(links.map((link) => faultOf(link)).filter((fault) => fault !== null)).toEqual([])
  })

  test('a broken link is found', () => {
    const found = linksOf('docs/x.md', '[a](y.md) [b](../README.md#no-such-heading) [c](../../out.md) [d](https://example.org) `[e](z.md)`')
    expect(found.map((link) => faultOf(link))).toEqual([
      'docs/x.md: y.md is not there',
      'docs/x.md: ../README.md#no-such-heading has no such heading',
      'docs/x.md: ../../out.md leads out of the repository',
    ])
  })
})

describe('statements of the documents', () => {
  test('every module has a README with its tables and its door, and every name given for the door exists', () => {
    const modules = readdirSync(join(root, 'server/src/modules'))
    expect(modules.length).toBeGreaterThan(10)
    for (const name of modules) {
      const folder = join(root, 'server/src/modules', name)
      expect([name, existsSync(join(folder, 'README.md'))]).toEqual([name, true])
      const text = readFileSync(join(folder, 'README.md'), 'utf8')
      expect([name, /\bowns\b/iu.test(text)], `${name} does not say what it owns`).toEqual([name, true])
      const door = /\bdoor\b[^\n]*((?:\n(?!\n|\*\*|#)[^\n]*)*)/iu.exec(text)
      expect(door, `${name} does not say what its door is`).not.toBeNull()
      const doors = ['index.ts', 'register.ts'].map((file) => join(folder, file)).filter((file) => existsSync(file))
      const index = doors.map((file) => readFileSync(file, 'utf8')).join()
      const named = [...(door?.[0] ?? '').matchAll(/`([a-z]+[A-Z]\w*)(?=[`(])/gu)].map((match) => match[1] ?? '')
      expect(
        named.filter((each) => !new RegExp(`\\b${each}\\b`, 'u').test(index)),
        `${name}/README.md names what neither index.ts nor register.ts gives`,
      ).toEqual([])
    }
  })

  test('docs/dependencies.md names every dependency and no other', () => {
    const file = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >
    const text = readFileSync(join(root, 'docs/dependencies.md'), 'utf8')
    const named = [...text.matchAll(/^\| (`[^|]+) \|/gmu)].flatMap((row) =>
      [...(row[1] ?? '').matchAll(/`([^`]+)`/gu)].map((match) => match[1] ?? ''),
    )
    expect(named.toSorted()).toEqual([...Object.keys(file.dependencies), ...Object.keys(file.devDependencies)].toSorted())
  })

  test('the settings of README.md are those the process reads', () => {
    const names = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '').toSorted()
    const read = names(readFileSync(join(root, 'server/src/platform/config/config.ts'), 'utf8'), /^ {2}([A-Z][A-Z_]+):/gmu)
    expect(read.length).toBeGreaterThan(5)
    expect(names(readFileSync(join(root, 'README.md'), 'utf8'), /^\| `([A-Z][A-Z_]+)` \|/gmu)).toEqual(read)
  })

  test('README.md names every command of the command line', () => {
    const cli = readFileSync(join(root, 'server/src/cli.ts'), 'utf8')
    const names = [...cli.matchAll(/^ {2}'?([a-z-]+)'?: \{/gmu)].map((match) => match[1] ?? '')
    expect(names.length).toBeGreaterThan(10)
    const section = /## Command line\n([\s\S]*?)\n## /u.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1] ?? ''
    const named = [...section.matchAll(/`([a-z-]+)[^`]*`/gu)].map((match) => match[1])
    expect(names.filter((name) => !named.includes(name))).toEqual([])
  })

  test('.ci/run runs the checks of README.md', () => {
    const run = readFileSync(join(root, '.ci/run'), 'utf8')
    const readme = readFileSync(join(root, 'README.md'), 'utf8')
    for (const command of ['npm ci', 'npm test']) {
      expect(run).toContain(`\n${command}\n`)
      expect(readme).toContain(`\n${command}\n`)
    }
    expect(statSync(join(root, '.ci/run')).mode & 0o100).toBe(0o100)
    expect(() => execFileSync('bash', ['-n', join(root, '.ci/run')])).not.toThrow()
  })
})
