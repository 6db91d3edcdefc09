/** Batches of dividends: what may be paid made into an order, and what is particular to an order of dividends. */
import { and, eq } from 'drizzle-orm';
import type * as z from 'zod';
import { requireOwnTemplate, templateInWords } from '../../domain/bank-templates.ts';
import { refuse, type Fault } from '../../domain/refusal.ts';
import { parseBankAccount } from '../../domain/identity-number.ts';
import { maskOf } from '../../domain/personal-mask.ts';
import { Money } from '../../domain/money.ts';
import { isPayable } from '../../domain/payout.ts';
import type { Sentence } from '../../domain/language.ts';
import { holdWords } from '../../domain/words.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { must } from '../../platform/must.ts';
import { isEntered } from '../accounting/index.ts';
import { DIVIDEND_SOURCE, requireRun } from '../dividends/index.ts';
import { claims, standingClaims, type ClaimRow } from './claims.ts';
import * as wire from './contract.ts';
import { returnedAccounts } from './order-accounts.ts';
import { orderOnWire, settingsOnWire, totalsByState } from './queries.ts';
import type { PaymentKind } from './order-kind.ts';
import { orderCommands } from './order-steps.ts';
import { payoutSettings, requireOrder, type OrderLineRow, type PayoutSettingRow } from './order-store.ts';
import { fileTerms, makeOrder, payDay, payerPlace, proposedPayerPlace, type Payee } from './orders.ts';
import { setOrPropose, type Setting } from '../settings/index.ts';
import type { SettingProposalOnWire } from '../settings/contract.ts';
import { payerProposal, payoutSetting } from './schema.ts';
import { isBankTemplateInUse, keepTemplate } from './templates.ts';

/** Who pays, and how little is not paid: with a minimum that was raised or another payer, the proposal it rests on. */
interface Payer {
  readonly payerName: string;
  readonly payerBank: string;
  readonly account: string;
  readonly minimum: Money;
  readonly proposalId: string | null;
}

async function enterPayer(
  unit: CommandUnit,
  { payerName, payerBank, account, minimum, proposalId }: Payer,
): Promise<void> {
  const { tx, cooperativeId, vault } = unit;
  const version = await unit.nextNumber('payout-settings');
  const payerAccountMasked = maskOf.bankAccount(account);
  await tx.insert(payoutSetting).values({
    cooperativeId,
    version,
    payerName,
    payerBank,
    payerAccountMasked,
    minimum,
    payerAccountCipher: vault.encrypt(payerPlace(cooperativeId, version), account),
    payerAccountIndex: payerIndex(unit, account),
    recordedAt: unit.now,
    recordedBy: unit.actor.userId,
    proposalId,
  });
  const told = { payerName, payerBank, payerAccountMasked, minimum: minimum.toString() };
  unit.note('payout-settings', { version: `${version}`, ...told });
}

/** Tells accounts apart without opening them. */
const payerIndex = ({ vault, cooperativeId }: CommandUnit, account: string) =>
  Buffer.from(vault.blindIndex(cooperativeId, 'payerAccount', account), 'hex');

function accountInForce(
  { vault, cooperativeId }: CommandUnit,
  { version, payerAccountCipher }: PayoutSettingRow,
): string {
  return vault.decrypt(payerPlace(cooperativeId, version), payerAccountCipher);
}

/** Whoever pays is what the bank is told: another payer is looked at by another person, with the minimum that comes with it. */
export const payerSetting: Setting<z.output<typeof wire.payerWish>, void> = {
  kind: 'payer',
  wish: wire.payerWish,
  loosens: () => Promise.resolve(true),
  says: ({ payerName, payerBank, payerAccountMasked, minimum }) => ({
    zh: `付款户名 ${payerName}，开户行 ${payerBank}，账号 ${payerAccountMasked}，起付额 ${minimum} 元`,
    en: `paid by ${payerName}, ${payerBank}, account ${payerAccountMasked}; minimum ${minimum}`,
  }),
  async enter(unit, { payerName, payerBank, minimum }, proposal) {
    const { tx, cooperativeId, vault } = unit;
    const proposalId = must(proposal, 'the proposal of another payer');
    const [sealed] = await tx
      .select({ cipher: payerProposal.accountCipher })
      .from(payerProposal)
      .where(and(eq(payerProposal.cooperativeId, cooperativeId), eq(payerProposal.proposalId, proposalId)));
    const { cipher } = must(sealed, 'the account that was proposed');
    const account = vault.decrypt(proposedPayerPlace(cooperativeId, proposalId), cipher);
    await enterPayer(unit, { payerName, payerBank, account, minimum: Money.parse(minimum), proposalId });
  },
};

