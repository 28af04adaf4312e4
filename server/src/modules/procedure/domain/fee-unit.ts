import { tidy } from '#kernel/vietnamese.ts'

/** The unit of a fee. `null`: the sum is for the dossier, however many people or pages it has. */
export type FeeUnit = string | null

const money = String.raw`\d[\d.,]*\s*(?:việt nam đồng|đồng(?: việt nam)?|vnđ|vnd|đ(?![\p{L}]))`
// Figures belong to a unit behind a letter (m2, A4), a point behind a single one (đ.vị).
const countedUnit = String.raw`(?:(?:0*1|một|mỗi|từng)\s+)*((?:[^\d;:,.()\/\\]|(?<=\p{L})\d+|(?<=(?<!\p{L})\p{L})\.(?=\p{L})|\/)+)`
const times = String.raw`(?:[x×*]|nhân(?: với)?)\s*`
// "10.000 đồng/người", "8.000 VNĐ (đồng/trang)", "20.000 đồng x số trang", "20.000 đồng (tính theo đầu người)", "30.000 đồng từng thửa",
// "10.000 đồng cho 01 người", "10.000 đồng đối với mỗi con dấu", "10.000 đồng nhân với số trang".
const perUnit = new RegExp(
  String.raw`${money}\s*\(?\s*(?:(?:việt nam )?(?:đồng|vnđ|vnd|đ)\s*[\/\\]|[\/\\]|mỗi |một |trên |(?:cho|đối với) (?:0*1|một|mỗi|từng) |${times}(?:số|đầu) |(?:tính )?theo (?:đầu |số |từng |mỗi )|từng )\s*${countedUnit}`,
  'giu',
)

/** One dossier asks for one of these, so a sum per one of them is a fixed sum. */
const onePerDossier =
  /^(?:bộ )?(?:hồ sơ|lần|giấy|gcn|gpxd|chứng chỉ|chứng nhận|cchn|thẻ|sổ|hộ chiếu|căn cước|văn bằng|bằng|phiếu|tờ khai|trường hợp|thủ tục|văn bản|đơn|quyết định|lượt cấp|việc)(?:[\s\p{P}]|$)/iu

/**
 * The unit that a fee's text counts by ("10.000 đồng/người/lần đăng ký" → `người`), or `null` for a fixed sum. A unit not
 * known to occur once in a dossier is counted: nothing is guessed.
 */
export function feeUnitFrom(text: string): FeeUnit {
  for (const match of text.normalize('NFC').matchAll(perUnit)) {
    const units = (match[1] ?? '').split('/').map((unit) => tidy(unit.replace(/[\s–-]+$/u, '')))
    const counted = units.find((unit) => unit !== '' && !onePerDossier.test(unit))
    if (counted !== undefined) return counted.slice(0, 60)
  }
  return null
}

/** Whether the text multiplies its sum ("10.000 đồng x 2"): its total is then no single figure. */
export function isMultipliedFee(text: string): boolean {
  return new RegExp(String.raw`${money}\s*[x×*]\s*\d`, 'iu').test(text.normalize('NFC'))
}
