/** The register of members and households, through HTTP on a real database. */
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { residentIdCheckDigit } from '../../src/domain/identity-number.ts';
import { startTestApp, type TestApp } from '../support/app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2012-01-10T02:00:00Z') });
});
afterAll(() => test.close());

const id = (seventeen: string) => seventeen + residentIdCheckDigit(seventeen);
const admittedOn = (effectiveOn: string) => [{ kind: 'admitted', effectiveOn }];

async function admit(fields: Record<string, unknown>) {
  return test.as('accountant').post('~/members', { standings: admittedOn('2010-07-31'), ...fields });
}

async function admitted(fields: Record<string, unknown>): Promise<string> {
  const reply = await admit(fields);
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return reply.body.id as string;
}

describe('a member', () => {
  it('is admitted with household, numbers and tags, and everybody sees the numbers masked', async () => {
    const memberId = await admitted({
      registerNumber: '1-1',
      name: '王秀英',
      residentId: id('99010519520229002'),
      phone: '138 0000 1234',
      bankName: '村镇银行',
      bankAccount: '6222 0200 0000 1234 566',
      household: 'H1',
      groupName: '一组',
      relation: 'head',
      tags: ['老党员'],
    });
    const { body } = await test.as('supervisor').get(`~/members/${memberId}`);
    expect(body.member).toMatchObject({
      registerNumber: '1-1',
      sex: 'female',
      birthYear: '1952',
      birthDate: null,
      household: { number: 'H1', groupName: '一组' },
      relation: 'head',
      residentIdMasked: '******************',
      phoneMasked: '****1234',
      bankAccountMasked: '****4566',
      standing: { state: 'admitted', since: '2010-07-31' },
      tags: ['老党员'],
    });
    expect(JSON.stringify(body)).not.toContain('19520229');
    expect(JSON.stringify(body)).not.toContain('1952-02-29');
    const inFull = await test.as('accountant').get(`~/members/${memberId}`);
    expect(inFull.body.member.birthDate).toBe('1952-02-29');
    expect(JSON.stringify(body)).not.toContain('13800001234');
  });

  it('with a wrong check digit is refused with the expected one, at its field', async () => {
    const right = id('99010519600101001');
    const wrong = right.slice(0, 17) + (right.endsWith('1') ? '2' : '1');
    const reply = await admit({ registerNumber: '9', name: '李四', residentId: wrong });
    expect(reply.status).toBe(422);
    expect(reply.body.faults[0]).toMatchObject({ code: 'resident-id.check-digit', pointer: '/residentId' });
    expect(reply.body.detail).toContain(`should be ${right.slice(17)}`);
    expect(JSON.stringify(reply.body)).not.toContain(wrong);
  });

  it('bears no name that a spreadsheet would run', async () => {
    const reply = await admit({ registerNumber: '9', name: '=1+1' });
    expect(reply.body.faults[0]).toMatchObject({ code: 'membership.name-malformed' });
  });

  it('is entered once: the same resident ID or register number is refused', async () => {
    const sameId = await admit({ registerNumber: '2', name: '王某', residentId: id('99010519520229002') });
    expect(sameId.body.code).toBe('resident-id.duplicate');
    expect(sameId.body.detail).toContain('1-1');
    const sameNumber = await admit({ registerNumber: '1-1', name: '王某' });
    expect(sameNumber.body.code).toBe('register-number.duplicate');
  });

  it('is the only living head of a household', async () => {
    const reply = await admit({ registerNumber: '3', name: '王某', household: 'H1', relation: 'head' });
    expect(reply.body.code).toBe('membership.two-heads');
  });

  it('is not written by somebody who may only read', async () => {
    const reply = await test
      .as('auditor')
      .post('~/members', { registerNumber: '4', name: '甲', standings: [] });
    expect(reply.status).toBe(403);
  });

  it('is not written by a dry run, which still finds every fault', async () => {
    const fields = { registerNumber: '77', name: '试', standings: admittedOn('2010-07-31') };
    expect((await test.as('accountant').post('~/members?dryRun=true', fields)).status).toBe(201);
    const search = await test.as('accountant').post('~/members/search', { text: '77' });
    expect(search.body.members).toEqual([]);
  });
});

