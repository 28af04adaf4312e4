import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { packFormSchema, packHeadSchema, packProceduresSchema } from './pack-schema.ts'
import type { Pack, PackFault, PackProcedure } from './pack-schema.ts'

const vietnamese = z.locales.vi().localeError

/**
 * Reads a pack folder. Answers the pack, or every fault of form in every file (never only the first).
 * Whether the pack makes sense is asked of `checkPack`.
 */
export function readPack(folder: string): { pack: Pack; faults: [] } | { pack: null; faults: PackFault[] } {
  const faults: PackFault[] = []
  const head = readPart(folder, 'pack.yaml', packHeadSchema, faults)
  const procedures: PackProcedure[] = []
  for (const file of procedureFiles(folder, faults)) {
    const part = readPart(folder, file, packProceduresSchema, faults)
    part?.procedures.forEach((procedure, index) => {
      procedures.push({ ...procedure, agencyCode: part.agency, where: `${file} › procedures.${index} (${procedure.code})` })
    })
  }
  for (const file of formFiles(folder)) {
    const part = readPart(folder, file, packFormSchema, faults)
    if (!part) continue
    const { procedure: code, ...form } = part
    const at = procedures.findIndex((procedure) => procedure.code === code)
    const procedure = procedures[at]
    // A procedure that could not be read is a fault of its own.
    if (!procedure && faults.length === 0) faults.push({ where: file, message: `Gói không có thủ tục ${code}.` })
    else if (!procedure) continue
    else if (procedure.form) faults.push({ where: file, message: `Thủ tục ${code} đã có biểu mẫu ở tệp khác.` })
    else procedures[at] = { ...procedure, form }
  }
  if (!head || faults.length > 0) return { pack: null, faults }
  return { pack: { head, procedures }, faults: [] }
}

/** Where a pack comes from and which locality it is for. @throws Error naming every fault of its head */
export function readPackLocality(folder: string): { folder: string; code: string; name: string; demonstration: boolean } {
  const faults: PackFault[] = []
  const head = readPart(folder, 'pack.yaml', packHeadSchema, faults)
  if (!head) throw packError(folder, faults)
  const { code, name, demonstration } = head.locality
  return { folder, code, name, demonstration }
}

/** Every fault of a pack in one message, with what to do. */
export function packError(folder: string, faults: readonly PackFault[]): Error {
  const lines = faults.map(({ where, message }) => `  ${where}: ${message}`).join('\n')
  return new Error(`The pack ${folder} cannot be loaded:\n${lines}\nCorrect it (npm run -s motcua -- packs check ${folder}), name another with MOTCUA_PACK, or start without one: MOTCUA_PACK=none`)
}

function procedureFiles(folder: string, faults: PackFault[]): string[] {
  try {
    return readdirSync(join(folder, 'procedures'))
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => `procedures/${name}`)
  } catch {
    faults.push({ where: 'procedures', message: 'Không có thư mục procedures trong gói.' })
    return []
  }
}

/** A pack without forms is whole: every procedure then has the general one. */
function formFiles(folder: string): string[] {
  const forms = join(folder, 'forms')
  if (!existsSync(forms)) return []
  return readdirSync(forms)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => `forms/${name}`)
}

function readPart<Schema extends z.ZodType>(
  folder: string,
  file: string,
  schema: Schema,
  faults: PackFault[],
): z.output<Schema> | null {
  let source: string
  try {
    source = readFileSync(join(folder, file), 'utf8')
  } catch {
    faults.push({ where: file, message: 'Không đọc được tệp này.' })
    return null
  }
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true })
  if (document.errors.length > 0) {
    for (const error of document.errors) {
      const { line } = lines.linePos(error.pos[0])
      faults.push({ where: `${file}, dòng ${line}`, message: `Không phải YAML đúng: ${error.code}.` })
    }
    return null
  }
  const parsed = schema.safeParse(document.toJS(), { error: vietnamese })
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) {
    faults.push({ where: `${file} › ${issue.path.join('.') || '(gốc)'}`, message: issue.message })
  }
  return null
}
