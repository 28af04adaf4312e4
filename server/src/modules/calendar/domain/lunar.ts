import { civilOf, dayNumber } from './civil-day.ts'

/**
 * The Vietnamese lunar calendar (âm lịch), computed for the meridian of UTC+7. Chinese calendars, ICU's among
 * them, are computed for UTC+8 and give another Tết in some years (1985, 2007, 2030, 2053).
 *
 * A month begins on the day of the new moon. The month of the winter solstice is the 11th. When thirteen months
 * fall between two 11th months, the first without a principal solar term (the Sun entering a multiple of 30°) is
 * the leap month and takes the number of the month before it.
 *
 * New moons: Meeus, *Astronomical Algorithms*, ch. 49 (all periodic and planetary terms). Sun: the series of
 * Bretagnon and Simon (1986) as tabulated in Reingold and Dershowitz, *Calendrical Calculations*.
 * Compared with an independent ephemeris (VSOP87/ELP) over 1976–2100: see `lunar.test.ts`.
 */
export type LunarDate = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly leap: boolean
}

const radians = Math.PI / 180
/** JD of 1970-01-01T00:00 UTC. */
const epochJd = 2_440_587.5
const utcOffsetDays = 7 / 24
const synodicMonth = 29.530588861
/** JDE of the mean new moon of k = 0 (6 January 2000). */
const newMoonZero = 2_451_550.09766

/** Terrestrial time minus universal time in days; polynomials of Espenak and Meeus, 1961–2150. */
function deltaT(jd: number): number {
  const year = 2000 + (jd - 2_451_545) / 365.25
  let seconds: number
  if (year < 1986) {
    const t = year - 1975
    seconds = 45.45 + 1.067 * t - t ** 2 / 260 - t ** 3 / 718
  } else if (year < 2005) {
    const t = year - 2000
    seconds = 63.86 + 0.3345 * t - 0.060374 * t ** 2 + 0.0017275 * t ** 3 + 0.000651814 * t ** 4 + 0.00002373599 * t ** 5
  } else if (year < 2050) {
    const t = year - 2000
    seconds = 62.92 + 0.32217 * t + 0.005589 * t ** 2
  } else {
    seconds = -20 + 32 * ((year - 1820) / 100) ** 2 - 0.5628 * (2150 - year)
  }
  return seconds / 86_400
}

// Amplitude in days; power of the eccentricity factor; multiples of the Sun's anomaly, the Moon's, and of F.
const newMoonTerms: readonly (readonly [number, number, number, number, number])[] = [
  [-0.4072, 0, 0, 1, 0],
  [0.17241, 1, 1, 0, 0],
  [0.01608, 0, 0, 2, 0],
  [0.01039, 0, 0, 0, 2],
  [0.00739, 1, -1, 1, 0],
  [-0.00514, 1, 1, 1, 0],
  [0.00208, 2, 2, 0, 0],
  [-0.00111, 0, 0, 1, -2],
  [-0.00057, 0, 0, 1, 2],
  [0.00056, 1, 1, 2, 0],
  [-0.00042, 0, 0, 3, 0],
  [0.00042, 1, 1, 0, 2],
  [0.00038, 1, 1, 0, -2],
  [-0.00024, 1, -1, 2, 0],
  [-0.00007, 0, 2, 1, 0],
  [0.00004, 0, 0, 2, -2],
  [0.00004, 0, 3, 0, 0],
  [0.00003, 0, 1, 1, -2],
  [0.00003, 0, 0, 2, 2],
  [-0.00003, 0, 1, 1, 2],
  [0.00003, 0, -1, 1, 2],
  [-0.00002, 0, -1, 1, -2],
  [-0.00002, 0, 1, 3, 0],
  [0.00002, 0, 0, 4, 0],
]
// Planetary arguments: phase in degrees, degrees per lunation, amplitude in days.
const planetaryTerms: readonly (readonly [number, number, number])[] = [
  [251.88, 0.016321, 0.000165],
  [251.83, 26.651886, 0.000164],
  [349.42, 36.412478, 0.000126],
  [84.66, 18.206239, 0.00011],
  [141.74, 53.303771, 0.000062],
  [207.14, 2.453732, 0.00006],
  [154.84, 7.30686, 0.000056],
  [34.52, 27.261239, 0.000047],
  [207.19, 0.121824, 0.000042],
  [291.34, 1.844379, 0.00004],
  [161.72, 24.198154, 0.000037],
  [239.56, 25.513099, 0.000035],
  [331.55, 3.592518, 0.000023],
]

