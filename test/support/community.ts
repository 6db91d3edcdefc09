/** A community of 120 households with 24 representatives, and what tests of meetings do in it; a new one before each test of a file. */
import { afterEach, beforeEach } from 'vitest';
import { startTestApp, type Reply, type TestApp } from './app.ts';
import { expectStatus, seatByTwo } from './cooperative.ts';

/** The community of the test that runs. */

export let test: TestApp;
export const numberOf = (index: number) => String(index).padStart(3, '0');
export const everybody = Array.from({ length: 24 }, (_, index) => numberOf(index + 1));

/** 120 households in four groups, their heads aged fifty, every third a woman; 24 of them representatives. */
async function openCommunity(): Promise<void> {
  const accountant = test.as('accountant');
  await expectStatus(
    accountant.post('~/share-classes', { code: 'basic', name: '基本股', kind: 'basic', places: 4 }),
    201,
  );
  for (let index = 1; index <= 120; index += 1) {
    const number = numberOf(index);
    await expectStatus(accountant.post('~/households', { number, groupName: groupOf(index) }), 201);
    const person = {
      registerNumber: number,
      name: `股民${number}`,
      sex: index % 3 === 0 ? 'female' : 'male',
      birthDate: '1970-03-01',
      household: number,
      relation: 'head',
      standings: [{ kind: 'admitted', effectiveOn: '2009-01-01' }],
    };
    await expectStatus(accountant.post('~/members', person), 201);
  }
  const to = { kind: 'member', number: '001' };
  const movement = {
    kind: 'subscription',
    shareClass: 'basic',
    to,
    quantity: '100',
    effectiveOn: '2009-01-01',
  };
  await expectStatus(accountant.post('~/movements', movement), 201);
}

const groupOf = (index: number) => `第${((index - 1) % 4) + 1}组`;

export const elect = (from: string, numbers: readonly string[] = everybody) =>
  seatByTwo(
    test,
    'bodies/representative-assembly/elect',
    { from, seats: numbers.map((member) => ({ member, group: groupOf(Number(member)) })) },
    'accountant',
  );

export const report = {
  kind: 'report',
  title: '半年工作报告',
  text: '听取理事会半年工作报告。',
  counting: 'none',
};
export const proposer = 'board';
export const motion = { kind: 'dividend-run', title: '半年分红', text: '同意分红方案。', proposer };

export const draftOf = (fields: object, query = '') => {
  const meeting = {
    body: 'representative-assembly',
    title: '2025年上半年股民代表大会',
    heldOn: '2025-07-31',
    time: '09:00',
    place: '社区礼堂',
    partyStudy: { on: '2025-07-15', by: '社区党委' },
    agenda: [motion, report],
    ...fields,
  };
  return test.as('accountant').post(`~/meetings${query}`, meeting);
};

export async function drafted(fields: object = {}): Promise<string> {
  return (await expectStatus(draftOf(fields), 201)).id as string;
}

/** Convened by a notice of that day; one that is entered late, by another person's word besides. */
export const convene = async (id: string, noticeOn = '2025-07-20', more: object = {}): Promise<Reply> => {
  const notice = { noticeOn, lateReason: '通知已张贴，迟录', ...more };
  const reply = await test.as('accountant').post(`~/meetings/${id}/convene`, notice);
  const late = reply.status === 200 && reply.body.state === 'awaiting-review';
  return late ? test.as('supervisor').post(`~/meetings/${id}/confirm-notice`) : reply;
};
export const open = (id: string) => test.as('accountant').post(`~/meetings/${id}/open`);
export const close = (id: string, who: 'accountant' | 'supervisor' = 'supervisor') =>
  test.as(who).post(`~/meetings/${id}/close`, { lateReason: '迟录' });
export const attend = (id: string, numbers: readonly string[], more: readonly object[] = []) =>
  test.as('accountant').post(`~/meetings/${id}/attendance`, {
    entries: [...numbers.map((member) => ({ member, manner: 'on-site' })), ...more],
  });
export const hands = (id: string, count: readonly [number, number, number], on = 1) =>
  test
    .as('accountant')
    .post(`~/meetings/${id}/motions/${on}/hands`, { for: count[0], against: count[1], abstain: count[2] });
export const ballots = (id: string, given: readonly object[], on = 1) =>
  test.as('accountant').post(`~/meetings/${id}/motions/${on}/ballots`, { ballots: given });
export const read = async (id: string) =>
  expectStatus(test.as('representative').get(`~/meetings/${id}`), 200);
export const paper = {
  body: 'representative-assembly',
  number: '〔2025〕91号',
  decidedOn: '2025-07-10',
  title: '延期换届',
  text: '同意延期换届。',
  vote: { entitled: 24, present: 24, for: 24, against: 0, abstain: 0 },
};
export const refusal = ({ status, body }: Reply) => [status, body.code];
export const pick = (count: number) => everybody.slice(0, count);

/** A meeting of the day, opened, with so many of the representatives present. */
export async function opened(present: readonly string[], fields: object = {}): Promise<string> {
  const id = await drafted(fields);
  await expectStatus(convene(id), 200);
  test.setClock(new Date('2025-07-31T01:00:00Z'));
  await expectStatus(open(id), 200);
  if (present.length > 0) await expectStatus(attend(id, present), 200);
  return id;
}

/** Once in each file. */
export function inCommunity(): void {
  beforeEach(async () => {
    test = await startTestApp({ clock: new Date('2025-07-20T01:00:00Z') });
    await test.stage('community with 24 representatives', async () => {
      await openCommunity();
      await expectStatus(elect('2025-05-06'), 200);
    });
  });
  afterEach(() => test.close());
}
