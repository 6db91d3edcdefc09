/** The tale of Shuangquan, 2010 to 2013: six hundred members, their representatives, the new ratio for retirees, six half-years. */
import { must } from '../platform/must.ts';
import { readCommunity, type HalfYearStep } from './fixture.ts';
import { keep, proveLawful } from './papers.ts';
import { idOf, type Scene, type Tale } from './scene.ts';
import { leaveOpen } from './meetings.ts';
import { officeOf } from './office.ts';

/** Members who look for themselves: one of the representatives, and a shareholder. */
const hall = [
  { userName: 'representative', displayName: '股民代表', roles: ['representative'] },
  { userName: 'shareholder', displayName: '股东', roles: ['shareholder'] },
] as const;

export const shuangquan: Tale = {
  community: readCommunity('cooperative'),
  title: { zh: '双泉社区股份经济合作社', en: 'Shuangquan, 2010 to 2013' },
  prefix: '',
  people: [...officeOf(''), ...hall],
  openedOn: '2010-08-09',
  enteredOn: '2010-08-10',
  seat,
  lastPapers,
  left: { on: '2013-09-06', leave },
};

/** Elects the bodies and says which members two of the people are. */
async function seat(scene: Scene, userIds: ReadonlyMap<string, string>): Promise<void> {
  const seated = await electBodies(scene);
  for (const { userName } of hall) {
    const userId = must(userIds.get(userName), userName);
    const { id: proposalId } = await scene.chair.linkUser({ userId, member: seated[userName] });
    await scene.supervisor.confirmAccess({ proposalId });
  }
}

/**
 * The residents elect their representatives by household group; board and supervisors are elected with the founding. Returns
 * the register numbers of a representative and of a shareholder who sits nowhere.
 */
async function electBodies(
  scene: Scene,
): Promise<{ readonly representative: string; readonly shareholder: string }> {
  const { accountant, cast } = scene;
  const { members } = await accountant.listMembers({ limit: '999' });
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
    const { id: changeId } = await scene.chair.elect({ body, from, seats });
    await scene.supervisor.confirmSeatChange({ changeId });
  }
  const groups = new Set(representatives.map(({ household }) => household?.groupName)).size;
  cast.tell.line({
    zh: `选举：居民（股民）代表 ${representatives.length} 人，来自 ${groups} 个户组；理事 5 人，监事 3 人`,
    en: `elected: ${representatives.length} representatives of ${groups} household groups, a board of 5, 3 supervisors`,
  });
  return {
    representative: must(representatives[0], 'a representative').registerNumber,
    shareholder: must(others[8], 'a shareholder').registerNumber,
  };
}

/** Whom members call, and a meeting of representatives that goes on: one of them votes from the phone. */
async function leave(scene: Scene): Promise<void> {
  const { accountant, chair, community } = scene;
  const hours = '周一至周五 8:30–17:00';
  await chair.setOfficeContact({ telephone: '0990-555 0110', place: '双泉社区服务中心一楼', hours });
  const { members } = await accountant.listMembers({ limit: '999' });
  const { registerNumber } = must(
    members.find(({ tags }) => tags.includes('代表')),
    'a representative',
  );
  const drafted = {
    body: 'representative-assembly',
    title: '2013年第三次股民代表大会',
    heldOn: '2013-09-12',
    time: '08:30',
    place: '社区礼堂',
    partyStudy: { on: '2013-09-03', by: community.party.zh },
    agenda: [
      {
        kind: 'report',
        title: '退休老人 1:8 配股三年来的情况',
        text: '理事会报告退休老人配股改为 1:8 以后历次分红的变化。',
        titleEn: 'Three years of 1:8 for the retired',
        textEn: 'The board reports what changed in the dividends since the retired are matched 1:8.',
        counting: 'none',
      },
      {
        kind: 'other',
        title: '重阳节慰问七十岁以上成员',
        text: '同意从公积公益金中支出不超过两万元，慰问七十岁以上成员。',
        titleEn: 'Gifts for those over seventy',
        textEn: 'Up to 20,000 yuan of the reserve are spent on those over seventy at the Double Ninth.',
        proposer: 'board',
        notReserved: true,
      },
      {
        kind: 'other',
        title: '评议理事会的工作',
        text: '对理事会2013年上半年的工作表示满意。',
        titleEn: 'The work of the board',
        textEn: 'The representatives are content with what the board did in the first half of 2013.',
        counting: 'secret',
        proposer: 'board',
        notReserved: true,
      },
    ],
  } as const;
  await leaveOpen(
    scene,
    { ...drafted, agenda: [...drafted.agenda] },
    { noticeOn: '2013-09-06', notYetThere: [registerNumber] },
  );
}

/** What people ask for afterwards: statements of all kinds of holders, an heir among them, and one of each paper in English. */
async function lastPapers(scene: Scene, { run }: HalfYearStep, runId: string, month: string): Promise<void> {
  const { accountant } = scene;
  const [from, to] = ['2010-07-31', '2013-06-30'];
  const household = { kind: 'household', number: '3-26' } as const;
  const members = ['0001', '0010', '0062', '0240', '0080', '0234'].map(
    (number) => ({ kind: 'member', number }) as const,
  );
  for (const holder of [...members, household])
    await keep(scene, await accountant.printStatement({ holder, from, to }));
  // As the books stood in July 2011, before a death of June was known.
  const early = { from: '2011-01-01', to: '2011-06-30', knownAt: '2011-07-31T00:00:00Z' };
  await keep(
    scene,
    await accountant.printStatement({ holder: { kind: 'member', number: '0020' }, ...early }),
  );
  for (const member of ['0010', '0062'])
    await keep(scene, await accountant.printTaxCertificate({ member, year: '2012' }));
  // Of the last dividend, of the new ratio, and of the founding, kept on paper before the books.
  await proveLawful(scene, { runId }, { zh: '2013年上半年红利', en: 'Dividend of 2013-H1' });
  for (const [key, name] of [
    ['reform', { zh: '退休老人 1:8 方案', en: 'Scheme 1:8 for retirees' }],
    ['founding', { zh: '创社配股方案 1:3', en: 'Founding scheme 1:3' }],
  ] as const)
    await proveLawful(scene, { schemeId: idOf(scene, `scheme:${key}`) }, name);
  const { certificates } = await accountant.listCertificates({});
  const certificate = must(certificates[0], 'a certificate').number;
  const [planId, schemeId, meetingId] = [
    idOf(scene, `plan:${run.period}`),
    idOf(scene, 'scheme:reform'),
    idOf(scene, `meeting:${run.period}`),
  ];
  const language = 'en';
  const holder = { kind: 'member', number: '0062' } as const;
  await keep(scene, await accountant.printStatement({ holder, from, to, language }));
  await keep(scene, await accountant.printTaxCertificate({ member: '0062', year: '2012', language }));
  await keep(scene, await accountant.printCertificate({ certificate, language }));
  await keep(scene, await accountant.printDistributionPlan({ planId, language }));
  await keep(scene, await accountant.printDividendTable({ runId, language }));
  await keep(scene, await accountant.printReceiptSheet({ runId, language }));
  await keep(scene, await accountant.printReceiptSheet({ runId, only: 'cash', language }));
  await keep(scene, await accountant.printPublicNotice({ runId, language }));
  await keep(scene, await accountant.printVoucher({ month, language }));
  await keep(scene, await accountant.printConfirmationSheet({ schemeId, on: '2010-10-01', language }));
  await keep(scene, await accountant.printHalfYearReport({ period: run.period, language }));
  await keep(scene, await accountant.printMeetingPaper({ meetingId, language }));
}
