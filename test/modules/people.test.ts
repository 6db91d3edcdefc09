/** Names in one form at every door, households with heads, retirements before admission, papers of nobody. */
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { decide, enterMinutes, expectStatus, staffOf } from '../support/cooperative.ts';
import { askFor } from '../support/papers.ts';
import { importedThrough } from '../worked-examples/upload.ts';
import { caseOf, daysIn, numbersIn, titleOf } from '../support/cases.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2010-09-01T02:00:00Z') });
  const basic = { code: 'basic', name: '基本股', kind: 'basic', places: 2 };
  await expectStatus(test.as('accountant').post('~/share-classes', basic), 201);
});
afterAll(() => test.close());

const standings = [{ kind: 'admitted', effectiveOn: '2010-08-10' }];
const admit = (person: object) => test.as('accountant').post('~/members', { standings, ...person });
const found = async (text: string) => {
  const { members } = await expectStatus(test.as('accountant').post('~/members/search', { text }), 200);
  return (members as { registerNumber: string }[]).map(({ registerNumber }) => registerNumber);
};
const imported = (text: string) =>
  importedThrough(
    test.as('accountant'),
    `/api/v1/cooperatives/${test.cooperativeId}`,
    'roster',
    'roster.csv',
    Buffer.from(text),
  );

describe('A name', () => {
  it.each([...(caseOf('NAME-1').input.match(/[•・‧.．]/g) ?? []), '·'])(
    'with the dot %s is stored with U+00B7',
    async (dot) => {
      const registerNumber = `D${dot.codePointAt(0)}`;
      const { id } = await expectStatus(admit({ registerNumber, name: `买买提${dot}艾力` }), 201);
      const { member } = await expectStatus(test.as('accountant').get(`~/members/${id}`), 200);
      expect(member.name).toBe('买买提·艾力');
      for (const typed of ['买买提·艾力', `买买提${dot}艾力`, '买买提艾力', '提 · 艾', '买买提\u200B艾'])
        expect(await found(typed)).toContain(registerNumber);
    },
  );

  it('of an older version is found by any way of typing it, and the verification names it', async () => {
    const { id } = await expectStatus(admit({ registerNumber: 'OLD', name: '阿依古丽·赛买提' }), 201);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    // As the version before let one person do it.
    const rename = (name: string) =>
      owner.begin(async (tx) => {
        await tx`alter table member disable trigger facts_by_two`;
        await tx`update member set name = ${name}, changed_at = clock_timestamp() where id = ${id as string}`;
        await tx`alter table member enable trigger facts_by_two`;
      });
    await rename('阿依古丽•赛\u3000买\u200B提');
    const spellings = ['阿依古丽·赛买提', '阿依古丽•赛\u3000买\u200B提', '古丽赛买', '赛 买 提'];
    for (const typed of spellings) expect(await found(typed)).toEqual(['OLD']);
    test.expectTampering();
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    expect(findings.map((each) => findingText(each, 'en'))).toEqual(
      expect.arrayContaining([
        'member OLD: the name is not in its one form: the dot is U+00B7, no inner spaces, no unseen signs',
      ]),
    );
    await rename('阿依古丽·赛买提');
    await owner`set session_replication_role = replica`;
    await owner`update share_class set name = '基本\u202E股'`;
    const { noted } = await verifyCooperative(test.services, test.cooperativeId);
    expect(noted.filter(({ remark }) => remark === 'name-unseen-before')).toMatchObject([
      { table: 'share_class', row: '基本股', found: 'U+202E' },
    ]);
    await owner`update share_class set name = '基本股'`;
    await owner.end();
  });

  it('in a roster loses its spaces, and one with an unseen sign is a fault with row and column', async () => {
    const head = '股东编号,姓名,入社日期\n';
    const { input, right } = caseOf('NAME-2');
    const signs = (text: string) =>
      text.replaceAll(/\(U\+(\w+)\)/g, (_, code: string) => String.fromCodePoint(parseInt(code, 16)));
    const [wide, narrow, unseen] = input.replace('roster rows ', '').split(', ').map(signs);
    const [zhang = '', li = ''] = right.split(', ');
    const clean = await imported(`${head}R1,${wide},2010-08-10\nR2,${narrow},2010-08-10\n`);
    expect(clean.state).toBe('done');
    expect([await found(zhang), await found(li)]).toEqual([['R1'], ['R2']]);
    const { state, faults } = await imported(`${head}R3,王五,2010-08-10\nR4,${unseen},2010-08-10\n`);
    expect(state).toBe('refused');
    expect(faults).toMatchObject([{ code: 'membership.name-unseen', row: 3 }]);
    expect(faults[0].message).toContain('Character 2 of the name cannot be seen (U+200B)');
    expect(faults[0].column).toContain('姓名');
    const grouped = await imported(
      '股东编号,姓名,入社日期,户号,关系,组别\nR5,王六,2010-08-10,H\u200B5,户主,三\u202E组\n',
    );
    // Of a number they are taken off and told; of a name of something they are a fault.
    expect(grouped.faults).toMatchObject([
      { code: 'cell.unseen-character', row: 2, column: expect.stringContaining('组别') as string },
    ]);
  });

  it('is held to its form at the other doors too', async () => {
    const accountant = test.as('accountant');
    const unseen = await admit({ registerNumber: 'X', name: '王\u202E五' });
    expect(unseen.body.faults).toMatchObject([{ code: 'membership.name-unseen', pointer: '/name' }]);
    const { id } = await expectStatus(admit({ registerNumber: 'C1', name: '赵六' }), 201);
    expect((await accountant.patch(`~/members/${id}`, { name: '赵\uFEFF六' })).status).toBe(422);
    await expectStatus(accountant.patch(`~/members/${id}`, { name: '赵 六.七' }), 200);
    const { member } = await expectStatus(accountant.get(`~/members/${id}`), 200);
    expect(member.name).toBe('赵六·七');
    const user = { userName: 'dot', roles: ['auditor'] };
    const chair = test.as('chair');
    const created = await expectStatus(chair.post('~/users', { ...user, displayName: '艾力 • 买买提' }), 202);
    expect(created.displayName).toBe('艾力·买买提');
    const hidden = await chair.post('~/users', { ...user, userName: 'd', displayName: '王\u200B五' });
    expect(hidden.status).toBe(422);
  });
});

