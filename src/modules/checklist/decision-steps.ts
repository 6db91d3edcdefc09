/** The steps from plan to posted run, with the assembly between. */
import type { LocalDate } from '../../domain/calendar.ts';
import type { Sentence } from '../../domain/language.ts';
import type { AnyEndpoint } from '../../contract/endpoint.ts';
import type { StepFact } from '../../domain/half-year-checklist.ts';
import { noticeState } from '../../domain/public-notice.ts';
import type { Tx } from '../../platform/database.ts';
import { pastTermSince, requireResolution } from '../assemblies/index.ts';
import { bodyWords } from '../../domain/words.ts';
import { adoptPlan, draftPlan, listPlans } from '../dividends/plan-contract.ts';
import { approveRun, calculateRun, draftRun, listRuns, postRun, readRun } from '../dividends/contract.ts';
import { announceRun } from '../dividends/notice-contract.ts';
import {
  asObjection,
  noticeOfRun,
  objectionsOf,
  planState,
  plansOf,
  type Plan,
  type RunRow,
} from '../dividends/index.ts';
import {
  confirmMeetingNotice,
  convene,
  draftMeeting,
  listMeetings,
  readMeeting,
} from '../meetings/contract.ts';
import { adoptedSubjects, meetingForPeriod } from '../meetings/index.ts';
import { carryOutMeeting, closeMeeting, openMeeting, recordMinutes } from '../meetings/vote-contract.ts';
import type { HalfYear } from './book-steps.ts';
import type { LinkedFact } from './link.ts';

export async function decisionSteps(half: HalfYear, run: RunRow | undefined) {
  const { tx, cooperativeId, period, link } = half;
  const plans = (await plansOf(tx, cooperativeId, period.toString())).filter((plan) =>
    ['draft', 'adopted'].includes(planState(plan)),
  );
  const adopted = plans.find((plan) => planState(plan) === 'adopted');
  const reached = (...states: readonly string[]) => run !== undefined && states.includes(run.state);
  const posted = reached('posted');
  // A run may be posted under its own resolution: then there is no plan to draw up any more.
  const unplanned = posted && plans.length === 0;
  const { detail: noticeDetail, reason } = await noticeWords(half, run);
  const listed = { period: period.toString() };
  const drafted = plans.find((plan) => planState(plan) === 'draft');
  const known = run === undefined ? {} : { runId: run.id };
  const atRun = (act: AnyEndpoint) =>
    run === undefined ? link(listRuns, {}, act) : link(readRun, { runId: run.id }, act, known);
  const decided = await decidedBy(half);
  const atMeeting = ({ meetingId }: Decided) =>
    link(readMeeting, { meetingId }, carryOutMeeting, { meetingId });
  const named = run && { zh: `分红第 ${run.number} 号`, en: `run no. ${run.number}` };
  return {
    nothingToPay: run === undefined && adopted !== undefined && adopted.row.payable.isZero,
    steps: {
      'plan-drawn': {
        done: plans.length > 0,
        unneeded: unplanned,
        detail: planWords(adopted ?? plans.at(-1)),
        link: link(listPlans, listed, draftPlan),
      },
      'assembly-held': await assemblyStep(half, run, adopted),
      'plan-adopted': {
        done: adopted !== undefined,
        unneeded: unplanned,
        link:
          decided !== undefined && drafted !== undefined && decided.plans.includes(drafted.row.id)
            ? atMeeting(decided)
            : link(listPlans, listed, adoptPlan, drafted ? { planId: drafted.row.id } : {}),
      },
      'run-calculated': {
        done: reached('calculated', 'approved', 'on-notice', 'posted'),
        detail: named,
        link: atRun(reached('draft') ? calculateRun : draftRun),
      },
      'run-approved': {
        done: reached('approved', 'on-notice', 'posted'),
        link:
          decided !== undefined && run?.state === 'calculated' && decided.runs.includes(run.id)
            ? atMeeting(decided)
            : atRun(approveRun),
      },
      'on-notice': {
        done: reached('on-notice', 'posted'),
        detail: noticeDetail,
        link: atRun(announceRun),
      },
      'run-posted': { done: posted, reason, link: atRun(postRun) },
    } satisfies Record<string, LinkedFact>,
  };
}

interface Decided {
  readonly meetingId: string;
  readonly plans: readonly string[];
  readonly runs: readonly string[];
}

/** What a closed assembly of the half-year adopted, to be carried out in one press. */
async function decidedBy({ tx, cooperativeId, period }: HalfYear): Promise<Decided | undefined> {
  for (const body of ['representative-assembly', 'members-assembly'] as const) {
    const meeting = await meetingForPeriod(tx, cooperativeId, body, period.toString());
    if (meeting?.state !== 'closed') continue;
    const adopted = await adoptedSubjects(tx, meeting);
    const idsOf = (kind: 'plan' | 'run') => adopted(kind).map(({ id }) => id);
    return { meetingId: meeting.id, plans: idsOf('plan'), runs: idsOf('run') };
  }
  return undefined;
}

