/**
 * What a member says from the phone: an objection in their own name, and one vote in a meeting that goes on, however often and from
 * wherever it is sent; and what of meetings and notices they see of themselves and of others.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownMeetings } from '../../src/modules/meetings/index.ts';
import { startTestApp, type Client, type Reply, type TestApp } from '../support/app.ts';
import { decide, expectStatus, linkUser, openRegister, runToNotice } from '../support/cooperative.ts';

let test: TestApp;
let shareholder: Client;
let memberIds: readonly string[];
const refusal = ({ status, body }: Reply) => [status, body.code];

beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2011-01-05T01:00:00Z') });
  await openRegister(test, ['600', '400', '300']);
  shareholder = test.as('shareholder');
  await expectStatus(linkUser(test, shareholder.userId, '1'), 200);
  await expectStatus(linkUser(test, test.as('representative').userId, '2'), 200);
  const { members } = await expectStatus(test.as('auditor').get('~/members'), 200);
  memberIds = (members as { id: string }[]).map(({ id }) => id);
});
afterAll(() => test.close());
void [ownMeetings, decide, runToNotice, describe, expect, it, memberIds, refusal];
