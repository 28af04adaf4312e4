// Reads one source file for read-statements.ts: its `sql` templates, and the names, types and imports they are made of.
import { posix } from 'node:path'
import { Visitor, parseSync } from 'oxc-parser'
import type { Expression, Node, TSType } from 'oxc-parser'

export type Declaration = {
  readonly from: number
  readonly to: number
  readonly node: Node | null
  readonly annotation: TSType | null
  /** Of a parameter: its function, and which of its parameters it is. */
  readonly of?: { readonly name: string; readonly index: number } | undefined
}
export type Source = {
  readonly file: string
  readonly text: string
  readonly templates: readonly Template[]
  readonly calls: readonly Call[]
  readonly declarations: ReadonlyMap<string, readonly Declaration[]>
  readonly types: ReadonlyMap<string, TSType | Node>
  readonly imports: ReadonlyMap<string, { readonly file: string; readonly name: string }>
}
export type Template = Extract<Node, { type: 'TaggedTemplateExpression' }>
export type Call = Extract<Node, { type: 'CallExpression' }>

/** The declarations, types, imports and `sql` templates of one file. */
export function readSource(file: string, text: string): Source {
  const templates: Template[] = []
  const calls: Call[] = []
  /** Functions that have a name, by where they begin. */
  const names = new Map<number, string>()
  const declarations = new Map<string, Declaration[]>()
  const types = new Map<string, TSType | Node>()
  const imports = new Map<string, { file: string; name: string }>()
  const scopes: { start: number; end: number }[] = []
  const { program } = parseSync(file, text)
  const declare = (name: string, node: Node | null, annotation: TSType | null, of?: Declaration['of']): void => {
    const scope = scopes.at(-1) ?? { start: 0, end: text.length }
    const all = declarations.get(name) ?? []
    all.push({ from: scope.start, to: scope.end, node, annotation, of })
    declarations.set(name, all)
  }
  const open = (node: { start: number; end: number }): void => void scopes.push({ start: node.start, end: node.end })
  const close = (): void => void scopes.pop()
  const params = (node: { start: number; end: number; params: readonly Node[] }): void => {
    open(node)
    const name = names.get(node.start)
    for (const [index, param] of node.params.entries()) {
      const given = param.type === 'AssignmentPattern' ? param.left : param
      const of = name === undefined ? undefined : { name, index }
      if (given.type === 'Identifier') declare(given.name, null, given.typeAnnotation?.typeAnnotation ?? null, of)
      else if (given.type === 'ObjectPattern')
        for (const each of given.properties)
          if (each.type === 'Property' && each.value.type === 'Identifier') declare(each.value.name, null, null)
    }
  }
  new Visitor({
    ImportDeclaration: (node) => {
      const from = fileOfImport(file, node.source.value)
      if (from === null) return
      for (const each of node.specifiers)
        if (each.type === 'ImportSpecifier')
          imports.set(each.local.name, { file: from, name: each.imported.type === 'Identifier' ? each.imported.name : '' })
    },
    ExportNamedDeclaration: (node) => {
      const from = node.source && fileOfImport(file, node.source.value)
      if (!from) return
      for (const each of node.specifiers)
        if (each.local.type === 'Identifier' && each.exported.type === 'Identifier')
          imports.set(each.exported.name, { file: from, name: each.local.name })
    },
    TSTypeAliasDeclaration: (node) => void (node.typeParameters ? null : types.set(node.id.name, node.typeAnnotation)),
    TSInterfaceDeclaration: (node) => void (node.extends.length === 0 && types.set(node.id.name, node.body)),
    BlockStatement: open,
    'BlockStatement:exit': close,
    ArrowFunctionExpression: params,
    'ArrowFunctionExpression:exit': close,
    FunctionExpression: params,
    'FunctionExpression:exit': close,
    FunctionDeclaration: (node) => {
      if (node.id) {
        declare(node.id.name, node, null)
        names.set(node.start, node.id.name)
      }
      params(node)
    },
    'FunctionDeclaration:exit': close,
    VariableDeclarator: (node) => {
      if (node.id.type === 'Identifier' && node.init) names.set(node.init.start, node.id.name)
      if (node.id.type === 'Identifier') declare(node.id.name, node.init, node.id.typeAnnotation?.typeAnnotation ?? null)
    },
    CallExpression: (node) => void calls.push(node),
    TaggedTemplateExpression: (node) => {
      if (isSqlTag(node)) templates.push(node)
    },
  }).visit(program)
  return { file, text, templates, calls, declarations, types, imports }
}

function fileOfImport(file: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(file), specifier))
  const inServer = /^#(kernel|platform)\/(.+)$/u.exec(specifier)
  if (inServer) return `server/src/${inServer[1]}/${inServer[2]}`
  const door = /^#([a-z]+)(\/domain)?$/u.exec(specifier)
  return door ? `server/src/modules/${door[1]}${door[2] ?? ''}/index.ts` : null
}

export function isSqlTag(node: Template): boolean {
  return node.tag.type === 'Identifier' && node.tag.name === 'sql'
}

export function typeArgumentOf(node: Template): TSType | null {
  return node.typeArguments?.params[0] ?? null
}

/** A fragment of one value: `sql<boolean>`. */
export function isFragment(type: TSType | null): boolean {
  return type !== null && ['TSBooleanKeyword', 'TSStringKeyword', 'TSNumberKeyword', 'TSUnknownKeyword'].includes(type.type)
}

export function isRawBuilder(type: TSType | null, text: string): boolean {
  return type !== null && /RawBuilder|typeof sql/u.test(text.slice(type.start, type.end))
}

export function unwrapped(node: Node): Node {
  return node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression' || node.type === 'ParenthesizedExpression'
    ? unwrapped(node.expression)
    : node
}

/** What a function gives: the expression of an arrow, or that of each `return` in its own body. */
export function returnsOf(node: Node): Expression[] {
  if (node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement') return [node.body as unknown as Expression]
  const found: Expression[] = []
  const visit = (each: unknown): void => {
    if (each === null || typeof each !== 'object') return
    if (Array.isArray(each)) return void each.forEach(visit)
    const inner = each as { type?: string; argument?: Expression | null }
    if (/Function|Arrow/u.test(inner.type ?? '')) return
    if (inner.type === 'ReturnStatement') return void (inner.argument && found.push(inner.argument))
    for (const value of Object.values(inner)) visit(value)
  }
  if ('body' in node) visit(node.body)
  return found
}

/** The objects an expression may be. */
export function objectsOf(node: Node): Extract<Node, { type: 'ObjectExpression' }>[] {
  const inner = unwrapped(node)
  if (inner.type === 'ConditionalExpression') return [...objectsOf(inner.consequent), ...objectsOf(inner.alternate)]
  return inner.type === 'ObjectExpression' ? [inner] : []
}

export function literalsOf(type: TSType): string[] | null {
  const each = type.type === 'TSUnionType' ? type.types : [type]
  const texts = each.flatMap((one) => (one.type === 'TSLiteralType' && one.literal.type === 'Literal' ? [String(one.literal.value)] : []))
  return texts.length === each.length ? texts : null
}

export function isType(node: TSType | Node): node is TSType {
  return node.type.startsWith('TS') && node.type !== 'TSInterfaceBody'
}
