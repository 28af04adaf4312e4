import type { Config } from '#platform/config/config.ts'
import { pino } from 'pino'
import type { Logger } from 'pino'

/** The log of a process: JSON lines, without the secrets and the persons an error may carry. */
export function createLogger(config: Pick<Config, 'logLevel'>): Logger {
  return pino({
    level: config.logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // Requests and rows never go to the log whole; these are the ways one could slip in with an error.
    redact: ['err.client', 'err.parameters', 'err.detail', 'err.where', 'err.query', '*.password', '*.token', '*.idNumber', '*.phone'],
  })
}