async function proposePayer(
  unit: CommandUnit,
  { payerName, payerBank, account, minimum }: Omit<Payer, 'proposalId'>,
): Promise<SettingProposalOnWire> {
  const { tx, cooperativeId, vault } = unit;
  const payerAccountMasked = maskOf.bankAccount(account);
  const wish = { payerName, payerBank, payerAccountMasked, minimum: minimum.toString() };
  const proposal = must(
    (await setOrPropose(unit, payerSetting, wish)).proposal,
    'the proposal of another payer',
  );
  await tx.insert(payerProposal).values({
    cooperativeId,
    proposalId: proposal.id,
    accountCipher: vault.encrypt(proposedPayerPlace(cooperativeId, proposal.id), account),
    accountIndex: payerIndex(unit, account),
  });
  return proposal;
}

/** A higher minimum keeps money from its payees: another person looks at it. */
export const minimumSetting: Setting<{ readonly minimum: string }, void> = {
  kind: 'payout-minimum',
  wish: wire.setPayoutSettings.input.pick({ minimum: true }),
  async loosens({ tx, cooperativeId }, { minimum }) {
    const inForce = (await payoutSettings(tx, cooperativeId))?.minimum ?? Money.zero;
    return Money.parse(minimum).compare(inForce) > 0;
  },
  says: ({ minimum }) => ({ zh: `起付额 ${minimum} 元`, en: `minimum of a payout: ${minimum}` }),
  async enter(unit, { minimum }, proposalId) {
    const inForce = must(await payoutSettings(unit.tx, unit.cooperativeId), 'who pays');
    const { payerName, payerBank } = inForce;
    const account = accountInForce(unit, inForce);
    await enterPayer(unit, { payerName, payerBank, account, minimum: Money.parse(minimum), proposalId });
  },
};

export const setPayoutSettings = defineCommand({
  name: 'payouts.set-settings',
  endpoint: wire.setPayoutSettings,
  async run(unit, { payerName, payerBank, payerAccount, minimum: least }) {
    const { tx, cooperativeId } = unit;
    const before = await payoutSettings(tx, cooperativeId);
    const inUse = before === undefined ? null : accountInForce(unit, before);
    const account = payerAccount === undefined ? inUse : parseBankAccount(payerAccount);
    if (account === null) throw refuse('payout.settings-unset', {}, '/payerAccount');
    const wished = Money.parse(least);
    if (wished.isNegative) throw refuse('payout.minimum-negative', {}, '/minimum');
    if (
      before !== undefined &&
      (before.payerName !== payerName || before.payerBank !== payerBank || inUse !== account)
    ) {
      const proposal = await proposePayer(unit, { payerName, payerBank, account, minimum: wished });
      return { ...settingsOnWire(before), proposal };
    }
    const inForce = before?.minimum ?? Money.zero;
    const minimum = wished.compare(inForce) > 0 ? inForce : wished;
    await enterPayer(unit, { payerName, payerBank, account, minimum, proposalId: null });
    const { proposal } =
      minimum === wished ? { proposal: null } : await setOrPropose(unit, minimumSetting, { minimum: least });
    const told = { payerName, payerBank, payerAccountMasked: maskOf.bankAccount(account) };
    return { ...told, minimum: minimum.toString(), proposal };
  },
});