it.each(
  caseOf('CREDIT')
    .input.match(/\b\w{4}\b|\b\w{18}\b/g)!
    .filter((code) => code !== 'digit'),
)('The credit code %s is refused, that with the right digit is taken', async (creditCode) => {
  const administrator = test.as('administrator');
  const cooperative = {
    name: `代码 ${creditCode}`,
    regionCode: '990105',
    effectiveOn: '2010-07-01',
    people: staffOf(test),
  };
  const refused = await administrator.post('/api/v1/cooperatives', { ...cooperative, creditCode });
  expect([refused.status, refused.body.faults[0].pointer]).toEqual([422, '/creditCode']);
  if (creditCode.length !== 18) return;
  const right = `${creditCode.slice(0, 17)}3`;
  await expectStatus(administrator.post('/api/v1/cooperatives', { ...cooperative, creditCode: right }), 201);
});

describe('A household', () => {
  it(
    titleOf('HOUSEHOLD-HEADLESS', 'without a head is a fault of the roster, and is refused by hand as well'),
    async () => {
      const head = '股东编号,姓名,户号,与户主关系,入社日期\n';
      const { state, faults } = await imported(
        `${head}H1,钱一,H90,配偶,2010-08-10\nH2,钱二,H90,子女,2010-08-10\n`,
      );
      expect(state).toBe('refused');
      expect(faults).toMatchObject([{ code: 'membership.no-head', row: 2 }]);
      expect(faults[0].message).toContain('Household H90 has no head');
      const person = { registerNumber: 'H3', name: '钱三', household: 'H91', relation: 'child' };
      expect((await admit(person)).body.faults).toMatchObject([
        { code: 'membership.no-head', pointer: '/relation' },
      ]);
    },
  );

  it('without shares gets no certificate; with shares its certificate names the head', async () => {
    const accountant = test.as('accountant');
    const [number] = numbersIn(caseOf('CERT-EMPTY').input, 1);
    await expectStatus(
      admit({ registerNumber: 'H5', name: '孙五', household: number, relation: 'head' }),
      201,
    );
    const holder = { kind: 'household', number };
    const wish = { holder, issuedOn: '2010-08-31' };
    const refused = await accountant.post('~/certificates', wish);
    expect(refused.body.faults).toMatchObject([{ code: 'shares.certificate-empty', pointer: '/holder' }]);
    const given = { kind: 'subscription', to: holder, shareClass: 'basic', quantity: '10' };
    await expectStatus(accountant.post('~/movements', { ...given, effectiveOn: '2010-08-31' }), 201);
    expect((await accountant.post('~/certificates', { ...wish, issuedOn: '2010-08-30' })).status).toBe(422);
    const given1 = await expectStatus(accountant.post('~/certificates', wish), 201);
    const paper = await expectStatus(
      accountant.post(...askFor({ kind: 'certificate', certificate: given1.number })),
      201,
    );
    expect(paper.subject).toContain(given1.number);
  });
});

it('Who retired before the admission keeps both days', async () => {
  const dated = { registerNumber: 'E1', name: '周八' };
  const [retiredOn, admittedOn] = daysIn(caseOf('RETIRED-BEFORE').input, 2);
  const both = [
    { kind: 'retired', effectiveOn: retiredOn },
    { kind: 'admitted', effectiveOn: admittedOn },
  ];
  const { id } = await expectStatus(admit({ ...dated, standings: both }), 201);
  const { member } = await expectStatus(test.as('accountant').get(`~/members/${id}`), 200);
  expect(member.standing).toMatchObject({
    state: 'retired',
    since: admittedOn,
    admittedOn,
    retiredOn,
  });
  const csv = `股东编号,姓名,入社日期,退休日期\nE2,吴九,${admittedOn},${retiredOn}\n`;
  expect((await imported(csv)).state).toBe('done');
  const { members } = await expectStatus(test.as('accountant').post('~/members/search', { text: 'E2' }), 200);
  expect(members[0].standing).toMatchObject({ state: 'retired', retiredOn });
});

