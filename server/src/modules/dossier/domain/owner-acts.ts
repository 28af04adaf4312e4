/** The acts of a person on a dossier they filed online; the act table says when they are allowed. */
export const ownerActs = ['supplement', 'withdraw', 'correct_contact'] as const
export type OwnerAct = (typeof ownerActs)[number]
