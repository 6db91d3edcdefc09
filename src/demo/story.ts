/**
 * The tale of a community, told through the interface as its people would: the roster goes in, shares are allotted 1:3,
 * compared with 1:8 and allotted 1:8 to retirees, every half-year is paid out, the papers come out. Time is the story's.
 */
import { LocalDate } from '../domain/calendar.ts';
import type { Sentence } from '../domain/language.ts';
import { cohortWords } from '../domain/words.ts';
import type { Person } from './client.ts';
import type { Community, EventStep, HalfYearStep, Resolution, SchemeStep } from './fixture.ts';
import { comparisonFor, keep } from './papers.ts';
import { callMeeting, holdMeeting, reportCarriedOut } from './meetings.ts';
import type { Called, Comparison } from './meetings.ts';
import {
  drawPlan,
  lastTrialBalance,
  lastWaiting,
  moneySteps,
  openMoney,
  payoutSteps,
  receiveBack,
  taxOfMonth,
  taxOfRelease,
} from './money.ts';
import { bothSet, idOf, type Cast, type Scene, type Tale, type Told } from './scene.ts';
import type { ReplyOf } from '../contract/endpoint.ts';
import type { endpoints } from '../endpoints.ts';
import { must } from '../platform/must.ts';
import { grouped, periodsTold } from './telling.ts';

interface Step {
  readonly on: string;
  readonly take: (scene: Scene) => Promise<void>;
}

export async function tellTale(tale: Tale, cast: Cast): Promise<Told> {
  const { tell } = cast;
  const { community } = tale;
  const { cooperative, shareTakers } = community;
  let today = '';
  const at = (day: string) => {
    today = day;
    cast.setTime(new Date(`${day}T01:00:00Z`));
  };
  at(tale.openedOn);
  const { id: cooperativeId, people: named } = await cast.found({
    ...cooperative,
    people: tale.people.map(({ roles, ...person }) => ({ ...person, roles: [...roles] })),
  });
  cast.api.enter(cooperativeId);
  const userIds = new Map(named.map(({ userName, userId }) => [userName, userId]));
  for (const { userName, invitation } of named)
    if (invitation !== null) await cast.api.accept(userName, invitation, cast.password);
  const signIn = (role: string) => cast.api.signIn(`${tale.prefix}${role}`, cast.password);
  const chair = await signIn('chair');
  const { left } = tale;
  const isTold = (day: string) => left === undefined || day <= left.on;
  const paid = community.halfYears.filter(({ postedOn }) => isTold(postedOn));
  const scene: Scene = {
    community,
    cast,
    accountant: await signIn('accountant'),
    cashier: await signIn('cashier'),
    supervisor: await signIn('supervisor'),
    reviewer: await signIn('reviewer'),
    chair,
    lastPapers: tale.lastPapers,
    lastPaid: paid.at(-1)?.run.period ?? '',
    runs: [],
    batches: [],
    documents: [],
    certificates: [],
    ids: new Map(),
    today: () => today,
  };
  tell.chapter({
    zh: `${tale.title.zh}：建账`,
    en: `${tale.title.en}: the books are opened`,
  });
  for (const shareClass of community.shareClasses) await scene.accountant.defineClass(shareClass);
  for (const limit of community.shareLimits) await bothSet(scene, await chair.setLimit(limit));
  at(tale.enteredOn);
  await bothSet(scene, await chair.setShareAllowance(community.shareAllowance));
  if (shareTakers) {
    const { resolution, takers } = shareTakers;
    const about = { kind: 'share-takers', takers: takers.takers } as const;
    // Decided before the books, in effect in them.
    const lateReason = '建账以前的居民代表大会，会议记录为纸质';
    const resolutionId = await enterMinutes(scene, { ...resolution, about, lateReason });
    await bothSet(scene, await chair.setShareTakers({ ...takers, resolutionId }));
  }
  await takeIn(scene);
  await tale.seat(scene, userIds);
  await openMoney(scene);
  const steps = stepsOf(community).filter(({ on }) => isTold(on));
  for (const [told, { on, take }] of steps.entries()) {
    at(on);
    await take(scene);
    cast.onStep?.(told + 1, steps.length);
  }
  if (left) {
    at(left.on);
    await left.leave(scene);
  }
  const { runs, documents, batches, certificates } = scene;
  return {
    cooperative: cooperative.name,
    title: tale.title,
    runs,
    documents,
    batches,
    waiting: await lastWaiting(scene),
    trialBalance: await lastTrialBalance(scene),
    certificates,
  };
}

