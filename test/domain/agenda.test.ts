/** An agenda is judged when it is drafted: every fault at once, before anybody is invited to vote. */
import { describe, expect, it } from 'vitest';
import {
  agendaFaults,
  proposerFaults,
  reservedOnPaper,
  studyFaults,
  unplannedFaults,
  type AgendaSubject,
  type DraftedMotion,
} from '../../src/domain/agenda.ts';
import { ruleSetOn, type Body } from '../../src/domain/assembly-rules.ts';
import { shippedRuleSets } from '../../src/domain/assembly-rule-sets.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import { Money } from '../../src/domain/money.ts';
import { amountsIn, caseOf } from '../support/cases.ts';

const day = (text: string) => LocalDate.parse(text);
const motion = (
  kind: DraftedMotion['kind'],
  title: string,
  more: Partial<DraftedMotion> = {},
): DraftedMotion => ({
  kind,
  title,
  text: title,
  voted: true,
  notReserved: false,
  about: null,
  ...more,
});
const plan = (members: string, period = '2025-H1'): AgendaSubject => ({
  kind: 'plan',
  id: 'p',
  period,
  members: Money.parse(members),
});
const run = (id: string, pool: string, period = '2025-H1'): AgendaSubject => ({
  kind: 'run',
  id,
  period,
  pool: Money.parse(pool),
  adopted: null,
});
const scheme = (id: string, ...classes: readonly string[]): AgendaSubject => ({
  kind: 'scheme',
  id,
  name: id,
  classes,
});
const judged = (
  motions: readonly DraftedMotion[],
  on = '2025-07-31',
  body: Body = 'representative-assembly',
) =>
  agendaFaults(ruleSetOn(day(on), shippedRuleSets), body, day(on), motions).map(
    ({ code, pointer }) => `${code} ${pointer ?? ''}`,
  );

