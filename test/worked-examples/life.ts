/** Plays the files of fixtures/cooperative through the API, each entry on the day its accountant wrote it. */
import { readFileSync } from 'node:fs';
import type { Reply, TestApp } from '../support/app.ts';
import {
  announce,
  approve,
  decide,
  ensurePlan,
  expectStatus,
  seatByTwo,
  setByTwo,
} from '../support/cooperative.ts';
import { importedThrough } from './upload.ts';

type Resolution = { readonly decidedOn: string } & Readonly<Record<string, unknown>>;

interface SchemeEntry {
  readonly key: string;
  readonly recordedOn: string;
  readonly resolution: Resolution;
  readonly scheme: object;
  readonly postOn: string;
}

interface HalfYearEntry {
  readonly draftedOn: string;
  readonly run: { readonly period: string };
  readonly resolution: Resolution;
  readonly postedOn: string;
}

interface EventEntry {
  readonly recordedOn: string;
  readonly what: string;
  readonly post: string;
  readonly body: object;
  readonly key?: string;
  readonly resolution?: Resolution;
  readonly postedOn?: string;
}

export interface Life {
  /** Replies of schemes and events by key, of runs by period. */
  readonly postings: ReadonlyMap<string, Reply['body']>;
  readonly runs: ReadonlyMap<string, Reply['body']>;
  readonly events: ReadonlyMap<string, Reply['body']>;
}

const file = (name: string) => readFileSync(new URL(`../../fixtures/cooperative/${name}`, import.meta.url));
const json = (name: string) => JSON.parse(file(name).toString('utf8')) as unknown;

export async function openCooperative(test: TestApp): Promise<void> {
  const { shareClasses, shareLimits } = json('cooperative.json') as Record<string, object[]>;
  atNoon(test, '2010-08-10');
  const accountant = test.as('accountant');
  for (const each of shareClasses ?? []) await expectStatus(accountant.post('~/share-classes', each), 201);
  for (const each of shareLimits ?? []) await setByTwo(test, 'post', '~/share-limits', each);
}

export function importFile(test: TestApp, kind: string, name: string): Promise<Reply['body']> {
  return importedThrough(test.as('accountant'), '~', kind, name, file(name));
}

/** The representatives of the residents and the board of five, as the story elects them. */
async function electBodies(test: TestApp): Promise<void> {
  const accountant = test.as('accountant');
  const { members } = await expectStatus(accountant.get('~/members?limit=999'), 200);
  interface Person {
    readonly registerNumber: string;
    readonly tags: readonly string[];
    readonly standing: { readonly state: string };
    readonly household: { readonly groupName: string | null } | null;
  }
  const living = (members as readonly Person[]).filter(({ standing }) =>
    ['admitted', 'retired'].includes(standing.state),
  );
  const representatives = living.filter(({ tags }) => tags.includes('代表'));
  const others = living.filter(({ tags }) => !tags.includes('代表') && tags.includes('党员'));
  for (const [body, from, elected] of [
    ['representative-assembly', '2010-07-01', representatives],
    ['board', '2010-07-31', others.slice(0, 5)],
  ] as const) {
    const seats = elected.map(({ registerNumber: member, household }) => ({
      member,
      group: household?.groupName ?? '—',
    }));
    await expectStatus(seatByTwo(test, `bodies/${body}/elect`, { from, seats }), 200);
  }
}

/** The bodies of the founding, and its decision that those from outside who hold shares already go on holding them. */
export async function foundCooperative(test: TestApp): Promise<void> {
  await electBodies(test);
  const accountant = test.as('accountant');
  const { shareTakers } = json('cooperative.json') as Record<string, Record<string, object>>;
  const about = { kind: 'share-takers', takers: 'outside' };
  // The test's cooperative was opened before the founding; the demonstration's was not.
  const minutes = { ...shareTakers?.['resolution'], about, lateReason: '建社前的决议' };
  const { id } = await expectStatus(accountant.post('~/resolutions', minutes), 201);
  await expectStatus(test.as('supervisor').post(`~/resolutions/${id}/confirm`), 200);
  const takers = { ...shareTakers?.['takers'], resolutionId: id as string };
  await setByTwo(test, 'post', '~/share-takers', takers);
}

