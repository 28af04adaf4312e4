// TypeScript types from an OpenAPI 3.1 document, for as much of JSON Schema as our routes use; anything else stops it.
// Used by tools/generate.ts for web/api/schema.generated.ts. Why not openapi-typescript: docs/adr/0007.

export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly (string | number | boolean | null)[]
  readonly const?: string | number | boolean | null
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly [other: string]: unknown
}
type Parameter = { readonly in: string; readonly name: string; readonly required?: boolean; readonly schema?: Schema }
type Content = { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }
export type Document = {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly requestBody?: Content
            readonly parameters?: readonly Parameter[]
            readonly responses?: Readonly<Record<string, Content>>
          }
        >
      >
    >
  >
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}

/** Keywords allowed beside the shape: they narrow values, not types. */
const narrowing = new Set([
  'format',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'default',
  'description',
  'id',
  'readOnly',
  'propertyNames',
  'title',
  'examples',
])
const shaping = new Set([
  '$ref',
  'type',
  'enum',
  'const',
  'anyOf',
  'oneOf',
  'allOf',
  'properties',
  'required',
  'additionalProperties',
  'items',
])

/** One module: a type per named schema, and `Answers`, the success of each operation by `GET /path`. */
export function typesOf(document: Document): string {
  const schemas = document.components?.schemas ?? {}
  const used = namesUsed(document.paths, schemas)
  const named = Object.entries(schemas)
    .filter(([name]) => used.has(name))
    .map(([name, schema]) => `export type ${name} = ${typeOf(schema, '', schemas)}\n`)
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ address: `${method.toUpperCase()} ${path}`, operation })),
  )
  const answers = operations.flatMap(({ address, operation }) => {
    const success = Object.entries(operation.responses ?? {}).find(([status]) => status.startsWith('2'))?.[1].content?.['application/json']
      ?.schema
    return success ? [`  '${address}': ${typeOf(success, '  ', schemas)}`] : []
  })
  const bodies = operations.flatMap(({ address, operation }) => {
    const body = operation.requestBody?.content?.['application/json']?.schema
    return body ? [`  '${address}': ${typeOf(body, '  ', schemas)}`] : []
  })
  const given = (place: string, optional: string) =>
    operations.flatMap(({ address, operation }) => {
      const fields = (operation.parameters ?? []).filter((each) => each.in === place)
      const typed = fields.map(
        ({ name, required, schema = {} }) => `${name}${required ? '' : '?'}: ${typeOf(schema, '  ', schemas)}${required ? '' : optional}`,
      )
      return fields.length > 0 ? [`  '${address}': { ${typed.join('; ')} }`] : []
    })
  return `// Made by npm run gen from contract/openapi.generated.json.

${named.join('\n')}
/** The JSON answer of a successful operation. */
export type Answers = {
${answers.join('\n')}
}

/** The body of a request. */
export type Bodies = {
${bodies.join('\n')}
}

/** What is asked after the question mark. */
export type Queries = {
${given('query', ' | undefined').join('\n')}
}

/** What stands in the address in place of \`{name}\`. */
export type Paths = {
${given('path', '').join('\n')}
}

/** Every operation of the contract. */
export type Address =
${operations.map(({ address }) => `  | '${address}'`).join('\n')}
`
}

function typeOf(schema: Schema, indent: string, schemas: Readonly<Record<string, Schema>>): string {
  const strange = Object.keys(schema).filter((key) => !narrowing.has(key) && !shaping.has(key) && !key.startsWith('x-'))
  if (strange.length > 0) throw new Error(`openapi-types.ts does not know ${strange.join(', ')}`)
  if (schema.$ref !== undefined) return nameOf(schema.$ref, schemas)
  if (schema.enum) return union(schema.enum.map((each) => literal(each)))
  if (schema.const !== undefined) return literal(schema.const)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return union(choices.map((each) => typeOf(each, indent, schemas)))
  if (schema.allOf) return schema.allOf.map((each) => `(${typeOf(each, indent, schemas)})`).join(' & ')
  if (Array.isArray(schema.type)) return union(schema.type.map((type: string) => typeOf({ ...schema, type }, indent, schemas)))
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type
    case 'number':
    case 'integer':
      return 'number'
    case 'array': {
      const item = typeOf(schema.items ?? {}, indent, schemas)
      return /^[\w']+$/u.test(item) || item.startsWith('{') ? `${item}[]` : `(${item})[]`
    }
    case 'object':
      return objectOf(schema, indent, schemas)
    case undefined:
      return 'unknown'
    default:
      throw new Error(`openapi-types.ts does not know the type ${String(schema.type)}`)
  }
}

function objectOf(schema: Schema, indent: string, schemas: Readonly<Record<string, Schema>>): string {
  const { properties = {}, required = [], additionalProperties } = schema
  const within = `${indent}  `
  const rows = Object.entries(properties).map(
    ([name, each]) =>
      `${within}${/^[a-z_$][\w$]*$/iu.test(name) ? name : literal(name)}${required.includes(name) ? '' : '?'}: ${typeOf(each, within, schemas)}`,
  )
  const others = additionalProperties !== undefined && additionalProperties !== false
  if (rows.length === 0) {
    return others
      ? `Record<string, ${typeof additionalProperties === 'object' ? typeOf(additionalProperties, indent, schemas) : 'unknown'}>`
      : 'Record<string, never>'
  }
  // Fields an answer may gain later are read through `unknown`, never relied upon.
  const known = `{\n${rows.join('\n')}\n${indent}}`
  return others && typeof additionalProperties === 'object' && Object.keys(additionalProperties).length === 0
    ? `{\n${rows.join('\n')}\n${within}[other: string]: unknown\n${indent}}`
    : known
}

function nameOf(ref: string, schemas: Readonly<Record<string, Schema>>): string {
  const name = /^#\/components\/schemas\/(\w+)$/u.exec(ref)?.[1]
  if (name === undefined || !(name in schemas)) throw new Error(`${ref} leads nowhere in the OpenAPI document`)
  return name
}

/** Named schemas that an operation leads to; the document also lists twins for sending (`…Input`) that none uses. */
function namesUsed(from: unknown, schemas: Readonly<Record<string, Schema>>, found = new Set<string>()): Set<string> {
  for (const [, name = ''] of JSON.stringify(from).matchAll(/"#\/components\/schemas\/(\w+)"/gu)) {
    if (found.has(name)) continue
    found.add(name)
    namesUsed(schemas[name] ?? {}, schemas, found)
  }
  return found
}

function literal(value: string | number | boolean | null): string {
  return typeof value === 'string' ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'` : String(value)
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(' | ')
}
