/** The oldest documented person reached 122 years; an earlier birth day is a typing error. */
const oldestYears = 130

/** Whether somebody alive today can have been born on the day (`YYYY-MM-DD`). */
export function isBirthDay(bornOn: string, today: Temporal.PlainDate): boolean {
  const born = Temporal.PlainDate.from(bornOn)
  return Temporal.PlainDate.compare(born, today) <= 0 && Temporal.PlainDate.compare(born, today.subtract({ years: oldestYears })) > 0
}

export const notBorn = 'Ngày sinh ở tương lai hoặc quá xa. Xin đối chiếu với giấy tờ'
