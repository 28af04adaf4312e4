import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

// Who may do what is said by the server: as actions of a dossier, as rights of a session, as `may…` of an answer.

const root = import.meta.dirname
const kernel = readFileSync(join(root, '../server/src/kernel/actor.ts'), 'utf8')
const [, list = ''] = /export const roles = \[([^\]]*)\]/u.exec(kernel) ?? []
const roles = [...list.matchAll(/'(\w+)'/gu)].map(([, role = '']) => role)

test('no file of the web knows the name of a role', () => {
  expect(roles.length).toBeGreaterThan(10)
  const sources = globSync('**/*.{ts,tsx}', { cwd: root }).filter((file) => !/\.test\.tsx?$|\.generated\.ts$/u.test(file))
  expect(sources.length).toBeGreaterThan(150)
  const known = sources.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return roles.filter((role) => new RegExp(`['"\`]${role}['"\`]`, 'u').test(text)).map((role) => `${file}: ${role}`)
  })
  expect(known).toEqual([])
})
