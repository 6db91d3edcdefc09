/**
 * Acting for a member: proposed by one, confirmed by another, seen by both; PostgreSQL shows the member's rows while the mandate holds,
 * and not a day longer, whatever the program asks.
 */
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import { ownShares } from '../../src/modules/shares/index.ts';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { dayInChina } from '../../src/platform/services.ts';
import { startTestApp, type Client, type Reply, type TestApp } from '../support/app.ts';
import { expectStatus, giveRoles, linkUser, openRegister, runToPosted } from '../support/cooperative.ts';

let test: TestApp;
/** Acts for others, and is no member. */
let mandatary: Client;
/** Is member 1. */
let linked: Client;
let people: readonly { readonly id: string; readonly accountId: string }[];
/** A mandate holds by the computer's clock. */
const today = dayInChina(new Date());
const until = today.plusDays(30).toString();
const terms = { document: '监护关系证明 2026-17', scope: 'read', from: today.toString(), until };

beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2011-01-05T01:00:00Z') });
  await openRegister(test, ['600', '400', '300']);
  [mandatary, linked] = [test.as('representative'), test.as('shareholder')];
  await expectStatus(linkUser(test, linked.userId, '1'), 200);
  const { members } = await expectStatus(test.as('auditor').get('~/members'), 200);
  const { holders } = await expectStatus(test.as('auditor').get('~/holdings?on=2011-01-01'), 200);
  people = (members as { id: string; registerNumber: string }[]).map(({ id, registerNumber }) => ({
    id,
    accountId: (holders as { accountId: string; number: string }[]).find(
      ({ number }) => number === registerNumber,
    )?.accountId as string,
  }));
});
afterAll(() => test.close());

const refusal = ({ status, body }: Reply) => [status, body.code];
const confirm = (client: Client, { id }: { id?: unknown }) =>
  client.post(`~/access-proposals/${String(id)}/confirm`);
const propose = (fields: object = {}, client = test.as('chair')) =>
  client.post('~/mandates', {
    userId: mandatary.userId,
    member: '1',
    ground: 'guardian',
    ...terms,
    ...fields,
  });
async function given(fields: object = {}): Promise<string> {
  const proposed = await expectStatus(propose(fields), 202);
  await expectStatus(confirm(test.as('supervisor'), proposed), 200);
  return proposed.id as string;
}
const sharesOf = (index: number, client = mandatary) =>
  client.get(`~/own/shares?memberId=${String(people[index]?.id)}`);
const endOwn = (client: Client, id: string) => client.post(`~/own/mandates/${id}/end`, {});
const toldTo = async (number: string): Promise<readonly (readonly [string, string])[]> => {
  const { messages } = await expectStatus(test.as('auditor').get('~/member-messages?limit=200'), 200);
  const all = messages as { registerNumber: string; kind: string; said: { zh: string } }[];
  return all
    .filter(({ registerNumber }) => registerNumber === number)
    .map(({ kind, said }) => [kind, said.zh] as const);
};
const stateOf = async (id: string) => {
  const { mandates } = await expectStatus(test.as('auditor').get('~/mandates'), 200);
  const found = (mandates as { mandateId: string; state: string; endedBecause: string | null }[]).find(
    ({ mandateId }) => mandateId === id,
  );
  return [found?.state, found?.endedBecause];
};

/** What the portal's own login is shown of a member, with nothing of the program in the way. */
const rowsShown = (index: number) =>
  test.database.readOwn(test.cooperativeId, mandatary.userId, async (tx) => {
    const account = { id: String(people[index]?.accountId), kind: 'member' as const, number: '' };
    const { holdings } = await ownShares(tx, test.cooperativeId, [account], LocalDate.parse('2011-01-05'));
    const [row] = await tx.execute<{ members: number; standings: number }>(sql`
      select (select count(*)::int from member m where m.id = ${people[index]?.id}::uuid) as members,
        (select count(*)::int from member_standing s where s.member_id = ${people[index]?.id}::uuid) as standings`);
    return [holdings.length, row?.members, Number(row?.standings) > 0];
  });
const nothing = [0, 0, false];
const everything = [1, 1, true];

