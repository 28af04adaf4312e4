/** Fields of Word that run something or fetch something when they are brought up to date (ECMA-376 Part 1 §17.16). */
const fields = new Map([
  ['DDE', 'trường DDE (gọi chương trình khác)'],
  ['DDEAUTO', 'trường DDE (gọi chương trình khác)'],
  ['LINK', 'trường liên kết tới tệp khác'],
  ['INCLUDETEXT', 'trường lấy nội dung từ tệp khác'],
  ['INCLUDEPICTURE', 'trường lấy ảnh từ nơi khác'],
  ['IMPORT', 'trường lấy ảnh từ nơi khác'],
  ['DATABASE', 'trường lấy dữ liệu từ nơi khác'],
])

/** What a field does by its words, `null` when it is a harmless one. */
export function fieldActs(instruction: string): string | null {
  const word = /^[\s"\\]*([\p{L}]+)/u.exec(instruction)?.[1]?.toUpperCase()
  return word === undefined ? null : (fields.get(word) ?? null)
}

type Open = { words: string; phase: 'words' | 'result'; beginsInside: boolean }

/** Reads the marks of a document one after the other; a field may be cut into single letters and lie in another. */
export class WordFields {
  readonly #open: Open[] = []
  acts: string | null = null

  mark(kind: string | undefined): void {
    if (kind === 'begin') {
      const above = this.#open.at(-1)
      // Its first word is the result of another field: only running it would say what it is.
      if (above?.phase === 'words' && above.words.trim() === '') above.beginsInside = true
      this.#open.push({ words: '', phase: 'words', beginsInside: false })
    } else if (kind === 'separate' || kind === 'end') {
      const field = kind === 'end' ? this.#open.pop() : this.#open.at(-1)
      if (!field) return
      if (field.phase === 'words') this.acts ??= field.beginsInside ? 'trường ghép từ trường khác' : fieldActs(field.words)
      field.phase = 'result'
    }
  }

  words(text: string): void {
    const field = this.#open.at(-1)
    if (field?.phase === 'words') field.words += text
    // Words outside any field: a reader may still join them.
    else if (!field) this.acts ??= fieldActs(text)
  }

  /** At the end of a part: a field that was never closed is still read. */
  end(): void {
    for (const field of this.#open) if (field.phase === 'words') this.acts ??= fieldActs(field.words)
  }
}
