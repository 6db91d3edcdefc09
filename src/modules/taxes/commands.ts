/** The month's list of tax withheld as a file for the tax client, in a template that may be one's own, and its remittance. */
import { v7 as newId } from 'uuid';
import { chartOn, otherIncomeAccount, taxAccount } from '../../domain/chart.ts';
import { LocalDate } from '../../domain/calendar.ts';
import type { OwnRestDays } from '../../domain/rest-days.ts';
import { refuse, throwFaults, type Fault } from '../../domain/refusal.ts';
import { credit, debit, monthOf } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import { citation } from '../../domain/law.ts';
import {
  collected,
  declarationOf,
  filingCells,
  filingDueOn,
  filingTemplate,
  firstDayAfter,
  notCollected,
  requireOwnFilingTemplate,
  type FilingTemplate,
} from '../../domain/tax-filing.ts';
import { encodeForBank } from '../../platform/bank-encoding.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { must } from '../../platform/must.ts';
import { csvText } from '../../platform/tabular-writing.ts';
import { booksSettings, enterJournal, requireOpenFor } from '../accounting/index.ts';
import { restDaysOf } from '../assemblies/index.ts';
import { keepFile, keepTemplate, noteTaken, ownTemplates } from '../banking/index.ts';
import { revealPersonal } from '../members/index.ts';
import { guardOf } from '../../contract/endpoint.ts';
import * as wire from './contract.ts';
import {
  taxFiling,
  taxFilingRun,
  taxRemittance,
  taxRemittanceAnswer,
  taxRemittanceStrike,
} from './schema.ts';
import {
  bookedFor,
  filingsOf,
  requireFiling,
  withheldIn,
  type Filing,
  type FilingRow,
  type RemittanceRow,
  type Withheld,
} from './store.ts';

/** Before the id of a list: the source of the entry of what is not collected. */
export const NOT_COLLECTED = 'tax-not-collected:';

/** Lets spreadsheet programs know UTF-8. */
const UTF8_MARK = Buffer.from('\uFEFF');

/** By when it is handed over: as it was counted when the list was made, where that was kept. */
export function dueOnOf(
  { month, dueOn }: Pick<FilingRow, 'month' | 'dueOn'>,
  restDays: OwnRestDays,
): LocalDate {
  return dueOn ?? filingDueOn(month, restDays);
}

export function filingOnWire(
  { row, file, remittance, awaiting, struck, sentBack }: Filing,
  restDays: OwnRestDays,
) {
  return {
    id: row.id,
    number: row.number.toString(),
    month: row.month,
    template: row.template,
    count: row.count,
    corrections: row.corrections,
    dueOn: dueOnOf(row, restDays).toString(),
    gross: row.gross.toString(),
    tax: row.tax.toString(),
    fileSha256: file.fileSha256,
    notCollected: notCollected(row.tax, dueOnOf(row, restDays)).toString(),
    remitted: remittance && remittanceOnWire(remittance),
    awaiting: awaiting && remittanceOnWire(awaiting),
    struck: struck.map(undoneOnWire),
    sentBack: sentBack.map(undoneOnWire),
  };
}

function remittanceOnWire({ remittedOn, amount, receipt, bankAccount }: RemittanceRow) {
  return { on: remittedOn.toString(), amount: amount.toString(), receipt, bankAccount };
}

function undoneOnWire({ row, reason }: Filing['struck'][number]) {
  return { ...remittanceOnWire(row), reason };
}

/** A template of the cooperative's own, as its tax client's sample has it; set again, the new version counts. */
export const setFilingTemplate = defineCommand({
  name: 'taxes.set-template',
  endpoint: wire.setTaxTemplate,
  async run(unit, input) {
    const template = { ...input, name: { zh: input.name, en: input.name } };
    requireOwnFilingTemplate(template);
    // Heads that the character set lacks would make every list fail.
    encodeForBank(csvText(filingCells(template, [])), template.encoding);
    await keepTemplate(unit, 'tax', template);
    return input;
  },
});