/** One that money went out by says how amounts and answers are read: another person looks at what changes it. */
export const bankTemplateSetting: Setting<wire.OwnTemplate, void> = {
  kind: 'bank-template',
  wish: wire.setBankTemplate.input,
  async loosens({ tx, cooperativeId }, template) {
    requireOwnTemplate(template);
    return isBankTemplateInUse(tx, cooperativeId, template.id);
  },
  says: templateInWords,
  enter: (unit, template, proposalId) => keepTemplate(unit, 'bank', template, proposalId),
};

/** A template of the cooperative's own, as its bank's sample has it; set again, the new version counts. */
export const setBankTemplate = defineCommand({
  name: 'payouts.set-template',
  endpoint: wire.setBankTemplate,
  async run(unit, template) {
    const { proposal } = await setOrPropose(unit, bankTemplateSetting, template);
    return { ...template, proposal };
  },
});

export const makePayoutBatch = defineCommand({
  name: 'payouts.make',
  endpoint: wire.makePayoutBatch,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const { bank, purpose = '分红', together = false } = input;
    const terms = await fileTerms(unit, input);
    const payOn = payDay(unit, input.payOn);
    const runIds = input.runIds ?? null;
    for (const runId of runIds ?? []) await requirePayable(unit, runId);
    // Judged by the day of payment: a freeze from tomorrow on stops a payment of the day after.
    const asked = await standingClaims(tx, cooperativeId, payOn, runIds);
    if (asked.length === 0 && (await payoutSettings(tx, cooperativeId)))
      throw refuse('payout.nothing-posted');
    const chosen = asked.filter(
      ({ state, bankName }) => isPayable(state) && (bank === undefined || bankName?.includes(bank) === true),
    );
    const { row, file } = await makeOrder(unit, {
      kind: 'payout',
      payOn,
      purpose,
      terms,
      payees: chosen.map(payeeOf),
      together,
      fileStem: (number) => `payout-${number.toString().padStart(4, '0')}`,
    });
    const { fileSha256, sealedSha256 } = must(file, 'the file of a batch');
    unit.note('payout-batch', {
      batch: row.number.toString(),
      id: row.id,
      template: terms.template.id,
      count: row.count,
      ...(row.bankRows !== null && { rows: row.bankRows }),
      total: row.total.toString(),
      sha256: fileSha256,
      sealed: sealedSha256,
    });
    const taken = new Set(chosen);
    return {
      batch: orderOnWire(await requireOrder(tx, cooperativeId, 'payout', row.id)),
      again: await returnedAccounts(tx, cooperativeId, row.id),
      leftOut: totalsByState(asked.filter((each) => !taken.has(each))),
    };
  },
});

async function requirePayable(unit: CommandUnit, runId: string): Promise<void> {
  const run = await requireRun(unit.tx, unit.cooperativeId, runId);
  const number = run.number.toString();
  if (run.state !== 'posted') throw refuse('payout.run-not-posted', { number }, '/runIds');
  if (!(await isEntered(unit.tx, unit.cooperativeId, `${DIVIDEND_SOURCE}${runId}`)))
    throw refuse('payout.run-not-entered', { number }, '/runIds');
}

/** Of a claim that is payable, so that it has a payee with an account. */
function payeeOf(claim: ClaimRow): Payee {
  return {
    payeeId: must(claim.payeeId, 'the payee of a payable claim'),
    payeeName: must(claim.payeeName, 'the payee of a payable claim'),
    bankName: claim.bankName,
    bankAccountIndex: must(claim.accountIndex, 'the account of a payable claim'),
    bankAccountMasked: must(claim.accountMasked, 'the account of a payable claim'),
    accountCipher: must(claim.accountCipher, 'the account of a payable claim'),
    residentIdCipher: claim.residentIdCipher,
    amount: claim.open,
    runId: claim.runId,
    accountId: claim.accountId,
    part: claim.part,
  };
}

