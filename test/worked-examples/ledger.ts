/** A worked example taken through the ledger as people would: over HTTP, in a cooperative of its own. */
import type { Client, Reply, TestApp } from '../support/app.ts';
import {
  decideIn,
  expectStatus,
  staffOf,
  today,
  widePlan,
  type About,
  setByTwo,
} from '../support/cooperative.ts';
import type { Example, ExampleCase } from './example.ts';
import { importedThrough } from './upload.ts';

export interface Line {
  readonly kind: string;
  readonly number: string;
  readonly shares: string;
  readonly gross: string;
  readonly tax: string;
  readonly net: string;
}

export interface Outcome {
  /** Shares by holder, all classes together; the collective account under `''`. */
  readonly shares: ReadonlyMap<string, string>;
  readonly runs: readonly { readonly run: Reply['body']; readonly lines: readonly Line[] }[];
}

const EVE = '2009-01-01';
/** Of everybody: they are entitled to vote. */
const BORN = '1950-01-01';

/** Opens a cooperative, does what the case says, and reads back what the ledger holds. */
export async function takeThroughLedger(
  test: TestApp,
  example: Example,
  exampleCase: ExampleCase,
): Promise<Outcome> {
  const books = await openBooks(test, `${example.title} ${exampleCase.case}`);
  const { accountant, path } = books;
  const { date, classes } = example.input;
  for (const shareClass of classes)
    await expectStatus(accountant.post(path('share-classes'), shareClass), 201);
  await enterMembers(books, example);
  const decide = (about: About, decidedOn: string): Promise<string> =>
    decideIn({ accountant, supervisor: books.reviewer, path: path('').slice(0, -1) }, about, { decidedOn });
  if (exampleCase.scheme) {
    const { scheme } = exampleCase;
    const { id: schemeId } = await expectStatus(accountant.post(path('allotment-schemes'), scheme), 201);
    await decide({ kind: 'scheme', schemeId: schemeId as string }, '2010-01-01');
    await expectStatus(accountant.post(path(`allotment-schemes/${schemeId}/post`), { on: date }), 201);
  }
  if (exampleCase.estate) {
    const { deceased, heirs, effectiveOn, reason } = exampleCase.estate;
    const division = {
      kind: 'inheritance',
      deceased: { number: deceased },
      heirs: heirs.map(({ number, parts }) => ({ holder: { kind: 'member', number }, parts })),
      effectiveOn,
      reason,
    };
    const { id: asked } = await expectStatus(accountant.post(path('movement-requests'), division), 201);
    await expectStatus(books.reviewer.post(path(`movement-requests/${asked}/confirm`)), 201);
  }
  const runs: { run: Reply['body']; lines: readonly Line[] }[] = [];
  for (const dividend of exampleCase.dividends) {
    const { id: runId } = await expectStatus(accountant.post(path('dividend-runs'), dividend), 201);
    await expectStatus(accountant.post(path(`dividend-runs/${runId}/calculate`)), 200);
    const resolutionId = await decide({ kind: 'run', runId: runId as string }, dividend.recordDate);
    const plan = await expectStatus(
      accountant.post(path('distribution-plans'), widePlan(dividend.period)),
      201,
    );
    const about = { kind: 'plan', planId: plan.id as string } as const;
    const adopt = { resolutionId: await decide(about, today(test)) };
    await expectStatus(books.reviewer.post(path(`distribution-plans/${plan.id}/adopt`), adopt), 200);
    await expectStatus(books.reviewer.post(path(`dividend-runs/${runId}/approve`), { resolutionId }), 200);
    const notice = { postedOn: today(test) };
    const hung = await expectStatus(accountant.post(path(`dividend-runs/${runId}/announce`), notice), 201);
    test.setClock(new Date(`${String(hung.unlockDay)}T01:00:00Z`));
    const run = await expectStatus(accountant.post(path(`dividend-runs/${runId}/post`)), 200);
    runs.push({ run, lines: await pages<Line>(books, `dividend-runs/${runId}/lines?`, 'lines') });
  }
  const lastDay = exampleCase.dividends.at(-1)?.recordDate ?? date;
  return { shares: await sharesOn(books, lastDay), runs };
}

