/**
 * When papers are drawn: before the book is locked, from the book as it stood under one seal. In the lock they are stored, where the book still
 * stands under that seal; where it moved on meanwhile they are drawn anew, and only if it moves again and again in the lock. Few are drawn
 * at once, one for each person: whoever prints without end holds up themself. A dry run is drawn the same way, and keeps nothing.
 */
import type * as z from 'zod';
import { guardOf, type Endpoint, type Sent } from '../../contract/endpoint.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { Refusal } from '../../domain/refusal.ts';
import { defineCommand, execute, readAs, type CommandContext } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { createGate } from '../../platform/gate.ts';
import { dayInChina, type Actor, type Services } from '../../platform/services.ts';
import type { DocumentReply } from './contract.ts';
import {
  drawPaper,
  issueOf,
  keepPaper,
  seriesOf,
  type Draft,
  type Drawn,
  type Issue,
  type Press,
} from './issued/register.ts';
import { lastNumber } from './issued/store.ts';

export interface Printer {
  readonly services: Services;
  readonly press: Press;
}

/** Who asks for papers, and on which state of the book. */
export interface Asked {
  readonly tx: Tx;
  readonly cooperativeId: string;
  readonly actor: Pick<Actor, 'userId'>;
  readonly now: Date;
  readonly today: LocalDate;
}

interface Printing<Input extends z.ZodType, Reply extends z.ZodType> {
  readonly name: string;
  readonly endpoint: Endpoint<Input, Reply>;
  /** What is to be printed, in the order of the numbers: asked before the lock, and in it where the book moved on. */
  readonly drafts: (asked: Asked, input: z.output<Input>) => Promise<readonly Draft[]>;
  readonly reply: (documents: readonly DocumentReply[]) => Sent<z.input<Reply>>;
}

/** Papers that were drawn before the book was locked. */
interface Ready {
  readonly issue: Issue;
  readonly drawn: readonly Drawn[];
}

/** Drawn at once: they share one thread. One of each person, by turns. */
const drawings = createGate(3, { perParty: 1, waiting: 60, waitingPerParty: 4, seconds: 30 });
/** So often papers are drawn before the lock; the book of an office moves on in the time of a drawing, and seldom thrice. */
const MOST_DRAWINGS = 3;

/** The book moved on since the papers were drawn. */
class MovedOn extends Error {}

export function definePrinting<Input extends z.ZodType, Reply extends z.ZodType>(
  { services, press }: Printer,
  { name, endpoint, drafts, reply }: Printing<Input, Reply>,
): (context: CommandContext, input: z.output<Input>) => Promise<Sent<z.input<Reply>>> {
  const storing = (ready: Ready | null) =>
    defineCommand({
      name,
      endpoint,
      async run(unit, input) {
        const issue = await issueOf(unit.tx, unit.cooperativeId, unit);
        if (ready !== null && !isOfSame(ready.issue, issue)) throw new MovedOn();
        const { drawn } = ready ?? (await drawnFor(unit, await drafts(unit, input), issue));
        await unit.nextNumbers(seriesOf(issue.today), BigInt(drawn.length));
        const documents: DocumentReply[] = [];
        for (const each of drawn) documents.push(await keepPaper(unit, press, issue, each));
        return reply(documents);
      },
    });
  const drawingInTheLock = storing(null);

  async function drawnFor(
    { tx, cooperativeId }: Pick<Asked, 'tx' | 'cooperativeId'>,
    wanted: readonly Draft[],
    issue: Issue,
  ): Promise<Ready> {
    return drawn(cooperativeId, issue, await lastNumber(tx, cooperativeId, seriesOf(issue.today)), wanted);
  }

  async function drawn(cooperativeId: string, issue: Issue, last: bigint, wanted: readonly Draft[]) {
    const papers: Drawn[] = [];
    for (const draft of wanted)
      papers.push(await drawPaper(press, cooperativeId, issue, last + BigInt(papers.length) + 1n, draft));
    return { issue, drawn: papers };
  }

  /** Null where there is nothing to draw: the command says why. */
  async function ready(context: CommandContext, input: z.output<Input>): Promise<Ready | null> {
    const { cooperativeId } = context;
    const read = await readAs(services, context, guardOf(endpoint), async (tx, actor) => {
      if (actor.closedAt !== null) return null;
      const now = services.clock();
      const asked = { tx, cooperativeId, actor, now, today: dayInChina(now) };
      const issue = await issueOf(tx, cooperativeId, asked);
      const last = await lastNumber(tx, cooperativeId, seriesOf(issue.today));
      return { issue, last, drafts: await drafts(asked, input) };
    }).catch(refusedLater);
    return read && drawn(cooperativeId, read.issue, read.last, read.drafts);
  }

  return async (context, input) => {
    const party = `${context.cooperativeId} ${context.userId}`;
    for (let drawing = 1; drawing <= MOST_DRAWINGS; drawing += 1) {
      // Whoever waits for a book takes nobody's place to draw meanwhile.
      const made = await drawings.run(() => ready(context, input), party);
      if (made === null) break;
      try {
        return await execute(services, storing(made), context, input as z.input<Input>);
      } catch (error) {
        if (!(error instanceof MovedOn)) throw error;
      }
    }
    return execute(services, drawingInTheLock, context, input as z.input<Input>);
  };
}

const isOfSame = (one: Issue, other: Issue) => one.seal === other.seal && one.today.equals(other.today);

/** What refuses to be drawn is refused by the command, in its place in the order of what is asked; for want of room at once. */
function refusedLater(error: unknown): null {
  if (error instanceof Refusal && error.code !== 'service.busy') return null;
  throw error;
}
