/**
 * The figures of the receipt sheet. The sheet of a run has every line as posted; the sheet for cash has what is still to be
 * handed over today, claim by claim, each heir's part by itself: what is printed is what entering it in cash would pay.
 */
import { Fraction } from '../../../domain/fraction.ts';
import { SHARE_DAY_PLACES, SHARE_PLACES, writtenQuotient } from '../../../domain/dividend-rate.ts';
import { dividesPool } from '../../../domain/dividend-run.ts';
import type { LocalDate } from '../../../domain/calendar.ts';
import { refuse } from '../../../domain/refusal.ts';
import type { Language } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import { registerSortKey } from '../../../domain/register-number.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import { holdWords, payoutStateWords } from '../../../domain/words.ts';
import type { Tx } from '../../../platform/database.ts';
import { must } from '../../../platform/must.ts';
import { factsOn, type MemberFacts } from '../../members/index.ts';
import { standingClaims, type ClaimRow } from '../../banking/index.ts';
import { namedLinesOf, type NamedLine, type RunRow } from '../../dividends/index.ts';
import { holdingsOn, validCertificates } from '../../shares/index.ts';
import { classesIn } from '../classes.ts';
import { headsOf, householdName, partyName } from '../holders.ts';
import type { WishOf } from '../paper.ts';
import { distributable, heldWord, runName, runTerms, unitsOf, writtenWeight } from '../run/figures.ts';
import { requireCalculatedRun } from '../run/subject.ts';
import type { printReceiptSheet } from './contract.ts';
import type { ReceiptSheetPaper } from './layout.ts';

/** Money of a line that somebody signs for, or that is held: the whole line, or an heir's part of it. */
interface Share {
  readonly line: NamedLine;
  /** Null: the holder's own line. */
  readonly heir: { readonly memberId: string; readonly part: number } | null;
  readonly amount: Money;
  /** Why it is held; empty where it is not. */
  readonly held: string;
}

/** Everybody who is to receive money by hand: not the collective, nobody whose money is held, nothing below one fen. */
export async function receiptFigures(
  tx: Tx,
  cooperativeId: string,
  { runId, language, only }: WishOf<typeof printReceiptSheet>,
  today: LocalDate,
): Promise<ReceiptSheetPaper> {
  const run = await requireCalculatedRun(tx, cooperativeId, runId);
  if (run.state !== 'posted')
    throw refuse('documents.run-not-posted', { run: run.number.toString() }, '/runId');
  const all = await namedLinesOf(tx, run);
  const people = all.filter(({ kind }) => kind !== 'collective');
  const claims = only === 'cash' ? await standingClaims(tx, cooperativeId, today, [runId]) : [];
  const shares = only === 'cash' ? cashShares(people, claims, language) : postedShares(people, language);
  const [held, here] = [shares.filter((each) => each.held !== ''), shares.filter((each) => each.held === '')];
  const book = await peopleOf(tx, run, today);
  const name = nameIn(book, language);
  const certificates = await validCertificates(tx, cooperativeId, today);
  const { classes, holdingOf } = await holdingsAtRecord(tx, run, here, language);
  const rate = rateOf(run, language);
  const positive = Money.sum(people.flatMap(({ line }) => (line.net.isPositive ? [line.net] : [])));
  const listed = Money.sum(shares.map(({ amount }) => amount));
  const otherwise = only === 'cash' ? dueBy(people, claims).minus(listed) : Money.zero;
  return {
    cashOnly: only === 'cash',
    run: {
      number: run.number.toString(),
      name: runName(run, language),
      terms: await runTerms(tx, run, language),
      net: run.net,
      collective: all.length > people.length ? run.net.minus(netOf(people)) : null,
      takenBack: netOf(people).minus(positive),
      otherwise,
      apart: positive.minus(listed).minus(otherwise),
    },
    held: held.map((each) => ({
      number: each.line.number,
      name: name(each),
      amount: each.amount,
      reason: each.held,
    })),
    classes: classes.map((each) => each.name),
    lines: byHousehold(here, book).map((each) => {
      const { line, number, kind } = each.line;
      const signing = signerOf(book, each);
      const inherits = each.heir !== null;
      return {
        household: kind === 'household' ? number : (signing?.household?.number ?? ''),
        number: inherits ? must(signing, 'the heir').registerNumber : number,
        name: name(each),
        // What the holder had and was due is the holder's; an heir signs for a part of what is left of it.
        certificate: inherits ? '' : (certificates.get(line.accountId) ?? ''),
        shares: classes.map(({ id }) => (inherits ? null : holdingOf(line.accountId, id))),
        rate: inherits ? '' : rate,
        due: inherits ? null : { gross: line.gross, tax: line.tax, net: line.net },
        amount: each.amount,
        bankAccountMasked: signing?.bankAccountMasked ?? '',
      };
    }),
  };
}

function postedShares(people: readonly NamedLine[], language: Language): readonly Share[] {
  return people
    .filter(({ line }) => line.net.isPositive)
    .map((line) => ({ line, heir: null, amount: line.line.net, held: heldWord(line.line.held, language) }));
}

/** Where the money stands today counts, not at the posting: a freeze may have been lifted since, or a payment come back. */
function cashShares(
  people: readonly NamedLine[],
  claims: readonly ClaimRow[],
  language: Language,
): readonly Share[] {
  const lines = new Map(people.map((each) => [each.line.accountId, each]));
  return claims.flatMap((claim): Share[] => {
    const line = lines.get(claim.accountId);
    const held = waitingWord(claim, language);
    if (!line || !claim.open.isPositive || (held === '' && !isFetched(claim))) return [];
    const { part, payeeId } = claim;
    const amount = claim.open.minus(stillToWithhold(claim, line));
    return [{ line, heir: part > 0 && payeeId !== null ? { memberId: payeeId, part } : null, amount, held }];
  });
}

