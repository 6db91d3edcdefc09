/** The legality certificate through HTTP: a run and a scheme answer every question from what is recorded; verification says the same. */
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import {
  announce,
  approve,
  calculate,
  decide,
  draft,
  expectStatus,
  openRegister,
  post,
  postAsItStands,
} from '../support/cooperative.ts';
import { askFor } from '../support/papers.ts';

let test: TestApp;
let runId = '';
/** On the run: they say nothing of notice and papers. */
let minutesId = '';
let draftedId = '';
let schemeId = '';
beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2027-01-20T01:00:00Z') });
  test.expectTampering();
  await openRegister(test, ['500', '500', '333']);
  const half = { period: '2025-H2', recordDate: '2025-12-31', pool: '10000.00' };
  runId = (await expectStatus(draft(test, half), 201)).id as string;
  await expectStatus(calculate(test, runId), 200);
  minutesId = await decide(test, { kind: 'run', runId }, { circumstances: undefined });
  await expectStatus(approve(test, runId, minutesId), 200);
  await expectStatus(announce(test, runId), 201);
  draftedId = (
    await expectStatus(draft(test, { period: '2026-H2', recordDate: '2026-12-31', pool: '5000.00' }), 201)
  ).id as string;
  await expectStatus(calculate(test, draftedId), 200);
  const matched = { code: 'matched', name: '配股', kind: 'matched', places: 2 };
  await expectStatus(test.as('accountant').post('~/share-classes', matched), 201);
  const rule = {
    kind: 'match',
    shareClass: 'matched',
    base: 'basic',
    cohort: { everyone: true },
    ratio: '1:8',
    rounding: 'down',
    places: 2,
  };
  const scheme = { name: '1:8', effectiveOn: '2027-01-31', meaning: '每一股配八股', rules: [rule] };
  schemeId = (await expectStatus(test.as('accountant').post('~/allotment-schemes', scheme), 201))
    .id as string;
});
afterAll(() => test.close());

interface Answer {
  readonly question: string;
  readonly answer: string;
  readonly evidence: Readonly<Record<'zh' | 'en', string>>;
  readonly law: { readonly id: string } | null;
  readonly recordedOn: string | null;
  readonly fails: boolean;
}

async function legality(path: string): Promise<readonly Answer[]> {
  const { answers } = await expectStatus(test.as('auditor').get(`~/${path}/legality`), 200);
  return answers as Answer[];
}
const inShort = (answers: readonly Answer[]) =>
  Object.fromEntries(answers.map(({ question, answer, fails }) => [question, fails ? `${answer}!` : answer]));
const only = (answers: readonly Answer[], question: string) =>
  answers.find((each) => each.question === question);

const findings = async () =>
  (await verifyCooperative(test.services, test.cooperativeId)).findings.map((each) =>
    findingText(each, 'zh'),
  );

async function printed(language: 'zh' | 'en', wish: object): Promise<string> {
  const { id } = await expectStatus(
    test.as('accountant').post(...askFor({ kind: 'legality', language, ...wish })),
    201,
  );
  const { rawPayload } = await test.as('auditor').get(`~/documents/${String(id)}/content`);
  return (await readPdf(rawPayload)).text.replace(/\s/g, '');
}

