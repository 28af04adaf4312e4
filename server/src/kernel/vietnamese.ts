/**
 * Text as Vietnamese officials type it. Everything stored is NFC; everything compared goes through
 * {@link fold}, so that "Đăng kí" typed without marks, with `i` for `y`, or decomposed (macOS) is found.
 */

// Not seen, and not white space either: marks of direction, spaces without width, soft hyphens, bells, and letters that stand for an
// empty place (fillers of Hangul, the blank of Braille, the joiner of graphemes). They come with copied text.
const unseen = /\p{Cf}|(?!\s)\p{Cc}|[\u034f\u115f\u1160\u2800\u3164\uffa0]/gu

/** Whether a text contains invisible characters; {@link tidy} removes them. */
export function hasUnseen(text: string): boolean {
  return text.search(unseen) >= 0
}

// U+00D0, which old keyboards gave for Đ. In the languages it belongs to no word begins with it.
const strangeDe = /(?<!\p{L})Ð/gu

/** NFC without what is not seen, with Đ for the Icelandic letter that looks like it, runs of white space collapsed; the form in which every text enters the database. */
export function tidy(text: string): string {
  return text.replace(unseen, '').normalize('NFC').replace(strangeDe, 'Đ').replace(/\s+/gu, ' ').trim()
}

/** Without tone and vowel marks: `Đường` → `Duong`. Case is kept. */
export function withoutMarks(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replaceAll('Ð', 'D') // U+00D0, the Icelandic letter that old Vietnamese keyboards produced for Đ
    .replaceAll('ð', 'd')
}

/** Lower-case, no marks, letters and digits only, one space between words: the form used for comparison. */
export function fold(text: string): string {
  return withoutMarks(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

// Signs that TCVN3 shows where letters were; they are in no name of any language.
const oldSigns = /[§¨©«¬®¯µ¶·¸¹»¼½¾×÷]/u
// Capital letters with marks behind small ones ("NguyÔn"), and marks of VNI behind the vowel they belong to ("Vaên").
const capitalsWithin = /\p{Ll}[À-Þ]/u
const marksBehind = /[ae][àáâãèéêìíòóôõùúû]|o[âôõøùúû]|u[øûù]|Ñ[oa]/giu
// Marks of VNI behind a vowel that no language writes so: once is enough.
const certainMarks = /a[àâãåäøûõù]|e[àâãåäøûõù]/iu

/**
 * Whether a name was typed in a pre-Unicode encoding and is shown with wrong letters (`NguyÔn V¨n §«ng`, `Nguyeãn Vaên`).
 * One mark alone may be a foreign name's.
 */
export function isInOldEncoding(name: string): boolean {
  const text = name.normalize('NFC')
  return oldSigns.test(text) || holdsOldEncoding(text)
}

// A sign between a letter and a small letter: "Qu¶ng". Alone it may be a fraction, a quotation or a list ("½", "«", "·").
const oldSignsWithin = /[\p{L}§¨©«¬®¯µ¶·¸¹»¼½¾×÷][§¨©«¬®¯µ¶·¸¹»¼½¾×÷]\p{Ll}/u

/** The same for running text such as an address, where some of the signs have a meaning of their own. */
export function holdsOldEncoding(text: string): boolean {
  const composed = text.normalize('NFC')
  return (
    oldSignsWithin.test(composed) ||
    capitalsWithin.test(composed) ||
    certainMarks.test(composed) ||
    (composed.match(marksBehind) ?? []).length >= 2
  )
}

/** A number of a person with its middle covered: enough for the owner to know their own. */
export function maskNumber(text: string): string {
  return text.length > 8 ? `${text.slice(0, 4)}${'•'.repeat(text.length - 7)}${text.slice(-3)}` : `•••${text.slice(-2)}`
}

/** `ten@vidu.vn` → `t•••@•••`: that there is one, and enough for the owner to know their own. */
export function maskMail(address: string): string {
  return `${address.slice(0, 1)}•••@•••`
}

/** `1990-03-12` → `••/••/1990`. */
export function maskBirth(day: string): string {
  return `••/••/${day.slice(0, 4)}`
}