/** What waits is owed whole while no tax was withheld of it; whoever fetches it one day gets what the tax leaves. */
function stillToWithhold({ unwithheld }: ClaimRow, { line }: NamedLine): Money {
  return unwithheld ? line.tax : Money.zero;
}

/** What the claims themselves say that these lines come to after tax, paid or not, set-offs aside: never worked out of the lines' own net. */
function dueBy(people: readonly NamedLine[], claims: readonly ClaimRow[]): Money {
  const lines = new Map(people.map((each) => [each.line.accountId, each]));
  return Money.sum(
    claims.flatMap((claim) => {
      const line = lines.get(claim.accountId);
      if (!line?.line.net.isPositive) return [];
      return [claim.net.minus(claim.setOffs).minus(stillToWithhold(claim, line))];
    }),
  );
}

/** No bank takes it, or none will take it again: they come to the counter. */
function isFetched({ state }: ClaimRow): boolean {
  return ['no-account', 'account-unconfirmed', 'returned', 'returned-twice', 'below-minimum'].includes(state);
}

/** Why nobody can fetch it today; empty where somebody can. */
function waitingWord({ state, held }: ClaimRow, language: Language): string {
  if (state === 'no-payee') return payoutStateWords[state][language];
  return state === 'held' && held !== null ? holdWords[held][language] : '';
}

/** Who people were on the record date, and who they are and head today, when they sign. */
interface People {
  readonly atRecord: ReadonlyMap<string, MemberFacts>;
  readonly now: ReadonlyMap<string, MemberFacts>;
  readonly heads: ReadonlyMap<string, MemberFacts>;
}

async function peopleOf(tx: Tx, run: RunRow, today: LocalDate): Promise<People> {
  const byId = (facts: readonly MemberFacts[]) => new Map(facts.map((each) => [each.memberId, each]));
  const now = await factsOn(tx, run.cooperativeId, today, null);
  return {
    atRecord: byId(await factsOn(tx, run.cooperativeId, run.recordDate, run.knownAt)),
    now: byId(now),
    heads: headsOf(now),
  };
}

/** For a household its head signs, for a part of an estate the heir. */
function signerOf({ atRecord, now, heads }: People, { line, heir }: Share): MemberFacts | undefined {
  if (heir !== null) return now.get(heir.memberId);
  if (line.kind === 'household') return heads.get(line.number);
  return line.memberId === null ? undefined : atRecord.get(line.memberId);
}

function nameIn(book: People, language: Language): (share: Share) => string {
  return (share) => {
    const { kind, number, name } = share.line;
    if (kind === 'household') return householdName(number, book.heads.get(number), language);
    const holder = partyName({ kind, number, name }, language);
    if (share.heir === null) return name ?? holder;
    const heir = must(signerOf(book, share), 'the heir').name;
    const { part } = share.heir;
    return language === 'zh'
      ? `${heir}，继承 ${holder}第 ${part} 份`
      : `${heir}, heir of ${holder}, part ${part}`;
  };
}

async function holdingsAtRecord(tx: Tx, run: RunRow, here: readonly Share[], language: Language) {
  const held = new Map<string, ShareQuantity>();
  const wanted = { date: run.recordDate, knownAt: run.knownAt };
  for (const { accountId, classId, quantity } of await holdingsOn(tx, run.cooperativeId, wanted))
    held.set(`${accountId}|${classId}`, quantity);
  // What settles a difference is no product of the shares: they would stand beside it as if it were.
  if (!dividesPool(run)) return { classes: [], holdingOf: () => ShareQuantity.zero };
  const classes = (await classesIn(tx, run.cooperativeId, language)).filter(({ id }) =>
    here.some(({ line, heir }) => heir === null && held.has(`${line.line.accountId}|${id}`)),
  );
  const holdingOf = (accountId: string, classId: string) =>
    held.get(`${accountId}|${classId}`) ?? ShareQuantity.zero;
  return { classes, holdingOf };
}

function netOf(lines: readonly NamedLine[]): Money {
  return Money.sum(lines.map(({ line }) => line.net));
}

/** A household's own shares, then its people; people without a household at the end. */
function byHousehold(shares: readonly Share[], book: People): readonly Share[] {
  const placed = shares.map((each) => {
    const facts = signerOf(book, each);
    const own = each.line.kind === 'household';
    const household = own ? registerSortKey(each.line.number) : facts?.household?.sortKey;
    return { each, household: household ?? '\uffff', own: own ? '' : (facts?.sortKey ?? '') };
  });
  placed.sort((a, b) => compareKeys(a.household, b.household) || compareKeys(a.own, b.own));
  return placed.map(({ each }) => each);
}

function compareKeys(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** What one unit of weight earns: the run's rate, or the quotient, which says so where it does not end. */
function rateOf(run: RunRow, language: Language): string {
  if (run.rate !== null) return writtenWeight(run.rate);
  if (!dividesPool(run) || run.totalWeight === null) return '—';
  const places = run.basis === 'share-days' ? SHARE_DAY_PLACES : SHARE_PLACES;
  const all = Fraction.of(unitsOf(run.totalWeight), unitsOf('1'));
  return writtenQuotient(Fraction.of(distributable(run).fen, 100n).dividedBy(all), places, language);
}
