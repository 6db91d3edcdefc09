/** What bad input gets: the code, the place, and a sentence that a village accountant can act on, in both languages. */
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Money } from '../../src/domain/money.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import {
  announce,
  approve,
  calculate,
  draft,
  expectStatus,
  openRegister,
  post,
  runDefaults,
  staffOf,
} from '../support/cooperative.ts';
import { askFor } from '../support/papers.ts';

let test: TestApp;
let movementId = '';
let resolutionId = '';
beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2011-08-01T01:00:00Z') });
  resolutionId = await openRegister(test, ['8000', '9000']);
  const moved = await test.as('accountant').post('~/movements', {
    kind: 'subscription',
    shareClass: 'basic',
    to: { kind: 'member', number: '1' },
    quantity: '1',
    effectiveOn: '2010-06-01',
  });
  movementId = moved.body.ids[0] as string;
});
afterAll(() => test.close());

const nobody = '00000000-0000-7000-8000-000000000000';
const member = (number: string) => ({ kind: 'member', number });
const move = (fields: object) => ({
  kind: 'transfer',
  from: member('1'),
  to: member('2'),
  shareClass: 'basic',
  quantity: '1',
  effectiveOn: '2010-07-01',
  ...fields,
});
const run = (fields: object) => ({ ...runDefaults, period: '2010-H2', pool: '1.00', ...fields });

/** Before anything is approved: on what a dividend rests two people change. */
describe('an idempotency key', () => {
  const key = { 'idempotency-key': 'subscription-0001' };
  const subscription = {
    kind: 'subscription',
    shareClass: 'basic',
    to: member('2'),
    quantity: '5',
    effectiveOn: '2011-08-01',
  };

  it('gives the same reply to the same request, however often and at once, and the shares are posted once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => test.as('accountant').post('~/movements', subscription, key)),
    );
    expect(new Set(replies.map((reply) => `${reply.status} ${JSON.stringify(reply.body)}`)).size).toBe(1);
    const { movements } = (await test.as('auditor').get('~/movements?limit=999')).body;
    const same = movements.filter(
      (each: { quantity: string; to: { number: string } }) => each.quantity === '5',
    );
    expect(same).toHaveLength(1);
  });

  it('refuses another content, another person, and a shape that is none', async () => {
    const other = await test.as('accountant').post('~/movements', { ...subscription, quantity: '6' }, key);
    expect([other.status, other.body.code]).toEqual([409, 'idempotency.other-content']);
    const wording = { body: 'members-assembly', number: '9', decidedOn: '2011-01-01', title: 'x', text: 'x' };
    const vote = { entitled: 2, present: 2, for: 2, against: 0, abstain: 0 };
    const resolution = { ...wording, matter: 'other', vote, lateReason: '会议在线下召开' };
    const mine = { 'idempotency-key': 'resolution-0009' };
    await expectStatus(test.as('accountant').post('~/resolutions', resolution, mine), 201);
    const theirs = await test.as('chair').post('~/resolutions', resolution, mine);
    expect([theirs.status, theirs.body.code]).toEqual([409, 'idempotency.other-content']);
    const short = await test.as('accountant').post('~/movements', subscription, { 'idempotency-key': 'x' });
    expect([short.status, short.body.code]).toEqual([400, 'idempotency.malformed']);
  });
});

const refused: readonly (readonly [
  what: string,
  path: string,
  body: object,
  code: string,
  pointer?: string,
])[] = [
  ['an amount in words', '~/dividend-runs', run({ pool: '一百元' }), 'money.malformed', '/pool'],
  ['an amount in scientific notation', '~/dividend-runs', run({ pool: '1e6' }), 'money.malformed', '/pool'],
  ['an amount that is no number', '~/dividend-runs', run({ pool: 'NaN' }), 'money.malformed', '/pool'],
  ['an amount of three decimals', '~/dividend-runs', run({ pool: '1.005' }), 'money.too-fine', '/pool'],
  ['a period that is none', '~/dividend-runs', run({ period: '2010-H3' }), 'period.malformed', '/period'],
  [
    'a day that does not exist',
    '~/movements',
    move({ effectiveOn: '2011-02-29' }),
    'date.malformed',
    '/effectiveOn',
  ],
  [
    'a day in another notation',
    '~/movements',
    move({ effectiveOn: '1.7.2010' }),
    'date.malformed',
    '/effectiveOn',
  ],
  ['a quantity in words', '~/movements', move({ quantity: '十' }), 'quantity.malformed', '/quantity'],
  [
    'a quantity of five decimals',
    '~/movements',
    move({ quantity: '0.00001' }),
    'quantity.too-fine',
    '/quantity',
  ],
  [
    'places of a rate where there is no rate',
    '~/dividend-runs',
    run({ rateScale: 4 }),
    'dividend.rate-scale-unwanted',
    '/rateScale',
  ],
  [
    'a class that is there already',
    '~/share-classes',
    { code: 'basic', name: '另一', kind: 'basic', places: 2 },
    'shares.class-exists',
  ],
  [
    'a certificate that is not there',
    `~/certificates/${nobody}/void`,
    { endedOn: '2011-01-01', reason: '遗失' },
    'shares.certificate-not-found',
  ],
  [
    'a restriction that is not there',
    `~/restrictions/${nobody}/lift`,
    { liftedOn: '2011-01-01', reason: '解除' },
    'shares.restriction-not-found',
  ],
  [
    'a movement that is not there',
    `~/movements/${nobody}/reverse`,
    { reason: '有误' },
    'shares.movement-not-found',
  ],
];

