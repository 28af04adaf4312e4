import { papersOf } from './act-consequences.ts'
import type { HandedInPaper, RequiredPaper } from './act-facts.ts'
import type { Filed } from './carry-out-filing.ts'
import { factsAt, filedDossier } from './dossier.ts'
import type { Filing } from './dossier.ts'
import type { World } from './world.ts'

/** What is written beside a paper that came as a file or as the form itself. */
export const electronicNote = 'Bản điện tử gửi trực tuyến'

/**
 * What an online filing hands in: each paper of the checklist of which a file came, or that the electronic form replaces, in as many
 * originals and copies as the procedure asks. Whether the file is what it says is for the officer to see before accepting.
 * @law 45/2020/NĐ-CP Điều 10 (thành phần hồ sơ điện tử có giá trị như bản giấy; chưa đối chiếu điều khoản với 118/2025/NĐ-CP)
 */
export function electronicPapersFrom(required: readonly RequiredPaper[], came: ReadonlySet<number>): readonly HandedInPaper[] {
  return required
    .filter(({ no }) => came.has(no))
    .map(({ no, originals, copies }) => ({ componentNo: no, originals, copies: originals + copies === 0 ? 1 : copies, certified: 0 }))
}

/** Papers that must be there and did not come. */
export function findPapersNotSent(required: readonly RequiredPaper[], came: ReadonlySet<number>): readonly RequiredPaper[] {
  return required.filter((paper) => paper.required && !came.has(paper.no))
}

/** A dossier filed by its applicant: the counter holds it, without an officer, and only the time for the first answer runs. */
export function carryOutOnlineFiling(filing: Filing, came: ReadonlySet<number>, world: World): Filed {
  const born = filedDossier({ ...filing, receivedBy: null }, world.at)
  const handedIn = electronicPapersFrom(filing.required, came)
  const papers = papersOf({ papers: handedIn }, factsAt(born, world.at, world)).map((paper) => ({ ...paper, note: electronicNote }))
  return { dossier: { ...born, handedIn: papers }, role: 'citizen', papers, accepted: null }
}
