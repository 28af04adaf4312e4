import { readPhrase } from './condition-words.ts'
import { dossierFields } from './process-fields.ts'
import type { Condition, FieldValue, FormData } from './process-fields.ts'

export type { Condition, FieldValue, FormData } from './process-fields.ts'

/** Whether the condition holds. A field that is not given satisfies nothing but `not`; no comparison with it is true. */
export function holds(condition: Condition, data: FormData): boolean {
  switch (condition.op) {
    case 'and':
      return condition.of.every((each) => holds(each, data))
    case 'or':
      return condition.of.some((each) => holds(each, data))
    case 'not':
      return !holds(condition.of, data)
    case 'given':
      return data[condition.field] != null && data[condition.field] !== ''
    case 'in':
      return condition.values.some((value) => data[condition.field] === value)
    case '=':
      return data[condition.field] === condition.value
    case '!=':
      return data[condition.field] != null && data[condition.field] !== condition.value
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const given = data[condition.field]
      if (typeof given !== 'number') return false
      if (condition.op === '<') return given < condition.value
      if (condition.op === '<=') return given <= condition.value
      return condition.op === '>' ? given > condition.value : given >= condition.value
    }
  }
}

/** Every comparison in a condition: which field, with which values. */
export function comparisonsOf(condition: Condition): { field: string; op: string; values: readonly FieldValue[] }[] {
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.of.flatMap(comparisonsOf)
    case 'not':
      return comparisonsOf(condition.of)
    case 'given':
      return [{ field: condition.field, op: 'given', values: [] }]
    case 'in':
      return [{ field: condition.field, op: 'in', values: condition.values }]
    default:
      return [{ field: condition.field, op: condition.op, values: [condition.value] }]
  }
}

const literal = (value: FieldValue): string => (typeof value === 'string' ? JSON.stringify(value) : String(value))

/** The condition as text: `applicantKind = "person" and not given(phone)`. `parseCondition` reads it back to the same tree. */
export function printCondition(condition: Condition): string {
  switch (condition.op) {
    case 'and':
    case 'or':
      return `(${condition.of.map(printCondition).join(` ${condition.op} `)})`
    case 'not':
      return `not ${printCondition(condition.of)}`
    case 'given':
      return `given(${condition.field})`
    case 'in':
      return `${condition.field} in (${condition.values.map(literal).join(', ')})`
    default:
      return `${condition.field} ${condition.op} ${literal(condition.value)}`
  }
}

type Token = { readonly kind: 'word' | 'string' | 'number' | 'sign'; readonly text: string; readonly at: number }

// The longest condition anyone writes by hand is far below; nesting is what could exhaust the stack.
const longestText = 4000
const deepest = 30

/** Reads the text form, and the same in words (`describeCondition`), in either language. The fault says at which character, counted from one, in Vietnamese. */
export function parseCondition(text: string): { readonly condition: Condition } | { readonly fault: string } {
  if (text.length > longestText) return { fault: `điều kiện dài quá ${longestText} ký tự` }
  const tokens: Token[] = []
  const pattern = /\s*(?:([A-Za-z_][\w.]*)|("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(<=|>=|!=|[<>=(),]))/uy
  let end = 0
  while (end < text.trimEnd().length) {
    const begin = end + (/^\s*/u.exec(text.slice(end))?.[0].length ?? 0)
    const phrase = readPhrase(text, begin)
    if (phrase) {
      tokens.push({ ...phrase.token, at: begin })
      end = begin + phrase.length
      continue
    }
    pattern.lastIndex = end
    const found = pattern.exec(text)
    if (!found) return { fault: `không hiểu ký tự thứ ${end + 1}` }
    const [, word, quoted, number, sign] = found
    const at = pattern.lastIndex - (word ?? quoted ?? number ?? sign ?? '').length
    tokens.push(
      word !== undefined
        ? { kind: 'word', text: word, at }
        : quoted !== undefined
          ? { kind: 'string', text: quoted, at }
          : number !== undefined
            ? { kind: 'number', text: number, at }
            : { kind: 'sign', text: sign ?? '', at },
    )
    end = pattern.lastIndex
  }
  let position = 0
  let depth = 0
  const wrong = (what: string): never => {
    throw new ConditionFault(`${what} ở ký tự thứ ${(tokens[position]?.at ?? text.length) + 1}`)
  }
  const isNext = (textOfToken: string): boolean => tokens[position]?.kind !== 'string' && tokens[position]?.text === textOfToken
  const take = (textOfToken: string): boolean => {
    if (!isNext(textOfToken)) return false
    position += 1
    return true
  }
  const need = (sign: string): void => {
    if (!take(sign)) wrong(`thiếu “${sign}”`)
  }
  const field = (): string => {
    const token = tokens[position]
    if (token?.kind !== 'word') return wrong('thiếu tên trường')
    position += 1
    return token.text
  }
  const value = (): FieldValue => {
    const token = tokens[position]
    if (!token) return wrong('thiếu giá trị')
    position += 1
    if (token.kind === 'number') return Number(token.text)
    if (token.kind === 'word' && (token.text === 'true' || token.text === 'false')) return token.text === 'true'
    if (token.kind === 'string') {
      try {
        return String(JSON.parse(token.text))
      } catch {
        position -= 1
        return wrong('chuỗi viết sai')
      }
    }
    position -= 1
    return wrong('thiếu giá trị')
  }
  const list = (op: 'and' | 'or', one: () => Condition): Condition => {
    const of = [one()]
    while (take(op)) of.push(one())
    const [only] = of
    return of.length === 1 && only ? only : { op, of }
  }
  const either = (): Condition => list('or', () => list('and', single))
  const single = (): Condition => {
    depth += 1
    if (depth > deepest) wrong('lồng nhau quá sâu')
    try {
      if (take('not')) return { op: 'not', of: single() }
      if (take('(')) {
        const inner = either()
        need(')')
        return inner
      }
      if (isNext('given') && tokens[position + 1]?.text === '(') {
        position += 2
        const name = field()
        need(')')
        return { op: 'given', field: name }
      }
      const name = field()
      if (take('in')) {
        need('(')
        const values = [value()]
        while (take(',')) values.push(value())
        need(')')
        return { op: 'in', field: name, values }
      }
      for (const op of ['=', '!='] as const) if (take(op)) return { op, field: name, value: value() }
      for (const op of ['<=', '>=', '<', '>'] as const) {
        if (!take(op)) continue
        const bound = value()
        return typeof bound === 'number' ? { op, field: name, value: bound } : wrong('phải so với một số')
      }
      // “Has a representative” alone is a condition.
      if (dossierFields.some((each) => each.name === name && each.type === 'boolean')) return { op: '=', field: name, value: true }
      return wrong('thiếu phép so sánh')
    } finally {
      depth -= 1
    }
  }
  try {
    const condition = either()
    if (position < tokens.length) wrong('thừa chữ')
    return { condition }
  } catch (error) {
    if (error instanceof ConditionFault) return { fault: error.message }
    throw error
  }
}

class ConditionFault extends Error {}
