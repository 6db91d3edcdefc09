/**
 * The meetings of the story: elected, convened in time, opened with a frozen list, voted and closed, as the recorder
 * enters them. What is posted afterwards rests on the resolution that came out.
 */
import { LocalDate } from '../domain/calendar.ts';
import type { Choice } from '../domain/assembly-vote.ts';
import type { MeetingPlan, Motion, Resolution } from './fixture.ts';
import type { InputOf } from '../contract/endpoint.ts';
import type { endpoints } from '../endpoints.ts';
import { must } from '../platform/must.ts';
import { keep } from './papers.ts';
import type { Scene } from './scene.ts';

type Drafted = InputOf<typeof endpoints.draftMeeting>;
/** The schemes that a meeting compares, over which pool. */
export type Comparison = NonNullable<Drafted['comparison']>;

export interface Called {
  readonly meeting: MeetingPlan;
  readonly resolution: Resolution;
  /** What takes effect through the motion. */
  readonly about: Motion['about'];
  /** The distribution plan that is voted on before. */
  readonly planId?: string;
  readonly period: string | null;
  readonly comparison: Comparison | null;
}

/** Drafts the agenda and gives notice; returns the meeting's id. */
export async function callMeeting(scene: Scene, called: Called): Promise<string> {
  const { accountant, community } = scene;
  const { meeting, resolution, about, period, comparison } = called;
  const { matter: kind, title, text, titleEn, textEn, body, decidedOn: heldOn } = resolution;
  const heard = meeting.heard.map((each): Motion => ({ kind: 'report', ...each, counting: 'none' }));
  const { noticeOn, title: name, time, place } = meeting;
  const plan: readonly Motion[] =
    called.planId === undefined
      ? []
      : [
          {
            kind: 'distribution-plan',
            title: `${halfYearName(period)}收益分配方案`,
            text: '同意理事会提出的收益分配方案，按方案提取公积公益金并向成员分配。',
            titleEn: `Distribution plan of ${halfYearInEnglish(period)}`,
            textEn:
              'The plan that the board brings is agreed: by it the reserve is set aside and members are paid.',
            about: { kind: 'plan', planId: called.planId },
            proposer: 'board',
          },
        ];
  // The new ratio is the party committee's proposal; what the half-year gives is the board's.
  const proposer = kind === 'allotment-scheme' ? 'party-organisation' : 'board';
  const decided: Motion = {
    kind,
    title: title.replace(/^关于|的决议$/g, ''),
    text,
    titleEn: titleEn?.replace(/^Resolution on (.)/, (_, first: string) => first.toUpperCase()),
    textEn,
    about,
    proposer,
  };
  const agenda = [...heard, ...(meeting.before ?? []), ...plan, decided];
  const { party } = community;
  const partyStudy = { on: LocalDate.parse(noticeOn).plusDays(-3).toString(), by: party.zh };
  const drafted = { body, title: name, heldOn, time, place, period, comparison, partyStudy, agenda };
  const { id } = await accountant.draftMeeting(drafted);
  scene.cast.tell.line({
    zh: `${noticeOn}  ${name}：${party.zh}于 ${partyStudy.on} 研究讨论，“${decided.title}”由${proposer === 'board' ? '理事会提出' : '党组织提议'}`,
    en: `${noticeOn}  a meeting is called: “${decided.titleEn ?? decided.title}” was studied by ${party.en} on ${partyStudy.on}, ${proposer === 'board' ? 'moved by the board' : 'proposed by the party itself'}`,
  });
  await accountant.convene({ meetingId: id, noticeOn });
  // Where schemes are compared, everybody reads what they bring before the meeting, and whoever votes the whole.
  const parts = called.comparison === null ? (['notice'] as const) : (['notice', 'finance', 'pack'] as const);
  for (const part of parts) await keep(scene, await accountant.printMeetingPaper({ meetingId: id, part }));
  return id;
}

function halfYearName(period: string | null): string {
  const [year = '', half] = (period ?? '').split('-H');
  return `${year}年${half === '1' ? '上' : '下'}半年`;
}

function halfYearInEnglish(period: string | null): string {
  const [year = '', half] = (period ?? '').split('-H');
  return `the ${half === '1' ? 'first' : 'second'} half of ${year}`;
}

interface Held {
  readonly id: string;
  readonly number: string;
  /** Where a plan was voted on, too. */
  readonly planResolutionId: string | null;
}

