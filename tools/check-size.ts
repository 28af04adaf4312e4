// Finds functions and files that are longer than the limits of server/src/architecture.ts. Used by check-size.test.ts; has no
// command line of its own.
import { readFileSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { Visitor, parseSync } from 'oxc-parser'
import { sizeLimits } from '../server/src/architecture.ts'

/** `name` is that of the function, or `file` for the whole of it. */
export type Oversize = { readonly file: string; readonly name: string; readonly lines: number; readonly limit: number }

/** Everything below `root` that is longer than its limit; tests and generated files are not looked at. */
export function findOversize(root: string, folders: readonly string[] = ['server/src', 'web', 'tools', 'bench']): Oversize[] {
  return folders.flatMap((folder) => sourcesIn(root, folder)).flatMap((file) => oversizeIn(file, readFileSync(join(root, file), 'utf8')))
}

/** What of one file is longer than its limit. */
export function oversizeIn(file: string, text: string): Oversize[] {
  const lineOf = lineCounter(text)
  const found: Oversize[] = []
  const length = lineOf(text.trimEnd().length)
  const longest = sizeLimits.files[file] ?? sizeLimits.file
  if (length > longest) found.push({ file, name: 'file', lines: length, limit: longest })
  const limit = sizeLimits.strictFolders.some((folder) => file.startsWith(folder)) ? sizeLimits.strictFunction : sizeLimits.function
  const look = (name: string, node: { readonly start: number; readonly end: number }): void => {
    const lines = lineOf(node.end) - lineOf(node.start) + 1
    if (lines > limit) found.push({ file, name, lines, limit })
  }
  new Visitor({
    FunctionDeclaration: (node) => look(node.id?.name ?? 'default', node),
    VariableDeclarator: (node) => {
      if (node.id.type === 'Identifier' && (node.init?.type === 'ArrowFunctionExpression' || node.init?.type === 'FunctionExpression'))
        look(node.id.name, node)
    },
    MethodDefinition: (node) => look('name' in node.key && typeof node.key.name === 'string' ? node.key.name : 'method', node),
  }).visit(parseSync(file, text).program)
  return found
}

/** The line, from 1, of an offset in a text. */
function lineCounter(text: string): (offset: number) => number {
  const ends = [...text.matchAll(/\n/gu)].map((match) => match.index)
  return (offset) => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] ?? Infinity) < offset) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}

function sourcesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/u.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(
      (file) => !/\/(node_modules|\.react-router|\.build)\//u.test(file) && !file.includes('.generated.') && !/\.test\.tsx?$/u.test(file),
    )
    .sort()
}
