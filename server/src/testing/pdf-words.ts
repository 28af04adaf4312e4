import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** The words of a PDF without white space: where lines break is not what a test asks about. */
export async function pdfWords(pdf: Uint8Array): Promise<string> {
  const document = await getDocument({ data: Uint8Array.from(pdf), verbosity: 0 }).promise
  let text = ''
  for (let no = 1; no <= document.numPages; no += 1) {
    const { items } = await (await document.getPage(no)).getTextContent()
    text += items.map((item) => ('str' in item ? item.str : '')).join('')
  }
  await document.loadingTask.destroy()
  return tight(text)
}

export function tight(text: string): string {
  return text.replace(/\s+/gu, '')
}

/** `10 giờ 05 phút, ngày 02 tháng 12 năm 2026` of an instant, as the forms write it, without white space. */
export function momentOnPaper(instant: string): string {
  const { hour, minute, day, month, year } = Temporal.Instant.from(instant).toZonedDateTimeISO('Asia/Ho_Chi_Minh')
  const two = (value: number): string => String(value).padStart(2, '0')
  return tight(`${two(hour)} giờ ${two(minute)} phút, ngày ${two(day)} tháng ${month < 3 ? two(month) : month} năm ${year}`)
}