it.each([
  { kind: 'statement', holder: { kind: 'member' }, from: '2010-01-01', to: '2010-08-31' },
  { kind: 'statement', holder: { kind: 'household' }, from: '2010-01-01', to: '2010-08-31' },
])(
  titleOf('STATEMENT-NOBODY', 'A paper about somebody who is not named is refused: $kind of $holder.kind'),
  async (wish) => {
    const refused = await test.as('accountant').post(...askFor(wish));
    expect([refused.status, refused.body.code]).toEqual([422, 'shares.holder-unnamed']);
    const query = `kind=${wish.holder.kind}&from=${wish.from}&to=${wish.to}`;
    const read = await test.as('accountant').get(`~/share-statement?${query}`);
    expect(read.body.code).toBe('shares.holder-unnamed');
  },
);

describe('Under the law of 2025', () => {
  const person = { registerNumber: 'L1', name: '郑一' };
  const on = '2025-06-01';
  it('nobody becomes a member without a reason and a decision, nor by a roster', async () => {
    const bare = await admit({ ...person, standings: [{ kind: 'admitted', effectiveOn: on }] });
    expect(bare.body.faults).toMatchObject([{ code: 'membership.basis-missing', pointer: '/standings' }]);
    expect((await imported(`股东编号,姓名,入社日期\nL2,郑二,${on}\n`)).faults).toMatchObject([
      { code: 'membership.basis-missing', row: 2 },
    ]);
    const born = { kind: 'admitted', effectiveOn: on, basis: { reason: 'birth' } };
    expect((await admit({ ...person, standings: [born] })).body.code).toBe('membership.undecided');
    const unknown = { ...born.basis, resolutionId: '0197e3a0-5c00-7000-8000-000000000001' };
    expect((await admit({ ...person, standings: [{ ...born, basis: unknown }] })).body.code).toBe(
      'membership.decision-not-adopted',
    );
  });

  it('a change rests on a resolution on members, of a body with the power and confirmed', async () => {
    test.setClock(new Date('2025-06-10T02:00:00Z'));
    await expectStatus(admit({ registerNumber: 'L7', name: '郑七', birthDate: '1960-01-01' }), 201);
    const paper = { decidedOn: '2025-06-02' };
    const born = (resolutionId: string) => {
      const basis = { reason: 'birth', resolutionId };
      return admit({ ...person, standings: [{ kind: 'admitted', effectiveOn: '2025-06-05', basis }] });
    };
    const budget = await decide(test, null, { ...paper, matter: 'budget' });
    expect((await born(budget)).body.code).toBe('membership.decision-unfit');
    const office = {
      accountant: test.as('accountant'),
      path: `/api/v1/cooperatives/${test.cooperativeId}`,
    };
    const waiting = await enterMinutes(office, null, { ...paper, matter: 'membership' });
    expect((await born(waiting.id as string)).body.code).toBe('membership.decision-unfit');
    const members = await decide(test, null, { ...paper, matter: 'membership' });
    await expectStatus(born(members), 201);
    // Nor past the program.
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const byHand = (resolutionId: string) =>
      owner.unsafe(`insert into member_basis (cooperative_id, standing_id, reason, resolution_id, recorded_at)
        select s.cooperative_id, s.id, 'birth', '${resolutionId}', now() from member_standing s
        where not exists (select from member_basis b where b.standing_id = s.id) limit 1`);
    await expect(byHand(budget)).rejects.toThrow('does not decide on members');
    await owner.end();
  });

  it('membership ends by what the law names, by a written request with consent, and never by study or prison', async () => {
    const { id } = await expectStatus(admit({ ...person, registerNumber: 'L8' }), 201);
    const early = { kind: 'left', effectiveOn: '2012-01-01' };
    const unsaid = await test.as('accountant').post(`~/members/${id}/standings`, early);
    expect(unsaid.body.code).toBe('membership.reason-missing');
    const leave = (basis?: object) =>
      test.as('accountant').post(`~/members/${id}/standings`, { kind: 'left', effectiveOn: on, basis });
    expect((await leave()).body.code).toBe('membership.basis-missing');
    for (const reason of ['study', 'service', 'work-away', 'trade', 'divorce', 'widowed', 'prison'])
      expect((await leave({ reason })).body.code).toBe('membership.never-lost');
    expect((await leave({ reason: 'birth' })).body.code).toBe('membership.other-reason');
    expect((await leave({ reason: 'voluntary' })).body.code).toBe('membership.leaving-unwritten');
    expect((await leave({ reason: 'civil-service' })).body.code).toBe('membership.loss-unproved');
    await expectStatus(leave({ reason: 'civil-service', application: '录用通知书，2025年6月1日' }), 201);
    const { history } = await expectStatus(test.as('accountant').get(`~/members/${id}`), 200);
    expect(history.at(-1)).toMatchObject({ kind: 'left', basis: { reason: 'civil-service' } });
    expect(history.at(-1).basis.law.en).toContain('art. 17');
  });
});