describe('An agenda', () => {
  it('whose run is above its plan contradicts itself', () => {
    const [members, pool] = amountsIn(caseOf('AGENDA').input, 2);
    const planned = motion('distribution-plan', '方案', { about: plan(members) });
    const paid = (amount: string, period?: string) =>
      motion('dividend-run', '分红', { about: run('r', amount, period) });
    expect(judged([planned, paid(pool)])).toEqual(['meeting.run-above-plan /agenda/1/about']);
    expect(judged([planned, paid(members)])).toEqual([]);
    expect(judged([planned, paid(pool, '2025-H2')])).toEqual([]);
    const second = motion('dividend-run', '再分', { about: run('s', '0.01') });
    expect(judged([planned, paid(members), second])).toEqual(['meeting.run-above-plan /agenda/2/about']);
  });

  it('votes on one scheme for a class, on one thing once, and not on a plan and its end', () => {
    const [one, other, apart] = [
      scheme('a', 'matched'),
      scheme('b', 'basic', 'matched'),
      scheme('c', 'labour'),
    ];
    const voted = (about: AgendaSubject) => motion('allotment-scheme', '配股', { about });
    expect(judged([one, other, apart].map(voted), '2010-07-31')).toEqual([
      'meeting.schemes-of-one-class /agenda/1/about',
    ]);
    expect(judged([one, one].map(voted), '2010-07-31')).toEqual(['meeting.subject-twice /agenda/1/about']);
    const both = [plan('1.00'), { kind: 'plan-repeal', id: 'p', period: '2025-H1' } as const];
    expect(judged(both.map((about) => motion('distribution-plan', '方案', { about })))).toEqual([
      'meeting.plan-and-repeal /agenda/1/about',
    ]);
  });

  const repeal = { kind: 'plan-repeal', id: 'q', period: '2025-H1' } as const;
  const split = (ratio: string, shareClass = 'basic') =>
    ({ kind: 'split', shareClass, ratio, effectiveOn: '2026-01-01' }) as const;
  const takers = (who: string) => ({ kind: 'share-takers', takers: who }) as const;
  const longer = (until: string, body: Body = 'board') =>
    ({ kind: 'postponement', body, endsOn: '2025-12-31', until }) as const;
  const reversal = (id: string) => ({ kind: 'reversal', id }) as const;
  const other = { ...plan('1.00'), id: 'z' } as AgendaSubject;
  it.each<readonly [string, AgendaSubject, AgendaSubject, boolean]>([
    ['two plans of one half-year', plan('1.00'), other, true],
    ['two plans of two', plan('1.00'), { ...other, period: '2025-H2' } as AgendaSubject, false],
    ['a run and the end of its plan', run('r', '1.00'), repeal, true],
    ['a run and the end of another plan', run('r', '1.00', '2025-H2'), repeal, false],
    ['the end of a plan and one instead of it', repeal, plan('1.00'), false],
    ['a run and its own reversal', run('r', '1.00'), reversal('r'), true],
    ['a run and the reversal of another', run('r', '1.00'), reversal('s'), false],
    ['two splits of one class', split('10:1'), split('5:1'), true],
    ['splits of two classes', split('10:1'), split('5:1', 'labour'), false],
    ['kin and outsiders', takers('kin'), takers('outside'), true],
    ['two longer terms of one body', longer('2026-03-31'), longer('2026-06-30'), true],
    ['longer terms of two', longer('2026-03-31'), longer('2026-03-31', 'supervisors'), false],
  ])('with %s contradicts itself or does not', (_, one, two, clash) => {
    const on = (...abouts: readonly AgendaSubject[]) =>
      judged(
        abouts.map((about) => motion('dividend-run', '议案', { about })),
        '2010-07-31',
        'members-assembly',
      );
    const faults = clash ? ['meeting.motions-exclude /agenda/1/about'] : [];
    expect([on(one, two), on(two, one)]).toEqual([faults, faults]);
    // What is said twice in the same words is one thing.
    expect(on(one, one)).toEqual(['meeting.subject-twice /agenda/1/about']);
  });

  it('whose run has no plan, or is above the one adopted, could never be carried out', () => {
    const missing = { code: 'distribution.plan-missing', values: { period: '2025-H1' } } as const;
    const about = { ...run('r', '1.00'), adopted: missing } as AgendaSubject;
    const asked = motion('dividend-run', '分红', { about });
    const planned = motion('distribution-plan', '方案', { about: plan('1.00') });
    expect(unplannedFaults([asked]).map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'distribution.plan-missing /agenda/0/about',
    ]);
    expect(unplannedFaults([planned, asked])).toEqual([]);
    expect(unplannedFaults([{ ...asked, voted: false }])).toEqual([]);
    expect(unplannedFaults([motion('dividend-run', '分红', { about: run('r', '1.00') })])).toEqual([]);
  });

  it('names every motion that its body has no power over', () => {
    const motions = [
      motion('articles', '章程'),
      motion('report', '报告'),
      motion('allotment-scheme', '配股'),
    ];
    expect(judged(motions)).toEqual([
      'assembly.power-forbidden /agenda/0/kind',
      'assembly.power-forbidden /agenda/2/kind',
    ]);
    expect(judged(motions, '2025-07-31', 'members-assembly')).toEqual([]);
    expect(judged([motion('articles', '章程', { voted: false })])).toEqual([]);
  });

  it('puts under “other” only what is declared to be none of the reserved matters', () => {
    expect(judged([motion('other', '修缮水渠')])).toEqual(['meeting.other-undeclared /agenda/0/notReserved']);
    expect(judged([motion('other', '修缮水渠', { notReserved: true })])).toEqual([]);
    expect(judged([motion('other', '修缮水渠', { voted: false })])).toEqual([]);
    for (const word of ['建设用地', '土地补偿', '章程', '成员身份', '量化', '薪酬'])
      expect(judged([motion('other', `关于${word}的事项`, { notReserved: true })]), word).toEqual([
        'meeting.reserved-as-other /agenda/0/kind',
      ]);
  });
});

describe('The study by the party organisation', () => {
  const scheme = [motion('allotment-scheme', '配股')];
  const said = (heldOn: string, study: string | null, motions = scheme, body: Body = 'members-assembly') => {
    const known = study === null ? null : { on: day(study), by: '党委' };
    const { refused, warned } = studyFaults(body, day(heldOn), day('2025-07-20'), known, motions);
    return [refused.map(({ code }) => code), warned.map(({ code }) => code)];
  };
  it.each([
    ['2025-05-01', null, [['meeting.study-missing'], []]],
    ['2025-04-30', null, [[], ['meeting.study-missing']]],
    ['2025-07-31', '2025-07-21', [['meeting.study-after-notice'], []]],
    ['2025-04-30', '2025-07-21', [[], ['meeting.study-after-notice']]],
    ['2025-07-31', '2025-07-20', [[], []]],
  ])('of a meeting on %s, on %s', (heldOn, study, faults) => {
    expect(said(heldOn, study)).toEqual(faults);
  });

  it('is asked of important matters of an assembly only', () => {
    for (const kind of ['dividend-run', 'dividend-difference', 'other'] as const)
      expect(said('2025-07-31', null, [motion(kind, 'x')])).toEqual([[], []]);
    // A report that is voted on is one of them; one that is heard is not.
    expect(said('2025-07-31', null, [motion('report', 'x')])).toEqual([['meeting.study-missing'], []]);
    expect(said('2025-07-31', null, [motion('report', 'x', { voted: false })])).toEqual([[], []]);
    expect(said('2025-07-31', null, [motion('budget', 'x', { voted: false })])).toEqual([[], []]);
    expect(said('2025-07-31', null, scheme, 'board')).toEqual([[], []]);
  });
});

