/** What concerns a whole class by decision: splits and consolidations, and who may take shares. */
import { v7 as newId } from 'uuid';
import type * as z from 'zod';
import { LocalDate } from '../../domain/calendar.ts';
import { Refusal, refuse, type Fault } from '../../domain/refusal.ts';
import { splitSubject, takersSubject } from '../../domain/resolution.ts';
import { holderInWords, unitOfPlaces } from '../../domain/share-register.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import { parseSplitRatio, splitChange } from '../../domain/share-split.ts';
import {
  defaultTakers,
  requireConsentToOutsiders,
  takersOn,
  widensTakers,
} from '../../domain/share-taker.ts';
import { takersWords } from '../../domain/words.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { jurisdictionOn, requireResolutionFor } from '../assemblies/index.ts';
import {
  addSplit,
  addTakerRule,
  holdingsOn,
  postMovements,
  requireClass,
  restrictionsOn,
  shareClasses,
  splitsKnown,
  systemAccount,
  takerRules,
  type NewMovement,
  type ShareClassRow,
} from '../shares/index.ts';
import { dayOfSetting, setOrPropose, type Setting } from '../settings/index.ts';
import * as wire from './measure-contract.ts';

export const splitClass = defineCommand({
  name: 'allotments.split-class',
  endpoint: wire.splitClass,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const row = await requireClass(tx, cooperativeId, input.shareClass, '/shareClass');
    const ratio = parseSplitRatio(input.ratio);
    const effectiveOn = LocalDate.parse(input.effectiveOn);
    const plain = `${ratio.numerator}:${ratio.denominator}`;
    await requireFreeOf(unit, row, effectiveOn);
    const id = newId();
    const { resolutionId } = input;
    const movements = await splitMovements(unit, row, { id, ratio, effectiveOn, resolutionId });
    await requireResolutionFor(tx, cooperativeId, resolutionId, {
      matter: 'allotment-scheme',
      subject: splitSubject(row.code, plain, input.effectiveOn),
      effectiveOn: [effectiveOn],
      today: unit.today,
    });
    const { count, firstNumber } = await postMovements(unit, movements);
    await addSplit(unit, { id, classId: row.id, ...ratio, effectiveOn, firstNumber, resolutionId });
    unit.note('share-split', { id, shareClass: row.code, ratio: plain, effectiveOn: input.effectiveOn });
    return {
      id,
      shareClass: row.code,
      ratio: plain,
      effectiveOn: input.effectiveOn,
      resolutionId,
      firstNumber: firstNumber.toString(),
      movements: count,
    };
  },
});

/** A day that is over was counted at the old measure already; one split at a time; nothing restricted by number. */
async function requireFreeOf(unit: CommandUnit, row: ShareClassRow, effectiveOn: LocalDate): Promise<void> {
  const { tx, cooperativeId } = unit;
  const date = effectiveOn.toString();
  if (effectiveOn.isBefore(unit.today)) throw refuse('shares.split-in-past', { date }, '/effectiveOn');
  const splits = await splitsKnown(tx, cooperativeId);
  if (splits.some((split) => split.classId === row.id && !split.effectiveOn.isBefore(effectiveOn)))
    throw refuse('shares.split-same-day', { shareClass: row.name, date }, '/effectiveOn');
  for (const { classId, quantity, accountId } of await restrictionsOn(tx, cooperativeId, effectiveOn, null)) {
    if (classId !== row.id || quantity === null) continue;
    const [holding] = await holdingsOn(tx, cooperativeId, {
      date: effectiveOn,
      knownAt: null,
      accountIds: [accountId],
    });
    const account = holding === undefined ? '' : holderInWords(holding);
    throw refuse('shares.split-restricted-part', {
      shareClass: row.name,
      account,
      quantity: quantity.toString(),
    });
  }
}

