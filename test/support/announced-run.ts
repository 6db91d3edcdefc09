/** A dividend run that only waits for its posting, in a service that is a process of its own. */
import { expect } from 'vitest';
import { dayInChina } from '../../src/platform/services.ts';
import { beforeTheMeeting, widePlan } from './cooperative.ts';
import { ownerOf, type Person } from './service.ts';

export interface Announcing {
  /** The data directory of the service, whose notices are set back past the program. */
  readonly folder: string;
  readonly accountant: Person;
  readonly reviewer: Person;
  /** How many hold shares: so many are entitled and vote. */
  readonly people: number;
}

const runOf = (period: string, recordDate: string) => ({
  period,
  recordDate,
  basis: 'record-date',
  method: 'largest-remainder',
  pool: '1000000.00',
  taxRate: '0.20',
  taxBasis: '《个人所得税法》第三条',
});

/** As if the run had been approved and hung up ten days ago. */
async function letTenDaysGoBy(folder: string, runId: string): Promise<void> {
  const owner = ownerOf(folder);
  await owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update dividend_run set approved_at = approved_at - interval '10 days' where id = ${runId}`;
    await tx`update run_notice set posted_on = posted_on - 10, recorded_at = recorded_at - interval '10 days'
      where run_id = ${runId}`;
  });
  await owner.end({ timeout: 1 });
}

export async function announcedRun(
  { folder, accountant, reviewer, people }: Announcing,
  period: string,
  recordDate: string,
): Promise<string> {
  const run = await accountant.post('~/dividend-runs', runOf(period, recordDate));
  const runId = String(run.body['id']);
  expect((await accountant.post(`~/dividend-runs/${runId}/calculate`, {})).status).toBe(200);
  const vote = { entitled: people, present: people, for: people, against: 0, abstain: 0 };
  const minutes = {
    body: 'members-assembly',
    number: period,
    decidedOn: recordDate,
    matter: 'dividend-run',
    about: { kind: 'run', runId },
    vote,
    title: 'x',
    text: 'x',
    // What takes effect in the books of today was held elsewhere.
    lateReason: '会议在线下召开',
    circumstances: beforeTheMeeting(recordDate),
  };
  const resolutionId = String((await accountant.post('~/resolutions', minutes)).body['id']);
  expect((await reviewer.post(`~/resolutions/${resolutionId}/confirm`, {})).status).toBe(200);
  const plan = (await accountant.post('~/distribution-plans', widePlan(period))).body;
  const adoption = {
    ...minutes,
    number: `方案${period}`,
    matter: 'distribution-plan',
    about: { kind: 'plan', planId: plan['id'] },
  };
  const adopted = { resolutionId: String((await accountant.post('~/resolutions', adoption)).body['id']) };
  expect((await reviewer.post(`~/resolutions/${adopted.resolutionId}/confirm`, {})).status).toBe(200);
  expect((await reviewer.post(`~/distribution-plans/${plan['id']}/adopt`, adopted)).status).toBe(200);
  expect((await reviewer.post(`~/dividend-runs/${runId}/approve`, { resolutionId })).status).toBe(200);
  const postedOn = dayInChina(new Date()).toString();
  expect((await accountant.post(`~/dividend-runs/${runId}/announce`, { postedOn })).status).toBe(201);
  await letTenDaysGoBy(folder, runId);
  return runId;
}
