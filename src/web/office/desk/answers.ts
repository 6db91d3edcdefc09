/**
 * How each kind of waiting thing is answered: on its sheet, by what is confirmed and what is sent back; or on a screen of its
 * own, where more must be looked at.
 */
import type { LinkProps } from '@tanstack/react-router';
import type { WaitingKind } from '../../../domain/waiting.ts';
import type { endpoints } from '../../../endpoints.ts';

type EndpointName = keyof typeof endpoints;

interface Answered {
  readonly confirm: EndpointName;
  /** Null where whoever asked takes it back instead. */
  readonly refuse: EndpointName | null;
}

type Door = (known: Readonly<Record<string, string | undefined>>) => LinkProps;

export const answers: Readonly<Partial<Record<WaitingKind, Answered>>> = {
  'register-change': { confirm: 'confirmRegisterChange', refuse: 'sendBackRegisterChange' },
  'account-change': { confirm: 'confirmAccountChange', refuse: 'sendBackAccountChange' },
  correction: { confirm: 'confirmCorrection', refuse: 'refuseCorrection' },
  movement: { confirm: 'confirmMovement', refuse: 'sendBackMovement' },
  entry: { confirm: 'confirmEntry', refuse: 'sendBackEntry' },
  'till-count': { confirm: 'confirmTillCount', refuse: 'sendBackTillCount' },
  year: { confirm: 'confirmYear', refuse: null },
  'year-reopening': { confirm: 'confirmYearReopening', refuse: 'sendBackYearReopening' },
  resolution: { confirm: 'confirmResolution', refuse: 'sendBackResolution' },
  supplement: { confirm: 'confirmSupplement', refuse: 'sendBackSupplement' },
  'seat-change': { confirm: 'confirmSeatChange', refuse: 'sendBackSeatChange' },
  jurisdiction: { confirm: 'confirmJurisdiction', refuse: 'sendBackJurisdiction' },
  'meeting-notice': { confirm: 'confirmMeetingNotice', refuse: null },
  'meeting-minutes': { confirm: 'confirmMinutes', refuse: 'sendBackMinutes' },
  'public-notice': { confirm: 'confirmNotice', refuse: 'sendBackNotice' },
  'run-withdrawal': { confirm: 'confirmRunWithdrawal', refuse: 'sendBackRunWithdrawal' },
  'pension-run': { confirm: 'releasePensionRun', refuse: null },
  'tax-remittance': { confirm: 'confirmTaxRemittance', refuse: 'sendBackTaxRemittance' },
  'set-off': { confirm: 'confirmPayoutSetOff', refuse: 'sendBackPayoutSetOff' },
  reminder: { confirm: 'confirmReminder', refuse: null },
  'payout-answer': { confirm: 'confirmPayoutAnswer', refuse: null },
  'late-return': { confirm: 'confirmPayoutBatchReturn', refuse: 'sendBackPayoutBatchReturn' },
  'pension-late-return': { confirm: 'confirmPensionRunReturn', refuse: 'sendBackPensionRunReturn' },
  'answer-taken-back': { confirm: 'confirmPayoutBatchTakeBack', refuse: 'sendBackPayoutBatchTakeBack' },
  'pension-answer-taken-back': {
    confirm: 'confirmPensionRunTakeBack',
    refuse: 'sendBackPensionRunTakeBack',
  },
  estate: { confirm: 'confirmPayoutEstate', refuse: 'sendBackPayoutEstate' },
  access: { confirm: 'confirmAccess', refuse: 'refuseAccess' },
  setting: { confirm: 'confirmSetting', refuse: 'refuseSetting' },
  erasure: { confirm: 'confirmErasure', refuse: 'refuseErasure' },
  finding: { confirm: 'confirmFindingAnswer', refuse: 'refuseFindingAnswer' },
};

/** Screens on which it is looked at, and on which it is answered where nothing above answers it. */
export const screens: Readonly<Partial<Record<WaitingKind, Door>>> = {
  plan: ({ planId }) =>
    planId === undefined ? { to: '/plans' } : { to: '/plans/$planId', params: { planId } },
  run: ({ runId }) =>
    runId === undefined ? { to: '/dividends' } : { to: '/dividends/$runId', params: { runId } },
  'public-notice': ({ runId }) =>
    runId === undefined ? { to: '/dividends' } : { to: '/dividends/$runId', params: { runId } },
  'pension-run': ({ orderId }) =>
    orderId === undefined ? { to: '/pensions' } : { to: '/pensions/$orderId', params: { orderId } },
  'payout-batch': ({ orderId }) =>
    orderId === undefined ? { to: '/payouts' } : { to: '/payouts/$orderId', params: { orderId } },
  'meeting-notice': ({ meetingId }) =>
    meetingId === undefined ? { to: '/meetings' } : { to: '/meetings/$meetingId', params: { meetingId } },
  'meeting-minutes': ({ meetingId }) =>
    meetingId === undefined ? { to: '/meetings' } : { to: '/meetings/$meetingId', params: { meetingId } },
  'meeting-closing': ({ meetingId }) =>
    meetingId === undefined
      ? { to: '/meetings' }
      : { to: '/meetings/$meetingId/votes', params: { meetingId } },
  resolution: ({ resolutionId }) =>
    resolutionId === undefined
      ? { to: '/meetings/resolutions' }
      : { to: '/meetings/resolutions/$resolutionId', params: { resolutionId } },
};
