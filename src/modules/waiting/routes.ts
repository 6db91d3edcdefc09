/** What waits for a second person, gathered from every room that asks for one. */
import type { LocalDate } from '../../domain/calendar.ts';
import { mayDo, permissions } from '../../domain/permission.ts';
import { waitingActions, type Waiting, type WaitingFact } from '../../domain/waiting.ts';
import type { Language } from '../../domain/language.ts';
import type { Tx } from '../../platform/database.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { read } from '../../platform/serve.ts';
import { userNames } from '../access/index.ts';
import { waitingOfBooks } from '../accounting/index.ts';
import { judgeAppointment, waitingOfDecisions } from '../assemblies/index.ts';
import { waitingOfRecords } from '../audit/index.ts';
import { waitingOfPayments } from '../banking/index.ts';
import { waitingOfDividends } from '../dividends/index.ts';
import { waitingOfMeetings } from '../meetings/index.ts';
import { waitingOfRegister } from '../members/index.ts';
import { waitingOfPower } from '../powers/index.ts';
import { waitingOfSettings } from '../settings/index.ts';
import { waitingOfShares } from '../shares/index.ts';
import { waitingOfTaxes } from '../taxes/index.ts';
import * as wire from './contract.ts';

const rooms: readonly ((tx: Tx, cooperativeId: string) => Promise<readonly Waiting[]>)[] = [
  waitingOfRecords,
  waitingOfRegister,
  waitingOfSettings,
  waitingOfShares,
  waitingOfBooks,
  waitingOfDecisions,
  waitingOfDividends,
  waitingOfMeetings,
  waitingOfPayments,
  waitingOfTaxes,
];

/** Everything that waits here, the oldest first. */
export async function waitingIn(
  tx: Tx,
  cooperativeId: string,
  today: LocalDate,
): Promise<readonly Waiting[]> {
  const all: Waiting[] = [...(await waitingOfPower({ tx, cooperativeId, today, judgeAppointment }))];
  for (const room of rooms) all.push(...(await room(tx, cooperativeId)));
  return all.sort((a, b) => a.askedAt.getTime() - b.askedAt.getTime());
}

export const waitingRoutes: RoutePlugin = async (app) => {
  read(app, wire.listWaiting, async (tx, { cooperativeId, actor, language, today }) => {
    const all = await waitingIn(tx, cooperativeId, today);
    // Nobody hears of what they neither asked for nor may answer.
    const told = all.filter(
      ({ kind, askedBy }) => askedBy === actor.userId || mayDo(actor.roles, waitingActions[kind]),
    );
    const names = await userNames(
      tx,
      told.flatMap(({ askedBy }) => askedBy ?? []),
    );
    return {
      items: told.map(({ kind, known, says, facts, askedBy, askedAt }) => {
        const own = askedBy === actor.userId;
        return {
          kind,
          known,
          says: says[language],
          facts: facts.map((each) => factIn(language, each)),
          askedBy: askedBy === null ? null : (names.get(askedBy) ?? null),
          askedAt: askedAt.toISOString(),
          own,
          may: !own && mayDo(actor.roles, waitingActions[kind]),
          who: permissions[waitingActions[kind]],
        };
      }),
    };
  });
};

function factIn(language: Language, { label, before, after, unit }: WaitingFact) {
  const told = (words: WaitingFact['after']) => (typeof words === 'string' ? words : words[language]);
  return {
    label: label[language],
    before: before === null ? null : told(before),
    after: told(after),
    unit: unit ?? null,
  };
}
