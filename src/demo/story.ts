/**
 * The story of a community, told through the interface as its people would: the roster goes in, shares are allotted 1:3,
 * compared with 1:8 and allotted 1:8 to retirees, every half-year is paid out, the papers come out. Time is the story's.
 */
import { LocalDate } from '../domain/calendar.ts';
import { cohortWords } from '../domain/words.ts';
import type { Person } from './client.ts';
import type { Community, EventStep, HalfYearStep, Resolution, SchemeStep } from './fixture.ts';
import { comparisonFor, issue } from './papers.ts';
import { callMeeting, electBodies, holdMeeting, reportCarriedOut, type Called } from './meetings.ts';
import {
  drawPlan,
  lastTrialBalance,
  lastWaiting,
  moneySteps,
  openMoney,
  payoutSteps,
  receiveBack,
  taxOfMonth,
} from './money.ts';
import type { Cast, Scene, Told } from './scene.ts';
import type {
  ComparisonReply,
  IdReply,
  ImportReply,
  PostedReply,
  PostingReply,
  RunReply,
} from './replies.ts';
import { grouped, periodsTold } from './telling.ts';

/** Who works in the office. Whoever prepares does not approve. */
const office = [
  { userName: 'accountant', displayName: '主办会计', roles: ['accountant'] },
  { userName: 'reviewer', displayName: '复核会计', roles: ['reviewer'] },
  { userName: 'chair', displayName: '理事长', roles: ['chair'] },
  { userName: 'supervisor', displayName: '监事', roles: ['supervisor'] },
  { userName: 'auditor', displayName: '审计员', roles: ['auditor'] },
] as const;
export const officeNames = office.map(({ userName }) => userName);

interface Step {
  readonly on: string;
  readonly take: (scene: Scene) => Promise<void>;
}

export async function tellStory(community: Community, cast: Cast): Promise<Told> {
  const { tell } = cast;
  const { cooperative } = community;
  let today = '';
  const at = (day: string) => {
    today = day;
    cast.setTime(new Date(`${day}T01:00:00Z`));
  };
  at('2010-07-15');
  const administrator = await cast.api.signIn(cast.userNames.administrator, cast.password);
  const { id: cooperativeId } = await administrator.post<IdReply>('/api/v1/cooperatives', cooperative);
  cast.api.enter(cooperativeId);
  for (const person of office) await administrator.post('~/users', { ...person, password: cast.password });
  const chair = await cast.api.signIn('chair', cast.password);
  const scene: Scene = {
    community,
    cast,
    accountant: await cast.api.signIn('accountant', cast.password),
    reviewer: await cast.api.signIn('reviewer', cast.password),
    chair,
    runs: [],
    batches: [],
    documents: [],
    ids: new Map(),
    today: () => today,
  };
  tell.chapter({ zh: `${cooperative.name}：建账`, en: `${cooperative.name}: the books are opened` });
  for (const shareClass of community.shareClasses) await scene.accountant.post('~/share-classes', shareClass);
  for (const limit of community.shareLimits) await chair.post('~/share-limits', limit);
  at('2010-08-10');
  await takeIn(scene);
  await electBodies(scene);
  await openMoney(scene);
  for (const { on, take } of stepsOf(community)) {
    at(on);
    await take(scene);
  }
  const { runs, documents, batches } = scene;
  const waiting = await lastWaiting(scene);
  return { cooperativeId, runs, documents, batches, waiting, trialBalance: await lastTrialBalance(scene) };
}

/** The roster is checked first and then confirmed; the opening shares come straight in. */
async function takeIn(scene: Scene): Promise<void> {
  const { accountant, community, cast } = scene;
  const { tell } = cast;
  const dry = await ended(
    accountant,
    await accountant.upload('~/imports?kind=roster&dryRun=true', 'roster.xlsx', community.roster),
  );
  tell.line({
    zh: `名册 roster.xlsx：试运行 ${dry.rows} 行，${dry.faultCount} 处错误`,
    en: `roster.xlsx: dry run of ${dry.rows} rows, ${dry.faultCount} faults`,
  });
  const roster = await ended(
    accountant,
    await accountant.post<ImportReply>(`~/imports/${dry.id}/confirm`, {}),
  );
  tell.line({
    zh: `名册入册：成员 ${roster.result.members} 人，${roster.result.households} 户`,
    en: `entered: ${roster.result.members} people in ${roster.result.households} households`,
  });
  const opening = await ended(
    accountant,
    await accountant.upload('~/imports?kind=opening-shares', 'opening-shares.csv', community.openingShares),
  );
  tell.line({
    zh: `期初股份 opening-shares.csv（GB18030）：${opening.result.movements} 笔，共 ${grouped(opening.result.shares ?? '')} 股`,
    en: `opening-shares.csv (GB18030): ${opening.result.movements} movements, ${grouped(opening.result.shares ?? '')} shares`,
  });
}