describe('a run decided by minutes on paper', () => {
  it('answers yes where it is recorded, and says what the minutes do not carry, with the day of recording', async () => {
    const answers = await legality(`dividend-runs/${runId}`);
    expect(inShort(answers)).toEqual({
      power: 'yes',
      notice: 'no!',
      quorum: 'yes',
      majority: 'yes',
      'papers-open': 'no!',
      // Of the plan, whose minutes say it.
      'party-study': 'yes',
      plan: 'yes',
      reserve: 'not-asked',
      'public-notice': 'open',
      objections: 'open',
      tax: 'open',
      'four-eyes': 'yes',
    });
    expect(only(answers, 'notice')).toMatchObject({
      law: { id: 'members-assembly.notice@2025' },
      recordedOn: '2027-01-20',
    });
    expect(only(answers, 'majority')?.evidence.zh).toContain('赞成3票');
    expect(only(answers, 'public-notice')?.evidence.en).toContain(
      'hung from 2027-01-20 for 7 days until 2027-01-27',
    );
  });

  it('is not posted, as its paper says in both languages, until two people enter what is missing', async () => {
    const refused = await postAsItStands(test, runId);
    expect([refused.status, refused.body.code]).toEqual([409, 'run.unlawful']);
    expect(refused.body.detail).toMatch(/Notice of the meeting \(.*; Papers open beforehand \(/);
    expect((await test.as('auditor').get(`~/dividend-runs/${runId}`)).body.state).toBe('on-notice');
    expect(await printed('zh', { runId })).toContain(
      '以下各项缺少依据或不合规，以红字列出：会议通知、材料事先公开',
    );
    expect(await printed('en', { runId })).toContain('Whatismissingordoesnotholdstandsinred');
    const path = `~/resolutions/${minutesId}`;
    const said = { noticeOn: '2027-01-05', papersOpenFrom: '2027-01-05' };
    const { id } = await expectStatus(test.as('accountant').post(`${path}/complete`, said), 201);
    expect((await postAsItStands(test, runId)).body.code).toBe('run.unlawful');
    const confirm = `${path}/supplements/${String(id)}/confirm`;
    await expectStatus(test.as('supervisor').post(confirm), 200);
    await expectStatus(post(test, runId), 200);
    expect(await findings()).toEqual([]);
    const answers = await legality(`dividend-runs/${runId}`);
    expect(inShort(answers)).toMatchObject({
      notice: 'yes',
      'papers-open': 'yes',
      'public-notice': 'yes',
      objections: 'yes',
      tax: 'yes',
    });
    expect(only(answers, 'notice')?.evidence.en).toContain('by minutes on paper');
  });
});

it('a run that nobody decided has neither power, plan nor a second person, and hangs nowhere yet', async () => {
  const answers = inShort(await legality(`dividend-runs/${draftedId}`));
  expect(answers).toMatchObject({ power: 'no!', plan: 'no!', 'public-notice': 'open', 'four-eyes': 'no!' });
});

it('a scheme that nobody voted on says so', async () => {
  expect(inShort(await legality(`allotment-schemes/${schemeId}`))).toMatchObject({
    power: 'no!',
    plan: 'not-asked',
  });
});

describe('verification fails on a no', () => {
  it.each([
    [
      'fewer hands than the law asks',
      `update resolution set votes_for = 1 where subject like 'run:%'`,
      '表决多数',
    ],
    [
      'one person for both',
      'update dividend_run set approved_by = prepared_by where approved_by is not null',
      '两人经办',
    ],
    [
      'an electorate that the register, put right since, has grown',
      `update resolution set entitled = 1, registered = 1, present = 1, votes_for = 1 where subject like 'run:%'`,
      '登记簿更正后当日应到3',
    ],
    ['a notice of three days', 'update run_notice set days = 3', '公示'],
    ['less tax than the rate', 'update dividend_withholding set tax = tax - 1', '个人所得税'],
  ])('%s', async (_, change, named) => {
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner.unsafe(`begin; set local session_replication_role = replica`);
    await owner.unsafe('alter table dividend_run drop constraint if exists dividend_run_four_eyes');
    await owner.unsafe('alter table run_notice drop constraint if exists run_notice_days');
    await owner.unsafe('alter table dividend_line drop constraint if exists dividend_line_net');
    await owner.unsafe(change);
    await owner.unsafe('commit');
    try {
      expect((await findings()).filter((each) => each.includes('合法性')).join('\n')).toContain(named);
    } finally {
      await owner.end();
    }
  });
});

describe('a half-year of 2025 under the new law', () => {
  it('is decided by the members’ assembly, studied before, and answers yes to everything that is asked', async () => {
    const own = await startTestApp({ clock: new Date('2025-07-04T01:00:00Z') });
    try {
      const [accountant, supervisor, reviewer] = [
        own.as('accountant'),
        own.as('supervisor'),
        own.as('reviewer'),
      ];
      await openRegister(own, ['500', '500', '333']);
      const figures = { income: '0', priorLoss: '0', priorUndistributed: '20000.00' };
      const members = { kind: 'amount', amount: '10000.00' };
      const terms = { period: '2025-H1', mode: 'opening', steps: [], figures, members };
      const { id: planId } = await expectStatus(accountant.post('~/distribution-plans', terms), 201);
      const { id } = await expectStatus(
        draft(own, { period: '2025-H1', recordDate: '2025-06-30', pool: '10000.00' }),
        201,
      );
      await expectStatus(calculate(own, id as string), 200);
      const voted = { counting: 'by-head', proposer: 'board' };
      const meeting = {
        body: 'members-assembly',
        title: '2025年上半年成员大会',
        heldOn: '2025-07-20',
        time: '09:00',
        place: '社区礼堂',
        period: '2025-H1',
        partyStudy: { on: '2025-07-02', by: '中共双泉社区委员会' },
        agenda: [
          {
            kind: 'distribution-plan',
            title: '上半年方案',
            text: '同意。',
            about: { kind: 'plan', planId },
            ...voted,
          },
          {
            kind: 'dividend-run',
            title: '上半年红利',
            text: '同意。',
            about: { kind: 'run', runId: id },
            ...voted,
          },
        ],
      };
      const { id: meetingId } = await expectStatus(accountant.post('~/meetings', meeting), 201);
      const at = `~/meetings/${String(meetingId)}`;
      await expectStatus(accountant.post(`${at}/convene`, { noticeOn: '2025-07-04' }), 200);
      own.setClock(new Date('2025-07-20T01:00:00Z'));
      await expectStatus(accountant.post(`${at}/open`), 200);
      const entries = ['1', '2', '3'].map((member) => ({ member, manner: 'on-site' }));
      await expectStatus(accountant.post(`${at}/attendance`, { entries }), 200);
      for (const motion of ['1', '2'])
        await expectStatus(
          accountant.post(`${at}/motions/${motion}/hands`, { for: 3, against: 0, abstain: 0 }),
          200,
        );
      await expectStatus(supervisor.post(`${at}/close`), 200);
      const { motions } = await expectStatus(reviewer.get(at), 200);
      const [planned, decided] = (motions as { resolution: { id: string } }[]).map(
        ({ resolution }) => resolution.id,
      );
      // Whoever is about to approve is answered as it will be then: with the resolution, and the plan that is adopted with it.
      const asked = async (who: 'accountant' | 'reviewer', query = '') => {
        const reply = own.as(who).get(`~/dividend-runs/${String(id)}/legality${query}`);
        return inShort((await expectStatus(reply, 200)).answers as Answer[]);
      };
      const byBoth = `?resolutionId=${String(decided)}&planId=${String(planId)}`;
      const undecided = { power: 'no!', majority: 'no!', plan: 'no!', 'four-eyes': 'no!' };
      expect(await asked('reviewer')).toMatchObject(undecided);
      const ahead = await asked('reviewer', byBoth);
      expect(await asked('reviewer', `?resolutionId=${String(decided)}`)).toEqual({
        ...ahead,
        plan: 'no!',
        reserve: 'no!',
        'party-study': 'yes',
      });
      expect(await asked('accountant', byBoth)).toEqual({ ...ahead, 'four-eyes': 'no!' });
      expect(await asked('reviewer', `?resolutionId=${String(planned)}`)).toMatchObject({ power: 'no!' });
      const unknown = `~/dividend-runs/${String(id)}/legality?resolutionId=${String(id)}`;
      expect((await reviewer.get(unknown)).body.code).toBe('resolution.unknown');
      await expectStatus(
        reviewer.post(`~/distribution-plans/${String(planId)}/adopt`, { resolutionId: planned }),
        200,
      );
      await expectStatus(
        reviewer.post(`~/dividend-runs/${String(id)}/approve`, { resolutionId: decided }),
        200,
      );
      expect(await asked('reviewer')).toEqual(ahead);
      expect(await asked('accountant', `?resolutionId=${String(planned)}`)).toEqual(ahead);
      expect(Object.values(ahead)).not.toContain('no!');
      own.setClock(new Date('2025-07-21T01:00:00Z'));
      await expectStatus(
        accountant.post(`~/dividend-runs/${String(id)}/announce`, { postedOn: '2025-07-21' }),
        201,
      );
      await expectStatus(
        accountant.post(`~/dividend-runs/${String(id)}/objections`, {
          raisedOn: '2025-07-21',
          raisedBy: '王桂兰',
          text: '股数有误',
        }),
        201,
      );
      const hanging = await expectStatus(
        own.as('auditor').get(`~/dividend-runs/${String(id)}/legality`),
        200,
      );
      expect([hanging.lawful, hanging.conclusion]).toEqual([false, 'not-over']);
      expect(inShort(hanging.answers as Answer[])).toMatchObject({
        plan: 'yes',
        'public-notice': 'open',
        objections: 'open',
        tax: 'open',
      });
      const paper = async (language: 'zh' | 'en') => {
        const wish = { kind: 'legality', language, runId: id as string };
        const { id: documentId } = await expectStatus(accountant.post(...askFor(wish)), 201);
        const { rawPayload } = await own.as('auditor').get(`~/documents/${String(documentId)}/content`);
        return (await readPdf(rawPayload)).text.replace(/\s/g, '');
      };
      expect(await paper('zh')).not.toContain('结论各项合规');
      expect(await paper('zh')).toContain('尚未办完：公示、异议办结、个人所得税');
      expect(await paper('en')).toContain('Notoveryet:');
      own.setClock(new Date('2025-07-22T01:00:00Z'));
      await expectStatus(
        supervisor.post(`~/dividend-runs/${String(id)}/objections/1/answer`, {
          answeredOn: '2025-07-22',
          text: '无误',
        }),
        200,
      );
      own.setClock(new Date('2025-07-29T01:00:00Z'));
      await expectStatus(postAsItStands(own, id as string), 200);
      const { lawful, answers } = await expectStatus(
        own.as('auditor').get(`~/dividend-runs/${String(id)}/legality`),
        200,
      );
      expect(lawful).toBe(true);
      expect(inShort(answers as Answer[])).toMatchObject({
        notice: 'yes',
        'party-study': 'yes',
        reserve: 'not-asked',
      });
    } finally {
      await own.close();
    }
  });
});
