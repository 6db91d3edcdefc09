/**
 * The sample: a small community in the second half of 2025, told until its dividend is approved and the notice is over. Posting,
 * payout, tax and closing are left to whoever looks, a few things wait for a second person, and a meeting goes on in which the
 * shareholder votes from the phone.
 */
import { must } from '../platform/must.ts';
import { readCommunity } from './fixture.ts';
import { officeOf } from './office.ts';
import { leaveOpen } from './meetings.ts';
import { seat, seatShareholder } from './qingquan.ts';
import type { Scene, Tale } from './scene.ts';

const PREFIX = 'sample-';
const SHAREHOLDER = `${PREFIX}shareholder`;
/** The shareholder who signs in. */
const OWN_NUMBER = '0014';
/** Of her household, who wrote down that she votes for them. */
const REPRESENTED = ['0013', '0015'];
/** The notice hung from 19 January; its seven days are over. */
const LAST_DAY = '2026-01-27';
/** A meeting of members was opened on this day and goes on. */
const MEETING_DAY = '2026-02-10';

export const sample: Tale = {
  community: readCommunity('sample'),
  title: { zh: '柳溪社区股份经济合作社（样例）', en: 'Liuxi, the sample, midway in the second half of 2025' },
  prefix: PREFIX,
  people: [
    ...officeOf(PREFIX),
    { userName: SHAREHOLDER, displayName: '股东', roles: ['shareholder'] as const },
  ],
  openedOn: '2025-07-01',
  enteredOn: '2025-07-02',
  async seat(scene, userIds) {
    await seat(scene);
    await seatShareholder(scene, userIds, SHAREHOLDER, OWN_NUMBER);
  },
  lastPapers: async () => undefined,
  left: { on: LAST_DAY, leave },
};

/** One thing for each of the office: to be reviewed, confirmed, agreed to, sent. */
async function leave(scene: Scene): Promise<void> {
  const { accountant, cashier, chair, reviewer, cast } = scene;
  const { id: orderId } = await accountant.makePensionRun({
    month: '2026-01',
    template: 'generic-csv',
    payOn: '2026-01-28',
  });
  const { changed, shared, returned } = await reviewer.readPensionRunAccounts({ orderId });
  const seen = { changed: changed.length, shared: shared.length, returned: returned.length };
  await reviewer.releasePensionRun({ orderId, seen });
  await accountant.prepareEntry({
    date: LAST_DAY,
    summary: '社区活动室维修费',
    attachments: 2,
    lines: [
      { account: '513', debit: '1260.00' },
      { account: '102', credit: '1260.00' },
    ],
  });
  const { members } = await accountant.searchMembers({ text: '0004' });
  await accountant.changeDetails({
    memberId: must(members[0], 'member 0004').id,
    bankName: '双泉农村信用合作社柳溪分社',
    bankAccount: '9901058800000071999',
  });
  await accountant.requestMovement({
    kind: 'gift',
    from: { kind: 'member', number: '0013' },
    to: { kind: 'member', number: '0015' },
    shareClass: 'basic',
    quantity: '200',
    effectiveOn: LAST_DAY,
    reason: '父亲赠与女儿，赠与合同第1号',
  });
  await cashier.countTill({ account: '101', counted: '11450.00', explanation: '备用金尚未报销' });
  await chair.setShareAllowance({
    quantity: '2000',
    effectiveOn: LAST_DAY,
    source: '理事会2026年1月27日会议记录',
  });
  await chair.createUser({
    userName: `${PREFIX}accountant-2`,
    displayName: '赵敏',
    roles: ['auditor'],
  });
  await callMembers(scene);
  cast.tell.line({
    zh: `${LAST_DAY}  公示期满，等待入账；凭证、账号、赠与、盘点、设置和用户各有一件等待另一人复核`,
    en: `${LAST_DAY}  the notice is over, the run can be posted; an entry, an account, a gift, a count, a setting and a user wait for a second person`,
  });
}

/** Whom members call, and what they vote on from their phones, for themselves and for others of the household: with their name, and without. */
async function callMembers(scene: Scene): Promise<void> {
  const { chair, community } = scene;
  const hours = '周一至周五 8:30–17:00';
  await chair.setOfficeContact({ telephone: '0990-555 0123', place: '柳溪社区办公室', hours });
  await leaveOpen(
    scene,
    {
      body: 'members-assembly',
      title: '2026年第一次成员大会',
      heldOn: MEETING_DAY,
      time: '09:00',
      place: '社区礼堂',
      partyStudy: { on: '2026-01-24', by: community.party.zh },
      agenda: [
        {
          kind: 'other',
          title: '维修社区西侧道路',
          text: '同意从公积公益金中支出不超过三万元，维修社区西侧道路。',
          titleEn: 'Mending the road on the west side',
          textEn: 'Up to 30,000 yuan of the reserve are spent on mending the road on the west side.',
          proposer: 'board',
          notReserved: true,
        },
        {
          kind: 'other',
          title: '评议理事会2025年的工作',
          text: '对理事会2025年的工作表示满意。',
          titleEn: 'The work of the board in 2025',
          textEn: 'The meeting is content with what the board did in 2025.',
          counting: 'secret',
          proposer: 'board',
          notReserved: true,
        },
      ],
    },
    { noticeOn: LAST_DAY, byProxy: { proxy: OWN_NUMBER, principals: REPRESENTED } },
  );
}