/** Opens, records who came and how they voted, closes, and keeps the minutes; returns the resolution. */
export async function holdMeeting(
  scene: Scene,
  meetingId: string,
  { meeting, resolution, planId }: Called,
): Promise<Held> {
  const { accountant, supervisor, cast } = scene;
  await accountant.openMeeting({ meetingId });
  const { entitled } = await accountant.readAttendance({ meetingId });
  const absent = resolution.vote.entitled - resolution.vote.present;
  const present = entitled.slice(0, entitled.length - absent).map(({ member }) => member);
  const online = meeting.online ?? 0;
  await accountant.recordAttendance({
    meetingId,
    entries: present.map((member, index) => ({
      member,
      manner: index < present.length - online ? 'on-site' : 'online',
    })),
  });
  const { against, abstain } = resolution.vote;
  const counts = { for: present.length - against - abstain, against, abstain };
  // What is voted on before: the articles, the plan.
  const first = meeting.heard.length + 1;
  const before = (meeting.before?.length ?? 0) + (planId === undefined ? 0 : 1);
  const motion = String(first + before);
  for (let each = first; each < first + before; each += 1)
    await accountant.countHands({ meetingId, motion: String(each), ...counts });
  if (meeting.byName)
    await accountant.enterBallots({
      meetingId,
      motion,
      ballots: present.map((voter, index) => ({ voter, choice: choiceAt(index, counts) })),
    });
  else await accountant.countHands({ meetingId, motion, ...counts });
  // Who drew up what was voted on does not enter the outcome: a supervisor closes the meeting.
  await supervisor.closeMeeting({ meetingId });
  await accountant.recordMinutes({ meetingId, ...meeting.minutes });
  const { motions } = await accountant.readMeeting({ meetingId });
  const decided = motions.at(-1);
  if (!decided?.resolution || decided.outcome !== 'adopted')
    throw new Error(`The meeting ${meeting.title} did not adopt ${resolution.title}.`);
  const { number } = decided.resolution;
  cast.tell.line({
    zh: `${resolution.decidedOn}  ${meeting.title}：应到 ${entitled.length}，实到 ${present.length}，赞成 ${counts.for}，反对 ${against}，弃权 ${abstain}，通过决议${number}`,
    en: `${resolution.decidedOn}  ${resolution.titleEn ?? resolution.title}: ${entitled.length} entitled, ${present.length} present, ${counts.for} for, ${against} against, ${abstain} abstained; resolution ${number} adopted`,
  });
  return { ...decided.resolution, planResolutionId: motions.at(-2)?.resolution?.id ?? null };
}

function choiceAt(index: number, counts: { readonly for: number; readonly against: number }): Choice {
  if (index < counts.for) return 'for';
  return index < counts.for + counts.against ? 'against' : 'abstain';
}

/** What the next meeting hears: the resolution is carried out. */
export async function reportCarriedOut(
  scene: Scene,
  resolutionId: string,
  reportedOn: string,
  text: string,
): Promise<void> {
  await scene.accountant.reportExecution({ resolutionId, reportedOn, state: 'carried-out', text });
}

/**
 * A meeting that goes on: called in time and opened on its day, with everybody in the room who is not left out here, and what the room
 * thinks written down by the recorder; whoever is not there yet comes by phone. Whoever votes for others of the household is there by phone
 * already, with their names. Motions are of one kind each: by name, or without.
 */
export async function leaveOpen(
  scene: Scene,
  drafted: Drafted,
  {
    noticeOn,
    notYetThere = [],
    byProxy,
  }: {
    readonly noticeOn: string;
    readonly notYetThere?: readonly string[];
    readonly byProxy?: { readonly proxy: string; readonly principals: readonly string[] };
  },
): Promise<void> {
  const { accountant, cast } = scene;
  const { id: meetingId } = await accountant.draftMeeting(drafted);
  await accountant.convene({ meetingId, noticeOn });
  // All of them as one file for whoever sits there, and each by itself for everybody.
  for (const part of ['notice', 'agenda', 'execution', 'motions', 'pack'] as const)
    await keep(scene, await accountant.printMeetingPaper({ meetingId, part }));
  cast.setTime(new Date(`${drafted.heldOn}T01:00:00Z`));
  await accountant.openMeeting({ meetingId });
  const { entitled } = await accountant.readAttendance({ meetingId });
  const elsewhere = [...notYetThere, ...(byProxy ? [byProxy.proxy, ...byProxy.principals] : [])];
  const inRoom = entitled.map(({ member }) => member).filter((member) => !elsewhere.includes(member));
  await accountant.recordAttendance({
    meetingId,
    entries: [
      ...inRoom.map((member) => ({ member, manner: 'on-site' as const })),
      ...(byProxy ? [{ member: byProxy.proxy, manner: 'online' as const }] : []),
      ...(byProxy?.principals ?? []).map((member) => ({
        member,
        manner: 'proxy' as const,
        proxy: must(byProxy, 'who votes for them').proxy,
      })),
    ],
  });
  const counts = { for: inRoom.length - 3, against: 2, abstain: 1 };
  const { motions } = await accountant.readMeeting({ meetingId });
  for (const { number, counting } of motions) {
    const motion = String(number);
    if (counting === 'secret') await accountant.countHands({ meetingId, motion, ...counts });
    else if (counting !== 'none')
      await accountant.enterBallots({
        meetingId,
        motion,
        ballots: inRoom.map((voter, index) => ({ voter, choice: choiceAt(index, counts) })),
      });
  }
  cast.tell.line({
    zh: `${drafted.heldOn}  ${drafted.title}正在开：会场 ${inRoom.length} 人已表决，还等用手机的人，记名和无记名各有表决`,
    en: `${drafted.heldOn}  a meeting goes on: ${inRoom.length} in the room have voted, with and without names; whoever comes by phone has not`,
  });
}