describe('numbers of a person', () => {
  it('are nowhere in clear in the database, and unmasking leaves a trace', async () => {
    const residentId = id('99010519610304003');
    const memberId = await admitted({
      registerNumber: '5-1',
      name: '赵敏',
      residentId,
      phone: '13800007777',
      bankAccount: '6222020000007654320',
    });
    const shown = await test
      .as('accountant')
      .post(`~/members/${memberId}/unmask`, { field: 'residentId', reason: '与银行核对' });
    expect(shown.body).toEqual({ value: residentId });
    const owner = postgres(test.ownerUrl, { max: 1 });
    try {
      const tables = await owner<{ name: string }[]>`
        select table_name as name from information_schema.columns
        where table_schema = 'public' and column_name = 'cooperative_id'`;
      for (const { name } of tables) {
        const rows = await owner`select t::text as content from ${owner(name)} t`;
        const content = rows.map((row) => String(row['content'])).join('\n');
        for (const secret of [residentId, '13800007777', '6222020000007654320']) {
          expect(content.includes(secret), `${secret} stands in clear in ${name}`).toBe(false);
        }
      }
      const entries = await owner<{ notes: unknown }[]>`
        select notes from audit_entry where command = 'members.unmask'`;
      expect(JSON.stringify(entries)).toContain('与银行核对');
    } finally {
      await owner.end();
    }
  });

  it('are not unmasked for a reviewer, nor in a dry run, which would leave no trace of the look', async () => {
    const found = await test.as('reviewer').post('~/members/search', { text: '5-1' });
    const memberId = found.body.members[0].id as string;
    const wanted = { field: 'phone', reason: '好奇' };
    expect((await test.as('reviewer').post(`~/members/${memberId}/unmask`, wanted)).status).toBe(403);
    const tried = await test.as('accountant').post(`~/members/${memberId}/unmask?dryRun=true`, wanted);
    expect([tried.status, JSON.stringify(tried.body)]).toEqual([422, expect.not.stringContaining('138')]);
  });

  it('are found by the whole resident ID, though it is stored encrypted', async () => {
    const found = await test.as('accountant').post('~/members/search', { text: id('99010519610304003') });
    expect(found.body.members.map((one: { name: string }) => one.name)).toEqual(['赵敏']);
    // Whoever tries numbers learns the one behind the mask: for whoever may see it, noted as that, with whom it found.
    for (const role of ['reviewer', 'chair', 'supervisor'] as const)
      expect((await test.as(role).post('~/members/search', { text: id('99010519610304003') })).status).toBe(
        403,
      );
    const { body } = await test
      .as('supervisor')
      .get(`~/looks?memberId=${found.body.members[0].id as string}`);
    expect(body.looks).toContainEqual(
      expect.objectContaining({ kind: 'unmask', act: 'searchMembers', about: 'residentId', refused: null }),
    );
    const guess = (at: number) =>
      test.as('auditor').post('~/members/search', { text: id(`9901051961030${410 + at}003`.slice(0, 17)) });
    const answers = [];
    for (let at = 0; at < 21; at += 1) answers.push(await guess(at % 20));
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(20).fill(200), 429]);
    expect(answers[20]?.body.code).toBe('membership.looked-too-often');
    const text = id('99010519610304003');
    expect((await test.as('auditor').post('~/members/search', { text })).status).toBe(429);
    expect((await test.as('accountant').post('~/members/search', { text })).status).toBe(200);
  });

  it('whose day of birth is not shown are shown the year alone of every birthday', async () => {
    const memberId = await admitted({
      registerNumber: '8-1',
      name: '出生即入社',
      residentId: id('99010519700308001'),
      seniorityFrom: '1988-03-08',
      standings: admittedOn('1970-03-08'),
    });
    const shown = async (role: 'supervisor' | 'accountant') => {
      const detail = await test.as(role).get(`~/members/${memberId}`);
      const list = await test.as(role).get('~/members?limit=500');
      const found = await test.as(role).post('~/members/search', { text: '8-1' });
      const listed = (list.body.members as { id: string }[]).filter((each) => each.id === memberId);
      return JSON.stringify([detail.body, listed, found.body]);
    };
    expect(await shown('accountant')).toContain('1970-03-08');
    const masked = await shown('supervisor');
    expect(masked).toContain('"since":"1970"');
    expect(masked).not.toContain('-03-08');
    const csv = async (role: 'reviewer' | 'auditor') =>
      (await test.as(role).get('~/exports/members?format=csv')).rawPayload.toString();
    expect(await csv('auditor')).toContain('1970-03-08');
    expect(await csv('reviewer')).not.toContain('-03-08');
  });
});

describe('rare characters', () => {
  it('are stored, sorted, searched and given back whole', async () => {
    await admitted({ registerNumber: '20-2', name: '王䶮' });
    await admitted({ registerNumber: '20-10', name: '𠮷野' });
    const list = await test.as('reviewer').get('~/members?limit=500');
    const numbers = list.body.members.map((one: { registerNumber: string }) => one.registerNumber);
    expect(numbers.indexOf('20-2')).toBeLessThan(numbers.indexOf('20-10'));
    for (const [text, name] of [
      ['𠮷', '𠮷野'],
      ['䶮', '王䶮'],
    ]) {
      const found = await test.as('reviewer').post('~/members/search', { text });
      expect(found.body.members.map((one: { name: string }) => one.name)).toEqual([name]);
    }
  });

  it('and the wildcards of a search are only characters', async () => {
    const found = await test.as('reviewer').post('~/members/search', { text: '%' });
    expect(found.body.members).toEqual([]);
  });
});

