/** Register of members (成员名册): everybody on it on a day, with household and standing, and how many there are of each. */
import type { LocalDate } from '../../../domain/calendar.ts';
import type { Relation, Sex, StandingState } from '../../../domain/membership.ts';
import { relationWords, sexWords, standingWords } from '../../../domain/words.ts';
import type { Paper } from '../../../platform/pdf-blocks.ts';
import { standingOrder } from '../cohorts.ts';
import { count, tableOf, text } from '../columns.ts';
import { checkCode, heading, notes, officeSignatures, paperOf, type Sheet } from '../sheet.ts';
import { sentenceCase, writtenDate } from '../wording.ts';
import { printMemberRegister } from './contract.ts';
import { speaker } from './phrases.ts';

export interface MemberRegisterPaper {
  readonly on: LocalDate;
  readonly people: readonly {
    readonly number: string;
    readonly name: string;
    readonly sex: Sex | null;
    readonly birthYear: string;
    readonly hasResidentId: boolean;
    readonly household: string;
    readonly group: string;
    readonly relation: Relation | null;
    readonly state: StandingState;
    readonly admittedOn: string;
    readonly retiredOn: string;
  }[];
}

export function memberRegisterPaper(sheet: Sheet, { on, people }: MemberRegisterPaper): Paper {
  const { language } = sheet;
  const say = speaker(language);
  const title = printMemberRegister.title[language];
  const word = (text: string | undefined) => (text === undefined ? '' : sentenceCase(text));
  const states = standingOrder
    .map((state) => ({ state, people: people.filter((each) => each.state === state).length }))
    .filter((each) => each.people > 0);
  return paperOf(sheet, title, 'landscape', [
    {
      kind: 'title',
      title,
      subtitle: say('asOf', { date: writtenDate(language, on) }),
      qr: checkCode(sheet),
    },
    heading(say('byStanding')),
    tableOf({ style: 'rules', empty: say('noPeople') }, states, [
      text(say('standing'), ({ state }) => word(standingWords[state][language]), { total: say('total') }),
      count(say('people'), (each) => each.people),
    ]),
    heading(title),
    tableOf({ style: 'zebra', empty: say('noPeople') }, people, [
      text(say('registerNumber'), ({ number }) => number),
      text(say('name'), ({ name }) => name, { weight: 2, strong: true }),
      text(say('sex'), ({ sex }) => (sex === null ? '' : word(sexWords[sex][language]))),
      text(say('born'), ({ birthYear }) => birthYear),
      text(say('residentId'), ({ hasResidentId }) => (hasResidentId ? say('onRecord') : '')),
      text(say('household'), ({ household }) => household),
      text(say('relation'), ({ relation }) =>
        relation === null ? '' : word(relationWords[relation][language]),
      ),
      text(say('group'), ({ group }) => group),
      text(say('standing'), ({ state }) => word(standingWords[state][language])),
      text(say('admittedOn'), ({ admittedOn }) => admittedOn),
      text(say('retiredOn'), ({ retiredOn }) => retiredOn),
    ]),
    ...notes(say('registerNote')),
    officeSignatures(sheet),
  ]);
}
