/** What whoever filed a dossier online may do to it themselves; the act table says when. */
export const ownerActs = ['supplement', 'withdraw', 'correct_contact'] as const
export type OwnerAct = (typeof ownerActs)[number]
