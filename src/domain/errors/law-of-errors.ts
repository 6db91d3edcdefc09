/**
 * Which rules of the law refusals carry out, by code: the description of the interface cites them beside each refusal, where a refusal itself
 * cites the row that holds on its day and in its place. A code that stands in none follows from the books, from what was typed, or from rules of
 * the cooperative's own and of this program.
 */
import { citation, lawPack, lawRule, type LawRule } from '../law.ts';
import type { Sentence } from '../language.ts';
import type { ErrorCode } from './catalogue.ts';

export const lawOfErrors: Partial<Record<ErrorCode, readonly LawRule[]>> = {
  'assembly.power-forbidden': ['assembly.powers', 'representatives.excluded', 'quantification.body'],
  'assembly.power-not-given': ['assembly.powers'],
  'assembly.rules-behind-decision': ['quantification.body'],
  'assembly.without-capacity': ['capacity.age'],
  'assembly.birth-date-unknown': ['capacity.age'],
  'assembly.supervisor-elsewhere': ['supervisors.incompatible'],
  'assembly.supervisor-kin': ['supervisors.incompatible'],
  'assembly.board-kin': ['board.relatives'],
  'assembly.board-size': ['board.size'],
  'assembly.only-elects': ['representatives.term', 'board.term', 'supervisors.term'],
  'assembly.too-thin': ['representatives.least', 'board.size'],
  'assembly.past-term': ['representatives.term', 'board.term', 'supervisors.term'],
  'assembly.too-few-seats': ['representatives.least'],
  'assembly.group-too-small': ['representatives.households'],
  'assembly.group-seats': ['representatives.households'],
  'assembly.too-few-women': ['representatives.women'],
  'assembly.proxies-not-allowed': ['members-assembly.proxies', 'representatives.proxies'],
  'assembly.proxy-outside-household': ['members-assembly.proxies'],
  'assembly.by-shares-not-allowed': ['members-assembly.vote', 'representatives.vote'],
  'assembly.notice-late': ['members-assembly.notice', 'representatives.notice'],
  'assembly.papers-below-law': ['papers.open-days'],
  'meeting.papers-late': ['papers.open-days'],
  'meeting.reserved-as-other': ['assembly.reserved'],
  'meeting.another-matter': ['assembly.reserved'],
  'meeting.reserved-as-another': ['assembly.reserved', 'representatives.excluded'],
  'meeting.other-undeclared': ['assembly.reserved'],
  'meeting.study-missing': ['assembly.party-study'],
  'meeting.study-after-notice': ['assembly.party-study'],
  'tax.rate-above-law': ['dividend-tax.rate'],
  'notice.days-below-law': ['public-notice.days'],
  'notice.objection-out-of-time': ['objections.raised'],
  'distribution.preset-not-kept': ['reserve.rate', 'welfare.rate'],
  'distribution.reserve-of-earlier': ['reserve.rate', 'welfare.rate'],
  'distribution.step-order': ['distribution.order'],
  'distribution.no-benefits-account': ['books.reserve-account'],
  'books.kept-out-moved': ['distribution.kept-out'],
  'books.reserve-beyond-loss': ['distribution.order'],
  'books.reviewer-is-preparer': ['books.reviewed-vouchers', 'books.entries-reviewed'],
  'books.month-awaits-review': ['books.entries-reviewed'],
  'books.entry-reversed': ['books.nothing-undone'],
  'books.year-takes-no-entries': ['books.corrections'],
  'access.roles-exclude': ['duties.apart', 'books-and-cash.apart', 'supervisors.incompatible'],
  'membership.basis-missing': ['membership.confirmed', 'membership.lost'],
  'membership.undecided': ['membership.confirmed'],
  'membership.never-lost': ['membership.kept'],
  'membership.loss-unproved': ['membership.lost'],
  'membership.leaving-unwritten': ['membership.leaving'],
  'shares.takers-consent': ['membership.outsiders'],
  'shares.taker-outside': ['shares.members-only'],
  'shares.taker-by-law': ['shares.members-only'],
  'distribution.kept-out-by-law': ['distribution.kept-out'],
  'distribution.plan-without-kept-out': ['distribution.kept-out'],
  'shares.escheat-member': ['shares.heirless'],
  'tax.below-least': ['tax.least'],
};

/** The rows of a refusal's rules that are in force today, wherever they hold; nothing where it rests on none. */
export function lawBehind(code: ErrorCode): Sentence | null {
  const rules = lawOfErrors[code] ?? [];
  const rows = lawPack.filter(({ id, to }) => to === null && rules.includes(lawRule(id)));
  if (rows.length === 0) return null;
  const cited = rows.map(({ id }) => citation(id));
  return {
    zh: `依据：${[...new Set(cited.map(({ zh }) => zh))].join('；')}。`,
    en: `Rests on ${[...new Set(cited.map(({ en }) => en))].join('; ')}.`,
  };
}
