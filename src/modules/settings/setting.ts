/**
 * How a setting is changed: at once where it tightens or leaves what it bounds, and by a proposal that another person confirms where it
 * loosens or counts from before today. The room of a setting judges and enters it; what waits changes nothing.
 */
import { v7 as newId } from 'uuid';
import type * as z from 'zod';
import type { Sentence } from '../../domain/language.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { notBefore, type SettingKind } from '../../domain/setting-proposal.ts';
import type { CommandUnit } from '../../platform/command.ts';
import type { JsonValue } from '../../platform/hash-chain.ts';
import type { SettingProposalOnWire } from './contract.ts';
import { settingProposal } from './schema.ts';
import { onWire } from './store.ts';

export interface Setting<Wish, Entered> {
  readonly kind: SettingKind;
  readonly wish: z.ZodType<Wish>;
  /** Refuses what cannot be; says whether it loosens what is in force. */
  loosens(unit: CommandUnit, wish: Wish): Promise<boolean>;
  /** The day from which it is to count, of a setting that has one. */
  from?(wish: Wish): string;
  /** In a sentence, for whoever confirms. */
  says(wish: Wish): Sentence;
  /** `proposalId`: the confirmed proposal it rests on; `loosened`: whether that loosens what is in force. */
  enter(unit: CommandUnit, wish: Wish, proposalId: string | null, loosened: boolean): Promise<Entered>;
}

/** A setting of which only the room that it belongs to knows what it is about. */
export interface ConfirmableSetting {
  readonly kind: SettingKind;
  enterConfirmed(unit: CommandUnit, wish: unknown, proposalId: string): Promise<void>;
}

export function confirmable<Wish, Entered>(setting: Setting<Wish, Entered>): ConfirmableSetting {
  return {
    kind: setting.kind,
    async enterConfirmed(unit, stored, proposalId) {
      const wish = setting.wish.parse(stored);
      await setting.enter(unit, wish, proposalId, await setting.loosens(unit, wish));
    },
  };
}

/** From when on it counts: as asked for; what loosens not before the day of its confirmation. */
export function dayOfSetting(unit: CommandUnit, asked: string, loosened: boolean): LocalDate {
  const day = LocalDate.parse(asked);
  return loosened ? notBefore(day, unit.today) : day;
}

export async function setOrPropose<Wish extends JsonValue, Entered>(
  unit: CommandUnit,
  setting: Setting<Wish, Entered>,
  wish: Wish,
): Promise<
  | { readonly entered: Entered; readonly proposal: null }
  | { readonly entered: null; readonly proposal: SettingProposalOnWire }
> {
  const from = setting.from?.(wish);
  const reachesBack = from !== undefined && LocalDate.parse(from).isBefore(unit.today);
  if (!(await setting.loosens(unit, wish)) && !reachesBack)
    return { entered: await setting.enter(unit, wish, null, false), proposal: null };
  const { cooperativeId, now: recordedAt, actor } = unit;
  const proposal = {
    cooperativeId,
    id: newId(),
    number: await unit.nextNumber('setting-proposal'),
    kind: setting.kind,
    wish,
    says: setting.says(wish),
    recordedAt,
    recordedBy: actor.userId,
    recordedByName: actor.displayName,
  };
  await unit.tx.insert(settingProposal).values(proposal);
  unit.note('setting-proposal', { number: `${proposal.number}`, kind: setting.kind, wish });
  return { entered: null, proposal: onWire({ proposal, answer: null }) };
}
