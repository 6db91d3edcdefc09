/**
 * Judges a finished apportionment line by line, with memory that does not grow: the second computation beside the
 * database's. It accepts exactly the outcomes that the rules of `apportion` allow, and says where another one fails.
 */

/** A line as stored. Lines come in the order that decides ties. */
export interface JudgedLine {
  readonly weight: bigint;
  readonly floor: bigint;
  readonly remainder: bigint;
  readonly extra: bigint;
  readonly amount: bigint;
}

export type JudgedMethod =
  | { readonly kind: 'largest-remainder' }
  | { readonly kind: 'per-share'; readonly rateScale: bigint; readonly weightScale: bigint };

export interface Verdict {
  readonly paid: bigint;
  readonly carried: bigint;
  readonly totalWeight: bigint;
  readonly lines: number;
  /** Null when all holds; otherwise what does not, with the place of the line from 1. */
  readonly failure: string | null;
}

export interface Judge {
  /** What is wrong with this line by itself; null when nothing is. */
  read(line: JudgedLine): string | null;
  verdict(): Verdict;
}

export function createJudge(pool: bigint, totalWeight: bigint, method: JudgedMethod): Judge {
  let [paid, weight] = [0n, 0n];
  let lines = 0;
  let failure: string | null = null;
  const threshold = createThreshold();
  const due = method.kind === 'per-share' ? dueAt(pool, totalWeight, method) : null;

  function faultOf(line: JudgedLine): string | null {
    if (line.weight < 0n) return 'negative weight';
    if (line.floor * totalWeight + line.remainder !== pool * line.weight) return 'quota';
    if (line.amount !== line.floor + line.extra) return 'amount';
    if (due !== null) {
      if (line.extra !== 0n) return 'extra unit';
      return line.floor === due(line.weight) ? null : 'rate';
    }
    if (line.remainder < 0n || line.remainder >= totalWeight) return 'floor';
    return line.extra !== 0n && (line.extra !== 1n || line.remainder === 0n) ? 'extra unit' : null;
  }

  return {
    read(line) {
      lines += 1;
      paid += line.amount;
      weight += line.weight;
      threshold.read(line.remainder, lines, line.extra === 1n);
      const fault = faultOf(line);
      if (fault !== null) failure ??= `line ${lines}: ${fault}`;
      return fault;
    },
    verdict() {
      if (weight !== totalWeight) failure ??= 'total weight';
      if (method.kind === 'largest-remainder') {
        if (paid !== pool) failure ??= 'sum of amounts';
        if (!threshold.holds()) failure ??= 'an extra unit went to a smaller fraction';
      }
      return { paid, carried: pool - paid, totalWeight: weight, lines, failure };
    },
  };
}

/** Per share: the rate times the weight, cut to the unit. */
function dueAt(
  pool: bigint,
  totalWeight: bigint,
  { rateScale, weightScale }: JudgedMethod & { readonly kind: 'per-share' },
): (weight: bigint) => bigint {
  const rate = (pool * rateScale * weightScale) / totalWeight;
  return (weight) => (rate * weight) / (rateScale * weightScale);
}

/** Whether every chosen remainder comes before every passed-over one: larger first, then the earlier line. */
function createThreshold() {
  let leastChosen: { readonly remainder: bigint; readonly line: number } | null = null;
  let greatestPassed: { readonly remainder: bigint; readonly line: number } | null = null;
  return {
    read(remainder: bigint, line: number, chosen: boolean): void {
      if (chosen) {
        if (leastChosen === null || remainder <= leastChosen.remainder) leastChosen = { remainder, line };
      } else if (greatestPassed === null || remainder > greatestPassed.remainder) {
        greatestPassed = { remainder, line };
      }
    },
    holds(): boolean {
      if (leastChosen === null || greatestPassed === null) return true;
      if (leastChosen.remainder === greatestPassed.remainder) return leastChosen.line < greatestPassed.line;
      return leastChosen.remainder > greatestPassed.remainder;
    },
  };
}
