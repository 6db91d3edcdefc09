/** The legality certificate: a line a question, what is missing in red. */
import type { LocalDate, Period } from '../../../domain/calendar.ts';
import { citationOnPaper } from '../../../domain/law.ts';
import {
  legalityAnswerWords,
  legalityConclusionWords,
  type Judged,
} from '../../../domain/legality-answer.ts';
import { questionWords } from '../../../domain/legality-facts.ts';
import { listed } from '../../../domain/language.ts';
import type { Money } from '../../../domain/money.ts';
import type { Block, LabelledText, Paper, TableRow } from '../../../platform/pdf-blocks.ts';
import type { Legality } from '../../legality/index.ts';
import { checkCode, notes, officeSignatures, paperOf, warning, type Sheet } from '../sheet.ts';
import { sentenceCase, writtenDate, writtenPeriod } from '../wording.ts';
import { printLegality } from './contract.ts';
import { speaker } from './phrases.ts';

export interface LegalityPaper extends Legality {
  readonly subject: string;
  readonly about:
    | {
        readonly kind: 'run';
        readonly number: string;
        readonly period: Period;
        readonly recordDate: LocalDate;
        readonly paid: Money;
        /** What the plan's bound counts; the total differs by what runs carry. */
        readonly pool: Money;
        readonly carriedIn: Money;
        readonly carried: Money;
      }
    | { readonly kind: 'scheme'; readonly name: string; readonly effectiveOn: LocalDate };
}

export function legalityPaper(sheet: Sheet, { about, answers, conclusion }: LegalityPaper): Paper {
  const { language } = sheet;
  const say = speaker(language);
  const title = printLegality.title[language];
  const failing = answers.filter(({ answer }) => answer === 'no');
  const named = (some: readonly Judged[]) =>
    listed(some.map(({ question }) => questionWords[question]))[language];
  const open = answers.filter(({ answer }) => answer === 'open');
  const concluded = {
    label: say('holds'),
    value:
      conclusion === 'fails'
        ? say('someFail', { count: `${failing.length}` })
        : sentenceCase(legalityConclusionWords[conclusion][language]),
  };
  const subtitle =
    about.kind === 'run'
      ? `${say('ofRun', { number: about.number })} · ${writtenPeriod(language, about.period)}`
      : `${say('ofScheme')} · ${about.name}`;
  const blocks: readonly Block[] = [
    { kind: 'title', title, subtitle, qr: checkCode(sheet) },
    { kind: 'key-values', columns: 3, items: [...aboutItems(sheet, about), concluded] },
    ...notes(...carriedWords(sheet, about)),
    ...(failing.length === 0 ? [] : [warning(say('missing', { questions: named(failing) }))]),
    ...(open.length > 0 ? notes(say('notOver', { questions: named(open) })) : []),
    ...(conclusion === 'not-over' && open.length === 0 ? notes(say('notInEffect')) : []),
    {
      kind: 'table',
      style: 'rules',
      empty: '',
      columns: [
        { title: say('question'), align: 'left', weight: 2, strong: true },
        { title: say('answer'), align: 'center' },
        { title: say('evidence'), align: 'left', weight: 9 },
      ],
      rows: answers.map((each) => answerRow(sheet, each)),
    },
    ...notes(say('basis')),
    officeSignatures(sheet),
  ];
  return paperOf(sheet, title, 'portrait', blocks);
}

function aboutItems(sheet: Sheet, about: LegalityPaper['about']): readonly LabelledText[] {
  const { language } = sheet;
  const say = speaker(language);
  if (about.kind === 'scheme')
    return [{ label: say('effectiveOn'), value: writtenDate(language, about.effectiveOn) }];
  return [
    { label: say('recordDate'), value: writtenDate(language, about.recordDate) },
    { label: say('paid'), value: `¥ ${about.paid.toGrouped()}` },
  ];
}

/** What joins the total to the pool that the answer about the plan names. */
function carriedWords(sheet: Sheet, about: LegalityPaper['about']): readonly string[] {
  if (about.kind === 'scheme' || (about.carriedIn.isZero && about.carried.isZero)) return [];
  const { paid, pool, carriedIn, carried } = about;
  const values = { paid: paid.toGrouped(), pool: pool.toGrouped() };
  const carries = { carriedIn: carriedIn.toGrouped(), carried: carried.toGrouped() };
  return [speaker(sheet.language)('paidOf', { ...values, ...carries })];
}

function answerRow(sheet: Sheet, { question, answer, evidence, law, recordedOn }: Judged): TableRow {
  const { language } = sheet;
  const say = speaker(language);
  const stop = language === 'zh' ? '。' : '. ';
  const late = recordedOn === null ? [] : [say('lateMark', { date: writtenDate(language, recordedOn) })];
  const said = [
    sentenceCase([evidence[language], ...late].join(language === 'zh' ? '；' : '; ')),
    ...(law ? [say('by', { law: citationOnPaper(law)[language] })] : []),
  ];
  return {
    kind: 'line',
    cells: [
      questionWords[question][language],
      sentenceCase(legalityAnswerWords[answer][language]),
      `${said.join(stop)}${stop.trim()}`,
    ],
    ...(answer === 'no' && { tone: 'alarm' }),
  };
}
