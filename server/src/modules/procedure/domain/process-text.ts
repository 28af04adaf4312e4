import { parseCondition, printCondition } from './process-condition.ts'
import type { Condition } from './process-condition.ts'
import type { Join, Onward } from './process.ts'

/**
 * Where a step leads, as an officer types it in one cell of the step table:
 * `3` · `hết` · `hợp` · `nếu channel = "online" thì 4; còn lại 5` · `song song (2; nếu given(x) thì 3) chờ tất cả rồi 4`.
 * The tree is what is stored; `parseOnward` reads what `printOnward` writes back to the same tree.
 */
export function printOnward(onward: Onward): string {
  switch (onward.kind) {
    case 'step':
      return String(onward.no)
    case 'end':
      return 'hết'
    case 'join':
      return 'hợp'
    case 'choose':
      return [
        ...onward.branches.map(({ when, onward: next }) => `nếu ${printCondition(when)} thì ${atom(next)}`),
        `còn lại ${atom(onward.otherwise)}`,
      ].join('; ')
    case 'split': {
      const branches = onward.branches.map(({ when, onward: next }) =>
        when ? `nếu ${printCondition(when)} thì ${atom(next)}` : atom(next),
      )
      const { join } = onward
      const waits = join.kind === 'all' ? 'tất cả' : join.kind === 'any' ? 'một' : String(join.count)
      return `song song (${branches.join('; ')}) chờ ${waits} rồi ${atom(onward.afterwards)}`
    }
  }
}

function atom(onward: Onward): string {
  const text = printOnward(onward)
  return onward.kind === 'choose' || onward.kind === 'split' ? `(${text})` : text
}

const longestText = 8000
const deepest = 12

/** The fault says what was expected and at which character, counted from one, in Vietnamese. */
export function parseOnward(text: string): { readonly onward: Onward } | { readonly fault: string } {
  if (text.length > longestText) return { fault: `dài quá ${longestText} ký tự` }
  // Vietnamese can be written composed or not; only one of the two is compared.
  const source = text.normalize('NFC')
  let at = 0
  let depth = 0
  const fail = (what: string): never => {
    throw new TextFault(`${what} (ký tự thứ ${at + 1})`)
  }
  const blank = (): void => {
    while (/\s/u.test(source[at] ?? '')) at += 1
  }
  const take = (word: string): boolean => {
    blank()
    const pattern = word.replace(/ /gu, '\\s+').replace(/[()]/gu, '\\$&')
    const found = new RegExp(`${pattern}${/\p{L}$/u.test(word) ? '(?![\\p{L}\\d])' : ''}`, 'iuy')
    found.lastIndex = at
    const match = found.exec(source)
    if (!match) return false
    at += match[0].length
    return true
  }
  const need = (word: string): void => {
    if (!take(word)) fail(`cần “${word}”`)
  }
  const count = (): number | null => {
    blank()
    const found = /\d{1,6}/uy
    found.lastIndex = at
    const match = found.exec(source)
    if (!match) return null
    at += match[0].length
    return Number(match[0])
  }
  const condition = (): Condition => {
    blank()
    const begin = at
    // Up to the next “thì” that is not inside a quoted text.
    const found = /(?:"(?:[^"\\]|\\.)*"|[^"])*?(?=(?<![\p{L}\d])thì(?![\p{L}\d]))/iuy
    found.lastIndex = at
    const match = found.exec(source)
    if (!match) return fail('sau “nếu” cần điều kiện rồi “thì”')
    const read = parseCondition(match[0].trimEnd())
    if ('fault' in read) {
      at = begin
      return fail(`điều kiện: ${read.fault}`)
    }
    at += match[0].length
    need('thì')
    return read.condition
  }
  const small = (): Onward => {
    if (take('(')) {
      depth += 1
      if (depth > deepest) fail('lồng nhau quá sâu')
      const inner = whole()
      need(')')
      depth -= 1
      return inner
    }
    if (take('hết')) return { kind: 'end' }
    if (take('hợp')) return { kind: 'join' }
    const no = count()
    return no === null ? fail('cần số bước, “hết” hoặc “hợp”') : { kind: 'step', no }
  }
  const whole = (): Onward => {
    if (take('nếu')) {
      const branches: { when: Condition; onward: Onward }[] = []
      do {
        const when = condition()
        branches.push({ when, onward: small() })
        need(';')
      } while (take('nếu'))
      need('còn lại')
      return { kind: 'choose', branches, otherwise: small() }
    }
    if (take('song song')) {
      need('(')
      const branches: { when: Condition | null; onward: Onward }[] = []
      do {
        const when = take('nếu') ? condition() : null
        branches.push({ when, onward: small() })
      } while (take(';'))
      need(')')
      need('chờ')
      const join: Join = take('tất cả')
        ? { kind: 'all' }
        : take('một')
          ? { kind: 'any' }
          : { kind: 'quorum', count: count() ?? fail('cần “tất cả”, “một” hoặc một số') }
      need('rồi')
      return { kind: 'split', branches, join, afterwards: small() }
    }
    return small()
  }
  try {
    const onward = whole()
    blank()
    return at < source.length ? fail('thừa chữ') : { onward }
  } catch (error) {
    if (error instanceof TextFault) return { fault: error.message }
    throw error
  }
}

class TextFault extends Error {}
