/**
 * A dividend run through the commands that people have (draft, calculate, approve, post with both proofs), beside a bare
 * INSERT … SELECT of as many rows of the same columns into a table without policies, triggers or foreign keys.
 */
import type postgres from 'postgres';
import { announceRun, approveRun, calculateRun, draftRun, postRun } from '../src/modules/dividends/index.ts';
import {
  adoptWidePlan,
  decideRun,
  layRegister,
  letNoticeHang,
  today,
  withBooks,
  type Books,
  type Office,
} from './books.ts';
import { figure, median, tableRow, timed, withPeakMemory, type Result, type TableRow } from './measure.ts';

interface Size {
  readonly holders: number;
  readonly runs: number;
}

const sizes: readonly Size[] = [
  { holders: 5_000, runs: 9 },
  { holders: 100_000, runs: 5 },
  { holders: 1_000_000, runs: 3 },
];

interface RunTimes {
  readonly calculate: number;
  readonly approve: number;
  readonly post: number;
}

interface SizeTimes extends Size {
  readonly all: readonly number[];
  readonly phases: readonly RunTimes[];
  readonly bare: readonly number[];
  readonly keyed: readonly number[];
  readonly guarded: readonly number[];
  readonly peak: readonly number[];
}

export async function benchDividends(quick: boolean): Promise<Result> {
  const wanted = quick ? sizes.slice(0, 2).map((size) => ({ ...size, runs: 3 })) : sizes;
  return withBooks(async (books) => {
    await books.owner`create table bare_line (like dividend_line)`;
    await books.owner`create table keyed_line (like dividend_line including indexes)`;
    await books.owner`create table guarded_line (like dividend_line including indexes)`;
    await books.owner`
      alter table guarded_line
        add foreign key (cooperative_id, run_id) references dividend_run (cooperative_id, id),
        add foreign key (cooperative_id, account_id) references holder_account (cooperative_id, id)`;
    const times: SizeTimes[] = [];
    for (const size of wanted) times.push(await measureSize(books, size));
    return {
      title: 'dividends: a run from draft to posted, all proofs included',
      rows: times.flatMap(sizeRows),
      notes: [...times.map(phaseNote), ...growthNotes(times)],
    };
  });
}

async function measureSize(books: Books, { holders, runs }: Size): Promise<SizeTimes> {
  const office = await books.open();
  await layRegister(books, office, holders);
  const all: number[] = [];
  const phases: RunTimes[] = [];
  const bare: number[] = [];
  const keyed: number[] = [];
  const guarded: number[] = [];
  const peak: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const terms = termsOf(run, holders);
    await adoptWidePlan(office, terms.period, terms.pool, holders);
    await books.owner`checkpoint`;
    const [memory, [total, measured]] = await withPeakMemory(() =>
      timed(() => dividendRun(books, office, terms, holders)),
    );
    all.push(total);
    phases.push(measured.times);
    peak.push(memory);
    bare.push(await bareInsert(books.owner, 'bare_line', measured.runId, holders));
    keyed.push(await bareInsert(books.owner, 'keyed_line', measured.runId, holders));
    guarded.push(await bareInsert(books.owner, 'guarded_line', measured.runId, holders));
  }
  return { holders, runs, all, phases, bare, keyed, guarded, peak };
}

/** Each run is of its own half-year, and of a pool that leaves remainders to share out. */
function termsOf(place: number, holders: number) {
  const year = 2010 + Math.floor((place + 1) / 2);
  const last = place % 2 === 0;
  return {
    period: `${year}-H${last ? 2 : 1}`,
    recordDate: last ? `${year}-12-31` : `${year}-06-30`,
    pool: `${holders * 321}.07`,
  } as const;
}

