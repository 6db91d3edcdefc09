/**
 * The tale of Qingquan under the law of 2025: forty members who decide everything in their own assembly. Half a year is told until it is
 * paid; of the next the notice hangs from the day on which the demonstration is told, so that one may object, and a son looks for his mother.
 */
import { must } from '../platform/must.ts';
import { dayInChina } from '../platform/services.ts';
import { readCommunity } from './fixture.ts';
import { proveLawful } from './papers.ts';
import { idOf, type Scene, type Tale } from './scene.ts';
import { officeOf } from './office.ts';
import { announce } from './story.ts';

const PREFIX = 'qingquan-';
const SHAREHOLDER = `${PREFIX}shareholder`;
/** The son who signs in, and his mother. */
const [SON, MOTHER] = ['0031', '0002'];
/** The assembly decided on the half-year whose notice hangs. */
const DECIDED_ON = '2026-07-19';

export const qingquan: Tale = {
  community: readCommunity('qingquan'),
  title: { zh: '清泉社区股份经济合作社', en: 'Qingquan, 2025 and 2026' },
  prefix: PREFIX,
  people: [
    ...officeOf(PREFIX),
    { userName: SHAREHOLDER, displayName: '股东（也替母亲看）', roles: ['shareholder'] },
  ],
  openedOn: '2025-07-01',
  enteredOn: '2025-07-02',
  async seat(scene, userIds) {
    await seat(scene);
    await seatShareholder(scene, userIds, SHAREHOLDER, SON);
  },
  lastPapers,
  left: { on: DECIDED_ON, leave },
};

/** Says which member a user of the portal is. */
export async function seatShareholder(
  { chair, supervisor, ids }: Scene,
  userIds: ReadonlyMap<string, string>,
  userName: string,
  member: string,
): Promise<void> {
  const userId = must(userIds.get(userName), userName);
  const { id: proposalId } = await chair.linkUser({ userId, member });
  await supervisor.confirmAccess({ proposalId });
  ids.set(`user:${userName}`, userId);
}

const HOUR = 3_600_000;

/** From here on it is the day on which the demonstration was begun; an hour before, so that nothing is ahead of the computer. */
async function leave(scene: Scene): Promise<void> {
  const { chair, supervisor, cast } = scene;
  const hours = '周一至周五 8:30–17:00';
  await chair.setOfficeContact({ telephone: '0990-555 0117', place: '清泉社区活动室', hours });
  // A computer whose clock stands before the half-year's tale goes on from the tale's own day.
  const now = new Date(Math.max(cast.begun.getTime() - HOUR, new Date(`${DECIDED_ON}T10:00:00Z`).getTime()));
  cast.setTime(now);
  const today = dayInChina(now);
  await announce(scene, { id: idOf(scene, 'run:2026-H1') }, today.toString());
  const { id: proposalId } = await chair.proposeMandate({
    userId: idOf(scene, `user:${SHAREHOLDER}`),
    member: MOTHER,
    ground: 'child',
    document: '户口簿，母子',
    scope: 'read',
    from: today.toString(),
    until: today.plusDays(300).toString(),
  });
  await supervisor.confirmAccess({ proposalId });
  cast.tell.line({
    zh: `${today.toString()}  2026年上半年分红名单贴出公示，公示期内可以提异议；${SON} 经母亲 ${MOTHER} 同意替她看`,
    en: `${today.toString()}  the list of 2026-H1 hangs out, one may object to it; ${SON} looks for his mother, ${MOTHER}, as she agreed`,
  });
}

/** Of one household each: nobody of the board is kin of a supervisor. */
const BODIES = [
  { body: 'board', elected: ['0013', '0016', '0019'] },
  { body: 'supervisors', elected: ['0022', '0025', '0028'] },
] as const;

/** Fills the board and the supervisors of a small community. */
export async function seat({ accountant, supervisor, cast }: Scene): Promise<void> {
  for (const { body, elected } of BODIES) {
    const seats = elected.map((member) => ({ member }));
    const { id: changeId } = await accountant.elect({ body, from: '2025-06-30', seats });
    await supervisor.confirmSeatChange({ changeId });
  }
  cast.tell.line({
    zh: '成员大会选举：理事 3 人，监事 3 人；不设代表大会，重大事项由全体成员决定',
    en: 'elected by the members: a board of 3 and 3 supervisors; no representatives, everybody decides',
  });
}

async function lastPapers(scene: Scene, _: unknown, runId: string): Promise<void> {
  await proveLawful(scene, { runId }, { zh: '2025年下半年红利', en: 'Dividend of 2025-H2' });
  const schemeId = idOf(scene, 'scheme:new-law');
  await proveLawful(scene, { schemeId }, { zh: '份额量化方案', en: 'Quantification scheme' });
}
