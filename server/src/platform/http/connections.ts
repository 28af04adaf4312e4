import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { normalizeIP } from '@fastify/rate-limit'
import type { HttpLimits } from './http-limits.ts'

/**
 * Keeps one address to its share. Beyond it the connection of that address on which nothing has been asked for longest gives way, so
 * that idle ones held open by one do not shut out a hall behind the same address; where all are at work, the new one is closed before
 * a byte is read. `isProxy` names those that speak for others: they have as many as they need.
 */
export function limitConnections(
  server: Server,
  limits: Pick<HttpLimits, 'connections' | 'connectionsPerAddress'>,
  isProxy: (address: string) => boolean,
  onRefused: (address: string) => void,
): void {
  server.maxConnections = limits.connections
  // In the order in which they were opened or last fell idle.
  const open = new Map<string, Set<Socket>>()
  const atWork = new WeakMap<Socket, number>()
  server.on('connection', (socket: Socket) => {
    const { remoteAddress } = socket
    if (remoteAddress === undefined || isProxy(remoteAddress)) return
    const address = normalizeIP(remoteAddress)
    const sockets = open.get(address) ?? new Set<Socket>()
    open.set(address, sockets)
    const isFull = sockets.size >= limits.connectionsPerAddress
    const idle = isFull ? [...sockets].find((each) => (atWork.get(each) ?? 0) === 0) : undefined
    sockets.add(socket)
    const leave = (each: Socket): void => {
      sockets.delete(each)
      if (sockets.size === 0 && open.get(address) === sockets) open.delete(address)
    }
    socket.once('close', () => leave(socket))
    if (!isFull) return
    onRefused(address)
    const goes = idle ?? socket
    leave(goes)
    goes.destroy()
  })
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    atWork.set(socket, (atWork.get(socket) ?? 0) + 1)
    response.once('close', () => {
      atWork.set(socket, (atWork.get(socket) ?? 1) - 1)
      const sockets = open.get(normalizeIP(socket.remoteAddress ?? ''))
      // Last of those that are idle from now on.
      if (sockets?.delete(socket)) sockets.add(socket)
    })
  })
}
