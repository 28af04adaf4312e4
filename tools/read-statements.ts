// Composes the SQL statements of the server from its source: the text of each `sql` template with the fragments it includes, and the row type
// it declares. Used by statements.db.test.ts, which has PostgreSQL prepare every one; has no command line of its own.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Node, TSType } from 'oxc-parser'
import { sourcesIn } from './check-architecture.ts'
import {
  isFragment,
  isRawBuilder,
  isSqlTag,
  isType,
  literalsOf,
  objectsOf,
  readSource,
  returnsOf,
  typeArgumentOf,
  unwrapped,
} from './read-source.ts'
import type { Declaration, Source, Template } from './read-source.ts'

/** What a column is read as; `null` where the declared type says nothing a database could know (a document, a type of elsewhere). */
export type ColumnKind = 'string' | 'number' | 'boolean' | 'bytes' | null
export type DeclaredColumn = { readonly kind: ColumnKind; readonly isNullable: boolean; readonly isOptional: boolean }
export type DeclaredRow = ReadonlyMap<string, DeclaredColumn>

export type Statement = {
  readonly file: string
  readonly line: number
  readonly text: string
  /** `null` when the row type is not one this reader follows. */
  readonly row: DeclaredRow | null
  /** The template has a row type. */
  readonly declaresRow: boolean
}

type Scope = { readonly source: Source; readonly bound: ReadonlyMap<string, Bound> }
/** A template with where its names are looked up, text that is written as it is, or a value, which is sent apart. */
type Fragment = { readonly template: Template; readonly scope: Scope } | string | null
type Bound = { readonly node: Node; readonly scope: Scope }
/** Which side of a choice is composed: every statement is composed twice. */
type Side = 'first' | 'last'

const statementWord = /^\s*(with|select|insert|update|delete|merge|call|lock|notify)\b/iu

export class StatementReader {
  readonly #root: string
  readonly #sources = new Map<string, Source | null>()

  constructor(root: string) {
    this.#root = root
  }

  /** Every statement of `server/src` but those of tests. A text that differs by a choice within it is there for both sides. */
  statements(): Statement[] {
    const files = sourcesIn(this.#root, 'server/src').filter((file) => !file.endsWith('.test.ts') && !file.includes('/testing/'))
    return files.flatMap((file) => this.#statementsIn(file))
  }

  #statementsIn(file: string): Statement[] {
    const source = this.#sourceOf(file)
    if (source === null) return []
    return source.templates.flatMap((template) => {
      const declared = typeArgumentOf(template)
      const head = template.quasi.quasis[0]?.value.cooked ?? ''
      if (!statementWord.test(head) || isFragment(declared)) return []
      // With a part that its function is given, and run elsewhere: it is composed there.
      const isRun = source.text.slice(template.end).startsWith('.execute(')
      const isPart = isWithinTemplate(template, source) || this.#isIncludedElsewhere(template, source)
      if (!isRun && (isPart || this.#isGivenParts(template, source))) return []
      const texts = (['first', 'last'] as const).map((side) => this.#compose(template, source, side))
      const row = declared === null ? null : this.#rowOf(declared, source)
      const line = source.text.slice(0, template.start).split('\n').length
      return [...new Set(texts)].map((text) => ({ file, line, text, row, declaresRow: declared !== null }))
    })
  }

  /** Whether a function returns it, and another template of the file calls that function. */
  #isIncludedElsewhere(template: Template, source: Source): boolean {
    const owners = [...source.declarations].flatMap(([name, all]) =>
      all.some(({ node }) => node?.type === 'FunctionDeclaration' && node.start < template.start && template.end < node.end) ? [name] : [],
    )
    return source.calls.some(
      (call) => call.callee.type === 'Identifier' && owners.includes(call.callee.name) && isWithinTemplate(call, source),
    )
  }

  #isGivenParts(template: Template, source: Source): boolean {
    return template.quasi.expressions.some((each) => {
      if (each.type !== 'Identifier') return false
      const declared = this.#declarationOf(each.name, each.start, source)
      return declared?.declaration.node === null && isRawBuilder(declared.declaration.annotation, source.text)
    })
  }

  #compose(template: Template, source: Source, side: Side): string {
    const params: string[] = []
    const write = (node: Node, scope: Scope, depth: number): string => {
      const found = this.#fragmentOf(node, scope, side, depth)
      if (typeof found === 'string') return found
      if (found === null) {
        params.push('?')
        return `$${params.length}`
      }
      const { quasis, expressions } = found.template.quasi
      return quasis.map((part, at) => part.value.cooked + (expressions[at] ? write(expressions[at], found.scope, depth + 1) : '')).join('')
    }
    return write(template, { source, bound: new Map() }, 0)
  }

  /** The template that an expression gives, text that is written as it is, or `null`: a value, which is sent apart. */
  #fragmentOf(node: Node, scope: Scope, side: Side, depth: number): Fragment {
    if (depth > 12) return null
    const next = (inner: Node, within: Scope = scope) => this.#fragmentOf(inner, within, side, depth + 1)
    const oneOf = (nodes: readonly Node[], within: Scope = scope) => {
      const found = nodes.map((each) => next(each, within)).filter((each) => each !== null)
      return found.at(side === 'first' ? 0 : -1) ?? null
    }
    switch (node.type) {
      case 'TaggedTemplateExpression':
        return isSqlTag(node) ? { template: node, scope } : null
      case 'ParenthesizedExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
        return next(node.expression)
      case 'AwaitExpression':
        return next(node.argument)
      case 'ConditionalExpression':
        return oneOf([node.consequent, node.alternate])
      case 'LogicalExpression':
        return oneOf([node.left, node.right])
      case 'ObjectExpression':
        return oneOf(node.properties.flatMap((each) => (each.type === 'Property' ? [each.value] : [])))
      case 'Identifier':
        return this.#named(node.name, node.start, scope, side, depth)
      case 'MemberExpression':
        return this.#member(node, scope, side, depth)
      case 'CallExpression':
        return this.#called(node, scope, side, depth)
      default:
        return null
    }
  }