async function splitMovements(
  unit: CommandUnit,
  row: ShareClassRow,
  split: {
    readonly id: string;
    readonly ratio: ReturnType<typeof parseSplitRatio>;
    readonly effectiveOn: LocalDate;
    readonly resolutionId: string;
  },
): Promise<readonly NewMovement[]> {
  const { tx, cooperativeId } = unit;
  const { effectiveOn } = split;
  const pool = await systemAccount(unit, 'pool');
  const held = await holdingsOn(tx, cooperativeId, { date: effectiveOn, knownAt: null });
  const ofClass = held.filter(({ classId }) => classId === row.id);
  if (ofClass.length === 0) {
    const values = { shareClass: row.name, date: effectiveOn.toString() };
    throw refuse('shares.split-nothing', values, '/shareClass');
  }
  const faults: Fault[] = [];
  const movements = ofClass.flatMap((holding): readonly NewMovement[] => {
    const account = holderInWords(holding);
    const change = splitChange(
      { account, units: holding.quantity.units, unit: unitOfPlaces(row.places) },
      split.ratio,
    );
    if ('fault' in change) {
      faults.push({ ...change.fault, pointer: '/ratio' });
      return [];
    }
    const { gains } = change;
    const common = {
      kind: 'split',
      classId: row.id,
      quantity: ShareQuantity.fromUnits(gains < 0n ? -gains : gains),
      effectiveOn,
      postingId: split.id,
      resolutionId: split.resolutionId,
    } as const;
    return [
      gains > 0n
        ? { ...common, from: pool.id, to: holding.accountId }
        : { ...common, from: holding.accountId, to: pool.id },
    ];
  });
  const [first, ...rest] = faults;
  if (first !== undefined) throw new Refusal([first, ...rest.slice(0, 199)]);
  return movements;
}

export async function splitList(tx: Tx, cooperativeId: string) {
  const codes = new Map((await shareClasses(tx, cooperativeId)).map(({ id, code }) => [id, code]));
  return {
    splits: (await splitsKnown(tx, cooperativeId)).map((row) => ({
      id: row.id,
      shareClass: must(codes.get(row.classId), 'the class of a split'),
      ratio: `${row.numerator}:${row.denominator}`,
      effectiveOn: row.effectiveOn.toString(),
      resolutionId: row.resolutionId,
      firstNumber: row.firstNumber.toString(),
    })),
  };
}

export const takersSetting: Setting<z.output<typeof wire.setShareTakers.input>, string> = {
  kind: 'share-takers',
  wish: wire.setShareTakers.input,
  from: ({ effectiveOn }) => effectiveOn,
  async loosens({ tx, cooperativeId, today }, { takers, effectiveOn, resolutionId = null }) {
    const day = LocalDate.parse(effectiveOn);
    if (takers === 'outside' && resolutionId === null)
      throw refuse('shares.takers-undecided', {}, '/resolutionId');
    if (resolutionId !== null) {
      // Whatever resolution is named decided exactly this, by a body that may on the day it takes effect and today. Before the roster
      // nobody could count its electorate: whoever held shares at the founding from outside is let in before they are entered.
      const claim = {
        matter: 'articles',
        subject: takersSubject(takers),
        effectiveOn: [day, today],
      } as const;
      const decided = await requireResolutionFor(tx, cooperativeId, resolutionId, claim);
      const { decidedOn } = decided;
      if (takers === 'outside')
        requireConsentToOutsiders(decided, await jurisdictionOn(tx, cooperativeId, decidedOn));
      if (decidedOn.isAfter(day)) {
        const values = { decidedOn: decidedOn.toString(), effectiveOn };
        throw refuse('resolution.later-than-effect', values, '/effectiveOn');
      }
    }
    return widensTakers(await takerRules(tx, cooperativeId), { takers, effectiveOn: day });
  },
  says: ({ takers, effectiveOn, source }) => ({
    zh: `可持股人：${takersWords[takers].zh}，自 ${effectiveOn} 起（${source}）`,
    en: `who takes shares: ${takersWords[takers].en}, from ${effectiveOn} (${source})`,
  }),
  async enter(unit, { takers, effectiveOn: asked, source, resolutionId = null }, proposalId, loosened) {
    // By a resolution from the day that it was decided for; else from the confirmation on.
    const effectiveOn = takers === 'outside' ? LocalDate.parse(asked) : dayOfSetting(unit, asked, loosened);
    return addTakerRule(unit, { takers, effectiveOn, resolutionId, source, proposalId });
  },
};

export const setTakers = defineCommand({
  name: 'allotments.set-takers',
  endpoint: wire.setShareTakers,
  async run(unit, wish) {
    const { entered, proposal } = await setOrPropose(unit, takersSetting, wish);
    return { id: entered, proposal };
  },
});

export async function takersReport(tx: Tx, cooperativeId: string, today: LocalDate) {
  const rules = await takerRules(tx, cooperativeId);
  const isDefault = !rules.some(({ effectiveOn }) => !effectiveOn.isAfter(today));
  return {
    takers: isDefault ? defaultTakers : takersOn(rules, today),
    isDefault,
    history: rules.map((rule) => ({
      takers: rule.takers,
      effectiveOn: rule.effectiveOn.toString(),
      resolutionId: rule.resolutionId,
      source: rule.source,
    })),
  };
}
