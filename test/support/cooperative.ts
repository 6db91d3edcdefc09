/** A small register for tests: classes, members with subscribed shares, decisions, and a run taken to any state. */
import { randomUUID } from 'node:crypto';
import { LocalDate } from '../../src/domain/calendar.ts';
import type { Role } from '../../src/domain/permission.ts';
import { dayInChina } from '../../src/platform/services.ts';
import type { Client, Reply, TestApp } from './app.ts';

export async function expectStatus(reply: Promise<Reply>, status: number): Promise<Reply['body']> {
  const { status: actual, body } = await reply;
  if (actual !== status) throw new Error(`expected ${status}, got ${actual}: ${JSON.stringify(body)}`);
  return body;
}

/** What the accountant gets to hear who has become something else meanwhile, and is the accountant again afterwards. */
export async function onceItIs<Answer>(
  test: TestApp,
  role: Role,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const { userId } = test.as('accountant');
  await expectStatus(giveRoles(test, userId, [role]), 200);
  const answer = await ask();
  await expectStatus(giveRoles(test, userId, ['accountant']), 200);
  return answer;
}

/**
 * Proposed by the chair and confirmed by the supervisor, and where it is about one of them by the next who may; what one of them
 * is refused is returned as it is.
 */
async function decidedByTwo(test: TestApp, userId: string, path: string, wish: object): Promise<Reply> {
  const isAbout = (role: Role) => test.as(role).userId === userId;
  const proposer = test.as(isAbout('chair') ? 'supervisor' : 'chair');
  const proposal = await proposer.put(`~/users/${userId}/${path}`, wish);
  if (proposal.status !== 202) return proposal;
  const confirmer = test.as(isAbout('chair') || isAbout('supervisor') ? 'administrator' : 'supervisor');
  return confirmer.post(`~/access-proposals/${proposal.body.id as string}/confirm`);
}

export const giveRoles = (test: TestApp, userId: string, roles: readonly Role[]): Promise<Reply> =>
  decidedByTwo(test, userId, 'roles', { roles });

/** Says which member a user is. */
export const linkUser = (test: TestApp, userId: string, member: string): Promise<Reply> =>
  decidedByTwo(test, userId, 'member', { member });

