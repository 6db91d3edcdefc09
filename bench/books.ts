/**
 * Throw-away books to measure on: the embedded PostgreSQL as the service starts it (durable, forced policies), in a
 * temporary directory that is gone afterwards. Large registers are laid straight into the tables; that is never measured.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { boot } from '../src/boot.ts';
import { parseConfig } from '../src/config.ts';
import {
  acceptInvitation,
  createCooperative,
  createFirstAdministrator,
} from '../src/modules/access/index.ts';
import { confirmResolution } from '../src/modules/assemblies/index.ts';
import { adoptPlan, draftPlan } from '../src/modules/dividends/index.ts';
import { recordResolution } from '../src/modules/meetings/index.ts';
import { execute, type Command } from '../src/platform/command.ts';
import { dayInChina, type Services } from '../src/platform/services.ts';
import type * as z from 'zod';

export interface Books {
  readonly services: Services;
  /** Past the policies: lays registers, and is the bare baseline. */
  readonly owner: postgres.Sql;
  readonly databaseUrl: string;
  open(): Promise<Office>;
}

/** A cooperative with the people that a run needs. */
export interface Office {
  readonly cooperativeId: string;
  readonly accountant: string;
  readonly accountantName: string;
  readonly reviewer: string;
  readonly cashier: string;
  readonly chair: string;
  readonly supervisor: string;
  as<Schema extends z.ZodType, Reply>(
    userId: string,
    command: Command<Schema, Reply>,
    input: z.input<Schema>,
  ): Promise<Reply>;
}

export const password = 'correct horse battery';

export async function withBooks<T>(work: (books: Books) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hegu-bench-'));
  const running = await boot(
    parseConfig({ HEGU_DATA_DIR: dataDir, HEGU_LOG_LEVEL: 'silent', HEGU_LANGUAGE: 'en' }),
  );
  const owner = postgres(running.databaseUrl, { max: 1, onnotice: () => undefined });
  const close = async () => {
    await owner.end({ timeout: 1 });
    await running.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const interrupted = () => void close().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const { services, databaseUrl } = running;
    const administrator = await createFirstAdministrator(services, {
      userName: 'administrator',
      displayName: 'Administrator',
      password,
    });
    if (administrator === null) throw new Error('The books are not fresh.');
    let offices = 0;
    return await work({
      services,
      owner,
      databaseUrl,
      open: () => openOffice(services, administrator, (offices += 1)),
    });
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await close();
  }
}

async function openOffice(services: Services, administrator: string, place: number): Promise<Office> {
  const roles = ['accountant', 'reviewer', 'chair', 'supervisor', 'cashier'] as const;
  const { id: cooperativeId, people } = await createCooperative(
    services,
    { userId: administrator },
    {
      name: `基准测试合作社 ${place}`,
      regionCode: '990105',
      effectiveOn: '2010-01-01',
      people: roles.map((role) => ({
        userName: `${role}-${place}`,
        displayName: `${role}-${place}`,
        roles: [role],
      })),
    },
  );
  for (const { userName, invitation } of people)
    await acceptInvitation(services, { userName, invitation: invitation ?? '', password });
  const [accountant = '', reviewer = '', chair = '', supervisor = '', cashier = ''] = people.map(
    ({ userId }) => userId,
  );
  const as: Office['as'] = (userId, command, input) =>
    execute(services, command, { cooperativeId, userId }, input);
  return {
    cooperativeId,
    accountant,
    accountantName: `accountant-${place}`,
    reviewer,
    chair,
    supervisor,
    cashier,
    as,
  };
}