/** Roster and opening shares: each is checked, what was read is told, and then confirmed. */
async function takeIn(scene: Scene): Promise<void> {
  const { accountant, community, cast } = scene;
  const { tell } = cast;
  const checked = async (kind: 'roster' | 'opening-shares', file: { name: string; bytes: Uint8Array }) => {
    const read = await ended(accountant, await accountant.uploadTable({ kind }, { file }));
    return { ...read, rows: must(read.rows, 'the rows that were read') };
  };
  const dry = await checked('roster', { name: 'roster.xlsx', bytes: community.roster });
  tell.line({
    zh: `名册 roster.xlsx：读到 ${dry.rows} 行，${dry.faultCount} 处错误`,
    en: `roster.xlsx: ${dry.rows} rows read, ${dry.faultCount} faults`,
  });
  const entering = await accountant.confirmImport({ importId: dry.id, rows: dry.rows });
  const roster = await ended(accountant, entering);
  const entered = must(roster.result, 'what the roster entered');
  if (!('members' in entered)) throw new TypeError('A roster enters members.');
  tell.line({
    zh: `名册入册：成员 ${entered.members} 人，${entered.households} 户`,
    en: `entered: ${entered.members} people in ${entered.households} households`,
  });
  await confirmRoster(scene, must(entered.changeId, 'the change that the roster waits in'));
  await confirmAccounts(scene);
  const { id, rows } = await checked('opening-shares', {
    name: 'opening-shares.csv',
    bytes: community.openingShares,
  });
  const opening = await ended(accountant, await accountant.confirmImport({ importId: id, rows }));
  const opened = must(opening.result, 'what the opening shares entered');
  if (!('movements' in opened)) throw new TypeError('Opening shares enter movements.');
  tell.line({
    zh: `期初股份 opening-shares.csv（GB18030）：${opened.movements} 笔，共 ${grouped(opened.shares)} 股`,
    en: `opening-shares.csv (GB18030): ${opened.movements} movements, ${grouped(opened.shares)} shares`,
  });
}

/** The people of the roster, looked at and confirmed by somebody who did not enter them: before, nobody is a member. */
async function confirmRoster({ reviewer, cast }: Scene, changeId: string): Promise<void> {
  const { count } = await reviewer.confirmRegisterChange({ changeId });
  cast.tell.line({
    zh: `名册 ${count} 人，由复核人复核`,
    en: `${count} people of the roster confirmed by the reviewer`,
  });
}

/** The accounts of the roster, looked at and confirmed by somebody who did not enter them. */
async function confirmAccounts({ reviewer, cast }: Scene): Promise<void> {
  // The first of the book: when the story is told again from the start, it is not the only one, and confirmed already.
  const { changes } = await reviewer.listAccountChanges({ limit: '1' });
  const { id: changeId, count } = must(changes[0], 'the accounts of the roster');
  await reviewer.confirmAccountChange({ changeId });
  cast.tell.line({
    zh: `收款账号 ${count} 个，由复核人复核`,
    en: `${count} accounts confirmed by the reviewer`,
  });
}

