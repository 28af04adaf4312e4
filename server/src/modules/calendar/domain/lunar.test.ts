import { describe, expect, test } from 'vitest'
import { dayFrom, isoOf } from './civil-day.ts'
import { dayOfLunar, lunarMonths, lunarOfDay, newMoonJd, sunLongitude, tetDay } from './lunar.ts'

/**
 * Frozen: Tết, the 10th of the 3rd month, and the leap month (0: none) between the 11th month of the year before
 * and that of the year. Computed once by an independent route: new moons and solar longitudes of libastro
 * (PyEphem 4.2.1: VSOP87 and a lunar theory of its own, nothing shared with `lunar.ts`), with the rules of UTC+7 written again in
 * another language. Known official days of Tết (1985-01-21, 2007-02-17, 2026-02-17, 2027-02-06, 2030-02-02)
 * agree with it. The nearest calls of the period are the new moons of 8 May 2054 (14 s after midnight),
 * 15 November 2077 (26 s before) and 18 October 2085 (45 s before); none begins a first or third month, so no
 * holiday hangs on them. A leap 11th month (2033–2034) shows as 11.
 */
const frozen = `
1976-01-31 1976-04-09 8
1977-02-18 1977-04-27 0
1978-02-07 1978-04-16 0
1979-01-28 1979-04-06 6
1980-02-16 1980-04-24 0
1981-02-05 1981-04-14 0
1982-01-25 1982-04-03 4
1983-02-13 1983-04-22 0
1984-02-02 1984-04-10 0
1985-01-21 1985-04-29 2
1986-02-09 1986-04-18 0
1987-01-29 1987-04-07 7
1988-02-17 1988-04-25 0
1989-02-06 1989-04-15 0
1990-01-27 1990-04-05 5
1991-02-15 1991-04-24 0
1992-02-04 1992-04-12 0
1993-01-23 1993-04-01 3
1994-02-10 1994-04-20 0
1995-01-31 1995-04-09 8
1996-02-19 1996-04-27 0
1997-02-07 1997-04-16 0
1998-01-28 1998-04-06 5
1999-02-16 1999-04-25 0
2000-02-05 2000-04-14 0
2001-01-24 2001-04-03 4
2002-02-12 2002-04-22 0
2003-02-01 2003-04-11 0
2004-01-22 2004-04-28 2
2005-02-09 2005-04-18 0
2006-01-29 2006-04-07 7
2007-02-17 2007-04-26 0
2008-02-07 2008-04-15 0
2009-01-26 2009-04-04 5
2010-02-14 2010-04-23 0
2011-02-03 2011-04-12 0
2012-01-23 2012-03-31 4
2013-02-10 2013-04-19 0
2014-01-31 2014-04-09 9
2015-02-19 2015-04-28 0
2016-02-08 2016-04-16 0
2017-01-28 2017-04-06 6
2018-02-16 2018-04-25 0
2019-02-05 2019-04-14 0
2020-01-25 2020-04-02 4
2021-02-12 2021-04-21 0
2022-02-01 2022-04-10 0
2023-01-22 2023-04-29 2
2024-02-10 2024-04-18 0
2025-01-29 2025-04-07 6
2026-02-17 2026-04-26 0
2027-02-06 2027-04-16 0
2028-01-26 2028-04-04 5
2029-02-13 2029-04-23 0
2030-02-02 2030-04-12 0
2031-01-23 2031-04-01 3
2032-02-11 2032-04-19 0
2033-01-31 2033-04-09 0
2034-02-19 2034-04-28 11
2035-02-08 2035-04-17 0
2036-01-28 2036-04-06 6
2037-02-15 2037-04-24 0
2038-02-04 2038-04-13 0
2039-01-24 2039-04-03 5
2040-02-12 2040-04-20 0
2041-02-01 2041-04-10 0
2042-01-22 2042-04-29 2
2043-02-10 2043-04-19 0
2044-01-30 2044-04-07 7
2045-02-17 2045-04-26 0
2046-02-06 2046-04-15 0
2047-01-26 2047-04-04 5
2048-02-14 2048-04-22 0
2049-02-02 2049-04-11 0
2050-01-23 2050-04-01 3
2051-02-11 2051-04-20 0
2052-02-01 2052-04-09 8
2053-02-18 2053-04-28 0
2054-02-08 2054-04-17 0
2055-01-28 2055-04-06 6
2056-02-15 2056-04-24 0
2057-02-04 2057-04-13 0
2058-01-24 2058-04-02 4
2059-02-12 2059-04-21 0
2060-02-02 2060-04-10 0
2061-01-21 2061-03-31 3
2062-02-09 2062-04-19 0
2063-01-29 2063-04-08 7
2064-02-17 2064-04-26 0
2065-02-05 2065-04-15 0
2066-01-26 2066-04-04 5
2067-02-14 2067-04-23 0
2068-02-03 2068-04-11 0
2069-01-23 2069-04-01 4
2070-02-11 2070-04-20 0
2071-01-31 2071-04-09 8
2072-02-19 2072-04-27 0
2073-02-07 2073-04-16 0
2074-01-27 2074-04-05 6
2075-02-15 2075-04-24 0
2076-02-05 2076-04-13 0
2077-01-24 2077-04-02 4
2078-02-12 2078-04-21 0
2079-02-02 2079-04-11 0
2080-01-22 2080-03-30 3
2081-02-09 2081-04-18 0
2082-01-29 2082-04-07 7
2083-02-17 2083-04-26 0
2084-02-06 2084-04-14 0
2085-01-26 2085-04-03 5
2086-02-14 2086-04-22 0
2087-02-03 2087-04-12 0
2088-01-24 2088-04-01 4
2089-02-10 2089-04-20 0
2090-01-30 2090-04-09 8
2091-02-18 2091-04-28 0
2092-02-07 2092-04-16 0
2093-01-27 2093-04-05 6
2094-02-15 2094-04-24 0
2095-02-05 2095-04-13 0
2096-01-25 2096-04-02 4
2097-02-12 2097-04-21 0
2098-02-01 2098-04-11 0
2099-01-21 2099-04-29 2
2100-02-09 2100-04-18 0
`
  .trim()
  .split('\n')
  .map((line) => line.split(' ') as [string, string, string])

