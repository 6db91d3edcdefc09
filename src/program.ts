/** How a program of the house begins and ends: what it says, when it is told to stop, and what it does with what nobody caught. */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:os';
import { Explained } from './platform/explained.ts';
import { describeFailure } from './platform/redaction.ts';

/** What is under way has so long to end before the program goes without it. */
export const PATIENCE_MILLISECONDS = 20_000;
/** What a database that hangs is given to go, beyond that. */
const LAST_MILLISECONDS = 60_000;

export const say = (text: string) => void process.stdout.write(`${text}\n`);

/** Rows of text that line up where letters are wide, two spaces in; the columns named in `right` are numbers. */
export function inColumns(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, index) => Math.max(widthOf(cell), most[index] ?? 0)),
    [],
  );
  return rows
    .map((row) =>
      row.map((cell, index) => {
        const blank = ' '.repeat((widths[index] ?? 0) - widthOf(cell));
        return right.includes(index) ? blank + cell : cell + blank;
      }),
    )
    .map((cells) => `  ${cells.join('  ')}`.trimEnd())
    .join('\n');
}

/** Chinese characters take two places of a terminal. */
function widthOf(text: string): number {
  return [...text].reduce(
    (width, sign) =>
      width +
      (/[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u.test(
        sign,
      )
        ? 2
        : 1),
    0,
  );
}

/** By these a program is told to end: by whoever runs it, by Ctrl+C, by a terminal that is closed. */
const STOPPING = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Tells whoever waits for `signalToStop`; null while nobody does. */
let tellToStop: (() => void) | null = null;

/** Resolves at the first SIGTERM, SIGINT or SIGHUP (a terminal that is closed) from now on, or at a failure that nobody caught. */
export function signalToStop(): Promise<void> {
  return new Promise((resolve) => {
    tellToStop = resolve;
    // Told twice it goes on stopping: whoever is impatient must not end it half way, with the database left alone.
    for (const signal of STOPPING) process.on(signal, () => resolve());
  });
}

/**
 * Runs a program to its end and exits. What explains itself is printed as it stands. What nobody caught, wherever it arose,
 * is said without the SQL and the parameters it may hold, under a reference; the program is then told to stop as by a
 * signal, so that running requests are finished and the books are closed in order.
 */
export async function runToExit(main: () => Promise<number>): Promise<never> {
  let failures = 0;
  const uncaught = (error: unknown) => {
    failures += 1;
    complain(error);
    if (tellToStop === null) process.exit(1);
    tellToStop();
    setTimeout(() => process.exit(1), 2 * PATIENCE_MILLISECONDS + LAST_MILLISECONDS).unref();
  };
  // A terminal that is gone takes no words any more; what is to be done is done all the same.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.on('uncaughtException', uncaught).on('unhandledRejection', uncaught);
  // A command that waits for no signal ends at once, and by `exit`, at which it takes its PostgreSQL along: a signal that nobody
  // listens for would end it without that.
  for (const signal of STOPPING)
    process.on(signal, () => {
      if (tellToStop === null) process.exit(128 + constants.signals[signal]);
    });
  try {
    const code = await main();
    process.exit(failures > 0 ? 1 : code);
  } catch (error) {
    if (error instanceof Explained) process.stderr.write(`${error.message}\n`);
    else complain(error);
    process.exit(1);
  }
}

function complain(error: unknown): void {
  const reference = randomUUID().slice(0, 8);
  const { type, message, stack } = describeFailure(error);
  process.stderr.write(
    `程序出错，即将停止，编号 ${reference}。\nHegu failed and stops; reference ${reference}.\n${type}: ${message}\n${stack}\n`,
  );
}