async function ended(
  accountant: Person,
  started: { readonly id: string },
): Promise<ReplyOf<typeof endpoints.readImport>> {
  for (;;) {
    const row = await accountant.readImport({ importId: started.id });
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
    ...community.events.flatMap((each) => (each.resolution ? differenceSteps(each) : eventSteps(each))),
    ...community.halfYears.flatMap(halfYearSteps),
    ...moneySteps(community),
  ];
  return steps.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/**
 * A scheme is proposed, compared, voted on and posted. The founding meeting was held before the cooperative was in these
 * books: one person enters its minutes from paper, naming the scheme, and another confirms them.
 */
function schemeSteps(step: SchemeStep): readonly Step[] {
  if (step.key === 'founding') return [{ on: step.recordedOn, take: (scene) => enterFounding(scene, step) }];
  let [schemeId, meetingId, resolutionId] = ['', '', ''];
  const called = (): Called => ({
    ...step,
    about: { kind: 'scheme', schemeId },
    period: null,
    comparison: null,
  });
  return [
    {
      on: step.meeting.noticeOn,
      async take(scene) {
        schemeId = await proposeScheme(scene, step);
        const several = scene.community.schemes.length > 1;
        const compared = several ? await compare(scene, step.meeting.noticeOn) : null;
        meetingId = await callMeeting(scene, { ...called(), comparison: compared });
      },
    },
    {
      on: step.resolution.decidedOn,
      async take(scene) {
        resolutionId = (await holdMeeting(scene, meetingId, called())).id;
        for (const part of ['pack', 'resolutions', 'minutes'] as const)
          await keep(scene, await scene.accountant.printMeetingPaper({ meetingId, part }));
      },
    },
    { on: step.recordedOn, take: (scene) => postScheme(scene, step, schemeId, resolutionId) },
  ];
}

async function proposeScheme(scene: Scene, { key, scheme }: SchemeStep): Promise<string> {
  scene.cast.tell.chapter({ zh: scheme.name, en: scheme.nameEn ?? scheme.name });
  const { id } = await scene.accountant.draftScheme(scheme);
  scene.ids.set(`scheme:${key}`, id);
  return id;
}

async function enterFounding(scene: Scene, step: SchemeStep): Promise<void> {
  const schemeId = await proposeScheme(scene, step);
  const resolutionId = await enterMinutes(scene, {
    ...step.resolution,
    about: { kind: 'scheme', schemeId },
  });
  const { number, decidedOn, vote } = step.resolution;
  scene.cast.tell.line({
    zh: `据 ${decidedOn} 的会议记录补录决议 ${number}：应到 ${vote.entitled}，实到 ${vote.present}，经监事复核`,
    en: `resolution ${number} of ${decidedOn} entered from its minutes: ${vote.entitled} entitled, ${vote.present} present; confirmed by a supervisor`,
  });
  await postScheme(scene, step, schemeId, resolutionId);
}

async function postScheme(
  scene: Scene,
  step: SchemeStep,
  schemeId: string,
  resolutionId: string,
): Promise<void> {
  const { accountant, cast } = scene;
  const posting = await accountant.postScheme({ schemeId, on: step.postOn });
  cast.tell.line({
    zh: `${step.scheme.meaning}。入账 ${posting.movements} 笔，配出 ${grouped(posting.given)} 股，收回 ${grouped(posting.taken)} 股`,
    en: `${posting.movements} movements posted: ${grouped(posting.given)} shares given, ${grouped(posting.taken)} taken back`,
  });
  const text = `已入账 ${posting.movements} 笔，配出 ${grouped(posting.given)} 股。`;
  await reportCarriedOut(scene, resolutionId, step.recordedOn, text);
  await keep(scene, await accountant.printConfirmationSheet({ schemeId, on: step.postOn }));
  for (const number of step.key === 'founding' ? ['0001', '0002'] : []) {
    const certificate = await accountant.issueCertificate({
      holder: { kind: 'member', number },
      issuedOn: step.recordedOn,
    });
    await keep(scene, await accountant.printCertificate({ certificate: certificate.number }));
  }
}

/** Both schemes over one register and one pool, before anybody votes; the papers of the meeting carry the same. */
async function compare(scene: Scene, on: string): Promise<Comparison> {
  const { accountant, cast, community } = scene;
  const { tell } = cast;
  const pool = must(community.halfYears[0], 'the first half-year').run.pool;
  const schemeIds = [idOf(scene, 'scheme:founding'), idOf(scene, 'scheme:reform')];
  const compared = await accountant.compareSchemes({ schemeIds, on, pool });
  tell.line({
    zh: `比较两个方案，同一笔 ${grouped(pool)} 元：`,
    en: `Both schemes over the same ${grouped(pool)} yuan:`,
  });
  tell.columns(
    [
      tell.language === 'zh'
        ? ['', '人数', '1:3 股数', '1:3 红利', '1:8 股数', '1:8 红利']
        : ['', 'holders', '1:3 shares', '1:3 dividend', '1:8 shares', '1:8 dividend'],
      ...compared.cohorts.map((row) => [
        cohortWords[row.cohort as keyof typeof cohortWords][tell.language],
        String(row.holders),
        ...row.outcomes.flatMap((each) => [grouped(each.shares), grouped(each.dividend)]),
      ]),
    ],
    [1, 2, 3, 4, 5],
  );
  for (const finding of compared.findings) tell.line({ zh: `→ ${finding.zh}`, en: `→ ${finding.en}` });
  return { schemeIds, pool };
}

/** What ends a restriction frees money that waited, and its tax is filed. */
function eventSteps(event: EventStep): readonly Step[] {
  return event.post.endsWith('/lift')
    ? [eventStep(event), taxOfRelease(event.recordedOn)]
    : [eventStep(event)];
}

function eventStep(event: EventStep): Step {
  return {
    on: event.recordedOn,
    async take(scene) {
      const path = await named(scene, event.post);
      const body = JSON.parse(await named(scene, JSON.stringify(event.body))) as object;
      const reply = await entered(scene, path, body);
      if (event.key !== undefined) scene.ids.set(`event:${event.key}`, idIn(reply));
      scene.cast.tell.line({
        zh: `${event.recordedOn}  ${event.what}`,
        en: `${event.recordedOn}  ${event.what}`,
      });
    },
  };
}

/** What takes two people is confirmed by the reviewer at once. */
async function entered(scene: Scene, path: string, body: object): Promise<PostedReply> {
  const reply = (await scene.accountant.post(path, body)) as PostedReply;
  if (reply.changeId) await scene.reviewer.confirmRegisterChange({ changeId: reply.changeId });
  if (path !== 'movement-requests' && !path.endsWith('/lift')) return reply;
  return scene.reviewer.confirmMovement({ requestId: must(reply.id, 'the id of what was asked for') });
}

interface PostedReply {
  readonly changeId?: string | null;
  readonly id?: string;
  readonly ids?: readonly string[];
}

/** A movement replies with the ids of what was posted, everything else with one. */
function idIn(reply: PostedReply): string {
  return must(reply.id ?? reply.ids?.[0], 'the id of what was posted');
}

function differenceSteps(event: EventStep): readonly Step[] {
  let run: { readonly id: string } = { id: '' };
  return [
    {
      on: event.recordedOn,
      async take(scene) {
        const path = await named(scene, event.post);
        run = (await scene.accountant.post(path, event.body)) as { readonly id: string };
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
        await postRun(scene, run, { zh: event.what, en: event.resolution?.titleEn ?? event.what });
        await receiveBack(scene, run.id);
      },
    },
    taxOfMonth(event.postedOn ?? event.recordedOn),
  ];
}

function halfYearSteps(step: HalfYearStep): readonly Step[] {
  let run: { readonly id: string } = { id: '' };
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
        run = await scene.accountant.draftRun(step.run);
        scene.ids.set(`run:${step.run.period}`, run.id);
        await scene.accountant.calculateRun({ runId: run.id });
        meetingId = await callMeeting(scene, called());
      },
    },
    {
      on: step.resolution.decidedOn,
      async take(scene) {
        const held = await holdMeeting(scene, meetingId, called());
        resolutionId = held.id;
        planResolutionId = held.planResolutionId ?? '';
        await scene.reviewer.adoptPlan({ planId, resolutionId: planResolutionId });
        await keep(scene, await scene.accountant.printDistributionPlan({ planId }));
        await scene.reviewer.approveRun({ runId: run.id, resolutionId });
        await keep(scene, await scene.accountant.printMeetingPaper({ meetingId }));
        scene.ids.set(`meeting:${step.run.period}`, meetingId);
      },
    },
    { on: dayAfter(step.resolution.decidedOn), take: (scene) => announce(scene, run) },
    ...objectionSteps(step, () => run),
    {
      on: step.postedOn,
      async take(scene) {
        const { paid } = await postRun(scene, run, namesOf(step.resolution));
        const done = `红利 ${grouped(paid)} 元已全部入账。`;
        for (const id of [planResolutionId, resolutionId])
          await reportCarriedOut(scene, id, step.postedOn, done);
        await keep(scene, await scene.accountant.printReceiptSheet({ runId: run.id }));
        const report = { period: step.run.period, ...comparisonFor(scene, step) };
        await keep(scene, await scene.accountant.printHalfYearReport(report));
      },
    },
    ...payoutSteps(step, () => run),
  ];
}