describe('refused is', () => {
  it.each(refused.map(([what, path, body, code, pointer]) => ({ what, path, body, code, pointer })))(
    '$what',
    async ({ path, body, code, pointer }) => {
      const reply = await test.as('accountant').post(path, body, { 'accept-language': 'zh' });
      expect([reply.body.code, reply.body.faults[0].pointer]).toEqual([
        code,
        pointer ?? reply.body.faults[0].pointer,
      ]);
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(reply.body.faults[0].message).toMatch(/[\u4e00-\u9fff].*[。？]$/);
      expect(reply.body.faults[0].message).not.toMatch(/undefined|\{\w+\}/);
      expect(reply.headers['content-type']).toContain('application/problem+json');
    },
  );

  it('a percentage above a hundred', async () => {
    const limit = {
      kind: 'holder-cap',
      percent: '101',
      base: 'total',
      effectiveOn: '2010-01-01',
      source: '章程',
    };
    expect((await test.as('chair').post('~/share-limits', limit)).body.code).toBe('shares.percent-malformed');
  });

  it('the reversal of a reversal: what was wrong is written again instead', async () => {
    const reason = '登记错误';
    const reversed = await expectStatus(
      test.as('accountant').post(`~/movements/${movementId}/reverse`, { reason }),
      201,
    );
    const [id] = reversed.ids as string[];
    const again = await test.as('accountant').post(`~/movements/${id}/reverse`, { reason });
    expect(again.body.code).toBe('shares.reversal-of-reversal');
    const twice = await test.as('accountant').post(`~/movements/${movementId}/reverse`, { reason });
    expect(twice.status).toBe(409);
  });

  it('the line of somebody who is not in the run', async () => {
    const { id } = await expectStatus(draft(test, { period: '2010-H2', pool: '100.00' }), 201);
    await expectStatus(calculate(test, id as string), 200);
    const reply = await test.as('auditor').get(`~/dividend-runs/${id}/proof?kind=collective`);
    expect([reply.status, reply.body.code]).toEqual([404, 'run.holder-unknown']);
  });

  it('the share-days of a half-year that is not over', async () => {
    const unfinished = { period: '2011-H2', recordDate: '2011-07-31', basis: 'share-days', pool: '1.00' };
    const { id } = await expectStatus(draft(test, unfinished), 201);
    expect((await calculate(test, id as string)).body.code).toBe('run.period-not-over');
  });

  it('a paper about a certificate that nobody bears', async () => {
    const reply = await test.as('accountant').post(...askFor({ kind: 'certificate', certificate: '999' }));
    expect([reply.body.code, reply.body.faults[0].pointer]).toEqual([
      'documents.subject-unknown',
      '/certificate',
    ]);
  });

  it('a run in a register without shares', async () => {
    const { id } = await expectStatus(
      test.as('administrator').post('/api/v1/cooperatives', {
        name: '空',
        regionCode: '990105',
        effectiveOn: '2010-01-01',
        people: staffOf(test, 'accountant'),
      }),
      201,
    );
    const reply = await test.as('accountant').post(`/api/v1/cooperatives/${id}/dividend-runs`, run({}));
    expect(reply.body.code).toBe('run.no-movements');
  });

  it('a posting whose carry was taken by another run since it was calculated', async () => {
    const perShare = { method: 'per-share', rateScale: 2 };
    test.setClock(new Date('2012-07-10T01:00:00Z'));
    const first = await expectStatus(
      draft(test, { period: '2012-H1', recordDate: '2012-06-30', pool: '1000.01', ...perShare }),
      201,
    );
    const second = await expectStatus(
      draft(test, { period: '2011-H1', recordDate: '2011-06-30', pool: '500.00' }),
      201,
    );
    for (const { id } of [first, second]) {
      await expectStatus(calculate(test, id as string), 200);
      await expectStatus(approve(test, id as string, resolutionId), 200);
      await expectStatus(announce(test, id as string), 201);
    }
    const posted = await expectStatus(post(test, first.id as string), 200);
    expect(posted.carried).not.toBe('0.00');
    // The second was calculated before there was anything to carry.
    expect((await post(test, second.id as string)).body.code).toBe('run.carry-changed');
  });
});