describe('A mandate', () => {
  it('holds once another person has confirmed it, is said in each reply, and shows no number in clear', async () => {
    const proposed = await expectStatus(propose(), 202);
    expect(proposed).toMatchObject({
      kind: 'mandate',
      state: 'open',
      member: '1',
      ground: 'guardian',
      until,
    });
    expect(refusal(await sharesOf(0))).toEqual([404, 'membership.not-linked']);
    expect(await rowsShown(0)).toEqual(nothing);
    await expectStatus(confirm(test.as('supervisor'), proposed), 200);

    const actingFor = {
      mandateId: proposed.id,
      registerNumber: '1',
      ground: 'guardian',
      scope: 'read',
      until,
    };
    const { body } = await sharesOf(0);
    expect(body).toMatchObject({ actingFor, holdings: [{ quantity: '600' }] });
    expect((await mandatary.get(`~/own/money?memberId=${people[0]?.id}`)).body).toMatchObject({ actingFor });
    const register = await expectStatus(mandatary.get(`~/own?memberId=${people[0]?.id}`), 200);
    expect(register).toMatchObject({ actingFor });
    // Numbers in clear are one's own alone: who acts for somebody asks for them by no name.
    expect((await mandatary.get(`~/own-numbers?memberId=${people[0]?.id}`)).status).toBe(422);
    expect((await mandatary.get('~/own/mandates')).body).toMatchObject({
      actsFor: [actingFor],
      actedForBy: [],
    });
    const start = (await mandatary.get(`~/own/start?memberId=${people[0]?.id}`)).body;
    expect(start).toMatchObject({ actingFor, name: '股东1', actsFor: [actingFor] });
    expect((await mandatary.get('~/own/start')).body).toMatchObject({ name: null, actsFor: [actingFor] });
    expect(await rowsShown(0)).toEqual(everything);

    const own = await expectStatus(linked.get('~/own'), 200);
    expect(own).toMatchObject({
      actingFor: null,
      actsFor: [],
      actedForBy: [{ person: 'The representative', state: 'holds' }],
    });
    expect(own.looks).toContainEqual(
      expect.objectContaining({ person: 'The representative', capacity: 'mandatary', namesake: null }),
    );
    expect((await linked.get('~/own/shares')).body.actingFor).toBeNull();
    await expectStatus(endOwn(linked, proposed.id as string), 200);
    expect(await stateOf(proposed.id as string)).toEqual(['ended', 'member']);
    expect(refusal(await sharesOf(0))).toEqual([404, 'membership.not-linked']);
    expect(await rowsShown(0)).toEqual(nothing);
    const [ended, begun, ...more] = await toldTo('1');
    expect([ended?.[0], begun?.[0], more]).toEqual(['mandate-ended', 'mandate-given', []]);
    expect(begun?.[1]).toContain('The representative（监护人）');
    expect(ended?.[1]).toContain('由您本人结束');
  });

  it('is of one member: of nobody else, and of nobody next door', async () => {
    const id = await given();
    for (const memberId of [people[1]?.id, test.cooperativeId])
      expect(refusal(await mandatary.get(`~/own/money?memberId=${memberId}`))).toEqual([
        404,
        'membership.not-linked',
      ]);
    expect(refusal(await sharesOf(0, test.as('cashier')))).toEqual([404, 'membership.not-linked']);
    expect(refusal(await mandatary.get('~/own/money'))).toEqual([404, 'membership.not-linked']);
    expect([await rowsShown(0), await rowsShown(1)]).toEqual([everything, nothing]);
    expect(refusal(await propose({ member: '999' }))).toEqual([404, 'membership.not-found']);
    await expectStatus(endOwn(mandatary, id), 200);
    expect(await stateOf(id)).toEqual(['ended', 'mandatary']);
    expect(refusal(await endOwn(mandatary, id))).toEqual([409, 'access.mandate-ended']);
    expect(refusal(await endOwn(test.as('cashier'), id))).toEqual([404, 'access.mandate-unknown']);
  });

  it('takes two people, neither of them whoever acts', async () => {
    const others = ['accountant', 'cashier', 'reviewer', 'representative', 'shareholder', 'auditor'] as const;
    for (const role of [...others, 'administrator'] as const)
      expect((await propose({}, test.as(role))).status, role).toBe(403);
    expect(refusal(await propose({}, test.as('supervisor')))).toEqual([409, 'access.chair-proposes']);
    expect(refusal(await propose({ userId: test.as('chair').userId }))).toEqual([403, 'access.own-roles']);
    const proposed = await expectStatus(propose({ userId: test.as('supervisor').userId }), 202);
    for (const role of [...others, 'chair', 'supervisor'] as const)
      expect((await confirm(test.as(role), proposed)).status, role).toBe(403);
    await expectStatus(
      test
        .as('supervisor')
        .post(`~/access-proposals/${proposed.id as string}/refuse`, { reason: '由别人代理' }),
      200,
    );
  });

  it('is for other days, other people and other grounds refused', async () => {
    for (const [fields, code] of [
      [{ until: today.plusDays(-1).toString(), from: '2020-01-01' }, 'access.mandate-days'],
      [{ from: today.plusDays(40).toString() }, 'access.mandate-days'],
      [{ ground: 'heir' }, 'access.mandate-heir-of-living'],
      [{ userId: linked.userId }, 'access.mandate-of-oneself'],
    ] as const)
      expect((await propose(fields)).body.code).toBe(code);
  });

  it('that is coming, or over, shows nothing', async () => {
    await given({ from: today.plusDays(2).toString(), member: '2' });
    expect(await rowsShown(1)).toEqual(nothing);
    const id = await given({ member: '2' });
    expect(await rowsShown(1)).toEqual(everything);
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    test.expectTampering();
    await owner`set session_replication_role = replica`;
    await owner`update mandate set begins_on = ends_on - 60, ends_on = ${today.plusDays(-1).toString()} where id = ${id}`;
    await owner`update mandate set begins_on = ends_on - 60 where id = ${id}`;
    await owner.end();
    expect(await stateOf(id)).toEqual(['over', null]);
    expect(await rowsShown(1)).toEqual(nothing);
    expect(refusal(await sharesOf(1))).toEqual([404, 'membership.not-linked']);
  });

  it('is ended early by two of the office', async () => {
    const id = await given({ member: '3', ground: 'attorney' });
    const wish = { reason: '委托书已经撤回' };
    const path = `~/mandates/${id}/propose-end`;
    expect((await test.as('accountant').post(path, wish)).status).toBe(403);
    const proposed = await expectStatus(test.as('chair').post(path, wish), 202);
    expect(refusal(await endOwn(test.as('cashier'), id))).toEqual([404, 'access.mandate-unknown']);
    expect(await rowsShown(2)).toEqual(everything);
    await expectStatus(confirm(test.as('supervisor'), proposed), 200);
    expect([await stateOf(id), await rowsShown(2)]).toEqual([['ended', 'office'], nothing]);
    expect((await toldTo('3'))[0]).toMatchObject([
      'mandate-ended',
      expect.stringContaining('由办公室两人结束'),
    ]);
  });

  it('of a guardian ends with a death, of an heir begins with it, and ends when nobody died', async () => {
    const dying = test.as('cashier');
    await expectStatus(linkUser(test, dying.userId, '3'), 200);
    await expectStatus(dying.get('~/own/shares'), 200);
    const guardian = await given({ member: '3' });
    const stale = await expectStatus(propose({ member: '3', ground: 'child' }), 202);
    const standings = `~/members/${people[2]?.id}/standings`;
    const death = { kind: 'deceased', effectiveOn: '2011-01-03' };
    const { id: standing } = await expectStatus(test.as('accountant').post(standings, death), 201);
    expect([await stateOf(guardian), await rowsShown(2)]).toEqual([['ended', 'death'], nothing]);
    expect(refusal(await confirm(test.as('supervisor'), stale))).toEqual([
      422,
      'access.mandate-for-deceased',
    ]);

    const heir = await given({ member: '3', ground: 'heir' });
    expect(await rowsShown(2)).toEqual(everything);
    // The sign-in of the dead is nobody's: it shows nothing, asks for nothing, and ends nobody's mandate.
    for (const path of ['own', 'own/start?memberId=' + String(people[2]?.id), 'own/shares', 'own/money'])
      expect(refusal(await dying.get(`~/${path}`)), path).toEqual([404, 'membership.not-linked']);
    const wish = { field: 'bank-account', wish: '6217 0000 0000 0000' };
    expect(refusal(await dying.post('~/own/corrections', wish))).toEqual([404, 'membership.not-linked']);
    expect(refusal(await endOwn(dying, heir))).toEqual([404, 'access.mandate-unknown']);
    const ended = test.database.write(test.cooperativeId, (tx) =>
      tx.execute(sql`insert into mandate_end (cooperative_id, mandate_id, cause, reason, recorded_at, recorded_by)
        values (${test.cooperativeId}::uuid, ${heir}::uuid, 'member', 'x', now(), ${dying.userId}::uuid)`),
    );
    await expect(ended).rejects.toMatchObject({
      cause: { message: expect.stringContaining('ended by either of the two') },
    });
    const strike = { kind: 'void', effectiveOn: '2011-01-03', note: '登记有误' };
    const path = `${standings}/${standing as string}/correct`;
    await expectStatus(test.as('accountant').post(path, strike), 201);
    expect([await stateOf(heir), await rowsShown(2)]).toEqual([['ended', 'not-dead'], nothing]);
    await expectStatus(dying.get('~/own/shares'), 200);
  });
});

