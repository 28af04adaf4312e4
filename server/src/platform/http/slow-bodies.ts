import { PassThrough } from 'node:stream'
import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refused, refusalFrom } from '#kernel/refusal.ts'
import type { HttpLimits } from './http-limits.ts'
import { httpRefusals } from './refusals.ts'

/** The time limit for the rest of a body that is no longer read. */
const afterAnswerMs = 10_000

/**
 * Every body has a time limit. JSON has half a minute; a file has a floor of bytes per second and a limit of its own,
 * so that a slow connection can send one and a dripping one cannot hold a slot.
 */
export function refuseSlowBodies(app: FastifyInstance, limits: HttpLimits): void {
  app.addHook('preParsing', (request, _reply, payload, done) => {
    if (!hasBody(request)) return done(null, payload)
    return done(null, watched(payload as Readable, isUpload(request), limits))
  })
  // Answered before the body was read: what still comes is thrown away by Node, but not for ever.
  app.addHook('onResponse', async (request) => {
    const { raw } = request
    if (raw.complete || raw.socket?.destroyed !== false) return
    const timer = setTimeout(
      () => {
        if (!raw.complete) raw.socket.destroy()
      },
      Math.min(afterAnswerMs, limits.bodyMs),
    )
    timer.unref()
    raw.once('close', () => clearTimeout(timer))
  })
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function isUpload(request: FastifyRequest): boolean {
  return (request.routeOptions.config as { isUpload?: boolean }).isUpload === true
}

function watched(payload: Readable, isFile: boolean, limits: HttpLimits): Readable {
  const body = new PassThrough()
  // The body of a request refused early has no reader, so no one handles its errors.
  body.on('error', () => undefined)
  let arrived = 0
  let arrivedBefore = 0
  const stop = (): void => {
    payload.unpipe(body)
    body.destroy(new Refused(refusalFrom(httpRefusals, 'REQUEST_TOO_SLOW')))
  }
  const whole = setTimeout(stop, isFile ? limits.uploadMs : limits.bodyMs)
  const floor = setInterval(() => {
    if (isFile && arrived - arrivedBefore < (limits.bytesPerSecond * limits.floorEveryMs) / 1000) stop()
    arrivedBefore = arrived
  }, limits.floorEveryMs)
  const rest = (): void => {
    clearTimeout(whole)
    clearInterval(floor)
  }
  payload.on('data', (chunk: Buffer) => {
    arrived += chunk.length
  })
  payload.once('end', rest)
  payload.once('error', (error) => {
    rest()
    body.destroy(error)
  })
  payload.once('close', rest)
  body.once('close', rest)
  return payload.pipe(body)
}
