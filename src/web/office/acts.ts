/**
 * What is done on the desk itself, without going anywhere: the sheet of an operation, by its name. An operation without a line here
 * has a screen (`desk/doors.ts`). Like the routes, this list knows every capability; none of them knows another.
 */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { EndpointName } from '../shared/call.ts';

export interface ActProps {
  readonly period: string;
  /** What the checklist knows of the thing. */
  readonly known: Readonly<Record<string, string | undefined>>;
  readonly onClose: () => void;
  /** It went through. */
  readonly onDone: () => void;
}

export type Act = ComponentType<ActProps>;

function from<Name extends string>(
  load: () => Promise<Readonly<Record<Name, Act>>>,
  name: Name,
): LazyExoticComponent<Act> {
  return lazy(() => load().then((found) => ({ default: found[name] })));
}

const plans = () => import('./plans/draft.tsx');
const dividends = () => import('./dividends/acts.tsx');
const meetings = () => import('./meetings/acts.tsx');
const payouts = () => import('./payouts/acts.tsx');
const books = () => import('./books/close-months.tsx');
const pensions = () => import('./pensions/next-month.tsx');

export const acts: Readonly<Partial<Record<EndpointName, LazyExoticComponent<Act>>>> = {
  draftPlan: from(plans, 'DraftPlanAct'),
  draftRun: from(dividends, 'DraftRunAct'),
  calculateRun: from(dividends, 'CalculateAct'),
  announceRun: from(dividends, 'AnnounceAct'),
  postRun: from(dividends, 'PostAct'),
  draftMeeting: from(meetings, 'ConveneAct'),
  openMeeting: from(meetings, 'OpenAct'),
  closeMeeting: from(meetings, 'CloseAct'),
  carryOutMeeting: from(meetings, 'CarryOutAct'),
  makePayoutBatch: from(payouts, 'MakeAct'),
  releasePayoutBatch: from(payouts, 'ReleaseAct'),
  sendPayoutBatch: from(payouts, 'SendAct'),
  answerPayoutBatch: from(payouts, 'AnswerAct'),
  closeMonths: from(books, 'CloseMonthsAct'),
  makeNextPensionRun: from(pensions, 'NextMonthAct'),
};
