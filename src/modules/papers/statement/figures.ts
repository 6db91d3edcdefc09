/** The figures of a shareholder statement, read from the registers. */
import { holderInWords } from '../../../domain/share-register.ts';
import { LocalDate } from '../../../domain/calendar.ts';
import { holdsMoney } from '../../../domain/holding.ts';
import { refuse } from '../../../domain/refusal.ts';
import type { Language } from '../../../domain/language.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import { restrictionWords, standingWords } from '../../../domain/words.ts';
import type { Tx } from '../../../platform/database.ts';
import { must } from '../../../platform/must.ts';
import { factsOn, type MemberFacts } from '../../members/index.ts';
import { pensionHeldBack } from '../../pensions/index.ts';
import { accountNamed, restrictionsOn, shareStatement, validCertificate } from '../../shares/index.ts';
import { classesIn } from '../classes.ts';
import { headsOf, householdName, partyName, type Party } from '../holders.ts';
import type { WishOf } from '../paper.ts';
import type { printStatement } from './contract.ts';
import {
  statementDividends,
  statementHanging,
  statementInheritances,
  statementReceipts,
} from './dividends.ts';
import type { StatementPaper } from './layout.ts';
import { pensionNotOrdered, statementPensions } from './pensions.ts';

/** Refuses `documents.dates-reversed`, `documents.day-not-come` and a holder who is not known. */
export async function statementFigures(
  tx: Tx,
  cooperativeId: string,
  wish: WishOf<typeof printStatement>,
  today: LocalDate,
): Promise<StatementPaper> {
  const { holder, language } = wish;
  const [from, to] = [LocalDate.parse(wish.from), LocalDate.parse(wish.to)];
  if (to.isBefore(from)) throw refuse('documents.dates-reversed', { from: wish.from, to: wish.to }, '/from');
  // What will be held on a day to come nobody can certify.
  if (to.isAfter(today)) throw refuse('documents.day-not-come', { date: wish.to, today: `${today}` }, '/to');
  const knownAt = wish.knownAt === undefined ? null : new Date(wish.knownAt);
  const span = { from, to, knownAt, today };
  const statement = await shareStatement(tx, cooperativeId, holder, { from, to, knownAt });
  const account = await accountNamed(tx, cooperativeId, holder);
  if (!account) throw refuse('shares.holder-not-found', { holder: holderInWords(holder) });
  const classes = await classesIn(tx, cooperativeId, language);
  const nameOf = new Map(classes.map(({ id, name }) => [id, name]));
  const [facts] =
    account.memberId === null ? [] : await factsOn(tx, cooperativeId, to, knownAt, [account.memberId]);
  const head =
    account.kind === 'household'
      ? headsOf(await factsOn(tx, cooperativeId, to, knownAt)).get(account.number)
      : undefined;
  const certificate = await validCertificate(tx, cooperativeId, account.id);
  const restrictions = await restrictionsOn(tx, cooperativeId, to, knownAt);
  return {
    holder: holderOf(statement.holder, facts, head, language),
    certificate: certificate?.number ?? null,
    from,
    to,
    knownAt,
    holdings: holdingsOf(statement, classes),
    movements: statement.movements.map((movement) => {
      const direction = movement.to.accountId === account.id ? 'in' : 'out';
      const other = direction === 'in' ? movement.from : movement.to;
      return {
        number: movement.number,
        effectiveOn: LocalDate.parse(movement.effectiveOn),
        kind: movement.kind,
        shareClass: must(nameOf.get(movement.classId), 'the class of a movement'),
        counterparty: partyName(other, language),
        direction,
        quantity: ShareQuantity.parse(movement.quantity),
      };
    }),
    receipts: await statementReceipts(
      tx,
      cooperativeId,
      { accountId: account.id, memberId: account.memberId },
      span,
      language,
    ),
    dividends: await statementDividends(tx, cooperativeId, account.id, span, language),
    hanging: await statementHanging(tx, cooperativeId, account.id, span, language),
    inheritances: await statementInheritances(tx, cooperativeId, account.memberId, span, language),
    pensions: facts
      ? await statementPensions(tx, cooperativeId, facts.memberId, { from, to, knownAt })
      : null,
    pensionHeldBack: facts
      ? await pensionHeldBack(tx, cooperativeId, facts.memberId, { until: to, knownAt })
      : null,
    pensionNotOrdered:
      facts && knownAt === null && to.equals(today)
        ? await pensionNotOrdered(tx, cooperativeId, facts.memberId, today)
        : null,
    restrictions: restrictions
      .filter(({ accountId }) => accountId === account.id)
      .map((restriction) => restrictionSentence(restriction, nameOf, language)),
  };
}

function holderOf(
  party: Party,
  facts: MemberFacts | undefined,
  head: MemberFacts | undefined,
  language: Language,
): StatementPaper['holder'] {
  const standing = facts && standingWords[facts.standing.state][language];
  const since = facts?.standing.since;
  return {
    number: party.kind === 'collective' ? '—' : party.number,
    name:
      party.kind === 'household'
        ? householdName(party.number, head, language)
        : (party.name ?? partyName(party, language)),
    household: party.kind === 'household' ? party.number : (facts?.household?.number ?? null),
    standing:
      standing === undefined ? null : since ? sinceWords(standing, since.toString(), language) : standing,
  };
}

function sinceWords(standing: string, since: string, language: Language): string {
  return language === 'zh' ? `${standing}（${since} 起）` : `${standing} since ${since}`;
}

function holdingsOf(
  statement: Awaited<ReturnType<typeof shareStatement>>,
  classes: Awaited<ReturnType<typeof classesIn>>,
): StatementPaper['holdings'] {
  const quantityIn = (list: typeof statement.opening, classId: string): ShareQuantity =>
    ShareQuantity.parse(list.find((each) => each.classId === classId)?.quantity ?? '0');
  const { accountId } = statement.holder;
  return classes
    .map(({ id, name }) => {
      const moved = statement.movements.filter(({ classId }) => classId === id);
      const sum = (side: 'from' | 'to'): ShareQuantity =>
        ShareQuantity.sum(
          moved
            .filter((movement) => movement[side].accountId === accountId)
            .map(({ quantity }) => ShareQuantity.parse(quantity)),
        );
      return {
        shareClass: name,
        opening: quantityIn(statement.opening, id),
        received: sum('to'),
        given: sum('from'),
        closing: quantityIn(statement.closing, id),
      };
    })
    .filter((line) => [line.opening, line.received, line.given, line.closing].some((each) => !each.isZero));
}

function restrictionSentence(
  restriction: Awaited<ReturnType<typeof restrictionsOn>>[number],
  nameOf: ReadonlyMap<string, string>,
  language: Language,
): string {
  const word = restrictionWords[restriction.kind][language];
  const { classId } = restriction;
  const what = classId === null ? '' : must(nameOf.get(classId), 'the class of a restriction');
  const quantity = restriction.quantity?.toGrouped() ?? '';
  const since = restriction.effectiveOn.toString();
  const held = holdsMoney(restriction.kind);
  return language === 'zh'
    ? `${since} 起${what || '全部股份'}${quantity && ` ${quantity} 股`}${word}（${restriction.reason}）。${held ? '分红照计，暂存合作社。' : '股份不得转让，分红照发。'}`
    : `since ${since}, ${quantity && `${quantity} shares of `}${what || 'all classes'} ${word} (${restriction.reason}). ${held ? 'Dividends accrue and are held.' : 'The shares cannot move; dividends are paid.'}`;
}
