/** The figures of an allotment confirmation sheet: a scheme on a day, posted or still to be posted. */
import { inLanguage } from '../../../domain/language.ts';
import { LocalDate } from '../../../domain/calendar.ts';
import { schemeSubject } from '../../../domain/resolution.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import { accountWords, ruleWords } from '../../../domain/words.ts';
import type { Tx } from '../../../platform/database.ts';
import { must } from '../../../platform/must.ts';
import { postingsOf, previewScheme, requireScheme } from '../../allotments/index.ts';
import { resolutionOn } from '../../assemblies/index.ts';
import { factsOn } from '../../members/index.ts';
import { movementPageOf, shareClasses } from '../../shares/index.ts';
import { classesIn } from '../classes.ts';
import type { WishOf } from '../paper.ts';
import { resolutionReference } from '../resolutions.ts';
import { sentenceCase } from '../wording.ts';
import type { printConfirmationSheet } from './contract.ts';
import type { ConfirmationPaper } from './layout.ts';

export async function confirmationFigures(
  tx: Tx,
  cooperativeId: string,
  wish: WishOf<typeof printConfirmationSheet>,
): Promise<ConfirmationPaper> {
  const { language } = wish;
  const on = LocalDate.parse(wish.on);
  const scheme = await requireScheme(tx, cooperativeId, wish.schemeId);
  const { lines } = await previewScheme(tx, cooperativeId, wish.schemeId, wish.on);
  const posted = await postedChanges(tx, cooperativeId, wish.schemeId, on);
  const classNames = new Map(
    (await classesIn(tx, cooperativeId, language)).map(({ code, name }) => [code, name]),
  );
  const facts = new Map(
    (await factsOn(tx, cooperativeId, on, null)).map((member) => [member.registerNumber, member]),
  );
  const printed = lines.map((line) => {
    const member = line.number === null ? undefined : facts.get(line.number);
    const kind = scheme.rules[line.rule - 1]?.kind;
    const held = ShareQuantity.parse(line.held);
    // After the posting the register already holds the outcome: what stood before is found by undoing it.
    const before = posted?.get(changeKey(line.number, line.shareClass))?.before(held) ?? held;
    return {
      household: member?.household?.number ?? null,
      householdKey: member?.household?.sortKey ?? '\uffff',
      memberKey: member?.sortKey ?? '\uffff',
      number: line.number ?? '—',
      name: line.name ?? accountWords.collective[language],
      shareClass: classNames.get(line.shareClass) ?? line.shareClass,
      rule: kind === undefined ? `${line.rule}` : sentenceCase(ruleWords[kind][language]),
      base: baseOf(kind, line.base),
      ratio: line.ratio,
      before,
      after: posted ? held : ShareQuantity.parse(line.target),
    };
  });
  printed.sort((a, b) => compare(a.householdKey, b.householdKey) || compare(a.memberKey, b.memberKey));
  const carriedBy = await resolutionOn(tx, cooperativeId, schemeSubject(scheme.id));
  const resolutionId = scheme.resolutionId ?? carriedBy?.id ?? null;
  return {
    scheme: {
      name: inLanguage(language, scheme.name, scheme.nameEn),
      effectiveOn: scheme.effectiveOn,
      ratioMeaning: inLanguage(language, scheme.meaning, scheme.meaningEn),
      resolution:
        resolutionId === null ? null : await resolutionReference(tx, cooperativeId, resolutionId, language),
    },
    lines: printed.map(({ householdKey: _householdKey, memberKey: _memberKey, ...line }) => line),
  };
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The base is shares only where a rule matches shares; years and heads have no place in the column. */
function baseOf(kind: string | undefined, base: string): ShareQuantity | null {
  return kind === 'match' && /^\d+(\.\d{1,4})?$/.test(base) ? ShareQuantity.parse(base) : null;
}

interface Change {
  before(after: ShareQuantity): ShareQuantity;
}

function changeKey(number: string | null, classCode: string): string {
  return `${classCode}|${number ?? ''}`;
}

/** What the scheme's standing posting of the day moved, by holder and class; null when there is none. */
async function postedChanges(
  tx: Tx,
  cooperativeId: string,
  schemeId: string,
  on: LocalDate,
): Promise<ReadonlyMap<string, Change> | null> {
  const standing = (await postingsOf(tx, cooperativeId)).find(
    ({ posting, reversedAt }) =>
      posting.schemeId === schemeId && posting.effectiveOn.equals(on) && reversedAt === null,
  );
  if (!standing) return null;
  const codes = new Map((await shareClasses(tx, cooperativeId)).map(({ id, code }) => [id, code]));
  const changes = new Map<string, Change>();
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof movementPageOf>> = await movementPageOf(tx, cooperativeId, {
      after,
      limit: 5000,
      postingId: standing.posting.id,
    });
    for (const movement of page.movements) {
      const given = movement.from.kind === 'pool';
      const holder = given ? movement.to : movement.from;
      const quantity = ShareQuantity.parse(movement.quantity);
      const number = holder.kind === 'collective' ? null : holder.number;
      const code = must(codes.get(movement.classId), 'the class of a movement');
      changes.set(changeKey(number, code), {
        before: (held) => (given ? held.minus(quantity) : held.plus(quantity)),
      });
    }
    after = page.next;
  } while (after !== null);
  return changes;
}
