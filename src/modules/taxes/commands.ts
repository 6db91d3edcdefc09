/** The month's list of tax withheld as a file for the tax client, and its remittance. */
import { v7 as newId } from 'uuid';
import { chartOn, taxAccount } from '../../domain/chart.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse, throwFaults, type Fault } from '../../domain/error.ts';
import { credit, debit, monthOf } from '../../domain/journal.ts';
import { Money } from '../../domain/money.ts';
import { filingCells, filingDueOn, filingTemplate } from '../../domain/tax-filing.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { csvText } from '../../platform/tabular-writing.ts';
import { sealFile, type Vault } from '../../platform/vault.ts';
import { booksSettings, enterJournal } from '../accounting/index.ts';
import { revealPersonal } from '../members/index.ts';
import { filingIdInput, fileTaxInput, remitTaxInput } from './contract.ts';
import { taxFiling, taxFilingRun, taxRemittance } from './schema.ts';
import { byPerson, requireFiling, withheldIn, type Filing, type FilingRow, type Withheld } from './store.ts';

const FILE = 'tax-file';

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

/** Everything withheld in the month that no list covers yet; a late run makes a second list. */
export const fileTax = defineCommand({
  name: 'taxes.file',
  action: 'payouts.prepare',
  input: fileTaxInput,
  async run(unit, { month, template: id }) {
    const { tx, cooperativeId, vault } = unit;
    const template = filingTemplate(id);
    if (month >= monthOf(unit.today)) throw refuse('tax.month-not-over', { month }, '/month');
    const lines = await withheldIn(tx, cooperativeId, month, true);
    if (lines.length === 0) throw refuse('tax.nothing-withheld', { month });
    const people = byPerson(lines);
    const positive = people.filter(({ gross, tax }) => gross.isPositive && !tax.isNegative);
    requireIds(positive);
    const rows = positive.map((each, index) => ({
      ...{ serial: index + 1, number: each.number, name: each.name, gross: each.gross, tax: each.tax },
      rate: each.rate,
      residentId: revealPersonal(
        vault,
        cooperativeId,
        'residentId',
        each.residentIdCipher ?? new Uint8Array(),
      ),
    }));
    const file = Buffer.from(`\uFEFF${csvText(filingCells(template, rows))}`);
    const row: FilingRow = {
      ...{ cooperativeId, id: newId(), number: await unit.nextNumber('tax-filing'), month, template: id },
      count: rows.length,
      corrections: people.filter(({ gross, tax }) => gross.isNegative || tax.isNegative).length,
      gross: Money.sum(lines.map(({ gross }) => gross)),
      tax: Money.sum(lines.map(({ tax }) => tax)),
      ...sealFile(vault, cooperativeId, FILE, file),
      madeAt: unit.now,
      madeBy: unit.actor.userId,
    };
    await tx.insert(taxFiling).values(row);
    const runIds = [...new Set(lines.map(({ runId }) => runId))];
    await tx.insert(taxFilingRun).values(runIds.map((runId) => ({ cooperativeId, runId, filingId: row.id })));
    unit.note('tax-filing', {
      ...{ id: row.id, number: row.number.toString(), month, count: row.count },
      ...{ tax: row.tax.toString(), sha256: row.fileSha256, sealed: row.sealedSha256 },
    });
    return filingOnWire({ row, remittance: null });
  },
});

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