/** A setting of the chair, confirmed by the supervisor where it loosens what is in force. `path` from the cooperative on. */
export async function setByTwo(
  test: TestApp,
  method: 'post' | 'put',
  path: string,
  wish: object,
): Promise<Reply['body']> {
  const reply = await test.as('chair')[method](path, wish);
  if (![200, 201, 202].includes(reply.status))
    throw new Error(`${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  const { proposal } = reply.body as { proposal: { id: string } | null };
  if (proposal === null) return reply.body;
  const room = path.replace(/\/[^/]+$/, '');
  return expectStatus(test.as('supervisor').post(`${room}/setting-proposals/${proposal.id}/confirm`), 200);
}

/** People for a cooperative that a test opens beside its own: those of the staff with one role each. */
export const staffOf = (test: TestApp, ...roles: readonly Role[]) =>
  [...new Set<Role>([...roles, 'chair', 'supervisor', 'reviewer'])].map((role) => ({
    userId: test.as(role).userId,
    roles: [role],
  }));

/** In the place of a resolution's id: one of its own is entered from paper for whatever is approved. */
const ofItsOwn = 'a resolution of its own';

/** Members numbered from 1, all grown up, who hold these shares of class `basic` from `effectiveOn` on. */
export async function openRegister(
  test: TestApp,
  shares: readonly string[],
  effectiveOn = '2010-01-01',
): Promise<string> {
  return test.stage(`register of ${shares.join(', ')} from ${effectiveOn}`, async () => {
    const accountant = test.as('accountant');
    const basic = { code: 'basic', name: '基本股', kind: 'basic', places: 4 };
    await expectStatus(accountant.post('~/share-classes', basic), 201);
    const collective = { code: 'collective', name: '集体股', kind: 'collective', places: 0 };
    await expectStatus(accountant.post('~/share-classes', collective), 201);
    // Beyond what one person may enter by default: such a cooperative has an allowance of its own.
    if (shares.some((quantity) => Number(quantity) > 10_000)) {
      const allowance = { quantity: '1000000', effectiveOn: '2009-01-01', source: '章程' };
      await setByTwo(test, 'post', '~/share-allowance', allowance);
    }
    for (const [index, quantity] of shares.entries()) {
      const registerNumber = String(index + 1);
      const admittedOn = effectiveOn < '2009-01-01' ? effectiveOn : '2009-01-01';
      const standings = [{ kind: 'admitted', effectiveOn: admittedOn }];
      const person = { registerNumber, name: `股东${registerNumber}`, birthDate: '1960-01-01', standings };
      await expectStatus(accountant.post('~/members', person), 201);
      const to = { kind: 'member', number: registerNumber };
      const movement = { kind: 'subscription', shareClass: 'basic', to, quantity, effectiveOn };
      await expectStatus(accountant.post('~/movements', movement), 201);
    }
    return ofItsOwn;
  });
}

/** Why somebody is added to a register that is in use: one of the original members, confirmed by a decision of its own. */
export async function basisOfNewcomer(test: TestApp) {
  return { reason: 'original', resolutionId: await decide(test, null, { matter: 'membership' }) } as const;
}

export type About =
  | { readonly kind: 'scheme'; readonly schemeId: string }
  | { readonly kind: 'plan' | 'plan-repeal'; readonly planId: string }
  | { readonly kind: 'run' | 'reversal'; readonly runId: string }
  | {
      readonly kind: 'split';
      readonly shareClass: string;
      readonly ratio: string;
      readonly effectiveOn: string;
    }
  | { readonly kind: 'share-takers'; readonly takers: string }
  | {
      readonly kind: 'postponement';
      readonly body: string;
      readonly endsOn: string;
      readonly until: string;
    };

const matters = {
  scheme: 'allotment-scheme',
  plan: 'distribution-plan',
  'plan-repeal': 'distribution-plan',
  run: 'dividend-run',
  reversal: 'dividend-run',
  split: 'allotment-scheme',
  'share-takers': 'articles',
  postponement: 'election',
} as const;

/** The day of the test's clock. */
export const today = (test: TestApp): string => dayInChina(test.services.clock()).toString();

interface Office {
  readonly accountant: Client;
  readonly supervisor: Client;
  /** Of the cooperative. */
  readonly path: string;
}

/** What minutes say of notice, papers and study: all of it a month before. */
export function beforeTheMeeting(heldOn: string): object {
  const day = (days: number) => new Date(Date.parse(heldOn) - days * 86_400_000).toISOString().slice(0, 10);
  return { noticeOn: day(30), papersOpenFrom: day(30), study: { on: day(31), by: '社区党委' } };
}

/** Minutes on paper of the members' assembly, everybody for it, as they are entered: not confirmed yet. */
export async function enterMinutes(
  { accountant, path }: Pick<Office, 'accountant' | 'path'>,
  about: About | null,
  fields: { readonly decidedOn: string } & Readonly<Record<string, unknown>>,
): Promise<Reply['body']> {
  const { body = 'members-assembly', decidedOn } = fields;
  const { entitled } = await expectStatus(
    accountant.get(`${path}/entitled?body=${String(body)}&on=${decidedOn}`),
    200,
  );
  const heads = Number(entitled);
  const minutes = {
    body,
    number: `〔${decidedOn.slice(0, 4)}〕${randomUUID().slice(0, 8)}号`,
    matter: about && matters[about.kind],
    about,
    vote: { entitled: heads, present: heads, for: heads, against: 0, abstain: 0 },
    title: '会议决议',
    text: '同意。',
    lateReason: '会议在线下召开',
    circumstances: beforeTheMeeting(decidedOn),
    ...fields,
  };
  return expectStatus(accountant.post(`${path}/resolutions`, minutes), 201);
}

/** A resolution on exactly this, entered from paper by one person and confirmed by another; its id. */
export async function decideIn(
  office: Office,
  about: About | null,
  fields: { readonly decidedOn: string } & Readonly<Record<string, unknown>>,
): Promise<string> {
  const { id } = await enterMinutes(office, about, fields);
  await expectStatus(office.supervisor.post(`${office.path}/resolutions/${id}/confirm`), 200);
  return id as string;
}

export function decide(
  test: TestApp,
  about: About | null,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const office = { accountant: test.as('accountant'), supervisor: test.as('supervisor'), path: '~' };
  return decideIn(office, about, { decidedOn: today(test), ...fields });
}

export const runDefaults = {
  recordDate: '2010-12-31',
  basis: 'record-date',
  method: 'largest-remainder',
  taxRate: '0.20',
  taxBasis: '《个人所得税法》第三条',
};

export const draft = (test: TestApp, fields: object) =>
  test.as('accountant').post('~/dividend-runs', { ...runDefaults, ...fields });
export const calculate = (test: TestApp, runId: string) =>
  test.as('accountant').post(`~/dividend-runs/${runId}/calculate`);

/** Approves with the plan that the run needs, under the resolution, or under one of its own on the run as it is calculated. */
export async function approve(test: TestApp, runId: string, resolution = ofItsOwn): Promise<Reply> {
  await ensurePlan(test, runId);
  return approveAsItStands(test, runId, resolution);
}

export async function approveAsItStands(test: TestApp, runId: string, resolution = ofItsOwn): Promise<Reply> {
  const resolutionId = resolution === ofItsOwn ? await decideRun(test, runId) : resolution;
  return test.as('reviewer').post(`~/dividend-runs/${runId}/approve`, { resolutionId });
}

/** A resolution on the run as it is calculated: a dividend, or the difference of one. */
export async function decideRun(test: TestApp, runId: string): Promise<string> {
  const { kind } = await expectStatus(test.as('reviewer').get(`~/dividend-runs/${runId}`), 200);
  const matter = kind === 'difference' ? 'dividend-difference' : 'dividend-run';
  return decide(test, { kind: 'run', runId }, { matter });
}

/** Hangs the notice up today and lets its days go by; on a given day it only hangs it up. */
export async function announce(test: TestApp, runId: string, postedOn?: string): Promise<Reply> {
  const path = `~/dividend-runs/${runId}/announce`;
  const reply = await test.as('accountant').post(path, { postedOn: postedOn ?? today(test) });
  if (postedOn === undefined && reply.status === 201)
    test.setClock(new Date(`${String(reply.body.unlockDay)}T01:00:00Z`));
  return reply;
}

export async function post(test: TestApp, runId: string, headers: Record<string, string> = {}) {
  await ensurePlan(test, runId);
  return postAsItStands(test, runId, headers);
}
export const postAsItStands = (test: TestApp, runId: string, headers: Record<string, string> = {}) =>
  test.as('accountant').post(`~/dividend-runs/${runId}/post`, {}, headers);

/** Adopts a plan where the half-year of the run has none, wide enough for whatever the test pays. */
export async function ensurePlan(test: TestApp, runId: string): Promise<void> {
  const { body: run } = await test.as('auditor').get(`~/dividend-runs/${runId}`);
  if (!['regular', 'supplementary'].includes(run.kind as string)) return;
  const period = run.period as string;
  const { plans } = await expectStatus(test.as('auditor').get(`~/distribution-plans?period=${period}`), 200);
  const decided = (plans as { state: string }[]).some(({ state }) => state !== 'draft');
  if (decided) return;
  // Where books are kept they may hold less than a wide plan gives, and take no income that they do not show.
  const wide = await adoptPlan(test, widePlan(period));
  const narrow = widePlan(period, run.pool as string);
  if (wide.status === 409) {
    // Of two plans decided on one day neither would count.
    test.setClock(new Date(`${LocalDate.parse(today(test)).plusDays(1)}T01:00:00Z`));
    await expectStatus(adoptPlan(test, narrow), 200);
  } else if (wide.body.code === 'distribution.income-above-books')
    await expectStatus(adoptPlan(test, { ...narrow, figures: undefined, drawOnPrior: true }), 200);
  else await expectStatus(Promise.resolve(wide), 200);
}

export interface WidePlan {
  readonly period: string;
  readonly members: { readonly amount: string };
  readonly figures?: object | undefined;
  readonly drawOnPrior?: boolean;
}

/** Figures are given, not from books: a test with books of its own draws up its own plan. */
export function widePlan(period: string, amount = '80000000'): WidePlan {
  const first = period.endsWith('H1');
  const much = '90000000';
  const figures = { income: first ? '0' : much, priorLoss: '0', priorUndistributed: first ? much : '0' };
  const members = { kind: 'amount', amount };
  const terms = { period, mode: first ? 'opening' : 'year', steps: [], figures, members };
  return terms;
}

export const adoptWidePlan = (test: TestApp, period: string, amount?: string) =>
  expectStatus(adoptPlan(test, widePlan(period, amount)), 200);

async function adoptPlan(test: TestApp, terms: WidePlan): Promise<Reply> {
  const drawn = await test.as('accountant').post('~/distribution-plans', terms);
  if (drawn.status !== 201) return drawn;
  const planId = drawn.body.id as string;
  const resolutionId = await decide(test, { kind: 'plan', planId });
  return test.as('reviewer').post(`~/distribution-plans/${planId}/adopt`, { resolutionId });
}

/** Drafts, calculates, has it decided and approved, announces, waits until the notice is over, and posts. */
export async function runToPosted(
  test: TestApp,
  resolution: string | undefined,
  fields: object,
): Promise<Reply['body']> {
  const { id } = await expectStatus(draft(test, fields), 201);
  await expectStatus(calculate(test, id as string), 200);
  await expectStatus(approve(test, id as string, resolution), 200);
  await expectStatus(announce(test, id as string), 201);
  return expectStatus(post(test, id as string), 200);
}

export async function grossOf(test: TestApp, runId: string): Promise<readonly string[]> {
  const { lines } = await expectStatus(
    test.as('reviewer').get(`~/dividend-runs/${runId}/lines?limit=999`),
    200,
  );
  return (lines as { gross: string }[]).map((line) => line.gross);
}

/** A resolution that takes a posted run back. */
export const decideReversal = (test: TestApp, runId: string): Promise<string> =>
  decide(test, { kind: 'reversal', runId });

/** Asked for in the register of shares by one person and confirmed by another; a refusal of either is returned as it is. */
export async function askedByTwo(test: TestApp, path: string, wish: object): Promise<Reply> {
  const asked = await test.as('accountant').post(`~/${path}`, wish);
  if (asked.status !== 201) return asked;
  return test.as('reviewer').post(`~/movement-requests/${asked.body.id}/confirm`);
}

/** What the dead held goes to the heirs. */
export const inherit = (test: TestApp, estate: object): Promise<Reply> =>
  askedByTwo(test, 'movement-requests', { kind: 'inheritance', ...estate });

/** A movement that one person asks for and another confirms: beyond what one may enter, or of days on which a dividend rests. */
export const moveByTwo = (test: TestApp, movement: object): Promise<Reply> =>
  askedByTwo(test, 'movement-requests', movement);

export const liftByTwo = (test: TestApp, restrictionId: string, liftedOn: string): Promise<Reply> =>
  askedByTwo(test, `restrictions/${restrictionId}/lift`, { liftedOn, reason: '解除' });

/** A run is withdrawn before it is posted: asked for by its accountant and, where it was approved, confirmed by another. */
export async function withdrawBy(test: TestApp, runId: string, reason: string): Promise<Reply> {
  const asked = await test.as('accountant').post(`~/dividend-runs/${runId}/withdraw`, { reason });
  if (asked.status !== 200 || asked.body.withdrawalAwaits === null) return asked;
  return test.as('reviewer').post(`~/dividend-runs/${runId}/withdrawal/confirm`);
}

/** An election, a replacement or the end of a seat: told by one person (the chair) and confirmed by another; a refusal is returned as it is. */
export async function seatByTwo(
  test: TestApp,
  path: string,
  told: object,
  by: Role = 'chair',
): Promise<Reply> {
  const change = await test.as(by).post(`~/${path}`, { lateReason: '选举后补登', ...told });
  if (change.status !== 201) return change;
  return test.as('supervisor').post(`~/seat-changes/${String(change.body.id)}/confirm`);
}
