import { expect, test } from 'vitest'
import { typesOf } from './openapi-types.ts'
import type { Schema } from './openapi-types.ts'

/** The type written for the answer of one operation. */
function written(schema: Schema, schemas: Record<string, Schema> = {}): string {
  const text = typesOf({
    paths: { '/x': { get: { responses: { '200': { content: { 'application/json': { schema } } } } } } },
    components: { schemas },
  })
  return /'GET \/x': ([\s\S]*?)\n\}\n/u.exec(text)?.[1] ?? ''
}

test.each<[Schema, string]>([
  [{ type: 'string', format: 'uuid' }, 'string'],
  [{ type: 'integer', minimum: 0 }, 'number'],
  [{ type: ['string', 'null'] }, 'string | null'],
  [{ anyOf: [{ type: 'number' }, { type: 'null' }] }, 'number | null'],
  [{ enum: ['early', "it's late"] }, "'early' | 'it\\'s late'"],
  [{ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } }, '(string | null)[]'],
  [{ type: 'object', additionalProperties: { type: 'boolean' } }, 'Record<string, boolean>'],
  [{ type: 'object', properties: { a: { type: 'string' }, 'b-c': {} }, required: ['a'] }, "{\n    a: string\n    'b-c'?: unknown\n  }"],
  [
    { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: {} },
    '{\n    a?: string\n    [other: string]: unknown\n  }',
  ],
])('%j is written as %s', (schema, type) => {
  expect(written(schema)).toBe(type)
})

test('a named schema is written once, and only when an operation uses it', () => {
  const text = typesOf({
    paths: { '/x': { get: { responses: { '200': { content: { 'application/json': { schema: { $ref: '#/components/schemas/A' } } } } } } } },
    components: {
      schemas: { A: { type: 'array', items: { $ref: '#/components/schemas/B' } }, B: { type: 'string' }, C: { type: 'null' } },
    },
  })
  expect([...text.matchAll(/export type (\w+) = (.+)/gu)].map(([, name, type]) => [name, type])).toEqual([
    ['A', 'B[]'],
    ['B', 'string'],
    ['Answers', '{'],
    ['Bodies', '{'],
    ['Queries', '{'],
    ['Paths', '{'],
  ])
})

test('a broken reference stops the generator', () => {
  expect(() => written({ $ref: '#/components/schemas/Missing' })).toThrow('#/components/schemas/Missing leads nowhere')
})

test('an unknown keyword of JSON Schema stops the generator', () => {
  expect(() => written({ type: 'object', patternProperties: {} })).toThrow('patternProperties')
})
