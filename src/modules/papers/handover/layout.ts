/** The handover list (会计工作交接清单): what stands in the books on the day, what is open, who holds what, and what goes from hand to hand. */
import type { LocalDate, Period } from '../../../domain/calendar.ts';
import type { Money } from '../../../domain/money.ts';
import type { Paper } from '../../../platform/pdf-blocks.ts';
import { count, money, tableOf, text } from '../columns.ts';
import { checkCode, heading, notes, paperOf, type Sheet } from '../sheet.ts';
import { writtenDate, writtenPeriod } from '../wording.ts';
import { printHandover } from './contract.ts';
import { speaker } from './phrases.ts';

export interface HandoverPaper {
  readonly on: LocalDate;
  /** Names; empty where they are written by hand. */
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly closedUntil: string | null;
  readonly entries: string;
  readonly papers: number;
  readonly money: readonly { readonly account: string; readonly name: string; readonly amount: Money }[];
  readonly open: readonly { readonly period: Period; readonly name: string; readonly detail: string }[];
  readonly waiting: readonly {
    readonly kind: string;
    readonly says: string;
    readonly askedBy: string;
    readonly askedOn: LocalDate;
    readonly who: string;
  }[];
  readonly owed: readonly { readonly state: string; readonly count: number; readonly amount: Money }[];
  readonly people: readonly { readonly name: string; readonly userName: string; readonly duties: string }[];
}

export function handoverPaper(sheet: Sheet, list: HandoverPaper): Paper {
  const { language } = sheet;
  const say = speaker(language);
  const title = printHandover.title[language];
  const things = ['seals', 'cheques', 'bank', 'bookKey', 'copyKey', 'sealFile', 'archives'] as const;
  const blank = () => '';
  return paperOf(sheet, title, 'by-tables', [
    { kind: 'title', title, subtitle: writtenDate(language, list.on), qr: checkCode(sheet) },
    {
      kind: 'key-values',
      columns: 2,
      items: [
        { label: say('handsOver'), value: list.from },
        { label: say('takesOver'), value: list.to },
        { label: say('standsBy'), value: list.by },
        { label: say('closedUntil'), value: list.closedUntil ?? say('notClosed') },
        { label: say('trailEntries'), value: list.entries },
        { label: say('papersIssued'), value: `${list.papers}` },
      ],
    },
    heading(say('booksHeading')),
    tableOf({ style: 'grid' }, list.money, [
      text(say('account'), ({ account }) => account),
      text(say('accountName'), ({ name }) => name, { weight: 2, total: say('total') }),
      money(say('balance'), ({ amount }) => amount),
      text(say('counted'), blank, { weight: 1 }),
    ]),
    heading(say('openHeading')),
    tableOf({ style: 'rules', empty: say('nothingOpen') }, list.open, [
      text(say('period'), ({ period }) => writtenPeriod(language, period)),
      text(say('step'), ({ name }) => name, { weight: 1 }),
      text(say('how'), ({ detail }) => detail, { weight: 2 }),
    ]),
    heading(say('waitingHeading')),
    tableOf({ style: 'rules', empty: say('nothingWaits') }, list.waiting, [
      text(say('kind'), ({ kind }) => kind),
      text(say('content'), ({ says }) => says, { weight: 2 }),
      text(say('askedBy'), ({ askedBy, askedOn }) => `${askedBy} ${askedOn.toString()}`, { weight: 1 }),
      text(say('who'), ({ who }) => who, { weight: 1 }),
    ]),
    heading(say('owedHeading')),
    tableOf({ style: 'rules', empty: say('nothingOwed') }, list.owed, [
      text(say('state'), ({ state }) => state, { weight: 1, total: say('total') }),
      count(say('claims'), (line) => line.count),
      money(say('amount'), ({ amount }) => amount),
    ]),
    heading(say('peopleHeading')),
    tableOf({ style: 'rules' }, list.people, [
      text(say('name'), ({ name }) => name),
      text(say('userName'), ({ userName }) => userName),
      text(say('duties'), ({ duties }) => duties, { weight: 1 }),
    ]),
    heading(say('handHeading')),
    tableOf({ style: 'grid', lineHeight: 22 }, things, [
      text(say('thing'), (thing) => say(thing), { weight: 2 }),
      text(say('howMany'), blank, { weight: 1 }),
      text(say('where'), blank, { weight: 1 }),
    ]),
    ...notes(say('passwordNote')),
    { kind: 'signatures', labels: [say('handsOver'), say('takesOver'), say('standsBy')] },
  ]);
}
