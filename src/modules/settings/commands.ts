/** What another person says to a proposed setting. */
import { requireAnotherHand, type SettingKind } from '../../domain/setting-proposal.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { must } from '../../platform/must.ts';
import * as wire from './contract.ts';
import { settingAnswer } from './schema.ts';
import type { ConfirmableSetting } from './setting.ts';
import { onWire, requireProposed, stateOf, type ProposedSetting } from './store.ts';

/** `settings`: of every kind the room that enters it. */
export const confirmSettingOf = (settings: readonly ConfirmableSetting[]) => {
  const rooms = new Map<SettingKind, ConfirmableSetting>(settings.map((each) => [each.kind, each]));
  return defineCommand({
    name: 'settings.confirm',
    endpoint: wire.confirmSetting,
    async run(unit, { proposalId }) {
      const found = await answer(unit, proposalId, true, null);
      const { kind, wish } = found.proposal;
      await must(rooms.get(kind), 'the room of a setting').enterConfirmed(unit, wish, proposalId);
      return onWire(found);
    },
  });
};

export const refuseSetting = defineCommand({
  name: 'settings.refuse',
  endpoint: wire.refuseSetting,
  run: async (unit, { proposalId, reason }) => onWire(await answer(unit, proposalId, false, reason)),
});

async function answer(
  unit: CommandUnit,
  proposalId: string,
  confirmed: boolean,
  reason: string | null,
): Promise<ProposedSetting> {
  const { tx, cooperativeId, now: recordedAt, actor } = unit;
  const found = await requireProposed(tx, cooperativeId, proposalId);
  requireAnotherHand(stateOf(found), found.proposal.recordedBy, actor.userId);
  const row = {
    cooperativeId,
    proposalId,
    confirmed,
    reason,
    recordedAt,
    recordedBy: actor.userId,
    recordedByName: actor.displayName,
  };
  await tx.insert(settingAnswer).values(row);
  unit.note('setting-answer', { number: `${found.proposal.number}`, confirmed, reason });
  return { proposal: found.proposal, answer: row };
}
