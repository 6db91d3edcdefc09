/**
 * The day of a server whose clock has come too far since it last ran: believed once two people have said which day it is, one of them the
 * platform's administrator. Nothing is written before; the trail of the second's cooperative says who they were.
 */
import * as z from 'zod';
import { guardOf } from '../../contract/endpoint.ts';
import { dateText, idText } from '../../contract/wire.ts';
import { refuse } from '../../domain/refusal.ts';
import {
  defineCommand,
  execute,
  readAs,
  refusalWhileClosed,
  type CommandContext,
} from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina, type Services } from '../../platform/services.ts';
import * as wire from './contract.ts';
import { userNames } from './store.ts';

export async function clockOnWire({ clock, clockGuard }: Services, tx: Tx) {
  const now = clock();
  const told = clockGuard?.awaited(now) ?? null;
  const names = told === null ? null : await userNames(tx, [told.userId]);
  return {
    hasJumped: clockGuard?.hasJumped(now) === true,
    today: dayInChina(now).toString(),
    lastServed: clockGuard?.lastServed()?.toString() ?? null,
    confirmedBy: (told && names?.get(told.userId)) ?? null,
  };
}

const noteConfirmed = defineCommand({
  name: 'access.confirm-clock',
  action: guardOf(wire.confirmClock),
  input: z.strictObject({ day: dateText(), before: idText() }),
  async run(unit, { day, before }) {
    unit.note('clock-confirmed', { day, by: [before, unit.actor.userId] });
    return null;
  },
});

/** Refuses as `ClockGuard.confirm`. */
export async function confirmClock(
  services: Services,
  context: CommandContext,
  { day }: { readonly day: string },
): Promise<void> {
  const { clock, clockGuard } = services;
  const { userId, roles, closedAt, moved } = await readAs(
    services,
    context,
    guardOf(wire.confirmClock),
    async (_tx, actor) => actor,
  );
  // It would stand in a trail that nothing is added to any more.
  if (closedAt !== null) throw refusalWhileClosed({ moved });
  if (clockGuard === undefined) throw refuse('clock.not-jumped');
  const told = { userId, isAdministrator: roles.includes('administrator'), day };
  const before = clockGuard.confirm(told, clock());
  if (before === null) return;
  // The one thing that is written under a clock that nobody believes yet: who believes it.
  const written = { ...services, clockGuard: undefined };
  await execute(written, noteConfirmed, context, { day, before: before.userId });
  clockGuard.believe(clock());
}