function planWords(plan: Plan | undefined): Sentence | undefined {
  if (plan === undefined) return undefined;
  const { number, payable } = plan.row;
  return {
    zh: `方案第 ${number} 号，本期应分 ${payable.toGrouped()} 元`,
    en: `plan no. ${number}, ${payable.toGrouped()} yuan to be paid now`,
  };
}

/** How long the notice hangs, and what keeps the run from being posted today. */
async function noticeWords({ tx, cooperativeId, today }: HalfYear, run: RunRow | undefined) {
  const notice = run && (await noticeOfRun(tx, cooperativeId, run.id));
  if (run === undefined || notice === undefined) return {};
  const until = notice.postedOn.plusDays(notice.days);
  const detail = {
    zh: `${notice.postedOn} 起公示，至 ${until}`,
    en: `hangs from ${notice.postedOn} until ${until}`,
  };
  const objections = (await objectionsOf(tx, cooperativeId, run.id)).map(asObjection);
  const state = noticeState(notice, objections, today);
  if (state.state === 'blocked')
    return {
      detail,
      reason: {
        zh: `异议 ${state.open.length} 件未答复`,
        en: `${state.open.length} objections are not answered`,
      },
    };
  if (state.state === 'unlocked') return { detail };
  return { detail, reason: { zh: `公示期至 ${until} 才满`, en: `the notice hangs until ${until}` } };
}

/**
 * Held when a meeting that hears the half-year was closed. Where the minutes were kept on paper, the resolution that the plan
 * or the run rests on says so.
 */
async function assemblyStep(
  { tx, cooperativeId, period, today, link }: HalfYear,
  run: RunRow | undefined,
  adopted: Plan | undefined,
): Promise<LinkedFact> {
  const bodies = ['representative-assembly', 'members-assembly'] as const;
  const meetings = [];
  for (const body of bodies)
    meetings.push(await meetingForPeriod(tx, cooperativeId, body, period.toString()));
  const meeting =
    meetings.find((each) => each?.state === 'closed') ?? meetings.find((each) => each !== undefined);
  const over = await termsOver(tx, cooperativeId, today);
  if (meeting === undefined) {
    const elsewhere = await resolvedElsewhere(
      tx,
      cooperativeId,
      adopted?.end?.resolutionId ?? run?.resolutionId,
    );
    const detail = joinedWords([elsewhere.detail, ...over]);
    return { ...elsewhere, detail, link: link(listMeetings, {}, draftMeeting) };
  }
  const { id, title, state, heldOn } = meeting;
  const coming = state === 'convened' && heldOn.isAfter(today);
  return {
    done: state === 'closed',
    detail: joinedWords([{ zh: `${title}，${heldOn}`, en: `${title}, ${heldOn}` }, ...over]),
    link: link(readMeeting, { meetingId: id }, acts[state], { meetingId: id }),
    ...(coming && { reason: { zh: `会议定于 ${heldOn} 召开`, en: `it is convened for ${heldOn}` } }),
  };
}

/** Bodies whose term is over today: they only elect. */
async function termsOver(tx: Tx, cooperativeId: string, today: LocalDate): Promise<readonly Sentence[]> {
  const told: Sentence[] = [];
  for (const body of ['representative-assembly', 'board', 'supervisors'] as const) {
    const since = await pastTermSince(tx, cooperativeId, body, today);
    if (since === null) continue;
    const { zh, en } = bodyWords[body];
    told.push({
      zh: `${zh}自 ${since} 起任期届满，尚未换届`,
      en: `the term of the ${en} was over on ${since}`,
    });
  }
  return told;
}

function joinedWords(parts: readonly (Sentence | undefined)[]): Sentence | undefined {
  const told = parts.filter((each) => each !== undefined);
  if (told.length === 0) return undefined;
  return { zh: told.map(({ zh }) => zh).join('；'), en: told.map(({ en }) => en).join('; ') };
}

/** What is done next with a meeting. */
const acts = {
  draft: convene,
  'awaiting-review': confirmMeetingNotice,
  convened: openMeeting,
  open: closeMeeting,
  closed: recordMinutes,
  cancelled: draftMeeting,
} as const;

async function resolvedElsewhere(
  tx: Tx,
  cooperativeId: string,
  resolutionId: string | null | undefined,
): Promise<StepFact> {
  if (!resolutionId)
    return { done: false, detail: { zh: '本期还没有会议', en: 'no meeting hears the half-year yet' } };
  const { number, decidedOn } = await requireResolution(tx, cooperativeId, resolutionId);
  return {
    done: true,
    detail: {
      zh: `${decidedOn} 决议${number}；本期没有登记会议`,
      en: `resolution ${number} of ${decidedOn}; no meeting of the half-year is recorded`,
    },
  };
}
