/**
 * The limits of one process for its callers, and its time limits. Each number has its reason in ADR 0100;
 * tests take smaller ones.
 */
export type HttpLimits = {
  /** The first line and the headers of a request, from the moment the connection is open. */
  readonly headersMs: number
  /** The body of a request that is no file. */
  readonly bodyMs: number
  /** A file being sent: the whole of it, and the least that arrives in each {@link floorEveryMs}. */
  readonly uploadMs: number
  readonly bytesPerSecond: number
  readonly floorEveryMs: number
  /** An answer the caller does not read, or a connection on which nothing moves. */
  readonly idleMs: number
  /** Between two requests of one connection. */
  readonly keepAliveMs: number
  readonly requestsPerConnection: number
  readonly connections: number
  readonly connectionsPerAddress: number
  /** Body of a route that anyone may call. */
  readonly publicBodyBytes: number
  /** Body of a route for citizens who are signed in: the answers of a section of a form. */
  readonly citizenBodyBytes: number
  /** Body of a route for those signed in. */
  readonly bodyBytes: number
  /** Concurrent uploads: each is completely in memory. */
  readonly uploads: number
  readonly uploadsPerAccount: number
  /** Concurrent exports in total. */
  readonly exports: number
  /** Requests that wait, beside one for each connection to the database; another one is refused at once with a time to retry. */
  readonly waiting: number
  /** Unknown tokens that one address may have looked up in a minute. */
  readonly strangersPerMinute: number
}

export const httpLimits: HttpLimits = {
  headersMs: 10_000,
  bodyMs: 30_000,
  uploadMs: 600_000,
  bytesPerSecond: 8_192,
  floorEveryMs: 10_000,
  idleMs: 120_000,
  keepAliveMs: 65_000,
  requestsPerConnection: 10_000,
  connections: 4_096,
  connectionsPerAddress: 512,
  publicBodyBytes: 16_384,
  citizenBodyBytes: 131_072,
  bodyBytes: 1_048_576,
  uploads: 12,
  uploadsPerAccount: 3,
  exports: 2,
  waiting: 120,
  strangersPerMinute: 120,
}
