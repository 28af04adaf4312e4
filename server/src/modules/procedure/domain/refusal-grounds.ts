const longest = 300
const most = 12

/**
 * The procedure's own requirements and conditions (yêu cầu, điều kiện), each as a sentence that says it is not met: grounds a
 * refusal may rest on. One a line of the published text; nothing where the procedure has none.
 * @law 61/2018/NĐ-CP Điều 17 khoản 2 (a refusal states its reason)
 */
export function refusalGroundsFrom(conditions: string): string[] {
  const grounds = conditions
    .split(/\r?\n/u)
    .map((line) => line.replace(/^\s*(?:[-–—+*•]|\d{1,2}[.)]|[a-zđ]\))\s+/u, '').trim())
    // A line that only introduces the next ones is no condition.
    .filter((line) => line !== '' && !line.endsWith(':') && !/^không(?: có)?(?: (?:yêu cầu|điều kiện|quy định).*)?[.]?$/iu.test(line))
    .map((line) => `Chưa đáp ứng yêu cầu, điều kiện của thủ tục: ${line}`)
    .filter((line) => line.length <= longest)
  return [...new Set(grounds)].slice(0, most)
}
