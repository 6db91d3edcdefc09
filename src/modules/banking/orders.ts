/** Makes an order of payments: its file as the bank takes it, sealed, and a line for each payment. */
import { v7 as newId } from 'uuid';
import {
  bankFileExtension,
  type BankEncoding,
  type BankTemplate,
  type Payment,
} from '../../domain/bank-file.ts';
import { bankTemplate } from '../../domain/bank-templates.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import type { OrderKind } from '../../domain/payment-order.ts';
import { bankFileBytes } from '../../platform/bank-encoding.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { must } from '../../platform/must.ts';
import type { Place } from '../../platform/vault.ts';
import { requireBooksOpened } from '../accounting/index.ts';
import { revealPersonal } from '../members/index.ts';
import { payoutSettings, type OrderLineRow, type OrderRow, type PayoutSettingRow } from './order-store.ts';
import { paymentLine, paymentOrder } from './schema.ts';
import { keepFile, type SealedFileRow } from './sealed-files.ts';
import { latestBankVersion, ownTemplates } from './templates.ts';

/** Where the account that pays is sealed. */
export const payerPlace = (cooperativeId: string, version: bigint): Place => ({
  cooperativeId,
  table: 'payout_setting',
  column: 'payer_account_cipher',
  row: version.toString(),
  before: 'payer-account',
});

/** Where the account that somebody proposes to pay from is sealed. */
export const proposedPayerPlace = (cooperativeId: string, proposalId: string): Place => ({
  cooperativeId,
  table: 'payer_proposal',
  column: 'account_cipher',
  row: proposalId,
  before: 'payer-account',
});

/** How the file is to be written, or null where nothing goes through the bank. */
export interface FileTerms {
  readonly template: BankTemplate;
  /** Null: it ships. */
  readonly version: bigint | null;
  readonly encoding: BankEncoding;
}

/** Refuses a template that there is not. */
export async function fileTerms(
  { tx, cooperativeId }: CommandUnit,
  { template: id, encoding }: { readonly template: string; readonly encoding?: BankEncoding | undefined },
): Promise<FileTerms> {
  const template = bankTemplate(id, await ownTemplates(tx, cooperativeId, 'bank'));
  const version = await latestBankVersion(tx, cooperativeId, id);
  return { template, version, encoding: encoding ?? template.encoding };
}

/** The day of payment, which is not past. */
export function payDay({ today }: CommandUnit, text: string): LocalDate {
  const payOn = LocalDate.parse(text);
  if (payOn.isBefore(today))
    throw refuse('payout.pay-day-past', { payOn: `${payOn}`, today: `${today}` }, '/payOn');
  return payOn;
}

/** Who is paid how much by bank, and of a dividend for which claim. */
export interface Payee extends Omit<OrderLineRow, 'cooperativeId' | 'orderId' | 'serial' | 'bankRow'> {
  readonly accountCipher: Uint8Array;
  readonly residentIdCipher: Uint8Array | null;
}

export interface NewOrder {
  readonly kind: OrderKind;
  readonly payOn: LocalDate;
  readonly purpose: string;
  readonly terms: FileTerms | null;
  readonly payees: readonly Payee[];
  /** One payment a person and account: its lines stay apart in the books, and one row of the file pays them. */
  readonly together?: boolean;
  readonly fileStem: (number: bigint) => string;
}