function namesOf({ title, titleEn }: Resolution): Sentence {
  return { zh: title, en: titleEn ?? title };
}

/** The list hangs from the day after the decision; that day does not count. */
export async function announce(
  scene: Scene,
  { id }: { readonly id: string },
  postedOn = scene.today(),
): Promise<void> {
  await scene.accountant.announceRun({ runId: id, postedOn, place: '社区公示栏' });
  await keep(scene, await scene.accountant.printPublicNotice({ runId: id }));
}

function dayAfter(day: string): string {
  return LocalDate.parse(day).plusDays(1).toString();
}

/** An objection is logged when it is raised and answered while the notice still hangs. */
function objectionSteps({ objection }: HalfYearStep, run: () => { readonly id: string }): readonly Step[] {
  if (!objection) return [];
  const { raisedOn, raisedBy, text, answeredOn, answer } = objection;
  return [
    {
      on: raisedOn,
      async take(scene) {
        await scene.accountant.raiseObjection({ runId: run().id, raisedOn, raisedBy, text });
        scene.cast.tell.line({
          zh: `${raisedOn}  公示期内 ${raisedBy} 提出异议：${text}`,
          en: `${raisedOn}  ${raisedBy} objects while the notice hangs: ${text}`,
        });
      },
    },
    {
      on: answeredOn,
      async take(scene) {
        const objection = { runId: run().id, number: '1' };
        await scene.supervisor.answerObjection({ ...objection, answeredOn, text: answer });
        scene.cast.tell.line({
          zh: `${answeredOn}  答复：${answer}`,
          en: `${answeredOn}  answered: ${answer}`,
        });
      },
    },
  ];
}