async function dividendRun(books: Books, office: Office, terms: ReturnType<typeof termsOf>, holders: number) {
  const draft = await office.as(office.accountant, draftRun, {
    ...terms,
    basis: 'record-date',
    method: 'largest-remainder',
    taxRate: '0.20',
    taxBasis: '《个人所得税法》第三条',
  });
  const runId = draft.id;
  const [calculate] = await timed(() => office.as(office.accountant, calculateRun, { runId }));
  const resolutionId = await decideRun(office, runId, holders);
  const [approve] = await timed(() => office.as(office.reviewer, approveRun, { runId, resolutionId }));
  await office.as(office.accountant, announceRun, { runId, postedOn: today() });
  await letNoticeHang(books, runId);
  const [post, posted] = await timed(() => office.as(office.accountant, postRun, { runId }));
  if (posted.state !== 'posted' || posted.lines !== holders || posted.paid !== draft.pool) {
    throw new Error(`The run is not what it should be: ${JSON.stringify(posted)}`);
  }
  return { runId, times: { calculate, approve, post } satisfies RunTimes };
}

async function bareInsert(
  owner: postgres.Sql,
  table: 'bare_line' | 'keyed_line' | 'guarded_line',
  runId: string,
  holders: number,
): Promise<number> {
  await owner`truncate ${owner(table)}`;
  await owner`checkpoint`;
  const [seconds, inserted] = await timed(
    () => owner`
      insert into ${owner(table)}
      select * from dividend_line where run_id = ${runId} and calculation = 1 order by ordinal`,
  );
  if (inserted.count !== holders) throw new Error(`${inserted.count} rows instead of ${holders}`);
  return seconds;
}

function sizeRows({ holders, all, bare, keyed, guarded, peak }: SizeTimes): readonly TableRow[] {
  const people = `${holders.toLocaleString('en-US')} holders`;
  const million = holders === 1_000_000;
  const aim =
    holders === 5_000
      ? { text: '≤ 0.5 s', met: (seconds: number) => seconds <= 0.5 }
      : { text: '≤ 3 ×', met: (_: number, ratio: number | null) => (ratio ?? Infinity) <= 3 };
  return [
    tableRow({
      what: people,
      samples: all,
      unit: 's',
      against: bare,
      ...((million || holders === 5_000) && { aim }),
    }),
    tableRow({ what: `  bare INSERT … SELECT, no keys`, samples: bare, unit: 's' }),
    tableRow({ what: `  the same with the two keys of the lines`, samples: keyed, unit: 's', against: bare }),
    tableRow({
      what: `  the same with their two foreign keys too`,
      samples: guarded,
      unit: 's',
      against: bare,
    }),
    tableRow({
      what: `  peak memory of Node`,
      samples: peak,
      unit: 'MB',
      ...(million && { aim: { text: '≤ 400 MB', met: (megabytes: number) => megabytes <= 400 } }),
    }),
  ];
}

function phaseNote({ holders, all, guarded, phases }: SizeTimes): string {
  const total = median(all);
  const share = (name: keyof RunTimes) => {
    const seconds = median(phases.map((each) => each[name]));
    return `${name} ${figure(seconds)} s (${Math.round((100 * seconds) / total)} %)`;
  };
  return `${holders.toLocaleString('en-US')}: ${share('calculate')}, ${share('approve')}, ${share('post')}; against the insert with keys and foreign keys ${figure(total / median(guarded))} ×`;
}

function growthNotes(times: readonly SizeTimes[]): readonly string[] {
  return times.slice(1).map((larger, at) => {
    const smaller = times[at] ?? larger;
    const more = larger.holders / smaller.holders;
    const longer = median(larger.all) / median(smaller.all);
    const bareLonger = median(larger.bare) / median(smaller.bare);
    return (
      `${figure(more)} × the holders take ${figure(longer)} × the time (the bare insert ${figure(bareLonger)} ×): ` +
      (longer <= more
        ? 'at most linear'
        : longer <= bareLonger
          ? 'more than linear, yet no more than the bare insert'
          : 'more than linear')
    );
  });
}
