/** What somebody does for themself, and what the chair has the portal say of the office. */
import { v7 as newId } from 'uuid';
import type * as z from 'zod';
import { nothing } from '../../contract/endpoint.ts';
import { defineCommand, type CommandContext } from '../../platform/command.ts';
import { refuse } from '../../domain/refusal.ts';
import { noticeOfRun, objectTo } from '../dividends/index.ts';
import { endOwnMandate, livingMemberOfUser, memberOfUser, membersById, ownPerson } from '../members/index.ts';
import { tellMandateEnded, tellMembers } from '../messages/index.ts';
import { objectToRun as objecting } from './assembly-contract.ts';
import { must } from '../../platform/must.ts';
import { definePrinting, issuedSince, statement, type Printer } from '../papers/index.ts';
import { printOwnStatement as printing } from './papers-contract.ts';
import * as wire from './contract.ts';
import { officeContact } from './schema.ts';
import { setOfficeContact as settingContact } from './sign-in-contract.ts';

export const endMandate = defineCommand({
  name: 'portal.end-mandate',
  endpoint: wire.endOwnMandate,
  // Whom it protects need not justify themself.
  async run(unit, { mandateId, reason = '' }) {
    const { ended, cause } = await endOwnMandate(unit, mandateId, reason);
    await tellMandateEnded(unit, ended, cause);
    unit.note('mandate', { id: mandateId, ended: reason });
    return { mandateId, ended: true };
  },
});

/** By the code of two slips, and not by whoever knew the PIN of before: the member hears of it, whoever held the slips. */
export const tellPinChosen = defineCommand({
  name: 'portal.pin-chosen',
  action: 'own.read',
  input: nothing,
  async run(unit) {
    const { tx, cooperativeId, actor, today: on } = unit;
    const memberId = await memberOfUser(tx, cooperativeId, actor.userId);
    if (memberId !== null) await tellMembers(unit, actor.userId, [{ kind: 'pin-chosen', memberId, on }]);
    unit.note('user', { userId: actor.userId, pinChosen: true });
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

/** In one's own name: a mandate lets one read, not object. */
export const objectToRun = defineCommand({
  name: 'portal.object',
  endpoint: objecting,
  async run(unit, { runId, text }) {
    const { tx, cooperativeId, actor } = unit;
    const memberId = await livingMemberOfUser(tx, cooperativeId, actor.userId);
    if (memberId === null) throw refuse('membership.not-linked');
    // Of a run that hangs nowhere nobody is told that it is there.
    if ((await noticeOfRun(tx, cooperativeId, runId)) === undefined) throw refuse('run.unknown');
    const { name: raisedBy } = must(
      (await membersById(tx, cooperativeId, [memberId])).get(memberId),
      'oneself',
    );
    const raisedOn = unit.today.toString();
    const { number, answerBy } = await objectTo(unit, { runId, raisedOn, raisedBy, memberId, text });
    return { number, raisedOn, answerBy: answerBy.toString() };
  },
});

/** Each is numbered and kept like every paper: enough of them in a day, and whoever presses again and again fills no shelf. */
const MOST_A_DAY = 10;
/** Dry runs are drawn as well; this process counts them for itself. */
const MOST_TRIES_A_DAY = 20;
const DAY = 86_400_000;
const MOST_REMEMBERED = 20_000;

export function printOwnStatement(printer: Printer) {
  const print = definePrinting(printer, {
    name: 'portal.print-statement',
    endpoint: printing,
    async drafts(asked, { memberId, language, from, to }) {
      const { tx, cooperativeId, actor, now } = asked;
      const { registerNumber } = await ownPerson(tx, cooperativeId, actor.userId, memberId);
      const since = new Date(now.getTime() - DAY);
      const issued = await issuedSince(tx, cooperativeId, actor.userId, since);
      if (issued >= MOST_A_DAY) throw refuse('documents.enough-today', { count: String(issued) });
      const holder = { kind: 'member', number: registerNumber };
      return [await statement.draft(asked, { language, holder, from, to })];
    },
    reply: ([document]) => must(document, 'the statement'),
  });
  const tries = createTries(printer.services.clock);
  return (context: CommandContext, input: z.output<typeof printing.input>) => {
    if (context.dryRun) tries.count(`${context.cooperativeId} ${context.userId}`);
    return print(context, input);
  };
}

/** What was tried within a day, by whom. */
function createTries(clock: () => Date) {
  const tried = new Map<string, readonly number[]>();
  return {
    count(name: string): void {
      const now = clock().getTime();
      const lately = (tried.get(name) ?? []).filter((at) => now - at < DAY);
      if (lately.length >= MOST_TRIES_A_DAY)
        throw refuse('documents.enough-today', { count: String(lately.length) });
      if (tried.size >= MOST_REMEMBERED) tried.clear();
      tried.set(name, [...lately, now]);
    },
  };
}
