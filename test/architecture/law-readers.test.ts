/**
 * Every rule of the law pack is read by code that decides, or stands in the list of what is only told, with the reason. A row that
 * nobody reads is no rule of the ledger, however well it is cited.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lawPack, lawRule, type LawRule } from '../../src/domain/law.ts';

/** What is shown, cited or printed, and why no figure is read from it. */
const toldOnly: Partial<Record<LawRule, string>> = {
  'members-assembly.online': 'A manner of attending that every rule set allows: nothing to bound.',
  'duties.apart':
    'The pairs of roles that exclude each other carry it out; they are a list of duties, not a figure.',
  'books-and-cash.basics': 'The same as the Accounting Law, art. 35, whose row the pairs of roles cite.',
  'assembly.reserved':
    'Which business is reserved is a table of words and kinds; whose it is, the rule of powers says, which is read.',
  'board.relatives': 'Kin on one board are a warning by household and relation: no figure.',
  'books-and-cash.apart': 'The pairs of roles that exclude each other carry it out.',
  'members.read': 'The permissions of shareholders carry it out.',
  'members.read-civil-code': 'The same right by the Civil Code.',
  'finance.published-rules': 'The same duty by the financial rules; the law of 2025 is read.',
  'committee.law':
    'That its law was revised: the committee is no body of the cooperative, and no figure is read of it.',
  'committee.term': 'The term of the committee, which is no body of the cooperative.',
  'shares.heritable': 'Inheritance is a movement everywhere.',
  'shares.heirless': 'Escheat is a movement everywhere.',
  'shares.household': 'Whether shares are held by household is a setting.',
  'days.first': 'How calendar arithmetic counts: no figure.',
  'days.last': 'How calendar arithmetic moves a last day: no figure; the days of rest are read.',
  'days.none-such': 'How calendar arithmetic ends a month: no figure.',
  'dividend-tax.crediting': 'Which lines are declared when: a rule without a figure.',
  'dividend-tax.practice': 'Practice: the rate is set with each declaration.',
  'limitation.transition': 'Between two readings of the years, which are read.',
  'limitation.restarted': 'Which events restart the time: no figure.',
  'books.entries-reviewed': 'Review before counting is how entries are made: no figure.',
  'books.nothing-undone': 'Append-only is how the books are made: no figure.',
  'books.ledgers': 'Which books there are: the pages of the books.',
  'books.statements': 'Lines of a form, which chart and statements spell out.',
  'books.bank-reconciled': 'A paper that the books print.',
  'books.source-documents': 'What an entry rests on: a field of it.',
  'books.e-vouchers': 'How vouchers of others arrive: no figure.',
  'books.log': 'What the trail can be asked: no figure.',
  'books.archive-format': 'The form of the archive, which its manifest names.',
  'books.archive-reports': 'For ever: nothing is ever removed of them.',
  'books.interface': 'A form of export.',
  'books.backup': 'The operation of the service.',
  'books.handover': 'A paper that the office prints.',
  'books.corrections': 'How an earlier year is corrected: accounts of the chart, no figure.',
  'books.year-distribution': 'On which day a year is distributed: a setting.',
  'books.welfare-cost':
    'Accounts of a chart that nobody reads as figures; the chart is a table of its own, by date.',
  'books.members-account': 'Accounts of a chart, as above.',
  'books.members-charged': 'Accounts of a chart, as above.',
  'books.account-171': 'An account of a chart, as above.',
  'books.reserve-account': 'An account of a chart, as above.',
  'books.depreciation': 'A duty of the accountant; the ledger keeps values, not the wear of things.',
  'books.switch': 'The mapping of two charts, a table of its own.',
};

/** `citation('board.size@2025'` and `citationOn('board.size'`. */
const cited = /\bcitation(?:On)?\(\s*'[^']*'/g;
const packs = /law-(books|decisions|members|money|row|texts)\.ts$|law-of-errors\.ts$/;

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesIn(path);
    return /\.tsx?$/.test(path) && !packs.test(path) ? [readFileSync(path, 'utf8')] : [];
  });
}

describe('each rule of the law', () => {
  // Cited is not read: a sentence that names the row decides nothing by it.
  const source = sourcesIn('src').join('\n').replaceAll(cited, '');
  const isNamed = (name: string) => source.includes(`'${name}'`);
  const rules = [...new Set(lawPack.map(({ id }) => lawRule(id)))];
  const read = new Set(
    rules.filter((rule) => isNamed(rule) || lawPack.some(({ id }) => lawRule(id) === rule && isNamed(id))),
  );

  it('is read by code, or told with a reason', () => {
    expect(rules.filter((rule) => !read.has(rule) && toldOnly[rule] === undefined)).toEqual([]);
  });

  it('stands among what is only told as long as nobody reads it', () => {
    expect(Object.keys(toldOnly).filter((rule) => read.has(rule as LawRule))).toEqual([]);
    expect(Object.values(toldOnly).filter((reason) => reason.length < 10)).toEqual([]);
  });
});