export const payouts: PaymentKind = {
  kind: 'payout',
  endpoints: wire.batchSteps,
  besides: () => Promise.resolve(null),
  async unconfirmed(tx, { row }, today) {
    const all = await claims(tx, row.cooperativeId, today);
    return all.flatMap(({ state, number, payeeName, accountMasked, open }) =>
      state === 'account-unconfirmed'
        ? [
            {
              number,
              name: must(payeeName, 'the payee of an account'),
              accountMasked: must(accountMasked, 'an account that waits'),
              amount: open,
            },
          ]
        : [],
    );
  },
  proved: () => Promise.resolve([]),
  inCash: () => Promise.resolve([]),
  moved: movedClaims,
  outdated: outdatedClaims,
  booking: (_unit, { row }) =>
    Promise.resolve({
      account: null,
      title: `银行代发第 ${row.number} 批`,
      detail: `${row.count} 笔`,
      text: '发放红利',
      inCash: Money.zero,
    }),
};

async function movedClaims(
  { tx, cooperativeId, today }: CommandUnit,
  { row }: { readonly row: { readonly id: string } },
  lines: readonly OrderLineRow[],
): Promise<readonly OrderLineRow[]> {
  const now = new Map(
    (await claims(tx, cooperativeId, today, { orderId: row.id })).map((claim) => [keyOf(claim), claim]),
  );
  return lines.filter((line) => {
    const claim = now.get(keyOf(line));
    return claim?.role !== 'claim' || claim.state === 'in-batch' || !claim.open.equals(line.amount);
  });
}

const keyOf = (each: {
  readonly runId: string | null;
  readonly accountId: string | null;
  readonly part: number | null;
}) => `${each.runId} ${each.accountId} ${each.part}`;

async function outdatedClaims(
  unit: CommandUnit,
  { row }: { readonly row: { readonly id: string; readonly payOn: Parameters<typeof claims>[2] } },
  lines: readonly OrderLineRow[],
): Promise<readonly Fault[]> {
  const now = await claims(unit.tx, unit.cooperativeId, row.payOn, { orderId: row.id });
  const byKey = new Map(now.map((claim) => [keyOf(claim), claim]));
  const reversed = new Set(now.filter(({ role }) => role === 'reversed').map(({ runNumber }) => runNumber));
  return [
    ...[...reversed].map((number): Fault => ({ code: 'payout.run-reversed', values: { number } })),
    ...lines.flatMap((line): readonly Fault[] => {
      const claim = byKey.get(keyOf(line));
      if (claim?.role === 'reversed') return [];
      const why = claim === undefined ? outdatedWords.gone : outdatedBy(claim, line);
      if (why === null) return [];
      const values = { name: claim === undefined ? line.payeeName : nameOf(line, claim), why };
      return [{ code: 'payout.order-outdated', values }];
    }),
  ];
}

/** A payee with the holder and the run whose money it is. */
function nameOf({ payeeName }: OrderLineRow, { number, runNumber }: ClaimRow): Sentence {
  return {
    zh: `${payeeName}（${number}，分红第 ${runNumber} 号）`,
    en: `${payeeName} (${number}, run no. ${runNumber})`,
  };
}

/** Why a line would pay the wrong person or amount; what its kind adds stands beside it. */
export const outdatedWords = {
  gone: { zh: '款项已分给继承人', en: 'divided among heirs' },
  payee: { zh: '领取人已变更', en: 'another payee now' },
  account: { zh: '银行账号已变更', en: 'has another bank account now' },
  amount: { zh: '金额已变更', en: 'another amount now' },
} as const;

/** Whether the account that a line names is the payee's account now. */
export function sameAccount(line: OrderLineRow, now: Uint8Array | null): boolean {
  return now !== null && Buffer.from(now).equals(Buffer.from(line.bankAccountIndex));
}

function outdatedBy(claim: ClaimRow, line: OrderLineRow): Sentence | null {
  if (claim.held !== null) return holdWords[claim.held];
  if (claim.payeeId !== line.payeeId) return outdatedWords.payee;
  if (!sameAccount(line, claim.accountIndex)) return outdatedWords.account;
  return claim.open.equals(line.amount) ? null : outdatedWords.amount;
}

export const batchCommands = orderCommands(payouts);
