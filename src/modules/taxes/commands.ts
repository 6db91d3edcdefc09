/** The month's list of tax withheld as a file for the tax client, and its remittance. */
import { v7 as newId } from 'uuid';
import type { z } from 'zod';
import { chartOn, taxAccount } from '../../domain/chart.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse, throwFaults, type Fault } from '../../domain/error.ts';
import { credit, debit, monthOf } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import {
  declarationOf,
  filingCells,
  filingDueOn,
  filingTemplate,
  firstDayAfter,
  requireFilingTemplate,
  type FilingTemplate,
} from '../../domain/tax-filing.ts';
import { encodeForBank } from '../../platform/bank-encoding.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { csvText } from '../../platform/tabular-writing.ts';
import { sealFile, type Vault } from '../../platform/vault.ts';
import { booksSettings, enterJournal } from '../accounting/index.ts';
import { revealPersonal } from '../members/index.ts';
import { filingIdInput, fileTaxInput, remitTaxInput } from './contract.ts';
import { taxFiling, taxFilingRun, taxRemittance } from './schema.ts';
import {
  bookedFor,
  filingsOf,
  requireFiling,
  runsOfFiling,
  withheldIn,
  type Filing,
  type FilingRow,
  type Withheld,
} from './store.ts';

const FILE = 'tax-file';
/** Lets spreadsheet programs know UTF-8. */
const UTF8_MARK = Buffer.from('\uFEFF');

export function filingOnWire({ row, remittance }: Filing) {
  return {
    id: row.id,
    number: row.number.toString(),
    ...{ month: row.month, template: row.template, count: row.count, corrections: row.corrections },
    dueOn: filingDueOn(row.month).toString(),
    gross: row.gross.toString(),
    tax: row.tax.toString(),
    fileSha256: row.fileSha256,
    remitted:
      remittance === null
        ? null
        : {
            on: remittance.remittedOn.toString(),
            amount: remittance.amount.toString(),
            receipt: remittance.receipt,
          },
  };
}

/** The list of a month that is over: every run posted in it. What they change in earlier months stands beside it. */
export const fileTax = defineCommand({
  name: 'taxes.file',
  action: 'payouts.prepare',
  input: fileTaxInput,
  async run(unit, { month, template: wished }) {
    const { tx, cooperativeId } = unit;
    const template = templateOf(wished);
    if (month >= monthOf(unit.today)) throw refuse('tax.month-not-over', { month }, '/month');
    const filed = (await filingsOf(tx, cooperativeId)).find((each) => each.row.month === month);
    if (filed) throw refuse('tax.month-filed', { month, number: filed.row.number.toString() }, '/month');
    const lines = await withheldIn(tx, cooperativeId, month);
    if (lines.length === 0) throw refuse('tax.nothing-withheld', { month });
    const { rows, corrections } = declarationOf(month, lines);
    requireIds(rows);
    const row: FilingRow = {
      ...{ cooperativeId, id: newId(), number: await unit.nextNumber('tax-filing') },
      ...{ month, template: template.id },
      ...{ count: rows.length, corrections: corrections.length },
      gross: Money.sum(lines.map(({ gross }) => gross)),
      tax: Money.sum(lines.map(({ tax }) => tax)),
      ...sealFile(unit.vault, cooperativeId, FILE, fileOf(unit, template, rows)),
      madeAt: unit.now,
      madeBy: unit.actor.userId,
    };
    await tx.insert(taxFiling).values(row);
    const runIds = [...new Set(lines.map(({ runId }) => runId))];
    await tx.insert(taxFilingRun).values(runIds.map((runId) => ({ cooperativeId, runId, filingId: row.id })));
    unit.note('tax-filing', {
      ...{ id: row.id, number: row.number.toString(), month, count: row.count, corrections: row.corrections },
      ...{ tax: row.tax.toString(), sha256: row.fileSha256, sealed: row.sealedSha256 },
    });
    return filingOnWire({ row, remittance: null });
  },
});

function templateOf(wished: z.output<typeof fileTaxInput>['template']): FilingTemplate {
  if (typeof wished === 'string') return filingTemplate(wished);
  return requireFilingTemplate({ ...wished, name: { zh: wished.name, en: wished.name } });
}

function fileOf(
  { vault, cooperativeId }: CommandUnit,
  template: FilingTemplate,
  people: readonly Withheld[],
): Uint8Array {
  const rows = people.map((each, index) => ({
    ...{ serial: index + 1, number: each.number, name: each.name, gross: each.gross, tax: each.tax },
    rate: each.rate,
    residentId: revealPersonal(vault, cooperativeId, 'residentId', each.residentIdCipher ?? new Uint8Array()),
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

/** Handed over to the tax office; a list that takes back more than it gives is a refund. */
export const remitTax = defineCommand({
  name: 'taxes.remit',
  action: 'payouts.prepare',
  input: remitTaxInput,
  async run(unit, { filingId, remittedOn: day, receipt }) {
    const { tx, cooperativeId } = unit;
    const { row, remittance } = await requireFiling(tx, cooperativeId, filingId);
    const number = row.number.toString();
    if (remittance) throw refuse('tax.remitted', { number });
    if (row.tax.isZero) throw refuse('tax.nothing-to-remit', { number });
    const remittedOn = LocalDate.parse(day);
    const first = firstDayAfter(row.month);
    if (remittedOn.isBefore(first))
      throw refuse('tax.remitted-too-early', { number, first: `${first}` }, '/remittedOn');
    const booked = await bookedFor(tx, cooperativeId, await runsOfFiling(tx, cooperativeId, filingId));
    if (!booked.equals(row.tax))
      throw refuse('tax.not-booked', { number, tax: `${row.tax}`, booked: `${booked}` });
    const remitted = {
      ...{ cooperativeId, filingId, remittedOn, amount: row.tax, receipt },
      ...{ recordedAt: unit.now, recordedBy: unit.actor.userId },
    };
    await tx.insert(taxRemittance).values(remitted);
    await enterRemittance(unit, row, remittedOn, receipt);
    unit.note('tax-remittance', { id: filingId, number, amount: row.tax.toString(), receipt });
    return filingOnWire({ row, remittance: remitted });
  },
});

async function enterRemittance(
  unit: CommandUnit,
  { id, month, number, tax }: FilingRow,
  date: LocalDate,
  receipt: string,
): Promise<void> {
  const { bankAccount } = await booksSettings(unit.tx, unit.cooperativeId);
  await enterJournal(unit, {
    date,
    kind: 'automatic',
    summary: `缴纳 ${month} 代扣个人所得税（申报表第 ${number} 号，完税凭证 ${receipt}）`,
    source: `tax-remittance:${id}`,
    lines: [debit(taxAccount(chartOn(date)), tax, '缴纳代扣税款'), credit(bankAccount, tax, '银行缴税')],
    holders: [],
    attachments: 1,
  });
}

/** That somebody takes the list, which has every resident ID in clear. */
export const takeFiling = defineCommand({
  name: 'taxes.take-file',
  action: 'payouts.take-file',
  input: filingIdInput,
  async run(unit, { filingId }) {
    const { row } = await requireFiling(unit.tx, unit.cooperativeId, filingId);
    unit.note('tax-file', { number: row.number.toString(), sha256: row.fileSha256 });
    return { id: row.id };
  },
});

export async function filingFile(tx: Tx, vault: Vault, cooperativeId: string, filingId: string) {
  const { row } = await requireFiling(tx, cooperativeId, filingId);
  return {
    name: `tax-${row.month}-${row.number}.csv`,
    bytes: vault.decryptBytes(cooperativeId, FILE, row.fileCipher),
  };
}
