/**
 * How much of the bodies that come in lies in memory at once, from their first byte until they are answered: all together, of one
 * person, of everybody who is not signed in. What is small is bounded by the sockets; files have a gate of their own.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { finished } from 'node:stream';
import { refuse } from '../domain/refusal.ts';
import { countedAddress } from '../domain/sign-in-guard.ts';

const SMALL = 64 * 1024;
const MEGABYTE = 1024 * 1024;
const OF_ALL = 64 * MEGABYTE;
const OF_ONE_PERSON = 16 * MEGABYTE;
const OF_STRANGERS = 16 * MEGABYTE;
const OF_ONE_STRANGER = 4 * MEGABYTE;

/** Takes the room before the body is read and gives it back with the answer. Refuses `service.busy` where there is none. */
export function createBodyRoom(): (request: FastifyRequest, reply: FastifyReply) => void {
  const taken = new Map<string, number>();
  return (request, reply) => {
    const size = sizeOf(request);
    if (size <= SMALL) return;
    const rooms = roomsOf(request);
    if (rooms.some(([name, most]) => (taken.get(name) ?? 0) + size > most)) throw refuse('service.busy');
    for (const [name] of rooms) taken.set(name, (taken.get(name) ?? 0) + size);
    let given = false;
    finished(reply.raw, () => {
      if (given) return;
      given = true;
      for (const [name] of rooms) {
        const left = (taken.get(name) ?? 0) - size;
        if (left > 0) taken.set(name, left);
        else taken.delete(name);
      }
    });
  };
}

function roomsOf({ apiToken, session, ip }: FastifyRequest): readonly (readonly [string, number])[] {
  const userId = apiToken?.userId ?? session.userId;
  if (userId !== undefined)
    return [
      ['all', OF_ALL],
      [`user ${userId}`, OF_ONE_PERSON],
    ];
  return [
    ['all', OF_ALL],
    ['strangers', OF_STRANGERS],
    [`address ${countedAddress(ip)}`, OF_ONE_STRANGER],
  ];
}

/** As announced; of a body that does not say, as much as would be read of it. */
function sizeOf({ headers, routeOptions }: FastifyRequest): number {
  if (headers['content-type']?.toLowerCase().startsWith('multipart/')) return 0;
  const most = routeOptions.bodyLimit ?? 0;
  if (headers['transfer-encoding'] !== undefined) return most;
  // Of what is announced as more than is taken, nothing is read.
  const announced = Number(headers['content-length'] ?? 0);
  return announced > most ? 0 : announced;
}
