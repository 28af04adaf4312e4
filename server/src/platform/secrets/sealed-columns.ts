/** A column whose values are sealed with the key file. A new one must be listed, or a change of the key would leave it behind. */
export type SealedColumn = {
  readonly table: string
  readonly sealed: string
  /** SQL of the key that distinguishes the rows of a locality, as text. */
  readonly key: string
  readonly purpose: (localityId: number, key: string) => string
  /** Column of an earlier version that holds the value in clear until the next start; `null` when there never was one. */
  readonly clear: string | null
}

export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'platform.server_key',
    sealed: 'sealed',
    key: 'name',
    purpose: (localityId, name) => `server key ${localityId} ${name}`,
    clear: 'key',
  },
  {
    table: 'payment.account',
    sealed: 'notice_secret_sealed',
    key: 'centre_id::text',
    purpose: (localityId, centreId) => `bank notices ${localityId} ${centreId}`,
    clear: 'notice_secret',
  },
  {
    table: 'platform.idempotency',
    sealed: 'sealed',
    key: `caller || ' ' || key`,
    purpose: (localityId, key) => `answer ${localityId} ${key}`,
    clear: null,
  },
  {
    table: 'feedback.urn',
    sealed: 'sealed',
    key: 'id::text',
    purpose: (localityId, id) => `ballot ${localityId} ${id}`,
    clear: null,
  },
  {
    table: 'identity.totp',
    sealed: 'secret',
    key: 'account_id::text',
    purpose: (localityId, accountId) => `totp ${localityId} ${accountId}`,
    clear: null,
  },
]
