/** What somebody does for themself, and what the chair has the portal say of the office. */
import { v7 as newId } from 'uuid';
import { defineCommand } from '../../platform/command.ts';
import { endOwnMandate } from '../members/index.ts';
import * as wire from './contract.ts';
import { officeContact } from './schema.ts';
import { setOfficeContact as settingContact } from './sign-in-contract.ts';

export const endMandate = defineCommand({
  name: 'portal.end-mandate',
  endpoint: wire.endOwnMandate,
  async run(unit, { mandateId, reason }) {
    await endOwnMandate(unit, mandateId, reason);
    unit.note('mandate', { id: mandateId, ended: reason });
    return { mandateId, ended: true };
  },
});

export const setOfficeContact = defineCommand({
  name: 'portal.set-office-contact',
  endpoint: settingContact,
  async run(unit, contact) {
    const { tx, cooperativeId, now, actor } = unit;
    const recorded = { recordedAt: now, recordedBy: actor.userId };
    await tx.insert(officeContact).values({ cooperativeId, id: newId(), ...contact, ...recorded });
    unit.note('office-contact', { ...contact });
    return contact;
  },
});
