/** What somebody does for themself. */
import { defineCommand } from '../../platform/command.ts';
import { endOwnMandate } from '../members/index.ts';
import * as wire from './contract.ts';

export const endMandate = defineCommand({
  name: 'portal.end-mandate',
  endpoint: wire.endOwnMandate,
  async run(unit, { mandateId, reason }) {
    await endOwnMandate(unit, mandateId, reason);
    unit.note('mandate', { id: mandateId, ended: reason });
    return { mandateId, ended: true };
  },
});
