/** The place of a dossier in the register, as books and papers write it. */
export function registerPlaceOf(stored: { readonly book: number; readonly line: number; readonly year: number }): {
  readonly book: string
  readonly line: string
} {
  const { book, line, year } = stored
  return { book: `${String(book).padStart(2, '0')}/${year}`, line: String(line).padStart(2, '0') }
}
