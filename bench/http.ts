/**
 * Requests a second of the statement query and of a small posting on the listening service, beside bare Fastify with the
 * bare driver that answers with one query, or enters one row. No logging on either side; the load has its own thread.
 */
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import postgres from 'postgres';
import { v7 as newId } from 'uuid';
import { buildApp } from '../src/app.ts';
import { layRegister, password, withBooks, type Books, type Office } from './books.ts';
import { run } from './load.ts';
import type { Load, LoadDone } from './load-worker.ts';
import { figure, median, tableRow, type Result } from './measure.ts';

const HOLDERS = 5_000;
const BOOKS = 4;
const CONNECTIONS = 16;
const period = 'from=2010-01-01&to=2010-12-31';

export async function benchHttp(quick: boolean): Promise<Result> {
  const [rounds, seconds] = quick ? [2, 1] : [5, 3];
  return withBooks(async (books) => {
    const offices: Office[] = [];
    for (let place = 0; place < BOOKS; place += 1) {
      const office = await books.open();
      await layRegister(books, office, HOLDERS);
      offices.push(office);
    }
    const [first] = offices;
    if (!first) throw new Error('No books.');
    const app = await buildApp(books.services, { logger: false, requestsPerMinute: 1_000_000_000 });
    const bare = await bareServer(books, first);
    try {
      const base = { numbers: HOLDERS, connections: CONNECTIONS, seconds };
      const { port } = addressOf(await app.listen({ host: '127.0.0.1', port: 0 }), app.server.address());
      const targets = await Promise.all(offices.map((office) => targetOf(app, office)));
      const movement = { kind: 'subscription', shareClass: 'subscribed', quantity: '1' };
      const body = JSON.stringify({
        ...movement,
        to: { kind: 'member', number: '{n}' },
        effectiveOn: '2010-06-01',
      });
      const query = (target: Target) => ({
        ...target,
        path: `${target.path}/share-statement?kind=member&number={n}&${period}`,
      });
      const entry = (target: Target) => ({ ...target, path: `${target.path}/movements` });
      const reading = { ...base, method: 'GET', body: null, expected: 200 } as const;
      const writing = { ...base, method: 'POST', body, expected: 201 } as const;
      const loads = {
        statement: { ...reading, port, targets: targets.slice(0, 1).map(query) },
        bareStatement: {
          ...reading,
          port: bare.port,
          targets: [{ path: '/statement?number={n}', cookie: '' }],
        },
        posting: { ...writing, port, targets: targets.slice(0, 1).map(entry) },
        postings: { ...writing, port, targets: targets.map(entry) },
        barePosting: { ...writing, port: bare.port, targets: [{ path: '/movements', cookie: '' }] },
      } as const satisfies Record<string, Load>;
      const done = await inTurn(loads, rounds);
      const rate = (name: keyof typeof loads) => done[name].map((each) => each.perSecond);
      const wait = (name: keyof typeof loads) =>
        `${figure(median(done[name].map((each) => each.median)))} / ${figure(median(done[name].map((each) => each.slowest99)))} ms`;
      const bareReads = rate('bareStatement');
      const bareWrites = rate('barePosting');
      return {
        title: `http: ${CONNECTIONS} connections kept alive on 127.0.0.1, ${seconds} s a round, ${HOLDERS.toLocaleString('en-US')} holders a book`,
        rows: [
          tableRow({
            what: 'statement query',
            samples: rate('statement'),
            unit: 'req/s',
            against: bareReads,
          }),
          tableRow({ what: '  bare Fastify and driver, one query', samples: bareReads, unit: 'req/s' }),
          tableRow({
            what: 'small posting, one book',
            samples: rate('posting'),
            unit: 'req/s',
            against: bareWrites,
          }),
          tableRow({
            what: `small posting, over ${BOOKS} books`,
            samples: rate('postings'),
            unit: 'req/s',
            against: bareWrites,
          }),
          tableRow({ what: '  bare Fastify and driver, one insert', samples: bareWrites, unit: 'req/s' }),
        ],
        notes: [
          `waiting, median / 99th of a hundred: statement ${wait('statement')} (bare ${wait('bareStatement')}), ` +
            `posting ${wait('posting')}, over ${BOOKS} books ${wait('postings')} (bare ${wait('barePosting')})`,
        ],
      };
    } finally {
      await app.close();
      await bare.close();
    }
  });
}