/** The list of a month that is over: everything withheld in it. What they change in earlier months stands beside it. */
export const fileTax = defineCommand({
  name: 'taxes.file',
  endpoint: wire.fileTax,
  async run(unit, { month, template: wished }) {
    const { tx, cooperativeId } = unit;
    const template = filingTemplate(wished, await ownTemplates(tx, cooperativeId, 'tax'));
    if (month >= monthOf(unit.today)) throw refuse('tax.month-not-over', { month }, '/month');
    const filed = (await filingsOf(tx, cooperativeId)).find((each) => each.row.month === month);
    if (filed) throw refuse('tax.month-filed', { month, number: filed.row.number.toString() }, '/month');
    const lines = await withheldIn(tx, cooperativeId, month);
    if (lines.length === 0) throw refuse('tax.nothing-withheld', { month });
    const { rows, corrections } = declarationOf(month, lines);
    requireIds(rows);
    const restDays = await restDaysOf(tx, cooperativeId);
    const number = await unit.nextNumber('tax-filing');
    const bytes = fileOf(unit, template, rows);
    const file = await keepFile(unit, 'tax-file', { name: `tax-${month}-${number}.csv`, bytes });
    const row = {
      cooperativeId,
      id: newId(),
      number,
      month,
      template: template.id,
      count: rows.length,
      corrections: corrections.length,
      gross: Money.sum(lines.map(({ gross }) => gross)),
      tax: Money.sum(lines.map(({ tax }) => tax)),
      dueOn: filingDueOn(month, restDays),
      fileId: file.id,
      madeAt: unit.now,
      madeBy: unit.actor.userId,
    };
    await tx.insert(taxFiling).values(row);
    await enterNotCollected(unit, row, row.dueOn);
    const runIds = [...new Set(lines.map(({ runId }) => runId))];
    await tx.insert(taxFilingRun).values(runIds.map((runId) => ({ cooperativeId, runId, filingId: row.id })));
    unit.note('tax-filing', {
      id: row.id,
      number: row.number.toString(),
      month,
      count: row.count,
      corrections: row.corrections,
      tax: row.tax.toString(),
      sha256: file.fileSha256,
      sealed: file.sealedSha256,
    });
    const none = { remittance: null, awaiting: null, struck: [], sentBack: [], remittances: [], answers: [] };
    const made = { row, file, ...none };
    return filingOnWire(made, restDays);
  },
});

/** What the list leaves below the least amount is tax of nobody: the tax account ends at zero, against other income. */
async function enterNotCollected(unit: CommandUnit, row: FilingRow, dueOn: LocalDate): Promise<void> {
  const left = notCollected(row.tax, dueOn);
  if (left.isZero) return;
  const chart = chartOn(unit.today);
  await enterJournal(unit, {
    date: unit.today,
    kind: 'automatic',
    summary: `${row.month} 代扣税款不足起征额，免予缴纳（申报表第 ${row.number} 号）`,
    source: `${NOT_COLLECTED}${row.id}`,
    lines: [
      debit(taxAccount(chart), left, '免予缴纳的税款'),
      credit(otherIncomeAccount(chart), left, '不足起征额的税款'),
    ],
    holders: [],
  });
}

function fileOf(
  { vault, cooperativeId }: CommandUnit,
  template: FilingTemplate,
  people: readonly Withheld[],
): Uint8Array {
  const rows = people.map((each, index) => ({
    serial: index + 1,
    number: each.number,
    name: each.name,
    gross: each.gross,
    tax: each.tax,
    rate: each.rate,
    residentId: revealPersonal(
      vault,
      { cooperativeId, memberId: must(each.memberId, 'the person of a line') },
      'residentId',
      { cipher: must(each.residentIdCipher, 'the personal number'), index: each.residentIdIndex },
    ),
  }));
  const bytes = encodeForBank(csvText(filingCells(template, rows)), template.encoding);
  return template.encoding === 'utf-8' ? Buffer.concat([UTF8_MARK, bytes]) : bytes;
}

function requireIds(people: readonly Withheld[]): void {
  throwFaults(
    people
      .filter(({ residentIdCipher }) => residentIdCipher === null)
      .map(({ name, number }): Fault => ({ code: 'tax.resident-id-missing', values: { name, number } })),
  );
}

/**
 * Handed over to the tax office; a list that takes back more than it gives is a refund. Money leaves the bank: it counts once another
 * person confirmed it.
 */
export const remitTax = defineCommand({
  name: 'taxes.remit',
  endpoint: wire.remitTax,
  async run(unit, { filingId, remittedOn: day, receipt }) {
    const { tx, cooperativeId } = unit;
    const filing = await requireFiling(tx, cooperativeId, filingId);
    const { row, remittance, awaiting } = filing;
    const number = row.number.toString();
    if (remittance) throw refuse('tax.remitted', { number });
    if (awaiting) throw refuse('tax.remittance-waits', { number });
    if (row.tax.isZero) throw refuse('tax.nothing-to-remit', { number });
    const dueOn = dueOnOf(row, await restDaysOf(tx, cooperativeId));
    if (collected(row.tax, dueOn).isZero)
      throw refuse('tax.below-least', { number, tax: `${row.tax}`, law: citation('tax.least@2012') });
    const remittedOn = LocalDate.parse(day);
    const first = firstDayAfter(row.month);
    if (remittedOn.isBefore(first))
      throw refuse('tax.remitted-too-early', { number, first: `${first}` }, '/remittedOn');
    await requireBooked(unit, row);
    await requireOpenFor(unit, { date: remittedOn, kind: 'automatic' });
    const { bankAccount } = await booksSettings(tx, cooperativeId);
    const entered = {
      cooperativeId,
      id: newId(),
      filingId,
      remittedOn,
      amount: row.tax,
      receipt,
      bankAccount,
      byTwo: true,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    };
    await tx.insert(taxRemittance).values(entered);
    unit.note('tax-remittance', {
      id: entered.id,
      filing: number,
      amount: row.tax.toString(),
      receipt,
      on: day,
      bankAccount,
    });
    return filingOnWire({ ...filing, awaiting: entered }, await restDaysOf(tx, cooperativeId));
  },
});