interface Books {
  readonly accountant: Client;
  readonly reviewer: Client;
  readonly path: (rest: string) => string;
}

async function openBooks(test: TestApp, name: string): Promise<Books> {
  const administrator = test.as('administrator');
  const people = staffOf(test, 'accountant');
  const wish = { name: name.slice(0, 200), regionCode: '990105', effectiveOn: EVE, people };
  const { id } = await expectStatus(administrator.post('/api/v1/cooperatives', wish), 201);
  const path = (rest: string) => `/api/v1/cooperatives/${id}/${rest}`;
  const allowance = { quantity: '10000000', effectiveOn: '2000-01-01', source: '章程' };
  await setByTwo(test, 'post', path('share-allowance'), allowance);
  return {
    accountant: test.as('accountant'),
    reviewer: test.as('reviewer'),
    path,
  };
}

async function enterMembers(books: Books, { input }: Example): Promise<void> {
  if (!Array.isArray(input.members)) return enterMany(books, input.members.count);
  for (const { number, retiredOn, diedOn, seniorityFrom, shares = {} } of input.members) {
    const standings = [
      { kind: 'admitted', effectiveOn: EVE },
      ...(retiredOn === undefined ? [] : [{ kind: 'retired', effectiveOn: retiredOn }]),
      ...(diedOn === undefined ? [] : [{ kind: 'deceased', effectiveOn: diedOn }]),
    ];
    const person = {
      registerNumber: number,
      name: `成员${number}`,
      birthDate: BORN,
      standings,
      seniorityFrom: seniorityFrom ?? null,
    };
    await expectStatus(books.accountant.post(books.path('members'), person), 201);
    for (const [shareClass, quantity] of Object.entries(shares)) {
      const to = { kind: 'member', number };
      const movement = { kind: 'subscription', shareClass, to, quantity, effectiveOn: input.date };
      await expectStatus(books.accountant.post(books.path('movements'), movement), 201);
    }
  }
}

/** Thousands of people come as a roster, as they would at an office. */
async function enterMany({ accountant, path }: Books, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => `${index + 1},成员${index + 1},${EVE},${BORN}`);
  const roster = Buffer.from(['股东编号,姓名,入社日期,出生日期', ...rows].join('\r\n'));
  const ended = await importedThrough(accountant, path('').slice(0, -1), 'roster', 'roster.csv', roster);
  if (ended.state !== 'done') throw new Error(JSON.stringify(ended));
}

async function sharesOn(books: Books, day: string): Promise<ReadonlyMap<string, string>> {
  const holders = await pages<{ kind: string; number: string; holdings: { quantity: string }[] }>(
    books,
    `holdings?on=${day}&`,
    'holders',
  );
  return new Map(
    holders
      .filter(({ kind }) => kind === 'member' || kind === 'collective')
      .map(({ kind, number, holdings }) => [
        kind === 'collective' ? '' : number,
        sumOf(holdings.map(({ quantity }) => quantity)),
      ]),
  );
}

async function pages<T>(books: Books, query: string, list: string): Promise<readonly T[]> {
  const rows: T[] = [];
  for (let after: string | null = ''; after !== null;) {
    const from: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
    const body: Reply['body'] = await expectStatus(
      books.reviewer.get(books.path(`${query}limit=999${from}`)),
      200,
    );
    rows.push(...(body[list] as T[]));
    after = body.next as string | null;
  }
  return rows;
}

/** Sum of decimal texts with at most four places, as short as it can be written: the test's own arithmetic. */
export function sumOf(quantities: Iterable<string>): string {
  let units = 0n;
  for (const text of quantities) {
    const [whole = '0', decimals = ''] = text.split('.');
    units += BigInt(whole + decimals.padEnd(4, '0'));
  }
  const digits = units.toString().padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/\.?0+$/, '');
}