  #named(name: string, at: number, scope: Scope, side: Side, depth: number): Fragment {
    const bound = scope.bound.get(name)
    if (bound) return this.#fragmentOf(bound.node, bound.scope, side, depth + 1)
    const declared = this.#declarationOf(name, at, scope.source)
    if (!declared) return null
    const { declaration, source } = declared
    if (declaration.node === null)
      return isRawBuilder(declaration.annotation, source.text) ? this.#given(declaration, source, side, depth) : null
    const within = source === scope.source ? scope : { source, bound: new Map<string, Bound>() }
    return this.#fragmentOf(declaration.node, within, side, depth + 1)
  }

  /** The part that a function is given by one of its callers in the same file. */
  #given({ of }: Declaration, source: Source, side: Side, depth: number): Fragment {
    const calls = source.calls.filter(({ callee }) => callee.type === 'Identifier' && callee.name === of?.name)
    const given = calls.at(side === 'first' ? 0 : -1)?.arguments[of?.index ?? 0]
    return given ? this.#fragmentOf(given, { source, bound: new Map() }, side, depth + 1) : 'true'
  }

  #member(node: Extract<Node, { type: 'MemberExpression' }>, scope: Scope, side: Side, depth: number): Fragment {
    if (node.object.type === 'ObjectExpression') return this.#fragmentOf(node.object, scope, side, depth + 1)
    if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return null
    const name = node.property.name
    const declared = this.#declarationOf(node.object.name, node.object.start, scope.source)
    const init = declared?.declaration.node && objectsOf(declared.declaration.node).at(side === 'first' ? 0 : -1)
    if (!declared || !init) return null
    const property = init.properties.find((each) => each.type === 'Property' && each.key.type === 'Identifier' && each.key.name === name)
    if (property?.type !== 'Property') return node.computed ? this.#fragmentOf(init, scope, side, depth + 1) : null
    const within = declared.source === scope.source ? scope : { source: declared.source, bound: new Map<string, Bound>() }
    return this.#fragmentOf(property.value, within, side, depth + 1)
  }

  #called(node: Extract<Node, { type: 'CallExpression' }>, scope: Scope, side: Side, depth: number): Fragment {
    const { callee } = node
    if (callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'sql')
      return this.#written(callee, node.arguments, scope, side, depth)
    if (callee.type !== 'Identifier') return null
    const bound = scope.bound.get(callee.name)
    const declared = bound ? null : this.#declarationOf(callee.name, callee.start, scope.source)
    const target = bound?.node ?? declared?.declaration.node ?? null
    const home = bound?.scope ?? { source: declared?.source ?? scope.source, bound: new Map<string, Bound>() }
    const made = target === null ? null : unwrapped(target)
    if (made?.type !== 'ArrowFunctionExpression' && made?.type !== 'FunctionDeclaration' && made?.type !== 'FunctionExpression') return null
    const arguments_ = new Map<string, Bound>(home.bound)
    for (const [at, param] of made.params.entries()) {
      const given = node.arguments[at]
      const name = param.type === 'AssignmentPattern' ? param.left : param
      if (name.type === 'Identifier' && given && given.type !== 'SpreadElement') arguments_.set(name.name, { node: given, scope })
      else if (name.type === 'Identifier' && !given && param.type === 'AssignmentPattern')
        arguments_.set(name.name, { node: param.right, scope: home })
    }
    const within = { source: home.source, bound: arguments_ }
    const given = returnsOf(made).map((each) => this.#fragmentOf(each, within, side, depth + 1))
    return given.filter((each) => each !== null).at(side === 'first' ? 0 : -1) ?? null
  }

  #written(callee: Extract<Node, { type: 'MemberExpression' }>, given: readonly Node[], scope: Scope, side: Side, depth: number): Fragment {
    const kind = callee.property.type === 'Identifier' ? callee.property.name : ''
    const [first] = given
    if (!first) return null
    if (kind === 'join') {
      const list = first.type === 'CallExpression' && first.callee.type === 'MemberExpression' ? first.arguments[0] : undefined
      const each = list?.type === 'ArrowFunctionExpression' ? returnsOf(list)[0] : undefined
      if (each) return this.#fragmentOf(each, scope, side, depth + 1)
      const items = first.type === 'ArrayExpression' ? first.elements.flatMap((item) => (item ? [item] : [])) : []
      return items[0] ? this.#fragmentOf(items[0], scope, side, depth + 1) : null
    }
    const chosen = first.type === 'ConditionalExpression' ? (side === 'first' ? first.consequent : first.alternate) : first
    const text = this.#textOf(chosen, scope)
    if (text === null) return null
    return kind === 'raw' || kind === 'ref' || kind === 'table' ? text : kind === 'lit' ? `'${text}'` : null
  }

  /** The text of an expression that is one. */
  #textOf(node: Node, scope: Scope, depth = 0): string | null {
    if (depth > 8) return null
    if (node.type === 'Literal') return String(node.value)
    if (node.type === 'TemplateLiteral') {
      const parts = node.quasis.map((part, at) => {
        const hole = node.expressions[at]
        return [part.value.cooked, hole ? this.#textOf(hole, scope, depth + 1) : '']
      })
      return parts.flat().includes(null) ? null : parts.flat().join('')
    }
    if (node.type !== 'Identifier') return null
    const bound = scope.bound.get(node.name)
    if (bound) return this.#textOf(bound.node, bound.scope, depth + 1)
    const declared = this.#declarationOf(node.name, node.start, scope.source)
    const { annotation = null } = declared?.declaration ?? {}
    if (declared?.declaration.node === null && annotation) return literalsOf(annotation)?.[0] ?? null
    return declared?.declaration.node
      ? this.#textOf(declared.declaration.node, { source: declared.source, bound: new Map() }, depth + 1)
      : null
  }

  #declarationOf(name: string, at: number, source: Source): { declaration: Declaration; source: Source } | null {
    const near = (source.declarations.get(name) ?? []).filter(({ from, to }) => from <= at && at <= to)
    const [nearest] = near.sort((a, b) => a.to - a.from - (b.to - b.from))
    if (nearest) return { declaration: nearest, source }
    const imported = source.imports.get(name)
    const from = imported && this.#sourceOf(imported.file)
    if (!imported || !from) return null
    return this.#declarationOf(imported.name, 0, from)
  }

  /** The columns of a declared row type. */
  #rowOf(type: TSType, source: Source): DeclaredRow | null {
    const literal = this.#fieldsOf(type, source, 0)
    return literal === null ? null : new Map(literal)
  }

  #fieldsOf(type: TSType | Node, source: Source, depth: number): [string, DeclaredColumn][] | null {
    if (depth > 12) return null
    switch (type.type) {
      case 'TSParenthesizedType':
        return this.#fieldsOf(type.typeAnnotation, source, depth + 1)
      case 'TSTypeLiteral':
      case 'TSInterfaceBody': {
        const members = type.type === 'TSTypeLiteral' ? type.members : type.body
        return members.flatMap((each) => {
          if (each.type !== 'TSPropertySignature' || !each.typeAnnotation) return []
          const key = each.key.type === 'Identifier' ? each.key.name : each.key.type === 'Literal' ? String(each.key.value) : ''
          return [
            [key, this.#columnOf(each.typeAnnotation.typeAnnotation, source, each.optional === true, depth + 1)] as [
              string,
              DeclaredColumn,
            ],
          ]
        })
      }
      case 'TSIntersectionType': {
        const parts = type.types.map((each) => this.#fieldsOf(each, source, depth + 1))
        return parts.includes(null) ? null : parts.flatMap((each) => each ?? [])
      }
      case 'TSTypeReference':
        return this.#referencedFields(type, source, depth)
      case 'TSIndexedAccessType': {
        const inner = this.#indexed(type, source, depth + 1)
        return inner && this.#fieldsOf(inner.type, inner.source, depth + 1)
      }
      default:
        return null
    }
  }

  /** The type of a field, or of each of a list: `Facts['agencies'][number]`. */
  #indexed(type: Extract<TSType, { type: 'TSIndexedAccessType' }>, source: Source, depth: number): { type: TSType; source: Source } | null {
    if (depth > 12) return null
    const of = this.#followed(type.objectType, source, depth + 1)
    if (of === null) return null
    if (type.indexType.type === 'TSNumberKeyword') {
      const list = of.type.type === 'TSTypeOperator' ? of.type.typeAnnotation : of.type
      return list.type === 'TSArrayType' ? { type: list.elementType, source: of.source } : null
    }
    const key = literalsOf(type.indexType)?.[0]
    if (key === undefined || of.type.type !== 'TSTypeLiteral') return null
    const field = of.type.members.find(
      (each) => each.type === 'TSPropertySignature' && each.key.type === 'Identifier' && each.key.name === key,
    )
    return field?.type === 'TSPropertySignature' && field.typeAnnotation
      ? { type: field.typeAnnotation.typeAnnotation, source: of.source }
      : null
  }

  #followed(type: TSType, source: Source, depth: number): { type: TSType; source: Source } | null {
    if (depth > 12) return null
    if (type.type === 'TSIndexedAccessType') {
      const inner = this.#indexed(type, source, depth + 1)
      return inner && this.#followed(inner.type, inner.source, depth + 1)
    }
    if (type.type !== 'TSTypeReference' || type.typeArguments || type.typeName.type !== 'Identifier') return { type, source }
    const found = this.#typeOf(type.typeName.name, source)
    return found && isType(found.type) ? this.#followed(found.type, found.source, depth + 1) : null
  }

  #referencedFields(type: Extract<TSType, { type: 'TSTypeReference' }>, source: Source, depth: number): [string, DeclaredColumn][] | null {
    const name = type.typeName.type === 'Identifier' ? type.typeName.name : ''
    const [of, keys] = type.typeArguments?.params ?? []
    if ((name === 'Pick' || name === 'Omit') && of && keys) {
      const fields = this.#fieldsOf(of, source, depth + 1)
      const chosen = this.#keysOf(keys, source, depth + 1)
      if (fields === null || chosen === null) return null
      return fields.filter(([key]) => chosen.includes(key) === (name === 'Pick'))
    }
    if (name === 'Readonly' && of) return this.#fieldsOf(of, source, depth + 1)
    if (type.typeArguments) return null
    const found = this.#typeOf(name, source)
    return found && this.#fieldsOf(found.type, found.source, depth + 1)
  }

  #keysOf(type: TSType, source: Source, depth: number): string[] | null {
    const parts = (type.type === 'TSUnionType' ? type.types : [type]).map((each) =>
      each.type === 'TSTypeOperator' && each.operator === 'keyof'
        ? (this.#fieldsOf(each.typeAnnotation, source, depth + 1)?.map(([key]) => key) ?? null)
        : literalsOf(each),
    )
    return parts.includes(null) ? null : parts.flatMap((each) => each ?? [])
  }

  #columnOf(type: TSType, source: Source, isOptional: boolean, depth: number): DeclaredColumn {
    if (type.type === 'TSUnionType') {
      const others = type.types.filter((each) => each.type !== 'TSNullKeyword' && each.type !== 'TSUndefinedKeyword')
      const kinds = new Set(others.map((each) => this.#columnOf(each, source, false, depth + 1).kind))
      const inner = others.some((each) => this.#columnOf(each, source, false, depth + 1).isNullable)
      const [kind = null] = kinds
      const isNullable = isOptional || inner || others.length < type.types.length
      return { kind: kinds.size === 1 ? kind : null, isNullable, isOptional }
    }
    return { ...this.#kindOf(type, source, depth), ...(isOptional ? { isNullable: true, isOptional } : {}) }
  }

  #kindOf(type: TSType, source: Source, depth: number): DeclaredColumn {
    const known = (kind: ColumnKind): DeclaredColumn => ({ kind, isNullable: false, isOptional: false })
    const unknown: DeclaredColumn = { kind: null, isNullable: false, isOptional: false }
    if (depth > 12) return unknown
    switch (type.type) {
      case 'TSStringKeyword':
        return known('string')
      case 'TSNumberKeyword':
        return known('number')
      case 'TSBooleanKeyword':
        return known('boolean')
      case 'TSUnknownKeyword':
      case 'TSAnyKeyword':
        return { kind: null, isNullable: true, isOptional: false }
      case 'TSLiteralType':
        return known(type.literal.type === 'Literal' ? kindOfLiteral(type.literal.value) : null)
      case 'TSUnionType':
        return this.#columnOf(type, source, false, depth + 1)
      case 'TSParenthesizedType':
        return this.#columnOf(type.typeAnnotation, source, false, depth + 1)
      case 'TSIntersectionType': {
        // A branded identifier is text.
        const kinds = type.types.map((each) => this.#kindOf(each, source, depth + 1).kind).filter((kind) => kind !== null)
        return known(kinds[0] ?? null)
      }
      case 'TSIndexedAccessType': {
        const inner = this.#indexed(type, source, depth + 1)
        return inner ? this.#columnOf(inner.type, inner.source, false, depth + 1) : unknown
      }
      case 'TSTypeReference': {
        const name = type.typeName.type === 'Identifier' ? type.typeName.name : ''
        if (name === 'Buffer') return known('bytes')
        const found = type.typeArguments ? null : this.#typeOf(name, source)
        return found && isType(found.type) ? this.#columnOf(found.type, found.source, false, depth + 1) : unknown
      }
      default:
        return unknown
    }
  }

  #typeOf(name: string, source: Source): { type: TSType | Node; source: Source } | null {
    const own = source.types.get(name)
    if (own) return { type: own, source }
    const imported = source.imports.get(name)
    const from = imported && this.#sourceOf(imported.file)
    return imported && from ? this.#typeOf(imported.name, from) : null
  }

  #sourceOf(file: string): Source | null {
    const kept = this.#sources.get(file)
    if (kept !== undefined) return kept
    let text: string
    try {
      text = readFileSync(join(this.#root, file), 'utf8')
    } catch {
      this.#sources.set(file, null)
      return null
    }
    const source = readSource(file, text)
    this.#sources.set(file, source)
    return source
  }
}

function isWithinTemplate(node: Node, source: Source): boolean {
  return source.templates.some((each) => each.start < node.start && node.end < each.end)
}

function kindOfLiteral(value: unknown): ColumnKind {
  const kind = typeof value
  return kind === 'string' || kind === 'number' || kind === 'boolean' ? kind : null
}