/** One person enters minutes on paper, another confirms them. */
async function enterMinutes(scene: Scene, resolution: Resolution): Promise<string> {
  const { id } = await scene.accountant.recordResolution(resolution);
  await scene.supervisor.confirmResolution({ resolutionId: id });
  return id;
}

/** The board decides a difference at its own table; its minutes are on paper. */
async function approve(
  scene: Scene,
  run: { readonly id: string },
  resolution: Resolution | undefined,
): Promise<void> {
  if (!resolution) return;
  const about = { kind: 'run', runId: run.id } as const;
  const resolutionId = await enterMinutes(scene, {
    ...resolution,
    about,
    lateReason: '理事会在线下开会，会议记录为纸质',
  });
  await scene.reviewer.approveRun({ runId: run.id, resolutionId });
}

/** Posts, prints the table, and tells the sums. The seal on the table is the trail's head right after the posting. */
async function postRun(
  scene: Scene,
  run: { readonly id: string },
  title: Sentence,
): Promise<ReplyOf<typeof endpoints.postRun>> {
  const { accountant, cast, runs } = scene;
  const posted = await accountant.postRun({ runId: run.id });
  const { seal } = await keep(scene, await accountant.printDividendTable({ runId: run.id }));
  const { period, kind, method, pool, carriedIn, paid, carried, tax, net, lines } = posted;
  runs.push({ period, kind, method, pool, carriedIn, paid, carried, tax, net, lines, seal });
  const words = methodWords[method];
  const of = (amount: string) => grouped(amount);
  cast.tell.chapter({ zh: periodsTold(title.zh, cast.tell), en: `${period} ${kind}: ${title.en}` });
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
  const { lines } = await accountant.listRunLines({ runId, limit: '999' });
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
      const { members } = await scene.accountant.searchMembers({ text: number });
      const found = members.find((each) => each.registerNumber === number);
      scene.ids.set(name, must(found, `member ${number}`).id);
    }
    result = result.replaceAll(place, scene.ids.get(name) ?? place);
  }
  return result;
}