async function ended(accountant: Person, started: IdReply): Promise<ImportReply> {
  for (;;) {
    const row = await accountant.get<ImportReply>(`~/imports/${started.id}`);
    if (!['waiting', 'reading', 'entering'].includes(row.state)) {
      if (row.state === 'checked' || row.state === 'done') return row;
      throw new Error(`The import of ${row.fileName} ended as ${row.state}: ${JSON.stringify(row.faults)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Everything that happened, in the order in which it was written down. */
function stepsOf(community: Community): readonly Step[] {
  const steps = [
    ...community.schemes.flatMap(schemeSteps),
    ...community.events.flatMap((each) => (each.resolution ? differenceSteps(each) : [eventStep(each)])),
    ...community.halfYears.flatMap(halfYearSteps),
    ...moneySteps(community),
  ];
  return steps.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/**
 * A scheme is proposed, compared, voted on and posted. The founding meeting was held before there were books: it is
 * entered from its papers, all of it on one day.
 */
function schemeSteps(step: SchemeStep): readonly Step[] {
  let [schemeId, meetingId, resolutionId] = ['', '', ''];
  const called = (): Called => ({
    ...step,
    about: { kind: 'scheme', schemeId },
    period: null,
    comparison: null,
  });
  const wholly = step.key === 'founding' ? step.recordedOn : undefined;
  return [
    {
      on: wholly ?? step.meeting.noticeOn,
      async take(scene) {
        const { tell } = scene.cast;
        tell.chapter({ zh: step.scheme.name, en: step.scheme.name });
        schemeId = (await scene.accountant.post<IdReply>('~/allotment-schemes', step.scheme)).id;
        scene.ids.set(`scheme:${step.key}`, schemeId);
        const compared = step.key === 'reform' ? await compare(scene, step.meeting.noticeOn) : null;
        meetingId = await callMeeting(scene, { ...called(), comparison: compared });
      },
    },
    {
      on: wholly ?? step.resolution.decidedOn,
      async take(scene) {
        resolutionId = (await holdMeeting(scene, meetingId, called())).id;
        await issue(scene, { kind: 'meeting-paper', meetingId });
      },
    },
    { on: step.recordedOn, take: (scene) => postScheme(scene, step, schemeId, resolutionId) },
  ];
}

async function postScheme(
  scene: Scene,
  step: SchemeStep,
  schemeId: string,
  resolutionId: string,
): Promise<void> {
  const { accountant, cast } = scene;
  const posting = await accountant.post<PostingReply>(`~/allotment-schemes/${schemeId}/post`, {
    on: step.postOn,
  });
  cast.tell.line({
    zh: `${step.scheme.meaning}。入账 ${posting.movements} 笔，配出 ${grouped(posting.given)} 股，收回 ${grouped(posting.taken)} 股`,
    en: `${posting.movements} movements posted: ${grouped(posting.given)} shares given, ${grouped(posting.taken)} taken back`,
  });
  const text = `已入账 ${posting.movements} 笔，配出 ${grouped(posting.given)} 股。`;
  await reportCarriedOut(scene, resolutionId, step.recordedOn, text);
  await issue(scene, { kind: 'confirmation-sheet', schemeId, on: step.postOn });
  for (const number of step.key === 'founding' ? ['0001', '0002'] : []) {
    const holder = { kind: 'member', number };
    const certificate = await accountant.post<{ readonly number: string }>('~/certificates', {
      holder,
      issuedOn: step.recordedOn,
    });
    await issue(scene, { kind: 'certificate', certificate: certificate.number });
  }
}

/** Both schemes over one register and one pool, before anybody votes; the papers of the meeting carry the same. */
async function compare(scene: Scene, on: string): Promise<object> {
  const { ids, accountant, cast, community } = scene;
  const { tell } = cast;
  const pool = community.halfYears[0]?.run.pool;
  const schemeIds = [ids.get('scheme:founding'), ids.get('scheme:reform')];
  const compared = await accountant.post<ComparisonReply>('~/allotment-comparisons', { schemeIds, on, pool });
  tell.line({
    zh: `比较两个方案，同一笔 ${grouped(pool ?? '')} 元：`,
    en: `Both schemes over the same ${grouped(pool ?? '')} yuan:`,
  });
  tell.columns(
    [
      tell.language === 'zh'
        ? ['', '人数', '1:3 股数', '1:3 红利', '1:8 股数', '1:8 红利']
        : ['', 'holders', '1:3 shares', '1:3 dividend', '1:8 shares', '1:8 dividend'],
      ...compared.cohorts.map((row) => [
        cohortWords[row.cohort][tell.language],
        String(row.holders),
        ...row.outcomes.flatMap((each) => [grouped(each.shares), grouped(each.dividend)]),
      ]),
    ],
    [1, 2, 3, 4, 5],
  );
  for (const finding of compared.findings) tell.line({ zh: `→ ${finding.zh}`, en: `→ ${finding.en}` });
  return { schemeIds, pool };
}

function eventStep(event: EventStep): Step {
  return {
    on: event.recordedOn,
    async take(scene) {
      const path = await named(scene, event.post);
      const body = JSON.parse(await named(scene, JSON.stringify(event.body))) as object;
      const reply = await scene.accountant.post<PostedReply>(`~/${path}`, body);
      if (event.key !== undefined) scene.ids.set(`event:${event.key}`, idIn(reply));
      scene.cast.tell.line({
        zh: `${event.recordedOn}  ${event.what}`,
        en: `${event.recordedOn}  ${event.what}`,
      });
    },
  };
}

/** A movement replies with the ids of what was posted, everything else with one. */
function idIn(reply: PostedReply): string {
  return reply.id ?? reply.ids?.[0] ?? '';
}

function differenceSteps(event: EventStep): readonly Step[] {
  let run: IdReply = { id: '' };
  return [
    {
      on: event.recordedOn,
      async take(scene) {
        const path = await named(scene, event.post);
        run = await scene.accountant.post<IdReply>(`~/${path}`, event.body);
      },
    },
    {
      on: event.resolution?.decidedOn ?? event.recordedOn,
      take: (scene) => approve(scene, run, event.resolution),
    },
    {
      on: dayAfter(event.resolution?.decidedOn ?? event.recordedOn),
      take: (scene) => announce(scene, run),
    },
    {
      on: event.postedOn ?? event.recordedOn,
      async take(scene) {
        await postRun(scene, run, event.what);
        await receiveBack(scene, run.id);
      },
    },
    taxOfMonth(event.postedOn ?? event.recordedOn),
  ];
}

function halfYearSteps(step: HalfYearStep): readonly Step[] {
  let run: IdReply = { id: '' };
  let [meetingId, resolutionId, planId, planResolutionId] = ['', '', '', ''];
  const called = (): Called => ({
    ...step,
    planId,
    about: { kind: 'run', runId: run.id },
    period: step.run.period,
    comparison: null,
  });
  return [
    {
      on: step.draftedOn,
      async take(scene) {
        planId = await drawPlan(scene, step);
        scene.ids.set(`plan:${step.run.period}`, planId);
        run = await scene.accountant.post<IdReply>('~/dividend-runs', step.run);
        scene.ids.set(`run:${step.run.period}`, run.id);
        await scene.accountant.post(`~/dividend-runs/${run.id}/calculate`, {});
        meetingId = await callMeeting(scene, called());
      },
    },
    {
      on: step.resolution.decidedOn,
      async take(scene) {
        const held = await holdMeeting(scene, meetingId, called());
        resolutionId = held.id;
        planResolutionId = held.planResolutionId ?? '';
        const adopted = { resolutionId: planResolutionId };
        await scene.reviewer.post(`~/distribution-plans/${planId}/adopt`, adopted);
        await issue(scene, { kind: 'distribution-plan', planId });
        await scene.reviewer.post(`~/dividend-runs/${run.id}/approve`, { resolutionId });
        await issue(scene, { kind: 'meeting-paper', meetingId });
        scene.ids.set(`meeting:${step.run.period}`, meetingId);
      },
    },
    { on: dayAfter(step.resolution.decidedOn), take: (scene) => announce(scene, run) },
    ...objectionSteps(step, () => run),
    {
      on: step.postedOn,
      async take(scene) {
        const { paid } = await postRun(scene, run, step.resolution.title);
        const done = `红利 ${grouped(paid)} 元已全部入账。`;
        for (const id of [planResolutionId, resolutionId])
          await reportCarriedOut(scene, id, step.postedOn, done);
        await issue(scene, { kind: 'receipt-sheet', runId: run.id });
        await issue(scene, {
          kind: 'half-year-report',
          period: step.run.period,
          ...comparisonFor(scene, step),
        });
      },
    },
    ...payoutSteps(step, () => run),
  ];
}

/** The list hangs from the day after the decision; that day does not count. */
async function announce(scene: Scene, { id }: IdReply): Promise<void> {
  const postedOn = scene.today();
  await scene.accountant.post(`~/dividend-runs/${id}/announce`, { postedOn, place: '社区公示栏' });
  await issue(scene, { kind: 'public-notice', runId: id });
}

function dayAfter(day: string): string {
  return LocalDate.parse(day).plusDays(1).toString();
}

/** An objection is logged when it is raised and answered while the notice still hangs. */
function objectionSteps({ objection }: HalfYearStep, run: () => IdReply): readonly Step[] {
  if (!objection) return [];
  const { raisedOn, raisedBy, text, answeredOn, answer } = objection;
  return [
    {
      on: raisedOn,
      async take(scene) {
        await scene.accountant.post(`~/dividend-runs/${run().id}/objections`, { raisedOn, raisedBy, text });
        scene.cast.tell.line({
          zh: `${raisedOn}  公示期内 ${raisedBy} 提出异议：${text}`,
          en: `${raisedOn}  ${raisedBy} objects while the notice hangs: ${text}`,
        });
      },
    },
    {
      on: answeredOn,
      async take(scene) {
        const path = `~/dividend-runs/${run().id}/objections/1/answer`;
        await scene.accountant.post(path, { answeredOn, text: answer });
        scene.cast.tell.line({
          zh: `${answeredOn}  答复：${answer}`,
          en: `${answeredOn}  answered: ${answer}`,
        });
      },
    },
  ];
}

async function record(scene: Scene, resolution: Resolution): Promise<string> {
  return (await scene.accountant.post<IdReply>('~/resolutions', resolution)).id;
}

async function approve(scene: Scene, run: IdReply, resolution: Resolution | undefined): Promise<void> {
  if (!resolution) return;
  const resolutionId = await record(scene, resolution);
  await scene.reviewer.post(`~/dividend-runs/${run.id}/approve`, { resolutionId });
}

/** Posts, prints the table, and tells the sums. The seal on the table is the trail's head right after the posting. */
async function postRun(scene: Scene, run: IdReply, title: string): Promise<RunReply> {
  const { accountant, cast, runs } = scene;
  const posted = await accountant.post<RunReply>(`~/dividend-runs/${run.id}/post`, {});
  const { seal } = await issue(scene, { kind: 'dividend-table', runId: run.id });
  const { period, kind, method, pool, carriedIn, paid, carried, tax, net, lines } = posted;
  runs.push({ period, kind, method, pool, carriedIn, paid, carried, tax, net, lines, seal });
  const words = methodWords[method];
  const of = (amount: string) => grouped(amount);
  cast.tell.chapter({ zh: periodsTold(title, cast.tell), en: `${period} ${kind}: ${title}` });
  if (kind === 'difference') {
    await tellDifferences(scene, run.id);
    return posted;
  }
  cast.tell.line({
    zh: `${words.zh}：分配额 ${of(pool)} + 上期结转 ${of(carriedIn)} = 应发 ${of(paid)} + 结转 ${of(carried)}（${lines} 行，代扣税 ${of(tax)}，实发 ${of(net)}）`,
    en: `${words.en}: pool ${of(pool)} + carried in ${of(carriedIn)} = paid ${of(paid)} + carried ${of(carried)} (${lines} lines, tax ${of(tax)}, net ${of(net)})`,
  });
  return posted;
}

/** A difference run adds up to nothing or nearly: what matters is who gets more and who gives back. */
async function tellDifferences({ accountant, cast }: Scene, runId: string): Promise<void> {
  const { lines } = await accountant.get<{
    readonly lines: readonly { readonly number: string; readonly gross: string; readonly net: string }[];
  }>(`~/dividend-runs/${runId}/lines?limit=999`);
  for (const { number, gross, net } of lines) {
    const back = gross.startsWith('-');
    const [all, own] = [gross, net].map((amount) => grouped(amount.replace('-', '')));
    cast.tell.line({
      zh: `${number} ${back ? '收回' : '补发'} ${all} 元，税后 ${own} 元`,
      en: `${number} ${back ? 'gives back' : 'gets'} ${all}, ${own} after tax`,
    });
  }
}

const methodWords = {
  'largest-remainder': { zh: '最大余数法', en: 'largest remainder' },
  'per-share': { zh: '每股红利', en: 'per share' },
} as const;

/** Puts ids in the places that a file of the fixture leaves open. */
async function named(scene: Scene, text: string): Promise<string> {
  let result = text;
  for (const [place, name = ''] of text.matchAll(/\{((?:member|run|event):[^{}"]+)\}/g)) {
    if (!scene.ids.has(name) && name.startsWith('member:')) {
      const number = name.slice('member:'.length);
      const { members } = await scene.accountant.post<{
        readonly members: readonly { readonly id: string; readonly registerNumber: string }[];
      }>('~/members/search', { text: number });
      const found = members.find((each) => each.registerNumber === number);
      scene.ids.set(name, found?.id ?? '');
    }
    result = result.replaceAll(place, scene.ids.get(name) ?? place);
  }
  return result;
}
