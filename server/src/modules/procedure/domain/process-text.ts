import type { Language } from '#kernel/language.ts'
import { describeCondition } from './condition-words.ts'
import { parseCondition } from './process-condition.ts'
import type { Condition } from './process-condition.ts'
import type { Join, Onward } from './process.ts'

/** The words of a cell, in both languages; either is read. */
const words = {
  if: { vi: 'nếu', en: 'if' },
  so: { vi: 'thì', en: 'then' },
  otherwise: { vi: 'còn lại', en: 'otherwise' },
  parallel: { vi: 'song song', en: 'in parallel' },
  waits: { vi: 'chờ', en: 'wait for' },
  all: { vi: 'tất cả', en: 'all' },
  one: { vi: 'một', en: 'one' },
  afterwards: { vi: 'rồi', en: 'then' },
  end: { vi: 'hết', en: 'end' },
  join: { vi: 'hợp', en: 'join' },
} as const

/**
 * Where a step leads, as an officer types it in one cell of the step table:
 * `3` · `hết` · `hợp` · `nếu Hình thức nộp là trực tuyến thì 4; còn lại 5` · `song song (2; nếu given(x) thì 3) chờ tất cả rồi 4`.
 * The tree is what is stored; `parseOnward` reads what `printOnward` writes back to the same tree.
 */
export function printOnward(onward: Onward, language: Language = 'vi'): string {
  const say = (word: keyof typeof words): string => words[word][language]
  const atom = (next: Onward): string => {
    const text = printOnward(next, language)
    return next.kind === 'choose' || next.kind === 'split' ? `(${text})` : text
  }
  const when = (condition: Condition, next: Onward): string =>
    `${say('if')} ${describeCondition(condition, language)} ${say('so')} ${atom(next)}`
  switch (onward.kind) {
    case 'step':
      return String(onward.no)
    case 'end':
      return say('end')
    case 'join':
      return say('join')
    case 'choose':
      return [...onward.branches.map((branch) => when(branch.when, branch.onward)), `${say('otherwise')} ${atom(onward.otherwise)}`].join(
        '; ',
      )
    case 'split': {
      const branches = onward.branches.map((branch) => (branch.when ? when(branch.when, branch.onward) : atom(branch.onward)))
      const { join } = onward
      const waits = join.kind === 'all' ? say('all') : join.kind === 'any' ? say('one') : String(join.count)
      return `${say('parallel')} (${branches.join('; ')}) ${say('waits')} ${waits} ${say('afterwards')} ${atom(onward.afterwards)}`
    }
  }
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
  const takeWord = (word: keyof typeof words): boolean => take(words[word].vi) || take(words[word].en)
  const needWord = (word: keyof typeof words): void => {
    if (!takeWord(word)) fail(`cần “${words[word].vi}”`)
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
    // Up to the next “thì” or “then” that is not inside a quoted text.
    const found = /(?:"(?:[^"\\]|\\.)*"|[^"])*?(?=(?<![\p{L}\d])(?:thì|then)(?![\p{L}\d]))/iuy
    found.lastIndex = at
    const match = found.exec(source)
    if (!match) return fail('sau “nếu” cần điều kiện rồi “thì”')
    const read = parseCondition(match[0].trimEnd())
    if ('fault' in read) {
      at = begin
      return fail(`điều kiện: ${read.fault}`)
    }
    at += match[0].length
    needWord('so')
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
    if (takeWord('end')) return { kind: 'end' }
    if (takeWord('join')) return { kind: 'join' }
    const no = count()
    return no === null ? fail('cần số bước, “hết” hoặc “hợp”') : { kind: 'step', no }
  }
  const whole = (): Onward => {
    if (takeWord('if')) {
      const branches: { when: Condition; onward: Onward }[] = []
      do {
        const when = condition()
        branches.push({ when, onward: small() })
        need(';')
      } while (takeWord('if'))
      needWord('otherwise')
      return { kind: 'choose', branches, otherwise: small() }
    }
    if (takeWord('parallel')) {
      need('(')
      const branches: { when: Condition | null; onward: Onward }[] = []
      do {
        const when = takeWord('if') ? condition() : null
        branches.push({ when, onward: small() })
      } while (take(';'))
      need(')')
      needWord('waits')
      const join: Join = takeWord('all')
        ? { kind: 'all' }
        : takeWord('one')
          ? { kind: 'any' }
          : { kind: 'quorum', count: count() ?? fail('cần “tất cả”, “một” hoặc một số') }
      needWord('afterwards')
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