/** Schemes, half-years and events in the order of their days; on one day in this order. */
export async function playLife(test: TestApp): Promise<Life> {
  const [postings, runs, events] = [new Map(), new Map(), new Map()] as Map<string, Reply['body']>[];
  const life: Life = { postings: postings!, runs: runs!, events: events! };
  const steps: { readonly on: string; readonly take: () => Promise<void> }[] = [];
  for (const entry of json('schemes.json') as SchemeEntry[]) {
    const take = async () => void postings!.set(entry.key, await adopt(test, entry));
    steps.push({ on: entry.recordedOn, take });
  }
  for (const entry of json('half-years.json') as HalfYearEntry[]) {
    const { period } = entry.run;
    const drafting = async () => {
      const { id: runId } = await expectStatus(test.as('accountant').post('~/dividend-runs', entry.run), 201);
      const calculated = test.as('accountant').post(`~/dividend-runs/${runId}/calculate`);
      runs!.set(period, await expectStatus(calculated, 200));
    };
    const runId = () => runs!.get(period).id as string;
    const posting = async () => void runs!.set(period, await post(test, runId()));
    steps.push(
      { on: entry.draftedOn, take: drafting },
      { on: entry.resolution.decidedOn, take: () => approveAndAnnounce(test, runId(), entry.resolution) },
      { on: entry.postedOn, take: posting },
    );
  }
  for (const entry of json('events.json') as EventEntry[]) {
    const { key = entry.what } = entry;
    const take = async () => void events!.set(key, await enter(test, entry, life));
    steps.push({ on: entry.recordedOn, take });
    const { resolution, postedOn } = entry;
    if (resolution === undefined || postedOn === undefined) continue;
    const runId = () => events!.get(key).id as string;
    const posting = async () => void events!.set(key, await post(test, runId()));
    steps.push(
      { on: resolution.decidedOn, take: () => approveAndAnnounce(test, runId(), resolution) },
      { on: postedOn, take: posting },
    );
  }
  for (const { on, take } of steps.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    atNoon(test, on);
    await take();
  }
  return life;
}

async function adopt(test: TestApp, { resolution, scheme, postOn }: SchemeEntry): Promise<Reply['body']> {
  const accountant = test.as('accountant');
  const drafted = await expectStatus(accountant.post('~/allotment-schemes', scheme), 201);
  await decide(test, { kind: 'scheme', schemeId: drafted.id as string }, resolution);
  return expectStatus(accountant.post(`~/allotment-schemes/${drafted.id}/post`, { on: postOn }), 201);
}

async function approveAndAnnounce(test: TestApp, runId: string, resolution: Resolution): Promise<void> {
  const resolutionId = await decide(test, { kind: 'run', runId }, resolution);
  await expectStatus(approve(test, runId, resolutionId), 200);
  await expectStatus(announce(test, runId, resolution.decidedOn), 201);
}

async function post(test: TestApp, runId: string): Promise<Reply['body']> {
  await ensurePlan(test, runId);
  return expectStatus(test.as('accountant').post(`~/dividend-runs/${runId}/post`), 200);
}

async function enter(test: TestApp, { what, post, body }: EventEntry, life: Life): Promise<Reply['body']> {
  const path = await idsIn(test, post, life);
  const filled = JSON.parse(await idsIn(test, JSON.stringify(body), life)) as object;
  const reply = await test.as('accountant').post(`~/${path}`, filled);
  if (reply.status >= 300) throw new Error(`${what}: ${JSON.stringify(reply.body)}`);
  if (path === 'movement-requests' || path.endsWith('/lift'))
    return expectStatus(test.as('reviewer').post(`~/movement-requests/${reply.body.id}/confirm`), 201);
  return reply.body;
}

/** The ids that the names in braces stand for. */
async function idsIn(test: TestApp, text: string, life: Life): Promise<string> {
  let filled = text;
  for (const [braced, kind, name = ''] of text.matchAll(/\{(member|event|run):([^}]+)\}/g)) {
    const id =
      kind === 'member'
        ? await memberId(test, name)
        : idOf((kind === 'run' ? life.runs : life.events).get(name));
    if (id === undefined) throw new Error(`Nothing is known by the name ${braced}.`);
    filled = filled.replace(braced, id);
  }
  return filled;
}

function idOf(reply: Reply['body']): string | undefined {
  return (reply?.id ?? reply?.ids?.[0]) as string | undefined;
}

async function memberId(test: TestApp, number: string): Promise<string | undefined> {
  const { members } = await expectStatus(
    test.as('accountant').post('~/members/search', { text: number }),
    200,
  );
  return (members as { id: string; registerNumber: string }[]).find((each) => each.registerNumber === number)
    ?.id;
}

function atNoon(test: TestApp, day: string): void {
  test.setClock(new Date(`${day}T12:00:00+08:00`));
}