describe('a standing', () => {
  it('is answered as of a day, and as known then', async () => {
    const memberId = await admitted({ registerNumber: '30', name: '孙大' });
    test.setClock(new Date('2012-02-10T02:00:00Z'));
    const retired = await test
      .as('accountant')
      .post(`~/members/${memberId}/standings`, { kind: 'retired', effectiveOn: '2011-06-01' });
    test.setClock(new Date('2012-03-10T02:00:00Z'));
    const corrected = await test
      .as('accountant')
      .post(`~/members/${memberId}/standings/${retired.body.id}/correct`, {
        kind: 'retired',
        effectiveOn: '2011-09-01',
        note: '退休证日期为九月',
      });
    expect(corrected.status).toBe(201);
    const stateOf = async (query: string) =>
      (await test.as('reviewer').get(`~/members/${memberId}?${query}`)).body.member.standing.state as string;
    expect(await stateOf('on=2011-06-30')).toBe('admitted');
    expect(await stateOf('on=2011-06-30&knownAt=2012-02-20T00:00:00Z')).toBe('retired');
    expect(await stateOf('on=2011-06-30&knownAt=2012-02-01T00:00:00Z')).toBe('admitted');
    expect(await stateOf('on=2011-09-01')).toBe('retired');
    const { body } = await test.as('reviewer').get(`~/members/${memberId}`);
    expect(body.history).toHaveLength(3);
  });

  it('that life does not allow is refused', async () => {
    const memberId = await admitted({ registerNumber: '31', name: '孙二' });
    const record = (kind: string, effectiveOn: string) =>
      test.as('accountant').post(`~/members/${memberId}/standings`, { kind, effectiveOn });
    expect((await record('deceased', '2012-02-01')).status).toBe(201);
    expect((await record('retired', '2012-03-01')).body.code).toBe('membership.standing-out-of-order');
    expect((await record('deceased', '2030-01-01')).status).toBe(422);
  });

  it('cannot be edited or deleted even by the owner of the tables', async () => {
    const owner = postgres(test.ownerUrl, { max: 1 });
    await expect(owner`update member_standing set kind = 'left'`).rejects.toThrow(/append only/);
    await expect(owner`delete from member_tag`).rejects.toThrow(/append only/);
    await owner.end();
  });

  it('filters the list of members', async () => {
    const { body } = await test.as('reviewer').get('~/members?standing=deceased&limit=1');
    expect(body.members.map((one: { name: string }) => one.name)).toEqual(['孙二']);
    expect(body.next).toBeNull();
  });
});

describe('details, tags and households', () => {
  it('change, and null takes a detail off', async () => {
    const memberId = await admitted({ registerNumber: '40', name: '钱一', phone: '13800002222' });
    const changed = await test
      .as('accountant')
      .patch(`~/members/${memberId}`, { name: '钱壹', phone: null, bankAccount: '00123456789' });
    expect(changed.status).toBe(200);
    const { body } = await test.as('reviewer').get(`~/members/${memberId}`);
    expect(body.member).toMatchObject({ name: '钱壹', phoneMasked: null, bankAccountMasked: '****6789' });
    const empty = await test.as('accountant').patch(`~/members/${memberId}`, {});
    expect(empty.body.code).toBe('membership.nothing-to-change');
  });

  it('a tag counts from its day until it is taken off', async () => {
    const memberId = await admitted({ registerNumber: '41', name: '钱二' });
    const tag = (present: boolean, effectiveOn: string) =>
      test.as('accountant').post(`~/members/${memberId}/tags`, { tag: '困难户', present, effectiveOn });
    await tag(true, '2011-01-01');
    await tag(false, '2011-07-01');
    const tagsOn = async (on: string) =>
      (await test.as('reviewer').get(`~/members/${memberId}?on=${on}`)).body.member.tags as string[];
    expect(await tagsOn('2010-12-31')).toEqual([]);
    expect(await tagsOn('2011-06-30')).toEqual(['困难户']);
    expect(await tagsOn('2011-07-01')).toEqual([]);
  });

  it('a member moves to another household from a day on, and the past stays', async () => {
    await test.as('accountant').post('~/households', { number: 'H2', groupName: '二组' });
    const memberId = await admitted({
      registerNumber: '42',
      name: '钱三',
      household: 'H3',
      relation: 'head',
    });
    const move = { household: 'H2', relation: 'head', effectiveOn: '2011-05-01' };
    expect((await test.as('accountant').post(`~/members/${memberId}/place`, move)).status).toBe(201);
    const homeOn = async (on: string) =>
      (await test.as('reviewer').get(`~/members/${memberId}?on=${on}`)).body.member.household
        .number as string;
    expect(await homeOn('2011-04-30')).toBe('H3');
    expect(await homeOn('2011-05-01')).toBe('H2');
    const { body } = await test.as('reviewer').get('~/households');
    expect(body.households.map((one: { number: string }) => one.number)).toEqual(['H1', 'H2', 'H3']);
    expect(body.households[1].people).toMatchObject([{ name: '钱三', relation: 'head' }]);
  });

  it('pages follow each other without a gap', async () => {
    const all = (await test.as('reviewer').get('~/members?limit=500')).body.members as { id: string }[];
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { body } = await test
        .as('reviewer')
        .get(`~/members?limit=3${after && `&after=${encodeURIComponent(after)}`}`);
      seen.push(...(body.members as { id: string }[]).map((one) => one.id));
      if (body.next === null) break;
      after = body.next as string;
    }
    expect(seen).toEqual(all.map((one) => one.id));
  });
});