/** JD (universal time) of the k-th new moon after that of January 2000. */
export function newMoonJd(k: number): number {
  const t = k / 1236.85
  const e = 1 - 0.002516 * t - 0.0000074 * t ** 2
  const sun = 2.5534 + 29.1053567 * k - 0.0000014 * t ** 2
  const moon = 201.5643 + 385.81693528 * k + 0.0107582 * t ** 2 + 0.00001238 * t ** 3
  const f = 160.7108 + 390.67050284 * k - 0.0016118 * t ** 2 - 0.00000227 * t ** 3
  const node = 124.7746 - 1.56375588 * k + 0.0020672 * t ** 2
  let jde = newMoonZero + synodicMonth * k + 0.00015437 * t ** 2 - 0.00000015 * t ** 3
  for (const [amplitude, power, ofSun, ofMoon, ofF] of newMoonTerms) {
    jde += amplitude * e ** power * Math.sin(radians * (ofSun * sun + ofMoon * moon + ofF * f))
  }
  jde -= 0.00017 * Math.sin(radians * node)
  jde += 0.000325 * Math.sin(radians * (299.77 + 0.107408 * k - 0.009173 * t ** 2))
  for (const [phase, rate, amplitude] of planetaryTerms) jde += amplitude * Math.sin(radians * (phase + rate * k))
  return jde - deltaT(jde)
}

// Amplitude (1e-7 radian), phase in degrees, degrees per Julian century.
const sunTerms: readonly (readonly [number, number, number])[] = [
  [403406, 270.54861, 0.9287892],
  [195207, 340.19128, 35999.1376958],
  [119433, 63.91854, 35999.4089666],
  [112392, 331.2622, 35998.7287385],
  [3891, 317.843, 71998.20261],
  [2819, 86.631, 71998.4403],
  [1721, 240.052, 36000.35726],
  [660, 310.26, 71997.4812],
  [350, 247.23, 32964.4678],
  [334, 260.87, -19.441],
  [314, 297.82, 445267.1117],
  [268, 343.14, 45036.884],
  [242, 166.79, 3.1008],
  [234, 81.53, 22518.4434],
  [158, 3.5, -19.9739],
  [132, 132.75, 65928.9345],
  [129, 182.95, 9038.0293],
  [114, 162.03, 3034.7684],
  [99, 29.8, 33718.148],
  [93, 266.4, 3034.448],
  [86, 249.2, -2280.773],
  [78, 157.6, 29929.992],
  [72, 257.8, 31556.493],
  [68, 185.1, 149.588],
  [64, 69.9, 9037.75],
  [46, 8, 107997.405],
  [38, 197.1, -4444.176],
  [37, 250.4, 151.771],
  [32, 65.3, 67555.316],
  [29, 162.7, 31556.08],
  [28, 341.5, -4561.54],
  [27, 291.6, 107996.706],
  [27, 98.5, 1221.655],
  [25, 146.7, 62894.167],
  [24, 110, 31437.369],
  [21, 5.2, 14578.298],
  [21, 342.6, -31931.757],
  [20, 230.9, 34777.243],
  [18, 256.1, 1221.999],
  [17, 45.3, 62894.511],
  [14, 242.9, -4442.039],
  [13, 115.2, 107997.909],
  [13, 151.8, 119.066],
  [13, 285.3, 16859.071],
  [12, 53.3, -4.578],
  [10, 126.6, 26895.292],
  [10, 205.7, -39.127],
  [10, 85.9, 12297.536],
  [10, 146.1, 90073.778],
]