describe('PostgreSQL', () => {
  it('takes no mandate and no end but what two decided or is one’s own, and verification names a mandate of one', async () => {
    const id = await given();
    const { id: waiting } = await expectStatus(propose({ member: '2' }), 202);
    const asService = (statement: ReturnType<typeof sql>) =>
      test.database
        .write(test.cooperativeId, (tx) => tx.execute(statement))
        .then(
          () => 'taken',
          (error: unknown) => String(error instanceof Error ? (error.cause ?? error) : error),
        );
    const coop = sql`${test.cooperativeId}::uuid`;
    const insert = (proposal: string, member = people[1]?.id) =>
      sql`insert into mandate (cooperative_id, id, user_id, member_id, person, ground, document, scope, begins_on, ends_on, recorded_at)
      values (${coop}, ${proposal}::uuid, ${mandatary.userId}::uuid, ${member}::uuid, 'x', 'guardian', ${terms.document}, 'read', ${terms.from}::date, ${until}::date, now())`;
    expect(await asService(insert(waiting as string))).toContain('not proposed by one person');
    const answer = (by: string) =>
      asService(sql`insert into access_answer (cooperative_id, proposal_id, confirmed, warnings, recorded_at, recorded_by, recorded_by_name)
        values (${coop}, ${waiting as string}::uuid, true, '[]', now(), ${by}::uuid, 'x')`);
    expect(await answer(test.as('chair').userId)).toContain('confirmed by another');
    expect(await answer(mandatary.userId)).toContain('confirmed by another');
    const end = (cause: string, by: string | null) =>
      asService(sql`insert into mandate_end (cooperative_id, mandate_id, cause, reason, recorded_at, recorded_by)
        values (${coop}, ${id}::uuid, ${cause}, ${by === null ? null : 'x'}, now(), ${by}::uuid)`);
    for (const [cause, by] of [
      ['member', mandatary.userId],
      ['mandatary', linked.userId],
      ['death', null],
      ['not-dead', null],
    ] as const)
      expect(await end(cause, by), cause).toContain('ended by either of the two');
    expect(await asService(sql`update mandate set ends_on = ends_on + 1`)).toMatch(
      /append only|permission denied/,
    );

    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner`set session_replication_role = replica`;
    await owner`insert into access_answer (cooperative_id, proposal_id, confirmed, warnings, recorded_at, recorded_by, recorded_by_name)
      values (${test.cooperativeId}, ${waiting as string}, true, '[]', now(), ${test.as('chair').userId}, 'x')`;
    await owner`insert into mandate select m.cooperative_id, ${waiting as string}, m.user_id, ${String(people[1]?.id)}, m.person, m.ground,
      m.document, m.scope, m.begins_on, m.ends_on, m.recorded_at from mandate m where m.id = ${id}`;
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    expect(findings.map((each) => findingText(each, 'en'))).toContain(
      'mandate The representative → 2: the mandate was not proposed by one person and confirmed by another (guardian)',
    );
    await owner`delete from mandate where id = ${waiting as string}`;
    await owner.end();
  });

  it('shows nothing more to whoever holds no role any more', async () => {
    await expectStatus(giveRoles(test, mandatary.userId, []), 200);
    expect((await sharesOf(0)).status).toBe(404);
    await expectStatus(giveRoles(test, mandatary.userId, ['representative']), 200);
  });
});

