/**
 * Tablets that look at a meeting as it goes on: each is told on a line of its own that something was entered, and asks again
 * what it shows. Lines are few and short-lived, so that they take nobody's place; whoever gets none asks by the clock. At each look it is
 * asked of every line whether its question would still be answered: a sign-in that ended, a role that is gone ends it.
 */
import { PassThrough } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { guardOf } from '../../contract/endpoint.ts';
import { Refusal, refuse } from '../../domain/refusal.ts';
import { permittedActor, type CommandContext } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import type { App } from '../../platform/http.ts';
import { goneSignal } from '../../platform/http.ts';
import { handle } from '../../platform/serve.ts';
import type { Services } from '../../platform/services.ts';
import { stillSignedIn } from '../access/index.ts';
import { entriesSoFar, requireMeeting } from './store.ts';
import { watchMeeting } from './vote-contract.ts';

/** Lines that stand at once, and of one cooperative. */
const MOST_LINES = 120;
const MOST_LINES_OF_ONE = 24;
/** Of one person: a tablet, a telephone, and one that has not noticed yet that it is gone. */
const MOST_LINES_OF_A_PERSON = 3;
/** A line is asked for anew from time to time, whatever stands between. */
const LINE_MILLISECONDS = 240_000;
const LOOK_MILLISECONDS = 1_000;
/** Something is sent now and then, so that nobody in between takes the line for dead. */
const QUIET_LOOKS = 20;

interface Line {
  readonly asking: CommandContext;
  readonly request: FastifyRequest;
  readonly tell: (text: string) => void;
  readonly end: () => void;
}

interface Watched {
  readonly cooperativeId: string;
  readonly lines: Set<Line>;
  stop: () => void;
}

export function watchRoutes(app: App): void {
  const watched = new Map<string, Watched>();
  const linesOf = (cooperativeId: string | null) =>
    [...watched.values()]
      .filter((each) => cooperativeId === null || each.cooperativeId === cooperativeId)
      .reduce((sum, { lines }) => sum + lines.size, 0);
  // What is told without end must not hold the service open.
  app.addHook('preClose', async () => {
    for (const { lines } of watched.values()) for (const line of [...lines]) line.end();
  });
  handle(app, watchMeeting, async ({ request, reply, cooperativeId, context, input: { meetingId } }) => {
    const { database } = app.services;
    const soFar = await database.read(cooperativeId, async (tx) => {
      await requireMeeting(tx, cooperativeId, meetingId);
      return entriesSoFar(tx, cooperativeId, meetingId);
    });
    const asking = context();
    const own = [...watched.values()]
      .flatMap(({ lines }) => [...lines])
      .filter((line) => line.asking.userId === asking.userId);
    if (
      own.length >= MOST_LINES_OF_A_PERSON ||
      linesOf(null) >= MOST_LINES ||
      linesOf(cooperativeId) >= MOST_LINES_OF_ONE
    )
      throw refuse('service.busy');
    const told = new PassThrough();
    const key = `${cooperativeId} ${meetingId}`;
    const found = watched.get(key);
    const meeting = found ?? { cooperativeId, lines: new Set<Line>(), stop: () => undefined };
    if (found === undefined) {
      watched.set(key, meeting);
      meeting.stop = lookOn(app.services, { cooperativeId, meetingId, soFar }, meeting.lines);
    }
    const life = setTimeout(() => line.end(), LINE_MILLISECONDS);
    const line: Line = {
      asking,
      request,
      tell: (text) => void told.write(text),
      end: () => {
        clearTimeout(life);
        told.end();
        if (!meeting.lines.delete(line) || meeting.lines.size > 0) return;
        meeting.stop();
        watched.delete(key);
      },
    };
    meeting.lines.add(line);
    const gone = goneSignal(reply);
    gone.addEventListener('abort', line.end);
    // Whoever left while it was looked whether there is such a meeting is told of no more: the signal was given before.
    if (gone.aborted) line.end();
    line.tell('retry: 3000\n\n');
    return reply
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .type('text/event-stream; charset=utf-8')
      .send(told);
  });
}

/** Looks at the meeting for all its lines together. Every process looks for itself: entries come through any of them. */
function lookOn(
  services: Services,
  { cooperativeId, meetingId, soFar }: Record<'cooperativeId' | 'meetingId' | 'soFar', string>,
  lines: ReadonlySet<Line>,
): () => void {
  let last = soFar;
  let quiet = 0;
  let isLooking = false;
  const tell = (text: string) => {
    quiet = 0;
    for (const line of lines) line.tell(text);
  };
  const look = async () => {
    const asked = [...lines];
    const known = await services.database.outside((tx) =>
      stillSignedIn(
        tx,
        asked.map(({ request }) => request),
      ),
    );
    const now = await services.database.read(cooperativeId, async (tx) => {
      for (const line of asked)
        if (!known.includes(line.request) || !(await stillMay(services, tx, line))) line.end();
      return entriesSoFar(tx, cooperativeId, meetingId);
    });
    quiet += 1;
    if (now !== last) tell('event: entered\ndata: \n\n');
    else if (quiet >= QUIET_LOOKS) tell(': \n\n');
    last = now;
  };
  const clock = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look()
      // Whoever hears nothing asks by the clock.
      .catch(() => {
        for (const line of [...lines]) line.end();
      })
      .finally(() => {
        isLooking = false;
      });
  }, LOOK_MILLISECONDS);
  return () => clearInterval(clock);
}

async function stillMay(services: Services, tx: Tx, { asking }: Line): Promise<boolean> {
  try {
    await permittedActor(services, tx, asking, guardOf(watchMeeting));
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
