/** A template is proved by the bank's own sample, and by nothing that is not it: read by the template, written again, compared. */
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { bankFileSheet, bankFileText, type BankTemplate, type Place } from '../../src/domain/bank-file.ts';
import { proofByCells, proofByText } from '../../src/domain/bank-sample.ts';
import { bankTemplates } from '../../src/domain/bank-templates.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import { Money } from '../../src/domain/money.ts';

const order = {
  payOn: LocalDate.of(2025, 7, 31),
  payer: { account: '200000000000000001', name: '清泉社区股份经济合作社', bank: '清泉支行' },
  purpose: '分红',
  payments: ['赵一', '钱二'].map((name, at) => ({
    serial: at + 1,
    name,
    account: `622200000000000000${at}`,
    residentId: '110101199001011234',
    bank: '清泉支行',
    amount: Money.parse(`10${at}.50`),
  })),
};

function proved(template: BankTemplate, text: string) {
  const { encoding } = template;
  const encode = (each: string) => iconv.encode(each, encoding === 'xlsx' ? 'gbk' : encoding);
  return proofByText(template, { text, bytes: encode(text) }, encode);
}
const codesOf = ({ faults }: ReturnType<typeof proved>) => [...new Set(faults.map(({ code }) => code))];

const exchanged = (template: BankTemplate, one: Place['is'], other: Place['is']): BankTemplate => {
  const at = (is: Place['is']) => template.row.findIndex((place) => place.is === is);
  const row = [...template.row];
  [row[at(one)], row[at(other)]] = [row[at(other)]!, row[at(one)]!];
  return { ...template, row };
};

const texts = bankTemplates.filter(({ encoding }) => encoding !== 'xlsx');

describe.each(texts.map((template) => [template.id, template] as const))('%s', (_, template) => {
  const text = bankFileText(template, order);

  it('is proved by what it writes, and says what that comes to', () => {
    expect(proved(template, text)).toMatchObject({ by: 'bytes', rows: 2, faults: [] });
    expect(proved(template, text).total.toString()).toBe('202.00');
  });

  it('is not proved by a sample with one character more', () => {
    const [first = ''] = text.split(template.newline);
    const changed = `${first}x${text.slice(first.length)}`;
    expect(codesOf(proved(template, changed)).length).toBeGreaterThan(0);
  });

  it('is not proved where name and account are exchanged', () => {
    expect(codesOf(proved(exchanged(template, 'name', 'account'), text))).toContain('payout.sample-place');
  });
});

const icbc = bankTemplates.find(({ id }) => id === 'icbc-bpt')!;

it('who pays and who is paid are told apart', () => {
  const proof = proved(exchanged(icbc, 'account', 'payer-account'), bankFileText(icbc, order));
  expect(codesOf(proof)).toEqual(['payout.sample-differs']);
});

it('line breaks, another character set, a missing end and a column too many are named', () => {
  const text = bankFileText(icbc, order);
  expect(codesOf(proved(icbc, text.replaceAll('\r\n', '\n')))).toEqual(['payout.sample-newline']);
  expect(codesOf(proved(icbc, text.slice(0, -2)))).toEqual(['payout.sample-end']);
  expect(codesOf(proved(icbc, text.replace('赵一|', '赵一||')))).toEqual(['payout.sample-columns']);
  const encode = (each: string) => iconv.encode(each, 'gbk');
  const bytes = Buffer.from(text, 'utf8');
  expect(codesOf(proofByText(icbc, { text: iconv.decode(bytes, 'gbk'), bytes }, encode))).toEqual([
    'payout.sample-encoding',
  ]);
});

it('a file of half a million empty lines is refused with few words', () => {
  const { faults } = proved(icbc, '\r\n'.repeat(499_000));
  expect(faults).toHaveLength(20);
});

it('an account is never repeated in what differs', () => {
  const faults = JSON.stringify(proved(icbc, bankFileText(icbc, order).replace('|分红|', '|工资 |')).faults);
  expect(faults).not.toContain('62220000');
});

it('a workbook is compared by its cells, amounts without their zeros', () => {
  const template = bankTemplates.find(({ id }) => id === 'abc-payroll')!;
  const { above, columns, rows } = bankFileSheet(template, order);
  const cells = [...above, columns.map(({ name }) => name), ...rows];
  const plain = cells.map((row) => row.map((cell) => cell.replace(/\.50$/, '.5')));
  expect(proofByCells(template, plain)).toMatchObject({ by: 'cells', rows: 2, faults: [] });
  const other = plain.map((row) => row.map((cell) => cell.replace('帐号', '账号')));
  expect(proofByCells(template, other).faults[0]).toMatchObject({ code: 'payout.sample-differs', row: 3 });
});