describe('Whoever acts for two members, and is one', () => {
  it('sees of each what that one objected to, and of themself their own alone', async () => {
    const both = test.as('shareholder');
    await expectStatus(linkUser(test, mandatary.userId, '2'), 200);
    await given({ member: '3' });
    const { id: runId } = await runToPosted(test, undefined, {
      period: '2010-H2',
      recordDate: '2010-12-31',
      basis: 'record-date',
      method: 'largest-remainder',
      pool: '1000',
      taxRate: '0',
      taxBasis: '免税',
    });
    const path = `~/dividend-runs/${runId as string}`;
    const { postedOn } = await expectStatus(test.as('auditor').get(`${path}/notice`), 200);
    const written = ['一', '二', '三'];
    for (const [index, text] of written.entries()) {
      const wish = { raisedOn: postedOn as string, raisedBy: '张三', text: `${text}的股数有误` };
      const objection = { ...wish, memberId: people[index]?.id };
      await expectStatus(test.as('supervisor').post(`${path}/objections`, objection), 201);
    }
    const seenBy = async (client: Client, memberId?: string) => {
      const query = memberId === undefined ? '' : `?memberId=${memberId}`;
      const { actingFor, objections } = await expectStatus(client.get(`~/own/notices${query}`), 200);
      const texts = (objections as { text: string }[]).map(({ text }) => text[0]);
      return [(actingFor as { registerNumber: string } | null)?.registerNumber ?? null, texts];
    };
    expect(await seenBy(mandatary, people[0]?.id)).toEqual(['1', ['一']]);
    expect(await seenBy(mandatary, people[2]?.id)).toEqual(['3', ['三']]);
    expect(await seenBy(mandatary)).toEqual([null, ['二']]);
    expect(await seenBy(both)).toEqual([null, ['一']]);
    expect(refusal(await both.get(`~/own/notices?memberId=${people[1]?.id}`))).toEqual([
      404,
      'membership.not-linked',
    ]);
    // Whoever is nobody's member sees what hangs out for all, and nothing of anybody.
    expect(await seenBy(test.as('reviewer'))).toEqual([null, []]);
  });
});