/** The books owe the tax office what the list says. */
async function requireBooked({ tx, cooperativeId }: CommandUnit, row: FilingRow): Promise<void> {
  const booked = await bookedFor(tx, cooperativeId, await withheldIn(tx, cooperativeId, row.month));
  if (!booked.equals(row.tax))
    throw refuse('tax.not-booked', { number: `${row.number}`, tax: `${row.tax}`, booked: `${booked}` });
}

/** Somebody else held it against the tax receipt: now it is in the books. */
export const confirmRemittance = defineCommand({
  name: 'taxes.confirm-remittance',
  endpoint: wire.confirmTaxRemittance,
  async run(unit, { filingId }) {
    const { row, waiting } = await answerRemittance(unit, filingId, null);
    await requireBooked(unit, row);
    await enterRemittance(unit, waiting, {
      date: waiting.remittedOn,
      source: 'tax-remittance',
      sign: 1n,
      attachments: 1,
      summary: `缴纳 ${row.month} 代扣个人所得税（申报表第 ${row.number} 号，完税凭证 ${waiting.receipt}）`,
      preparedBy: waiting.recordedBy,
    });
    return filingAgain(unit, filingId);
  },
});

export const sendBackRemittance = defineCommand({
  name: 'taxes.send-back-remittance',
  endpoint: wire.sendBackTaxRemittance,
  async run(unit, { filingId, reason }) {
    await answerRemittance(unit, filingId, reason);
    return filingAgain(unit, filingId);
  },
});

/** Records the answer of another person to what waits. `reason` null: confirmed. */
async function answerRemittance(unit: CommandUnit, filingId: string, reason: string | null) {
  const { tx, cooperativeId, now: recordedAt, actor } = unit;
  const { row, awaiting: waiting } = await requireFiling(tx, cooperativeId, filingId);
  const number = row.number.toString();
  if (!waiting) throw refuse('tax.no-remittance-waits', { number });
  if (waiting.recordedBy === actor.userId) throw refuse('payout.confirmer-is-enterer');
  const answer = { cooperativeId, remittanceId: waiting.id, reason, recordedAt, recordedBy: actor.userId };
  await tx.insert(taxRemittanceAnswer).values(answer);
  unit.note('tax-remittance-answer', { id: waiting.id, filing: number, reason });
  return { row, waiting };
}

async function filingAgain({ tx, cooperativeId }: CommandUnit, filingId: string) {
  const filing = await requireFiling(tx, cooperativeId, filingId);
  return filingOnWire(filing, await restDaysOf(tx, cooperativeId));
}

/** A remittance that was entered in error: struck, and in red in the books; it may be entered anew. */
export const strikeRemittance = defineCommand({
  name: 'taxes.strike-remittance',
  endpoint: wire.strikeTaxRemittance,
  async run(unit, { filingId, reason }) {
    const { tx, cooperativeId } = unit;
    const { row, remittance } = await requireFiling(tx, cooperativeId, filingId);
    const number = row.number.toString();
    if (!remittance) throw refuse('tax.not-remitted', { number });
    if (remittance.recordedBy === unit.actor.userId) throw refuse('payout.striker-is-enterer');
    await tx.insert(taxRemittanceStrike).values({
      cooperativeId,
      remittanceId: remittance.id,
      reason,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    await enterRemittance(unit, remittance, {
      date: unit.today,
      source: 'tax-remittance-strike',
      sign: -1n,
      attachments: 0,
      summary: `冲销申报表第 ${number} 号的缴税（完税凭证 ${remittance.receipt}）：${reason}`,
    });
    unit.note('tax-remittance-strike', { id: remittance.id, filing: number, reason });
    return filingAgain(unit, filingId);
  },
});

/** `sign` −1n: in red. */
async function enterRemittance(
  unit: CommandUnit,
  { id, amount, bankAccount }: RemittanceRow,
  entry: {
    readonly date: LocalDate;
    readonly source: string;
    readonly sign: 1n | -1n;
    readonly attachments: number;
    readonly summary: string;
    readonly preparedBy?: string;
  },
): Promise<void> {
  const { date, summary, attachments, preparedBy } = entry;
  const tax = Money.fromFen(entry.sign * amount.fen);
  await enterJournal(unit, {
    date,
    kind: 'automatic',
    summary,
    attachments,
    source: `${entry.source}:${id}`,
    ...(preparedBy !== undefined && { preparedBy, reviewedBy: unit.actor.userId }),
    lines: [debit(taxAccount(chartOn(date)), tax, '缴纳代扣税款'), credit(bankAccount, tax, '银行缴税')],
    holders: [],
  });
}

/** That somebody takes the list, which has every resident ID in clear. */
export const takeTaxFilingFile = defineCommand({
  name: 'taxes.take-file',
  action: guardOf(wire.takeTaxFilingFile),
  input: wire.takeTaxFilingFile.input,
  async run(unit, { filingId }) {
    const { row, file } = await requireFiling(unit.tx, unit.cooperativeId, filingId);
    await noteTaken(unit, file.id);
    unit.note('tax-file', { number: row.number.toString(), sha256: file.fileSha256 });
    return { fileId: file.id };
  },
});
