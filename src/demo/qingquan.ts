/** The tale of Qingquan, half a year of 2025 under the new law: forty members who decide everything in their own assembly. */
import { readCommunity } from './fixture.ts';
import { proveLawful } from './papers.ts';
import { idOf, type Scene, type Tale } from './scene.ts';
import { officeOf } from './office.ts';

const PREFIX = 'qingquan-';

export const qingquan: Tale = {
  community: readCommunity('qingquan'),
  title: { zh: '清泉社区股份经济合作社', en: 'Qingquan, the second half of 2025' },
  prefix: PREFIX,
  people: officeOf(PREFIX),
  openedOn: '2025-07-01',
  enteredOn: '2025-07-02',
  seat,
  lastPapers,
};

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
