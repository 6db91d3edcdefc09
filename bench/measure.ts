/**
 * Samples and the table made of them. Every figure is a median with its spread; a ratio compares with a baseline that was
 * measured in the same run, on the same machine, in turn with it.
 */

export interface Measured {
  readonly what: string;
  readonly samples: readonly number[];
  readonly unit: Unit;
  /** What `samples` are compared with: medians are divided so that above 1 is worse than the baseline. */
  readonly against?: readonly number[];
  readonly aim?: Aim;
}

export type Unit = 's' | 'ms' | 'MB' | 'kB' | 'rows/s' | 'req/s' | '×' | 'fen' | 'lines';

/** What the figure should be, and whether it is. */
export interface Aim {
  readonly text: string;
  readonly met: (median: number, ratio: number | null) => boolean;
}

/** What one benchmark hands back; it is sent between processes, so it is plain. */
export interface Result {
  readonly title: string;
  readonly rows: readonly TableRow[];
  readonly notes: readonly string[];
}

export interface TableRow {
  readonly what: string;
  readonly runs: string;
  readonly median: string;
  readonly spread: string;
  readonly ratio: string;
  readonly aim: string;
}

export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/** Rates: more is better, so the ratio is turned round. */
const isRate = (unit: Unit) => unit === 'rows/s' || unit === 'req/s';

export function tableRow({ what, samples, unit, against, aim }: Measured): TableRow {
  const middle = median(samples);
  const base = against && median(against);
  const ratio = base === undefined ? null : isRate(unit) ? base / middle : middle / base;
  const spread = `${figure(Math.min(...samples))}–${figure(Math.max(...samples))}`;
  return {
    what,
    runs: String(samples.length),
    median: `${figure(middle)} ${unit}`,
    spread: samples.length > 1 ? spread : '',
    ratio: ratio === null ? '' : `${figure(ratio)} ×`,
    aim: aim ? `${aim.text}: ${aim.met(middle, ratio) ? 'met' : 'missed'}` : '',
  };
}

/** Three significant digits, or the whole number. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '—';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

/** Seconds that `work` took, and what it gave. */
export async function timed<T>(work: () => Promise<T> | T): Promise<readonly [seconds: number, result: T]> {
  const start = performance.now();
  const result = await work();
  return [(performance.now() - start) / 1000, result];
}

/** The highest resident memory of this process while `work` ran, in MB, looked at every few milliseconds. */
export async function withPeakMemory<T>(work: () => Promise<T>): Promise<readonly [megabytes: number, T]> {
  let peak = process.memoryUsage.rss();
  const look = () => (peak = Math.max(peak, process.memoryUsage.rss()));
  const timer = setInterval(look, 10);
  try {
    const result = await work();
    look();
    return [peak / 1e6, result];
  } finally {
    clearInterval(timer);
  }
}

const heads: TableRow = {
  what: '',
  runs: 'n',
  median: 'median',
  spread: 'spread',
  ratio: 'to bare',
  aim: 'aim',
};

export function printResult({ title, rows, notes }: Result): string {
  const keys = ['what', 'runs', 'median', 'spread', 'ratio', 'aim'] as const;
  const all = [heads, ...rows];
  const width = (key: keyof TableRow) => Math.max(...all.map((row) => row[key].length));
  const lines = all.map((row) =>
    keys
      .map((key) =>
        key === 'what' || key === 'aim' ? row[key].padEnd(width(key)) : row[key].padStart(width(key)),
      )
      .join('  ')
      .trimEnd(),
  );
  const rule = '─'.repeat(Math.max(...lines.map((line) => line.length)));
  return [title, lines[0] ?? '', rule, ...lines.slice(1), ...notes.map((note) => `  ${note}`), ''].join('\n');
}
