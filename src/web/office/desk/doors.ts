/**
 * Where a step of the half-year is taken: the screen of the operation that takes it, from what is known of it. An
 * operation without a screen has no line here, and its step no button.
 */
import type { LinkProps } from '@tanstack/react-router';
import type { EndpointName } from '../../shared/call.ts';
import { todayInChina } from '../../shared/period.ts';

type Known = Readonly<Record<string, string | undefined>>;
type Door = (known: Known) => LinkProps;

function run({ runId }: Known): LinkProps {
  return runId === undefined ? { to: '/dividends' } : { to: '/dividends/$runId', params: { runId } };
}

function batch({ orderId }: Known): LinkProps {
  return orderId === undefined ? { to: '/payouts' } : { to: '/payouts/$orderId', params: { orderId } };
}

function pensionMonth({ orderId }: Known): LinkProps {
  return orderId === undefined ? { to: '/pensions' } : { to: '/pensions/$orderId', params: { orderId } };
}

function meeting({ meetingId }: Known): LinkProps {
  return meetingId === undefined
    ? { to: '/meetings' }
    : { to: '/meetings/$meetingId', params: { meetingId } };
}

/** Today, or where the half-year is over its last day: what is entered for it is dated within it. */
function dayIn(period: string): string {
  const last = `${period.slice(0, 4)}-${period.endsWith('H1') ? '06-30' : '12-31'}`;
  const today = todayInChina();
  return today < last ? today : last;
}

export const doors: Readonly<Partial<Record<EndpointName, Door>>> = {
  draftPlan: () => ({ to: '/plans' }),
  draftRun: () => ({ to: '/dividends' }),
  carryOutMeeting: meeting,
  adoptPlan: ({ planId }) =>
    planId === undefined ? { to: '/plans' } : { to: '/plans/$planId', params: { planId } },
  draftMeeting: () => ({ to: '/meetings/new' }),
  convene: meeting,
  confirmMeetingNotice: meeting,
  openMeeting: meeting,
  closeMeeting: ({ meetingId }) =>
    meetingId === undefined ? { to: '/meetings' } : { to: '/meetings/$meetingId/day', params: { meetingId } },
  recordMinutes: meeting,
  calculateRun: run,
  approveRun: run,
  announceRun: run,
  postRun: run,
  makePayoutBatch: () => ({ to: '/payouts' }),
  releasePayoutBatch: batch,
  sendPayoutBatch: batch,
  answerPayoutBatch: batch,
  makeNextPensionRun: () => ({ to: '/pensions' }),
  releasePensionRun: pensionMonth,
  sendPensionRun: pensionMonth,
  printMeetingPaper: () => ({ to: '/papers' }),
  printHalfYearReport: () => ({ to: '/papers' }),
  fileTax: () => ({ to: '/tax' }),
  remitTax: () => ({ to: '/tax' }),
  confirmTaxRemittance: () => ({ to: '/tax' }),
  valueAsset: () => ({ to: '/assets' }),
  closeMonths: () => ({ to: '/books/closing' }),
  closeYear: () => ({ to: '/books/closing' }),
  prepareEntry: ({ period }) => ({
    to: '/books/new',
    search: period === undefined ? {} : { on: dayIn(period) },
  }),
  confirmEntry: () => ({ to: '/books/review' }),
};