describe('the Vietnamese lunar calendar', () => {
  test.each(frozen)('Tết falls on %s, Giỗ Tổ on %s, leap month %s', (tet, hungKings, leap) => {
    const year = Number(tet.slice(0, 4))
    expect(isoOf(tetDay(year))).toBe(tet)
    expect(isoOf(dayOfLunar(year, 3, 10))).toBe(hungKings)
    const leapMonths = [...lunarMonths(year - 1).filter((m) => m.month >= 11), ...lunarMonths(year).filter((m) => m.month <= 10)]
    expect(leapMonths.filter((m) => m.leap).map((m) => String(m.month))).toEqual(leap === '0' ? [] : [leap])
  })

  test('any day from 1976 to 2100 has a lunar date that leads back to the day', () => {
    for (let day = dayFrom('1976-01-01'); day <= dayFrom('2100-12-31'); day += 17) {
      const lunar = lunarOfDay(day)
      expect(dayOfLunar(lunar.year, lunar.month, lunar.day, lunar.leap)).toBe(day)
    }
  })

  test('a month has 29 or 30 days, a year 12 or 13 months', () => {
    for (let year = 1976; year <= 2100; year++) {
      const months = lunarMonths(year)
      expect([12, 13]).toContain(months.length)
      const firstDays = [...months.map((m) => m.firstDay), tetDay(year + 1)]
      for (let i = 1; i < firstDays.length; i++) expect([29, 30]).toContain(firstDays[i]! - firstDays[i - 1]!)
    }
  })

  test('the astronomy agrees with published instants', () => {
    // Meeus, Astronomical Algorithms, example 49.a: new moon of February 1977 at JDE 2443192.65118 (TT).
    const k = -283
    expect(Math.abs(newMoonJd(k) + 48 / 86_400 - 2_443_192.65118)).toBeLessThan(10 / 86_400)
    // Meeus, example 25.b: apparent longitude of the Sun on 1992-10-13.0 TD is 199.90600 degrees.
    expect(Math.abs(sunLongitude(2_448_908.5 - 59 / 86_400) - 199.906)).toBeLessThan(0.001)
  })
})