/** Each load in each round, so that whatever else the machine does strikes all alike; the first turn only warms. */
async function inTurn<Name extends string>(
  loads: Readonly<Record<Name, Load>>,
  rounds: number,
): Promise<Readonly<Record<Name, readonly LoadDone[]>>> {
  const names = Object.keys(loads) as Name[];
  const done = Object.fromEntries(names.map((name) => [name, [] as LoadDone[]])) as Record<Name, LoadDone[]>;
  for (const name of names) await run({ ...loads[name], seconds: 1 });
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) done[name].push(await run(loads[name]));
  }
  return done;
}

export interface Target {
  readonly path: string;
  readonly cookie: string;
}

export async function targetOf(app: Awaited<ReturnType<typeof buildApp>>, office: Office): Promise<Target> {
  const reply = await app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { userName: office.accountantName, password },
  });
  const session = reply.cookies.find(({ name }) => name === 'hegu_session');
  if (!session) throw new Error(`No session: ${reply.body}`);
  return { path: `/api/v1/cooperatives/${office.cooperativeId}`, cookie: `hegu_session=${session.value}` };
}

export function addressOf(shown: string, address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error(`No port: ${shown}`);
  return address;
}

/** The same answers with nothing around them: no session, no permission, no policy, no trail, no rules. */
async function bareServer({ owner, databaseUrl }: Books, { cooperativeId, accountant }: Office) {
  await owner`create table bare_movement (like share_movement including indexes)`;
  const [place] = await owner<{ pool: string; class: string; member: string }[]>`
    select p.id as pool, c.id as class, a.id as member
    from holder_account p
    join share_class c on c.cooperative_id = p.cooperative_id and c.code = 'subscribed'
    join holder_account a on a.cooperative_id = p.cooperative_id and a.number = '1'
    where p.cooperative_id = ${cooperativeId} and p.kind = 'pool'`;
  if (!place) throw new Error('No register.');
  const sql = postgres(databaseUrl, { max: 10, onnotice: () => undefined });
  const app = fastify();
  app.get<{ Querystring: { number: string } }>('/statement', async (request) => {
    const movements = await sql`
      select m.number::text, m.kind, m.effective_on::text, c.name as class, a.number as holder, b.name,
        (m.to_account = a.id) as incoming, m.quantity::text,
        (sum(case when m.to_account = a.id then m.quantity else -m.quantity end)
          over (partition by m.class_id))::text as closing
      from holder_account a
      join member b on b.cooperative_id = a.cooperative_id and b.id = a.member_id
      join share_movement m on m.cooperative_id = a.cooperative_id and (m.to_account = a.id or m.from_account = a.id)
      join share_class c on c.cooperative_id = m.cooperative_id and c.id = m.class_id
      where a.cooperative_id = ${cooperativeId} and b.register_number = ${request.query.number}
        and m.effective_on <= '2010-12-31'
      order by m.effective_on, m.number`;
    return { movements };
  });
  let number = 0;
  app.post<{ Body: { kind: string; quantity: string; effectiveOn: string } }>(
    '/movements',
    async (request, reply) => {
      const { kind, quantity, effectiveOn } = request.body;
      const [row] = await sql`
      insert into bare_movement (cooperative_id, id, number, kind, class_id, from_account, to_account, quantity,
        effective_on, recorded_at, recorded_by)
      values (${cooperativeId}, ${newId()}, ${(number += 1)}, ${kind}, ${place.class}, ${place.pool}, ${place.member},
        ${quantity}, ${effectiveOn}, now(), ${accountant})
      returning id, number::text`;
      return reply.code(201).send(row);
    },
  );
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = addressOf('bare', app.server.address());
  return {
    port,
    async close() {
      await app.close();
      await sql.end({ timeout: 1 });
    },
  };
}