describe('what was filled in wrongly is answered in words of the trade', () => {
  const asked = [
    {
      what: 'a record date that is missing',
      path: '~/dividend-runs',
      body: run({ recordDate: undefined }),
      pointer: '/recordDate',
      zh: '缺少股权登记日（例如 2010-07-31）。',
      en: 'Missing: the record date (such as 2010-07-31).',
    },
    {
      what: 'an amount with a comma',
      path: '~/dividend-runs',
      body: run({ pool: '1,234.5' }),
      pointer: '/pool',
      zh: '分红总额“1,234.5”无法识别：请写成数字，最多两位小数，例如 1234.50。',
      en: 'The pool "1,234.5" cannot be read: write digits with at most two decimals, such as 1234.50.',
    },
    {
      what: 'text with a NUL, which PostgreSQL cannot keep',
      path: '~/share-classes',
      body: { code: 'new', name: '新\0股', kind: 'other', places: 0 },
      pointer: '/name',
      zh: '名称中有无法保存的字符：请删去后重新输入。',
      en: 'In the name there is a character that cannot be stored: delete it and type the text again.',
    },
    {
      what: 'an identifier in the path that is none',
      path: '~/certificates/7/void',
      body: { endedOn: '2011-01-01', reason: '遗失' },
      pointer: '/certificateId',
      zh: '找不到股权证：编号的写法不对，请从列表中选取，不要手工填写。',
      en: 'The certificate is not named by an identifier: take it from a list instead of typing it.',
    },
  ];

  it.each(asked)('$what', async ({ path, body, pointer, zh, en }) => {
    const reader = test.as('accountant');
    const chinese = await reader.post(path, body, { 'accept-language': 'zh' });
    const english = await reader.post(path, body, { 'accept-language': 'en' });
    expect(chinese.status).toBe(422);
    expect(chinese.body.faults).toEqual([{ code: chinese.body.code, message: zh, pointer }]);
    expect(english.body.detail).toBe(en);
  });

  it.each([
    ['limit=0', '/limit', '每页行数写法不对，请核对（1 至 999 的整数）。'],
    ['after=%00', '/after', '从哪里继续中有无法保存的字符：请删去后重新输入。'],
    ['page=2', '/page', '提交的内容中的“page”无法识别：请核对名称，或把它去掉。'],
  ])('a question: %s', async (question, pointer, message) => {
    const reply = await test.as('auditor').get(`~/members?${question}`, { 'accept-language': 'zh' });
    expect(reply.status).toBe(422);
    expect(reply.body.faults).toEqual([{ code: reply.body.code, message, pointer }]);
  });
});

describe('numbers at the end of their range', () => {
  it('go to PostgreSQL and come back digit by digit', async () => {
    const quantity = '9007199254740993.1234';
    const moved = {
      kind: 'subscription',
      shareClass: 'basic',
      to: member('1'),
      quantity,
      effectiveOn: '2011-07-01',
    };
    const asked = await expectStatus(test.as('accountant').post('~/movement-requests', moved), 201);
    await expectStatus(test.as('reviewer').post(`~/movement-requests/${asked.id as string}/confirm`), 201);
    const { holders } = (await test.as('auditor').get('~/holdings?on=2011-07-02')).body;
    const [first] = holders as { holdings: { quantity: string }[] }[];
    expect(first?.holdings[0]?.quantity).toBe('9007199254748993.1234');
    const pool = '9999999999999000.99';
    const drafted = await expectStatus(
      draft(test, { period: '2010-H1', recordDate: '2010-06-30', pool }),
      201,
    );
    expect(drafted.pool).toBe(pool);
    const calculated = await expectStatus(calculate(test, drafted.id as string), 200);
    const paid = Money.parse(pool)
      .plus(Money.parse(calculated.carriedIn as string))
      .toString();
    expect([calculated.paid, calculated.carried]).toEqual([paid, '0.00']);
    const owner = postgres(test.ownerUrl, { max: 1 });
    const [row] =
      await owner`select sum(gross)::text as sum from dividend_line where run_id = ${drafted.id as string}`;
    await owner.end();
    expect(row?.['sum']).toBe(paid);
  });
});

describe('what comes malformed before any shape is asked', () => {
  const refusal = (reply: { readonly statusCode: number; json(): { code: string } }) =>
    [reply.statusCode, reply.json().code] as const;
  const at = (path: string) => `/api/v1/cooperatives/${test.cooperativeId}${path}`;

  it.each([
    ['without a boundary', 'multipart/form-data', 'x'],
    [
      'cut short',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nabc',
    ],
  ])('a form %s is refused, not a failure', async (_what, type, payload) => {
    const reply = await test
      .as('accountant')
      .post('~/imports?kind=roster', payload, { 'content-type': type });
    expect([reply.status, reply.body.code]).toEqual([400, 'request.malformed']);
  });

  it('an address that cannot be decoded, or is too long, is a problem as every other', async () => {
    const headers = { 'accept-language': 'zh' };
    const undecodable = await test.app.inject({ url: at('/members/%ED%A0%80'), headers });
    expect(refusal(undecodable)).toEqual([400, 'request.malformed']);
    const long = await test.app.inject({ url: at(`/members/${'a'.repeat(300)}`), headers });
    expect(refusal(long)).toEqual([404, 'route.unknown']);
  });

  it('of very many faults a hundred are listed, the others counted', async () => {
    const body = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`k${index}`, 1]));
    const reply = await test.stranger.post('/api/v1/calculations/dividend', body);
    expect(reply.body.faults).toHaveLength(101);
    expect(reply.body.faults.at(-1).code).toBe('input.and-more');
  });
});