/** As if the run had been approved and its notice hung up ten days ago. */
export async function letNoticeHang({ owner }: Books, runId: string): Promise<void> {
  await owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update dividend_run set approved_at = approved_at - interval '10 days' where id = ${runId}`;
    await sql`update run_notice set posted_on = posted_on - 10, recorded_at = recorded_at - interval '10 days'
      where run_id = ${runId}`;
  });
}

/** What a resolution is about, as minutes from paper name it. */
type About =
  { readonly kind: 'run'; readonly runId: string } | { readonly kind: 'plan'; readonly planId: string };

/** A resolution of everybody on the run as it is calculated. */
export const decideRun = (office: Office, runId: string, holders: number): Promise<string> =>
  decide(office, { kind: 'run', runId }, holders);

/** A plan of the half-year out of figures given, since no books are kept, adopted by everybody: wide enough for `amount`. */
export async function adoptWidePlan(
  office: Office,
  period: string,
  amount: string,
  holders: number,
): Promise<void> {
  const first = period.endsWith('H1');
  const { id: planId } = await office.as(office.accountant, draftPlan, {
    period,
    mode: first ? 'opening' : 'year',
    steps: [],
    figures: { income: first ? '0' : amount, priorLoss: '0', priorUndistributed: first ? amount : '0' },
    members: { kind: 'rest' },
  });
  const resolutionId = await decide(office, { kind: 'plan', planId }, holders);
  await office.as(office.reviewer, adoptPlan, { planId, resolutionId });
}

/** Minutes from paper of a members' assembly of today, entered by one person and confirmed by another. */
async function decide(office: Office, about: About, holders: number): Promise<string> {
  const { id: resolutionId } = await office.as(office.accountant, recordResolution, {
    body: 'members-assembly',
    matter: about.kind === 'run' ? 'dividend-run' : 'distribution-plan',
    about,
    vote: { entitled: holders, present: holders, for: holders, against: 0, abstain: 0 },
    number: about.kind === 'run' ? about.runId : about.planId,
    decidedOn: today(),
    title: about.kind === 'run' ? '分红' : '收益分配方案',
    text: '同意。',
    lateReason: '基准测试',
    circumstances: {
      noticeOn: daysAgo(30),
      papersOpenFrom: daysAgo(30),
      study: { on: daysAgo(31), by: '社区党委' },
    },
  });
  await office.as(office.reviewer, confirmResolution, { resolutionId });
  return resolutionId;
}

export const daysAgo = (days: number): string =>
  dayInChina(new Date(Date.now() - days * 86_400_000)).toString();
export const today = (): string => daysAgo(0);

/**
 * Lays a register of `holders` members with subscribed and matched shares: two movements each, quantities that differ and
 * have fractions. The foreign keys hold by construction and are not checked again.
 */
export async function layRegister(books: Books, office: Office, holders: number): Promise<void> {
  const { cooperativeId, accountant } = office;
  const at = '2010-02-01T02:00:00Z';
  await books.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`
      insert into share_class (cooperative_id, id, code, name, kind, places, position, recorded_at) values
        (${cooperativeId}, uuidv7(), 'subscribed', '认购股', 'subscribed', 4, 1, ${at}),
        (${cooperativeId}, uuidv7(), 'matched', '配股', 'matched', 4, 2, ${at})`;
    await sql`
      insert into member (cooperative_id, id, register_number, sort_key, name, birth_date, recorded_at, changed_at)
      select ${cooperativeId}, uuidv7(), i::text, lpad(i::text, 12, '0'), '股东' || i, '1960-01-01', ${at}, ${at}
      from generate_series(1, ${holders}::int) i`;
    await sql`
      insert into member_standing (cooperative_id, id, member_id, kind, effective_on, recorded_at)
      select cooperative_id, uuidv7(), id, 'admitted', '2009-01-01', ${at}
      from member where cooperative_id = ${cooperativeId} order by sort_key`;
    await sql`
      insert into holder_account (cooperative_id, id, kind, member_id, number, sort_key, recorded_at)
      select cooperative_id, uuidv7(), 'member', id, register_number, sort_key, ${at}
      from member where cooperative_id = ${cooperativeId} order by sort_key`;
    await sql`
      insert into holder_account (cooperative_id, id, kind, number, sort_key, recorded_at)
      values (${cooperativeId}, uuidv7(), 'pool', 'POOL', 'POOL', ${at})`;
    await sql`
      insert into share_movement (cooperative_id, id, number, kind, class_id, from_account, to_account, quantity,
        effective_on, recorded_at, recorded_by)
      select a.cooperative_id, uuidv7(), row_number() over (order by c.position, a.sort_key),
        case c.code when 'subscribed' then 'subscription' else 'allotment' end, c.id, p.id, a.id,
        (1 + a.number::bigint * 7919 % 4001 + (a.number::bigint % 7) * 0.1250) * case c.code when 'subscribed' then 1 else 3 end,
        date '2010-03-01' + (a.number::bigint % 90)::int, ${at}, ${accountant}
      from holder_account a
      join holder_account p on p.cooperative_id = a.cooperative_id and p.kind = 'pool'
      join share_class c on c.cooperative_id = a.cooperative_id
      where a.cooperative_id = ${cooperativeId} and a.kind = 'member'
      order by c.position, a.sort_key`;
    await sql`
      insert into book_number (cooperative_id, series, last) values (${cooperativeId}, 'movement', ${2 * holders})`;
  });
  await books.owner`analyze`;
}
