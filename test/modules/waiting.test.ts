/** What waits for a second person, of every kind in one list: for whom, with what it changes, and how it is answered. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { placesOf } from '../../src/contract/endpoint.ts';
import { waitingActions, waitingKinds } from '../../src/domain/waiting.ts';
import { endpoints } from '../../src/endpoints.ts';
import { answers, screens } from '../../src/web/office/desk/answers.ts';
import type { Role } from '../../src/domain/permission.ts';
import { startTestApp, type Client, type TestApp } from '../support/app.ts';
import { credit, debit } from '../support/books.ts';
import {
  calculate,
  draft,
  enterMinutes,
  expectStatus,
  openRegister,
  widePlan,
} from '../support/cooperative.ts';
import { enterAccount } from '../support/payout.ts';

interface Item {
  readonly kind: keyof typeof waitingActions;
  readonly says: string;
  readonly facts: readonly { label: string; before: string | null; after: string; unit: string | null }[];
  readonly known: Readonly<Record<string, string>>;
  readonly askedBy: string | null;
  readonly own: boolean;
  readonly may: boolean;
}

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2011-01-10T02:00:00Z') });
  await openRegister(test, ['2000', '1000', '500']);
  test.letRegisterWait(true);
  const accountant = test.as('accountant');
  await expectStatus(
    accountant.post('~/members', {
      registerNumber: '9',
      name: '新股东',
      sex: 'female',
      birthDate: '1980-01-01',
      standings: [{ kind: 'admitted', effectiveOn: '2010-12-01', basis: { reason: 'birth' } }],
    }),
    201,
  );
  await enterAccount(test, '1');
  const entry = {
    date: '2010-12-31',
    summary: '收租金',
    lines: [debit('102', '12000.00'), credit('501', '12000.00')],
  };
  await expectStatus(accountant.post('~/prepared-entries', entry), 201);
  await expectStatus(
    accountant.post('~/movement-requests', {
      kind: 'transfer',
      from: { kind: 'member', number: '1' },
      to: { kind: 'member', number: '2' },
      shareClass: 'basic',
      quantity: '50',
      effectiveOn: '2011-01-05',
    }),
    201,
  );
  await expectStatus(
    test
      .as('chair')
      .post('~/share-allowance', { quantity: '90000', effectiveOn: '2011-01-10', source: '章程' }),
    201,
  );
  const wish = { userName: 'zhaomin', displayName: '赵敏', roles: ['cashier'] };
  await expectStatus(test.as('chair').post('~/users', wish), 202);
  const run = await expectStatus(draft(test, { period: '2010-H2', pool: '100000.00' }), 201);
  await expectStatus(calculate(test, run.id as string), 200);
  await expectStatus(accountant.post('~/distribution-plans', widePlan('2010-H2')), 201);
});
afterAll(() => test.close());

async function waitingFor(who: Client, query = '?lang=zh'): Promise<readonly Item[]> {
  return (await expectStatus(who.get(`~/waiting${query}`), 200)).items as readonly Item[];
}
const kindsFor = async (role: Role) => (await waitingFor(test.as(role))).map(({ kind }) => kind).sort();

it('is answered on its sheet or on a screen, by the right that the endpoint asks for and with all that its path names', () => {
  for (const kind of waitingKinds) {
    const answered = answers[kind];
    expect([kind, answered !== undefined || screens[kind] !== undefined]).toEqual([kind, true]);
    if (answered === undefined) continue;
    for (const name of [answered.confirm, ...(answered.refuse === null ? [] : [answered.refuse])])
      expect([kind, endpoints[name].action]).toEqual([kind, waitingActions[kind]]);
    if (answered.refuse !== null)
      expect(placesOf(endpoints[answered.refuse])).toEqual(placesOf(endpoints[answered.confirm]));
  }
});

it('names to each role what it may confirm and what it asked for, and nothing else', async () => {
  expect(await kindsFor('reviewer')).toEqual([
    'account-change',
    'entry',
    'movement',
    'plan',
    'register-change',
    'run',
    'setting',
  ]);
  expect(await kindsFor('supervisor')).toEqual(['access', 'register-change', 'setting']);
  expect(await kindsFor('chair')).toEqual([
    'access',
    'account-change',
    'movement',
    'plan',
    'register-change',
    'run',
    'setting',
  ]);
  expect(await kindsFor('representative')).toEqual([]);
  expect(await kindsFor('auditor')).toEqual([]);
  const own = await waitingFor(test.as('accountant'));
  expect(own.every((item) => item.own && !item.may)).toBe(true);
  expect(own.map(({ kind }) => kind).sort()).toEqual([
    'account-change',
    'entry',
    'movement',
    'plan',
    'register-change',
    'run',
  ]);
});

it('says in names and figures what it changes, and who asked, in the language of the reader', async () => {
  const items = await waitingFor(test.as('reviewer'));
  const movement = items.find(({ kind }) => kind === 'movement');
  expect(movement?.facts.map(({ after }) => after)).toEqual([
    '股东1 1',
    '股东2 2',
    '基本股',
    '50',
    '2011-01-05',
  ]);
  expect(movement).toMatchObject({ own: false, may: true, says: '第 1 号申请：转让' });
  expect(movement?.askedBy).not.toBeNull();
  expect(items.find(({ kind }) => kind === 'entry')?.says).toContain('收租金，12,000.00 元');
  const english = await waitingFor(test.as('supervisor'), '?lang=en');
  expect(english.find(({ kind }) => kind === 'access')).toMatchObject({
    says: 'new person: 赵敏',
    facts: [
      { label: 'Roles', before: 'none', after: 'cashier' },
      { label: 'User name', after: 'zhaomin' },
    ],
  });
});

it('is there no more once it was answered, by what the list says of it', async () => {
  const reviewer = test.as('reviewer');
  const [entry] = (await waitingFor(reviewer)).filter(({ kind }) => kind === 'entry');
  const { entryId } = entry?.known ?? {};
  await expectStatus(reviewer.post(`~/prepared-entries/${entryId}/confirm`), 201);
  const [change] = (await waitingFor(reviewer)).filter(({ kind }) => kind === 'register-change');
  const { changeId } = change?.known ?? {};
  const reason = { reason: '查无此人' };
  await expectStatus(reviewer.post(`~/register-changes/${changeId}/send-back`, reason), 200);
  const kinds = await kindsFor('reviewer');
  expect(kinds).not.toContain('entry');
  expect(kinds).not.toContain('register-change');
});

it('holds the end of a restriction that was asked for, which is no movement', async () => {
  const holder = { kind: 'member', number: '3' };
  const freeze = { kind: 'freeze', holder, effectiveOn: '2010-12-01', reason: '法院冻结' };
  const { id } = await expectStatus(test.as('accountant').post('~/restrictions', freeze), 201);
  const lift = { liftedOn: '2011-01-05', reason: '法院解除冻结' };
  expect((await test.as('accountant').post(`~/restrictions/${id}/lift`, lift)).status).toBeLessThan(300);
  const items = await waitingFor(test.as('reviewer'));
  expect(items.find(({ says }) => says.includes('解除限制'))).toMatchObject({
    kind: 'movement',
    facts: [{ after: '2011-01-05' }, { after: '法院解除冻结' }],
  });
});

it('holds minutes from paper with the heads of the register beside theirs', async () => {
  const accountant = test.as('accountant');
  await enterMinutes({ accountant, path: '~' }, null, {
    decidedOn: '2010-12-28',
    matter: 'report',
    title: '年度工作报告',
    text: '会议听取并同意年度工作报告。',
  });
  const [minutes] = (await waitingFor(test.as('supervisor'))).filter(({ kind }) => kind === 'resolution');
  expect(minutes?.facts[1]).toMatchObject({ label: '应到（登记簿 → 会议记录）', after: '3' });
  const { resolutionId } = minutes?.known ?? {};
  await expectStatus(test.as('supervisor').post(`~/resolutions/${resolutionId}/confirm`), 200);
  expect(await kindsFor('supervisor')).not.toContain('resolution');
});

it('a run says who calculated it, and to whom that it is their own', async () => {
  const [run] = (await waitingFor(test.as('reviewer'))).filter(({ kind }) => kind === 'run');
  const { runId } = run?.known ?? {};
  const seen = await expectStatus(test.as('reviewer').get(`~/dividend-runs/${runId}`), 200);
  expect(seen).toMatchObject({ preparedBy: run?.askedBy, approvedBy: null, own: false });
  const own = await expectStatus(test.as('accountant').get(`~/dividend-runs/${runId}`), 200);
  expect(own.own).toBe(true);
});
