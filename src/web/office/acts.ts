/**
 * What is done on the desk itself, without going anywhere: the sheet of an operation, by its name. An operation without a line here
 * has a screen (`desk/doors.ts`). Like the routes, this list knows every capability; none of them knows another.
 */
import type { ComponentType } from 'react';
import type { EndpointName } from '../shared/call.ts';
import { part } from '../shared/part.ts';

export interface ActProps {
  readonly period: string;
  /** What the checklist knows of the thing. */
  readonly known: Readonly<Record<string, string | undefined>>;
  readonly onClose: () => void;
  /** It went through. */
  readonly onDone: () => void;
}

export type Act = ComponentType<ActProps>;

const plans = () => import('./plans/draft.tsx');
const dividends = () => import('./dividends/acts.tsx');
const meetings = () => import('./meetings/acts.tsx');
const payouts = () => import('./payouts/acts.tsx');
const books = () => import('./books/close-months.tsx');
const pensions = () => import('./pensions/next-month.tsx');

export const acts: Readonly<Partial<Record<EndpointName, Act>>> = {
  draftPlan: part(plans, 'DraftPlanAct'),
  draftRun: part(dividends, 'DraftRunAct'),
  calculateRun: part(dividends, 'CalculateAct'),
  announceRun: part(dividends, 'AnnounceAct'),
  postRun: part(dividends, 'PostAct'),
  draftMeeting: part(meetings, 'ConveneAct'),
  openMeeting: part(meetings, 'OpenAct'),
  closeMeeting: part(meetings, 'CloseAct'),
  carryOutMeeting: part(meetings, 'CarryOutAct'),
  makePayoutBatch: part(payouts, 'MakeAct'),
  releasePayoutBatch: part(payouts, 'ReleaseAct'),
  sendPayoutBatch: part(payouts, 'SendAct'),
  answerPayoutBatch: part(payouts, 'AnswerAct'),
  closeMonths: part(books, 'CloseMonthsAct'),
  makeNextPensionRun: part(pensions, 'NextMonthAct'),
};
