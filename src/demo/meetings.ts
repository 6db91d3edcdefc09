/**
 * The meetings of the story: elected, convened in time, opened with a frozen list, voted and closed, as the recorder
 * enters them. What is posted afterwards rests on the resolution that came out.
 */
import type { MeetingPlan, Resolution } from './fixture.ts';
import { issue } from './papers.ts';
import type { IdReply } from './replies.ts';
import type { Scene } from './scene.ts';

interface MemberReply {
  readonly registerNumber: string;
  readonly household: { readonly groupName: string | null } | null;
  readonly standing: { readonly state: string };
  readonly tags: readonly string[];
}

/** The residents elect their representatives by household group; board and supervisors are elected with the founding. */
export async function electBodies(scene: Scene): Promise<void> {
  const { accountant, cast } = scene;
  const { members } = await accountant.get<{ readonly members: readonly MemberReply[] }>(
    '~/members?limit=999',
  );
  const living = members.filter(({ standing }) => ['admitted', 'retired'].includes(standing.state));
  const representatives = living.filter(({ tags }) => tags.includes('代表'));
  const others = living.filter(({ tags }) => !tags.includes('代表') && tags.includes('党员'));
  const bodies = [
    ['representative-assembly', '2010-07-01', representatives],
    ['board', '2010-07-31', others.slice(0, 5)],
    ['supervisors', '2010-07-31', others.slice(5, 8)],
  ] as const;
  for (const [body, from, elected] of bodies) {
    const seats = elected.map(({ registerNumber, household }) => ({
      member: registerNumber,
      ...(body === 'representative-assembly' && { group: household?.groupName ?? '—' }),
    }));
    await accountant.post(`~/bodies/${body}/elect`, { from, seats });
  }
  const groups = new Set(representatives.map(({ household }) => household?.groupName)).size;
  cast.tell.line({
    zh: `选举：居民（股民）代表 ${representatives.length} 人，来自 ${groups} 个户组；理事 5 人，监事 3 人`,
    en: `elected: ${representatives.length} representatives of ${groups} household groups, a board of 5, 3 supervisors`,
  });
}

export interface Called {
  readonly meeting: MeetingPlan;
  readonly resolution: Resolution;
  /** What takes effect through the motion. */
  readonly about: object;
  /** The distribution plan that is voted on before. */
  readonly planId?: string;
  readonly period: string | null;
  readonly comparison: object | null;
}

/** Drafts the agenda and gives notice; returns the meeting's id. */
export async function callMeeting(scene: Scene, called: Called): Promise<string> {
  const { accountant } = scene;
  const { meeting, resolution, about, period, comparison } = called;
  const { matter: kind, title, text, body, decidedOn: heldOn } = resolution;
  const heard = meeting.heard.map((each) => ({ kind: 'report', ...each, counting: 'none' }));
  const { noticeOn, title: name, time, place } = meeting;
  const plan =
    called.planId === undefined
      ? []
      : [
          {
            kind: 'distribution-plan',
            title: `${halfYearName(period)}收益分配方案`,
            text: '同意理事会提出的收益分配方案，按方案提取公积公益金并向成员分配。',
            about: { kind: 'plan', planId: called.planId },
          },
        ];
  const agenda = [...heard, ...plan, { kind, title: title.replace(/^关于|的决议$/g, ''), text, about }];
  const drafted = { body, title: name, heldOn, time, place, period, comparison, agenda };
  const { id } = await accountant.post<IdReply>('~/meetings', drafted);
  await accountant.post(`~/meetings/${id}/convene`, { noticeOn });
  // Where schemes are compared, everybody reads the whole before the meeting.
  const part = called.comparison === null ? 'notice' : 'pack';
  await issue(scene, { kind: 'meeting-paper', meetingId: id, part });
  return id;
}

function halfYearName(period: string | null): string {
  const [year = '', half] = (period ?? '').split('-H');
  return `${year}年${half === '1' ? '上' : '下'}半年`;
}

interface Held {
  readonly id: string;
  readonly number: string;
  /** Where a plan was voted on, too. */
  readonly planResolutionId: string | null;
}

interface MeetingReply {
  readonly motions: readonly {
    readonly outcome: string | null;
    readonly resolution: { readonly id: string; readonly number: string } | null;
  }[];
}

/** Opens, records who came and how they voted, closes, and keeps the minutes; returns the resolution. */
export async function holdMeeting(
  scene: Scene,
  meetingId: string,
  { meeting, resolution, planId }: Called,
): Promise<Held> {
  const { accountant, cast } = scene;
  const path = `~/meetings/${meetingId}`;
  await accountant.post(`${path}/open`, {});
  const { entitled } = await accountant.get<{ readonly entitled: readonly { readonly member: string }[] }>(
    `${path}/attendance`,
  );
  const absent = resolution.vote.entitled - resolution.vote.present;
  const present = entitled.slice(0, entitled.length - absent).map(({ member }) => member);
  const online = meeting.online ?? 0;
  await accountant.post(`${path}/attendance`, {
    entries: present.map((member, index) => ({
      member,
      manner: index < present.length - online ? 'on-site' : 'online',
    })),
  });
  const { against, abstain } = resolution.vote;
  const counts = { for: present.length - against - abstain, against, abstain };
  const votes = planId === undefined ? 1 : 2;
  const motion = `${path}/motions/${meeting.heard.length + votes}`;
  if (planId !== undefined)
    await accountant.post(`${path}/motions/${meeting.heard.length + 1}/hands`, counts);
  if (meeting.byName)
    await accountant.post(`${motion}/ballots`, {
      ballots: present.map((voter, index) => ({ voter, choice: choiceAt(index, counts) })),
    });
  else await accountant.post(`${motion}/hands`, counts);
  await accountant.post(`${path}/close`, {});
  await accountant.put(`${path}/minutes`, meeting.minutes);
  const { motions } = await accountant.get<MeetingReply>(path);
  const decided = motions.at(-1);
  if (!decided?.resolution || decided.outcome !== 'adopted')
    throw new Error(`The meeting ${meeting.title} did not adopt ${resolution.title}.`);
  const { number } = decided.resolution;
  cast.tell.line({
    zh: `${resolution.decidedOn}  ${meeting.title}：应到 ${entitled.length}，实到 ${present.length}，赞成 ${counts.for}，反对 ${against}，弃权 ${abstain}，通过决议${number}`,
    en: `${resolution.decidedOn}  ${meeting.title}: ${entitled.length} entitled, ${present.length} present, ${counts.for} for, ${against} against, ${abstain} abstained; resolution ${number} adopted`,
  });
  return { ...decided.resolution, planResolutionId: motions.at(-2)?.resolution?.id ?? null };
}

function choiceAt(index: number, counts: { readonly for: number; readonly against: number }): string {
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
  const report = { reportedOn, state: 'carried-out', text };
  await scene.accountant.post(`~/resolutions/${resolutionId}/executions`, report);
}