it('Of a motion that is voted on somebody brought it: refused since the law, a warning before', () => {
  const told = (heldOn: string, voted: boolean, proposer: 'board' | null) => {
    const { refused, warned } = proposerFaults(day(heldOn), [{ title: 'x', voted, proposer }]);
    return [refused.length, warned.length];
  };
  expect(told('2025-05-01', true, null)).toEqual([1, 0]);
  expect(told('2025-04-30', true, null)).toEqual([0, 1]);
  expect([told('2025-05-01', true, 'board'), told('2025-05-01', false, null)]).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

it.each([
  ['rules', '修订章程', true],
  ['rules', '关于修改《双泉社区股份经济合作社章程》的决议', true],
  ['rules', '章程修正案', true],
  ['rules', '按章程制定财务制度', false],
  ['election', '依照章程选举理事', false],
  ['budget', '征地 补偿款分配方案', true],
  ['rules', '成员身份确认', true],
  ['election', '理事会成员资格审查', false],
  ['investment', '加入社区服务中心', false],
  ['budget', '提高退休老人配股比例', true],
  ['dividend-run', '配股股份半年分红', false],
  ['rules', '份额量化办法', true],
  ['investment', '宅基地使用', true],
  ['investment', '承包食堂', false],
  ['rules', '与柳溪合作社合并', true],
  ['dividend-run', '两期分红合并发放', false],
  ['budget', '合并报表', false],
  ['rules', 'Amendment of the articles', true],
] as const)(
  'Representatives who vote on a matter of “%s” titled “%s” decide what is kept from them: %s',
  (kind, title, kept) => {
    const faults = kept ? ['meeting.reserved-as-another /agenda/0/kind'] : [];
    expect(judged([motion(kind, title)])).toEqual(faults);
    expect(judged([motion(kind, title, { voted: false })])).toEqual([]);
    // The members' assembly decides it, but under its own name.
    expect(judged([motion(kind, title)], '2025-07-31', 'members-assembly')).toEqual(
      kept ? ['meeting.another-matter /agenda/0/kind'] : [],
    );
    // Before the law, representatives had the power.
    expect(judged([motion(kind, title)], '2010-07-31')).toEqual([]);
  },
);

const leaseAndCash = '出租集体经营性建设用地二十年并向每人发放现金一千元';

it.each([
  ['report', leaseAndCash, '同意。', 'members-assembly', 'meeting.reserved-as-other'],
  [
    'report',
    '年度工作',
    `通过报告，${leaseAndCash}。`,
    'representative-assembly',
    'meeting.reserved-as-other',
  ],
  ['report', leaseAndCash, '同意。', 'supervisors', 'meeting.reserved-as-other'],
  ['report', '监督工作报告', '通过监督工作报告。', 'supervisors', null],
  ['rules', leaseAndCash, '同意。', 'representative-assembly', 'meeting.another-matter'],
  ['budget', leaseAndCash, '同意。', 'representative-assembly', 'meeting.another-matter'],
  ['investment', leaseAndCash, '同意。', 'members-assembly', 'meeting.another-matter'],
  ['election', leaseAndCash, '同意。', 'representative-assembly', 'meeting.another-matter'],
  ['rules', '理事报酬', '同意。', 'representative-assembly', 'meeting.another-matter'],
  ['rules', '理事报酬管理办法', '同意。', 'representative-assembly', null],
  ['rules', '收益分配制度', '同意。', 'representative-assembly', null],
  ['investment', '罢免理事张某', '同意。', 'members-assembly', 'meeting.another-matter'],
  ['investment', '2026年度预算方案', '同意。', 'members-assembly', 'meeting.another-matter'],
  // Under its own name: what goes with it is studied with it.
  ['construction-land', leaseAndCash, '同意。', 'representative-assembly', null],
  ['distribution-plan', leaseAndCash, '同意。', 'representative-assembly', null],
  ['dividend-run', leaseAndCash, '同意。', 'representative-assembly', 'meeting.another-matter'],
  ['dividend-difference', leaseAndCash, '同意。', 'members-assembly', 'meeting.another-matter'],
  ['officers-pay', leaseAndCash, '同意。', 'members-assembly', 'meeting.another-matter'],
  ['construction-land', '出租集体经营性建设用地', '同意。', 'representative-assembly', null],
  // A run needs no study of its own: its text decides nothing that does.
  [
    'dividend-run',
    '半年分红',
    '同意分红，并出租集体建设用地。',
    'members-assembly',
    'meeting.another-matter',
  ],
  ['dividend-run', '半年分红', '同意按1:8的配股比例计算并发放现金。', 'representative-assembly', null],
  [
    'rules',
    '财务制度',
    '同意；修改本社章程第三条。',
    'representative-assembly',
    'meeting.reserved-as-another',
  ],
  ['rules', '财务制度', '同意；按修改后的章程执行。', 'representative-assembly', null],
  ['election', '选举理事', '候选人须具有成员身份，依章程选举。', 'representative-assembly', null],
  [
    'election',
    '选举理事',
    '选举理事，确认王某成员身份。',
    'representative-assembly',
    'meeting.reserved-as-another',
  ],
  ['budget', '年度决算和收益分配方案', '同意。', 'representative-assembly', null],
] as const)('A vote under “%s” on “%s” (%s) by the %s: %s', (kind, title, text, body, fault) => {
  const asked = motion(kind, title, { text });
  const found = judged([asked], '2025-07-31', body).filter((each) => !each.includes('.power-'));
  expect(found).toEqual(fault === null ? [] : [`${fault} /agenda/0/kind`]);
  expect(judged([{ ...asked, voted: false }], '2025-07-31', body)).toEqual([]);
});

it('Minutes on paper decide nothing reserved under “other”', () => {
  const said = (
    kind: 'other' | 'report' | 'construction-land',
    title: string,
    text = '同意。',
    decidedOn = '2025-07-31',
  ) =>
    reservedOnPaper(kind, { title, text }, day(decidedOn)).map(({ code, pointer }) => `${code} ${pointer}`);
  expect(said('other', '出租集体经营性建设用地')).toEqual(['meeting.reserved-as-other /matter']);
  expect(said('report', '出租集体经营性建设用地')).toEqual(['meeting.reserved-as-other /matter']);
  expect(said('report', '年度工作报告')).toEqual([]);
  // Before the law a report was voted on by custom, whatever it spoke of; “other” decided nothing reserved then either.
  const spoken = ['工作报告', '通过报告：上半年分红已发放，三人入社。'] as const;
  expect(said('report', ...spoken, '2012-07-20')).toEqual([]);
  expect(said('report', ...spoken, '2025-04-30')).toEqual([]);
  expect(said('report', ...spoken, '2025-05-01')).toEqual(['meeting.reserved-as-other /matter']);
  expect(said('other', ...spoken, '2012-07-20')).toEqual(['meeting.reserved-as-other /matter']);
  expect(said('construction-land', '出租集体经营性建设用地')).toEqual([]);
  expect(said('other', '修水渠')).toEqual([]);
  expect(said('other', '加入社区服务中心', '帮助青年融入社会。')).toEqual([]);
  for (const [title, text] of [
    ['一项决议', '集体经营性建设用地出租给甲公司。'],
    ['建 设　用地', '同意。'],
    ['慰问', '给每位成员发放现金五千元。'],
    ['事项', '向成员分配收益。'],
    ['Lease of Construction  Land', 'Agreed.'],
    ['Other', 'Cash to each member.'],
    ['奖励', '同意。'],
    ['事项', '向全体社员发钱。'],
    ['入社', '同意。'],
    ['事项', '吸收王某入社。'],
  ] as const)
    expect(said('other', title, text)).toEqual(['meeting.reserved-as-other /matter']);
});

it.each([
  ['土地补偿费按人分配，每人发放一万元', 'land-compensation'],
  ['监事会成员2026年度报酬发放方案', 'officers-pay'],
  ['成员身份确认暨份额量化方案', 'membership'],
  ['成员身份确认暨份额量化方案', 'allotment-scheme'],
  ['修改章程中的收益分配条款', 'articles'],
  ['修改章程第三条', 'articles'],
  ['依照章程分红条款分配2025年收益', 'distribution-plan'],
  ['审议2025年决算报告和2026年理事报酬', 'budget'],
  ['审议2025年决算报告和2026年理事报酬', 'officers-pay'],
  ['理事会换届选举及理事报酬', 'officers-pay'],
] as const)('The members’ assembly votes on “%s” as %s', (title, kind) => {
  expect(judged([motion(kind, title, { text: '同意。' })], '2026-07-31', 'members-assembly')).toEqual([]);
});

it.each([
  ['修改章程中的收益分配条款', 'distribution-plan'],
  ['修改章程中的收益分配条款', 'dividend-run'],
  ['修改章程第三条', 'rules'],
  ['土地补偿费按人分配，每人发放一万元', 'dividend-run'],
  ['监事会成员2026年度报酬发放方案', 'budget'],
  ['成员身份确认暨份额量化方案', 'rules'],
  ['2026年度预算方案', 'dividend-run'],
  // All that a body past its term may hold is an election.
  ['选举理事并出租集体建设用地', 'election'],
] as const)('The members’ assembly does not vote on “%s” as %s', (title, kind) => {
  const asked = motion(kind, title, { text: '同意。' });
  expect(judged([asked], '2026-07-31', 'members-assembly')).toEqual([
    'meeting.another-matter /agenda/0/kind',
  ]);
});

it('A title that names its own matter is still held against what representatives have no power over', () => {
  for (const title of ['收益分配方案暨成员身份确认', '收益分配方案，修改章程第三条'])
    expect(judged([motion('distribution-plan', title, { text: '同意。' })], '2026-07-31')).toEqual([
      'meeting.reserved-as-another /agenda/0/kind',
    ]);
  const byArticles = motion('distribution-plan', '依照章程分红条款分配2025年收益', { text: '同意。' });
  expect(judged([byArticles], '2026-07-31')).toEqual([]);
});

it.each([
  ['根据2025年上半年财务决算报告，每股分红1元。', null],
  ['按照审议通过的2025年财务决算分红。', null],
  ['根据成员大会已审议通过2025年财务决算，每股分红1元。', null],
  ['同意分红，双泉股份经济合作社根据章程批准2026年度预算。', '财务预决算'],
  ['审议通过2026年度财务预算，每股分红1元。', '财务预决算'],
  ['理事报酬另行决定，不在本次分红之内。', null],
  ['同意分红，并提高理事长报酬。', '理事、监事和聘用人员薪酬'],
  ['同意分红，监事会成员的报酬调整为每年五万元。', '理事、监事和聘用人员薪酬'],
  ['同意分红，给理事发放奖金。', '理事、监事和聘用人员薪酬'],
  ['资金来源为出租建设用地的租金，集体建设用地出租收入全部用于分红。', null],
  ['同意分红，集体建设用地出租给甲公司。', '集体经营性建设用地使用、出让、出租'],
  [`同意分红，${leaseAndCash}。`, '集体经营性建设用地使用、出让、出租'],
  ['本社两期分红合并发放，股东按合作社合并前的名册。', null],
  ['同意分红，与柳溪合作社合并。', '合并、分立'],
  ['由选举产生的理事会负责发放。', null],
  ['同意分红，补选张某为理事。', '选举、罢免'],
  ['同意分红，罢免理事张某。', '选举、罢免'],
] as const)('A run whose text says “%s” decides besides: %s', (text, matter) => {
  const on = day('2025-07-31');
  const faults = agendaFaults(ruleSetOn(on, shippedRuleSets), 'members-assembly', on, [
    motion('dividend-run', '半年分红', { text }),
  ]);
  expect(faults.map(({ code, values }) => [code, (values?.['matter'] as { zh: string }).zh])).toEqual(
    matter === null ? [] : [['meeting.another-matter', matter]],
  );
});

it('A text without a sign is judged in pieces, and what a cut would part is seen all the same', () => {
  const asked = (text: string) => judged([motion('rules', '财务制度', { text })]);
  for (let before = 200; before < 800; before += 1)
    expect(asked(`${'甲'.repeat(before)}修改本社章程${'甲'.repeat(500)}`), `${before}`).toEqual([
      'meeting.reserved-as-another /agenda/0/kind',
    ]);
  expect(asked(`章程${'甲'.repeat(100)}改为`)).toEqual(['meeting.reserved-as-another /agenda/0/kind']);
  expect(asked(`章程${'甲'.repeat(400)}改为`)).toEqual([]);
});
