/**
 * How often somebody may ask within a minute. Beside the limit of an address: nobody takes the place of others by many addresses, and no
 * cooperative that of others. For a cooperative counts who was answered there: whoever has no part in it takes nothing from those who have.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../domain/refusal.ts';
import type { App } from './http.ts';

/** Addresses, users and cooperatives of which it is known how often they asked. */
const MOST_COUNTED = 100_000;
/** Each limiter counts in a store of its own, which forgets whoever asked longest ago beyond so many; five thousand where it is not told. */
export const countingMany = { cache: MOST_COUNTED };

type Counted = Awaited<ReturnType<ReturnType<App['createRateLimit']>>>;

export function refuseTooMany(counted: Counted, reply: FastifyReply): void {
  if (counted.isAllowed || !counted.isExceeded) return;
  void reply.header('retry-after', counted.ttlInSeconds);
  throw refuse('request.too-many');
}

export async function limitEach(api: App, perMinute: number): Promise<void> {
  const each = (max: number, keyOf: (request: FastifyRequest) => string | undefined) => {
    const limit = api.createRateLimit({
      ...countingMany,
      max,
      timeWindow: '1 minute',
      keyGenerator: (one) => keyOf(one) ?? '',
    });
    api.addHook('preParsing', async (request, reply) => {
      if (keyOf(request) !== undefined) refuseTooMany(await limit(request), reply);
    });
  };
  each(perMinute, (request) => {
    const { userId } = askedOf(request);
    return userId === '' ? undefined : `user ${userId}`;
  });
  const known = knownPairs();
  api.addHook('onResponse', async (request, { statusCode }) => {
    if (statusCode < 400) known.add(askedOf(request));
  });
  each(perMinute * 2, (request) => {
    const asked = askedOf(request);
    return known.has(asked) ? `cooperative ${asked.cooperativeId}` : undefined;
  });
}

/** Who asked for something of which cooperative; however that is written, it is one. */
function askedOf({ apiToken, params, session }: FastifyRequest): AskedOf {
  const { cooperativeId = '' } = params as { readonly cooperativeId?: string };
  // Whoever has just signed out has no session any more.
  const userId = apiToken?.userId ?? (session as typeof session | null)?.userId ?? '';
  return { userId, cooperativeId: cooperativeId.toLowerCase() };
}

/** Both empty where nobody is signed in, or nothing of a cooperative was asked for. */
interface AskedOf {
  readonly userId: string;
  readonly cooperativeId: string;
}

interface KnownPairs {
  add(asked: AskedOf): void;
  has(asked: AskedOf): boolean;
}

/** Who was answered in which cooperative of late: those have a part in it. Whoever was answered longest ago goes first. */
export function knownPairs(most = MOST_COUNTED): KnownPairs {
  const known = new Set<string>();
  const keyOf = ({ userId, cooperativeId }: AskedOf) => `${userId} ${cooperativeId}`;
  return {
    add(asked) {
      if (asked.userId === '' || asked.cooperativeId === '') return;
      const key = keyOf(asked);
      known.delete(key);
      known.add(key);
      if (known.size <= most) return;
      const [oldest] = known;
      if (oldest !== undefined) known.delete(oldest);
    },
    has: (asked) => known.has(keyOf(asked)),
  };
}