/** Apparent longitude of the Sun in degrees [0, 360) at a JD of universal time. */
export function sunLongitude(jd: number): number {
  const c = (jd + deltaT(jd) - 2_451_545) / 36_525
  let sum = 0
  for (const [amplitude, phase, rate] of sunTerms) sum += amplitude * Math.sin(radians * (phase + rate * c))
  const aberration = 0.0000974 * Math.cos(radians * (177.63 + 35999.01848 * c)) - 0.005575
  const nutation =
    -0.004778 * Math.sin(radians * (124.9 - 1934.134 * c + 0.002063 * c ** 2)) -
    0.0003667 * Math.sin(radians * (201.11 + 72001.5377 * c + 0.00057 * c ** 2))
  const longitude = 282.7771834 + 36000.76953744 * c + 0.000005729577951308232 * sum + aberration + nutation
  return ((longitude % 360) + 360) % 360
}

/** Day number, in Vietnam, of the k-th new moon. */
function newMoonDay(k: number): number {
  return Math.floor(newMoonJd(k) - epochJd + utcOffsetDays)
}

/** Which twelfth of the ecliptic the Sun is in as the day begins in Vietnam; 9 from the winter solstice on. */
function sunSector(day: number): number {
  return Math.floor(sunLongitude(day + epochJd - utcOffsetDays) / 30)
}

/** Index k of the new moon that begins the 11th month of a year (the month of its winter solstice). */
function eleventhMonth(year: number): number {
  const lastDay = dayNumber(year, 12, 31)
  let k = Math.round((lastDay + epochJd - newMoonZero) / synodicMonth)
  while (newMoonDay(k) > lastDay) k -= 1
  while (newMoonDay(k + 1) <= lastDay) k += 1
  // On the first day of the 11th month the Sun has not reached the solstice when the day begins, or reaches it then.
  return sunSector(newMoonDay(k)) >= 9 ? k - 1 : k
}

type LunarMonth = {
  readonly year: number
  readonly month: number
  readonly leap: boolean
  readonly firstDay: number
}

/** Months 12 of the year before (or its leap 11) up to month 11 of `year`, in order, from one solstice to the next. */
function monthsUpToEleventh(year: number): LunarMonth[] {
  const start = eleventhMonth(year - 1)
  const end = eleventhMonth(year)
  const months: LunarMonth[] = []
  let leapSeen = end - start === 12
  let number = 11
  for (let k = start + 1; k <= end; k++) {
    const firstDay = newMoonDay(k)
    const leap = !leapSeen && sunSector(firstDay) === sunSector(newMoonDay(k + 1))
    if (leap) leapSeen = true
    else number = (number % 12) + 1
    months.push({ year: number >= 11 && k - start <= 3 ? year - 1 : year, month: number, leap, firstDay })
  }
  return months
}

/** Months of lunar year `year` that matter: first days of all months, in order, leap month after its namesake. */
export function lunarMonths(year: number): readonly LunarMonth[] {
  return [...monthsUpToEleventh(year), ...monthsUpToEleventh(year + 1)].filter((month) => month.year === year)
}

/** Day number of a lunar date; throws when that year has no such (leap) month. */
export function dayOfLunar(year: number, month: number, day: number, leap = false): number {
  const found = lunarMonths(year).find((m) => m.month === month && m.leap === leap)
  if (!found) throw new RangeError(`lunar year ${year} has no ${leap ? 'leap ' : ''}month ${month}`)
  return found.firstDay + day - 1
}

/** First day of Tết Nguyên đán (mùng 1 tháng Giêng) of the year that begins in Gregorian year `year`. */
export function tetDay(year: number): number {
  return dayOfLunar(year, 1, 1)
}

/** The lunar date of a day. */
export function lunarOfDay(day: number): LunarDate {
  const { year } = civilOf(day)
  const month = [...lunarMonths(year - 1), ...lunarMonths(year)].findLast((m) => m.firstDay <= day)
  if (!month) throw new RangeError(`no lunar month for day ${day}`)
  return { year: month.year, month: month.month, leap: month.leap, day: day - month.firstDay + 1 }
}
