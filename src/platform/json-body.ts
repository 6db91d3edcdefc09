/**
 * The body of a request as JSON: read, and measured before anything else looks at it. No input of ours has so many values, so
 * many fields in one group or such depth; what has costs nobody more than the reading.
 */
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { refuse } from '../domain/refusal.ts';
import { createGate } from './gate.ts';

/** Ten thousand holders with a dozen fields each. */
const MOST_VALUES = 150_000;
/** Of one group; lists may be as long as their shape lets them. */
const MOST_FIELDS = 200;
const DEEPEST = 40;

/** What is longer is read one after the other. */
const LARGE_BODY = 64 * 1024;
const lane = createGate(1, { waiting: 40, waitingPerParty: 8, seconds: 10 });

/**
 * Large bodies one at a time, by turns of those who send them, and after each as long a rest as it took: twenty at once would hold
 * everybody up for as long as all of them together take, at each step of whatever else is under way.
 */
export async function readJsonInTurn(text: string, sender: string): Promise<unknown> {
  if (text.length < LARGE_BODY) return readJsonBody(text);
  const { promise: hasTurn, resolve: takeTurn, reject } = Promise.withResolvers<undefined>();
  void lane
    .run(async () => {
      takeTurn(undefined);
      const begun = performance.now();
      // Until the next turn of the loop it is read here, and held against its shape by whoever takes it.
      await turn();
      await pause(performance.now() - begun);
    }, sender)
    .catch(reject);
  await hasTurn;
  return readJsonBody(text);
}

/** An empty body is an empty object: commands without input need none. */
export function readJsonBody(text: string): unknown {
  if (text === '') return {};
  const body = parsed(text);
  let values = 0;
  /** Groups and lists still to be looked into, with their depth. */
  const open: (readonly [object, number])[] = [];
  const look = (value: unknown, depth: number) => {
    values += 1;
    if (values > MOST_VALUES) throw refuse('request.too-many-values', { most: MOST_VALUES });
    if (typeof value !== 'object' || value === null) return;
    if (depth > DEEPEST) throw refuse('input.too-deep', {}, '');
    open.push([value, depth]);
  };
  look(body, 0);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [group, depth] = next;
    if (!Array.isArray(group)) refuseStrangeGroup(group);
    for (const value of Object.values(group)) look(value, depth + 1);
  }
  return body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse('request.malformed');
  }
}

function refuseStrangeGroup(group: object): void {
  const fields = Object.keys(group).length;
  if (fields > MOST_FIELDS) throw refuse('request.too-many-fields', { most: MOST_FIELDS, count: fields });
  // Copied from one object to another, it would become what it is named after.
  if (Object.hasOwn(group, '__proto__')) throw refuse('request.malformed');
}
