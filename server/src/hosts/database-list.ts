import { readFileSync } from 'node:fs'
import { loginName } from '#platform/db/logins.ts'

/**
 * Reads the logins that a process serves from a file: the address of a login of the application in each line, as `motcua logins`
 * prints it; `#` begins a note. Of any number of databases, each login in its own.
 * @throws Error naming the line that is none, without its password
 */
export function readDatabaseList(path: string): readonly string[] {
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.flatMap((line, index) => {
    const text = line
      .replace(/(?:^|\s)#.*$/u, '')
      .trim()
      .replace(/^(?:\w+\s+)?DATABASE_URL=/u, '')
    if (text === '') return []
    const isLogin = URL.canParse(text) && /^postgres(?:ql)?:$/u.test(new URL(text).protocol) && loginName.test(new URL(text).username)
    if (isLogin) return [text]
    throw new Error(
      `${path}, line ${index + 1}: must be the address of a login of the application, such as postgres://motcua_app_47:…@host/motcua ("motcua logins" prints them).`,
    )
  })
}
