import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { normalizeIP } from '@fastify/rate-limit'
import type { HttpLimits } from './http-limits.ts'

/**
 * Closes what one address opens beyond its share, before a byte is read. `isProxy` names those that speak for others:
 * they have as many as they need.
 */
export function limitConnections(
  server: Server,
  limits: Pick<HttpLimits, 'connections' | 'connectionsPerAddress'>,
  isProxy: (address: string) => boolean,
  onRefused: (address: string) => void,
): void {
  server.maxConnections = limits.connections
  const open = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const { remoteAddress } = socket
    if (remoteAddress === undefined || isProxy(remoteAddress)) return
    const address = normalizeIP(remoteAddress)
    const count = (open.get(address) ?? 0) + 1
    open.set(address, count)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left === 0) open.delete(address)
      else open.set(address, left)
    })
    if (count <= limits.connectionsPerAddress) return
    onRefused(address)
    socket.destroy()
  })
}