/** Refuses what a bank's file cannot hold, and `payout.payer-missing`. */
export async function makeOrder(
  unit: CommandUnit,
  order: NewOrder,
): Promise<{ readonly row: OrderRow; readonly file: SealedFileRow | null }> {
  const { tx, cooperativeId } = unit;
  const { kind, payOn, purpose, terms, together = false } = order;
  const rows = together ? byPayment(order.payees) : order.payees.map((payee) => [payee]);
  const payees = rows.flat();
  const settings = terms === null ? null : await payoutSettings(tx, cooperativeId);
  if (settings === undefined) throw refuse('payout.payer-missing');
  const bytes =
    terms === null || settings === null ? null : await bytesOf(unit, order, rows, terms, settings);
  await requireBooksOpened(tx, cooperativeId);
  const number = await unit.nextNumber(kind === 'payout' ? 'payout-batch' : 'pension-run');
  const file =
    terms === null || bytes === null
      ? null
      : await keepFile(unit, `${kind}-file`, {
          name: `${order.fileStem(number)}-${terms.template.id}.${bankFileExtension(terms.template, terms.encoding)}`,
          bytes,
        });
  const row: OrderRow = {
    cooperativeId,
    id: newId(),
    kind,
    number,
    payOn,
    purpose,
    count: payees.length,
    total: Money.sum(payees.map(({ amount }) => amount)),
    template: terms?.template.id ?? null,
    templateVersion: terms?.version ?? null,
    encoding: terms?.encoding ?? null,
    fileId: file?.id ?? null,
    bankRows: together ? rows.length : null,
    payerVersion: settings?.version ?? null,
    madeAt: unit.now,
    madeBy: unit.actor.userId,
  };
  await tx.insert(paymentOrder).values(row);
  const rowOf = rows.flatMap((each, index) => each.map(() => index + 1));
  const lines = payees.map((payee, index): OrderLineRow => ({
    cooperativeId,
    orderId: row.id,
    serial: index + 1,
    payeeId: payee.payeeId,
    payeeName: payee.payeeName,
    bankName: payee.bankName,
    bankAccountIndex: payee.bankAccountIndex,
    bankAccountMasked: payee.bankAccountMasked,
    amount: payee.amount,
    runId: payee.runId,
    accountId: payee.accountId,
    part: payee.part,
    bankRow: together ? (rowOf[index] ?? null) : null,
  }));
  for (let start = 0; start < lines.length; start += 1_000)
    await tx.insert(paymentLine).values(lines.slice(start, start + 1_000));
  return { row, file };
}

/** Who is paid into the same account, in the order of their first line: whose money it is must be the same too. */
function byPayment(payees: readonly Payee[]): readonly (readonly Payee[])[] {
  const key = ({ payeeId, bankAccountIndex }: Payee) =>
    `${payeeId} ${Buffer.from(bankAccountIndex).toString('hex')}`;
  return [...Map.groupBy(payees, key).values()];
}

async function bytesOf(
  { vault, cooperativeId }: CommandUnit,
  { payOn, purpose }: NewOrder,
  rows: readonly (readonly Payee[])[],
  { template, encoding }: FileTerms,
  settings: PayoutSettingRow,
): Promise<Uint8Array> {
  const payer = {
    account: vault.decrypt(payerPlace(cooperativeId, settings.version), settings.payerAccountCipher),
    name: settings.payerName,
    bank: settings.payerBank,
  };
  const paid = rows.map((lines) => {
    const amount = Money.sum(lines.map((line) => line.amount));
    return { ...must(lines[0], 'a line of a payment'), amount };
  });
  const payments = paid.map((payee, index): Payment => ({
    serial: index + 1,
    name: payee.payeeName,
    account: revealPersonal(vault, { cooperativeId, memberId: payee.payeeId }, 'bankAccount', {
      cipher: payee.accountCipher,
      index: payee.bankAccountIndex,
    }),
    residentId:
      payee.residentIdCipher &&
      revealPersonal(vault, { cooperativeId, memberId: payee.payeeId }, 'residentId', {
        cipher: payee.residentIdCipher,
        index: null,
      }),
    bank: payee.bankName,
    amount: payee.amount,
  }));
  return bankFileBytes(template, { payOn, payer, purpose, payments }, encoding);
}

/** The account of the books that a sent order was paid from. */
export function sentFrom(end: { readonly bankAccount: string | null } | null): string {
  return must(end?.bankAccount, 'the account that a sent order was paid from');
}
