import type { TestCentre } from '../../../testing/test-centre.ts'

/**
 * Makes a procedure one that the counter settles alone, without a signature: of the pack only a few that are merely recorded are so, and none of them
 * costs anything.
 */
export async function settledAtCounter({ db }: Pick<TestCentre, 'db'>, procedureCode: string): Promise<string> {
  await db.peek(
    `with version as (update procedure.procedure_version v set handling = 'on_the_spot' from procedure.procedure p
        where p.id = v.procedure_id and p.code = $1 returning v.id),
      signed as (select s.version_id, s.no, s.next_no, s.return_no from procedure.version_step s join version on version.id = s.version_id and s.role = 'signatory'),
      passed as (update procedure.version_step s
        set next_no = case when s.next_no = signed.no then signed.next_no else s.next_no end,
          return_no = case when s.return_no = signed.no then signed.return_no else s.return_no end
        from signed where s.version_id = signed.version_id and signed.no in (s.next_no, s.return_no))
      delete from procedure.version_step s using signed where s.version_id = signed.version_id and s.no = signed.no`,
    [procedureCode],
  )
  return procedureCode
}
