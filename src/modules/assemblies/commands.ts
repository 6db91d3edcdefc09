/** Recording what a body resolved. */
import { v7 as newId } from 'uuid';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/error.ts';
import { defineCommand } from '../../platform/command.ts';
import { recordResolutionInput } from './contract.ts';
import { insertResolution, type ResolutionRow } from './store.ts';

export const recordResolution = defineCommand({
  name: 'assemblies.record-resolution',
  action: 'resolutions.record',
  input: recordResolutionInput,
  async run(unit, input) {
    const decidedOn = LocalDate.parse(input.decidedOn);
    if (decidedOn.isAfter(unit.today)) {
      throw refuse(
        'resolution.in-future',
        { date: input.decidedOn, today: unit.today.toString() },
        '/decidedOn',
      );
    }
    const row: ResolutionRow = {
      ...input,
      cooperativeId: unit.cooperativeId,
      id: newId(),
      decidedOn,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    };
    await insertResolution(unit.tx, row);
    unit.note('resolution', {
      id: row.id,
      body: row.body,
      number: row.number,
      decidedOn: input.decidedOn,
      title: row.title,
    });
    return resolutionOnWire(row);
  },
});

export function resolutionOnWire(row: ResolutionRow) {
  const { id, body, number, title, text } = row;
  return { id, body, number, decidedOn: row.decidedOn.toString(), title, text };
}
