/**
 * A roster of 100,000 people from CSV to the register (received, read, checked, sealed, entered), beside the bare parse of
 * the same bytes. Every person has a resident ID, a phone and a bank account: three numbers to check, encrypt and index.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parse } from 'csv-parse/sync';
import { bankAccount, residentId } from '../fixtures/generator/numbers.ts';
import { LocalDate } from '../src/domain/calendar.ts';
import { importNow } from '../src/modules/exchange/index.ts';
import { readTables } from '../src/platform/tabular-reading.ts';
import type { Services } from '../src/platform/services.ts';
import { withBooks, type Books } from './books.ts';
import { figure, median, tableRow, timed, withPeakMemory, type Result } from './measure.ts';

const HOUSEHOLD_SIZE = 4;
/** People of one sex born on one day: a resident ID has three digits for them. */
const BORN_TOGETHER = 400;

export async function benchImport(quick: boolean): Promise<Result> {
  const people = quick ? 10_000 : 100_000;
  const rounds = quick ? 3 : 5;
  const bytes = Buffer.from(rosterCsv(people));
  return withBooks(async (books) => {
    const { services, owner } = books;
    const samples = {
      whole: [] as number[],
      bare: [] as number[],
      reading: [] as number[],
      afterDryRun: [] as number[],
    };
    const sealing: number[] = [];
    const peak: number[] = [];
    const stood: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { cooperativeId, accountant } = await books.open();
      await owner`checkpoint`;
      const standing = monitorEventLoopDelay({ resolution: 5 });
      standing.enable();
      const [memory, [whole]] = await withPeakMemory(() =>
        timed(async () => {
          const file = { kind: 'roster', fileName: 'roster.csv', bytes } as const;
          const done = await importNow(services, { cooperativeId, userId: accountant }, file);
          if (done.state !== 'done') throw new Error(JSON.stringify(done.faults.slice(0, 3)));
          expectRows(done.rows ?? 0, people);
        }),
      );
      standing.disable();
      stood.push(standing.max / 1e6);
      samples.afterDryRun.push(people / (await secondsAfterDryRun(books, bytes)));
      const [bare] = await timed(() => expectRows(parse(bytes, { bom: true }).length - 1, people));
      const [reading] = await timed(() => readTables(bytes, 'roster.csv', { heads: ['股东编号', '姓名'] }));
      samples.bare.push(people / bare);
      samples.reading.push(people / reading);
      samples.whole.push(people / whole);
      sealing.push((await timed(() => sealAll(services, cooperativeId, people)))[0]);
      peak.push(memory);
    }
    const rows = people.toLocaleString('en-US');
    const seconds = (rate: readonly number[]) => people / median(rate);
    const [whole, reading] = [seconds(samples.whole), seconds(samples.reading)];
    const share = (part: number) => `${figure(part)} s (${Math.round((100 * part) / whole)} %)`;
    const aim = { text: '≥ 30,000 rows/s', met: (rate: number) => rate >= 30_000 };
    return {
      title: `import: a roster of ${rows} rows, ${figure(bytes.length / 1e6)} MB of CSV`,
      rows: [
        tableRow({ what: 'import', samples: samples.whole, unit: 'rows/s', against: samples.bare, aim }),
        tableRow({ what: '  bare csv-parse of the same bytes', samples: samples.bare, unit: 'rows/s' }),
        tableRow({
          what: '  the reading alone, in its thread',
          samples: samples.reading,
          unit: 'rows/s',
          against: samples.bare,
        }),
        tableRow({
          what: '  after a dry run and its statistics, to one without',
          samples: samples.afterDryRun,
          unit: 'rows/s',
          against: samples.whole,
        }),
        tableRow({
          what: '  peak memory of Node, first import',
          samples: peak.slice(0, 1),
          unit: 'MB',
          aim: { text: '≤ 500 MB', met: (size: number) => size <= 500 },
        }),
        tableRow({
          what: '  longest that nobody else is answered meanwhile',
          samples: stood,
          unit: 'ms',
          aim: { text: '≤ 200 ms', met: (wait: number) => wait <= 200 },
        }),
      ],
      notes: [
        `whole ${figure(whole)} s: reading ${share(reading)}, encryption and blind indexes ${share(median(sealing))}, ` +
          `rules and PostgreSQL ${share(whole - reading - median(sealing))}`,
      ],
    };
  });
}

/** An import into a cooperative where a dry run of it was rolled back and PostgreSQL has looked since, finding no rows. */
async function secondsAfterDryRun(books: Books, bytes: Buffer): Promise<number> {
  const { cooperativeId, accountant } = await books.open();
  const enter = async (dryRun: boolean) => {
    const file = { kind: 'roster', fileName: 'roster.csv', bytes } as const;
    const done = await importNow(books.services, { cooperativeId, userId: accountant }, file, !dryRun);
    if (done.faultCount > 0) throw new Error(JSON.stringify(done.faults.slice(0, 3)));
  };
  await enter(true);
  await books.owner`analyze`;
  return (await timed(() => enter(false)))[0];
}

function expectRows(actual: number, people: number): void {
  if (actual !== people) throw new Error(`${actual} rows instead of ${people}`);
}

/** What an import does to personal numbers and nothing else: each is encrypted and indexed, resident IDs indexed twice. */
function sealAll({ vault }: Services, cooperativeId: string, people: number): void {
  for (let person = 0; person < people; person += 1) {
    for (const field of ['residentId', 'phone', 'bankAccount']) {
      const text = `990105199001${String(person).padStart(6, '0')}`;
      vault.encrypt(
        { cooperativeId, table: 'member', column: field, row: String(person), before: field },
        text,
      );
      vault.blindIndex(cooperativeId, field, text);
      if (field === 'residentId') vault.blindIndex(cooperativeId, field, text);
    }
  }
}

export function rosterCsv(people: number): string {
  const heads = '股东编号,姓名,性别,身份证号,户号,与户主关系,组别,入社日期,工龄起算日,电话,开户银行,银行账号';
  const firstDay = LocalDate.parse('1940-01-01');
  const lines = Array.from({ length: people }, (_, at) => {
    const sex = at % 2 === 0 ? 'male' : 'female';
    const born = firstDay.plusDays(Math.floor(at / (2 * BORN_TOGETHER)));
    const household = Math.floor(at / HOUSEHOLD_SIZE) + 1;
    const relation = ['户主', '配偶', '子女', '子女'][at % HOUSEHOLD_SIZE];
    return [
      String(at + 1),
      `股东${String.fromCodePoint(0x4e00 + (at % 5000))}`,
      sex === 'male' ? '男' : '女',
      residentId(born, sex, Math.floor(at / 2) % BORN_TOGETHER),
      String(household),
      relation,
      `${(household % 12) + 1}组`,
      '2009-01-01',
      '1998-07-01',
      `199${String(at).padStart(8, '0')}`,
      '虚构银行清泉支行',
      bankAccount(at),
    ].join(',');
  });
  return `${heads}\r\n${lines.join('\r\n')}\r\n`;
}
