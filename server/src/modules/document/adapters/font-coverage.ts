/**
 * Which characters a TrueType face can show, read from its `cmap` table (format 12 or 4, the two that
 * fonts for the web and print carry). Needed because a letter without a glyph would stop a PDF/A file.
 */
export function coverageOf(font: Buffer): ReadonlySet<number> {
  const tables = font.readUInt16BE(4)
  for (let index = 0; index < tables; index += 1) {
    const record = 12 + index * 16
    if (font.toString('latin1', record, record + 4) === 'cmap') return readCmap(font, font.readUInt32BE(record + 8))
  }
  throw new Error('the font has no cmap table')
}

function readCmap(font: Buffer, cmap: number): ReadonlySet<number> {
  const covered = new Set<number>()
  const subtables = font.readUInt16BE(cmap + 2)
  for (let index = 0; index < subtables; index += 1) {
    const subtable = cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4)
    const format = font.readUInt16BE(subtable)
    if (format === 12) readSegmentedCoverage(font, subtable, covered)
    if (format === 4) readSegmentMapping(font, subtable, covered)
  }
  return covered
}

function readSegmentedCoverage(font: Buffer, subtable: number, covered: Set<number>): void {
  const groups = font.readUInt32BE(subtable + 12)
  for (let index = 0; index < groups; index += 1) {
    const group = subtable + 16 + index * 12
    const last = font.readUInt32BE(group + 4)
    for (let code = font.readUInt32BE(group); code <= last; code += 1) covered.add(code)
  }
}

function readSegmentMapping(font: Buffer, subtable: number, covered: Set<number>): void {
  const doubled = font.readUInt16BE(subtable + 6)
  const ends = subtable + 14
  const starts = ends + doubled + 2
  const deltas = starts + doubled
  const offsets = deltas + doubled
  for (let at = 0; at < doubled; at += 2) {
    const first = font.readUInt16BE(starts + at)
    const last = font.readUInt16BE(ends + at)
    const delta = font.readUInt16BE(deltas + at)
    const offset = font.readUInt16BE(offsets + at)
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const raw = offset === 0 ? code : font.readUInt16BE(offsets + at + offset + (code - first) * 2)
      const glyph = offset !== 0 && raw === 0 ? 0 : (raw + delta) & 0xffff
      if (glyph !== 0) covered.add(code)
    }
  }
}
