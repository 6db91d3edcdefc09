/**
 * The registers as tables that people can take away: read page by page in one snapshot, written as they are read.
 * Personal numbers are masked, as everywhere.
 */
import type { AccountKind } from '../../domain/share-register.ts';
import type { Language } from '../../domain/language.ts';
import {
  accountWords,
  holdWords,
  movementWords,
  relationWords,
  sexWords,
  standingWords,
} from '../../domain/words.ts';
import type { Tx } from '../../platform/database.ts';
import type { WrittenColumn, WrittenTable } from '../../platform/tabular-writing.ts';
import { timeInChina } from '../../platform/services.ts';
import { lineOnWire, linesAfter, requireRun } from '../dividends/index.ts';
import { memberOnWire, membersById, pageOfFacts, type AsOf } from '../members/index.ts';
import { holdingsPageOf, movementPageOf, shareClasses } from '../shares/index.ts';

const PAGE = 1_000;

type Head = readonly [zh: string, en: string, width: number, kind?: WrittenColumn['kind']];
type Row = readonly (string | null)[];

const memberHeads = (birth: Head): readonly Head[] => [
  ['股东编号', 'Register number', 12],
  ['姓名', 'Name', 12],
  ['性别', 'Sex', 6],
  birth,
  ['身份证号', 'Resident ID', 22],
  ['户号', 'Household', 10],
  ['与户主关系', 'Relation', 12],
  ['组别', 'Group', 10],
  ['身份', 'Standing', 12],
  ['入社日期', 'Admitted on', 12],
  ['退休日期', 'Retired on', 12],
  ['去世日期', 'Died on', 12],
  ['工龄起算日', 'Seniority from', 12],
  ['电话', 'Phone', 14],
  ['开户银行', 'Bank', 20],
  ['银行账号', 'Bank account', 22],
  ['标签', 'Tags', 16],
];

/** The heads of what leaves: by them it is known when it comes in again. */
const headsOf = {
  members: memberHeads(['出生日期', 'Birth date', 12]),
  'members-by-year': memberHeads(['出生年份', 'Birth year', 12]),
  holdings: [
    ['持有人类别', 'Holder kind', 12],
    ['持有人编号', 'Holder', 12],
    ['姓名', 'Name', 12],
    ['股种', 'Share class', 12],
    ['股数', 'Shares', 14, 'number'],
    ['截至', 'As of', 12],
  ],
  movements: [
    ['编号', 'Number', 10, 'number'],
    ['种类', 'Kind', 12],
    ['股种', 'Share class', 12],
    ['转出方', 'From', 18],
    ['转入方', 'To', 18],
    ['股数', 'Shares', 14, 'number'],
    ['生效日期', 'Effective on', 12],
    ['登记时间（北京时间）', 'Recorded at (China)', 22],
    ['事由', 'Reason', 30],
  ],
} as const satisfies Record<string, readonly Head[]>;

export type ExportedKind = keyof typeof headsOf;

export function headNamesOf(kind: ExportedKind, language: Language): readonly string[] {
  return headsOf[kind].map(([zh, en]) => (language === 'zh' ? zh : en));
}

/** Each of them as it leaves now. */
export const exportedTables: Readonly<
  Record<ExportedKind, (tx: Tx, cooperativeId: string, language: Language, at: AsOf) => WrittenTable>
> = {
  members: (tx, cooperativeId, language, at) => memberTable(tx, cooperativeId, language, at, 'day'),
  'members-by-year': (tx, cooperativeId, language, at) =>
    memberTable(tx, cooperativeId, language, at, 'year'),
  holdings: holdingTable,
  movements: movementTable,
};

function table(
  language: Language,
  title: Readonly<Record<Language, string>>,
  heads: readonly Head[],
  rows: AsyncIterable<Row>,
): WrittenTable {
  const columns = heads.map(([zh, en, width, kind = 'text']): WrittenColumn => ({
    name: language === 'zh' ? zh : en,
    width,
    kind,
  }));
  return { sheet: title[language], columns, rows };
}

/** With the day of birth for whoever may unmask numbers; for others the year is enough. */
export function memberTable(
  tx: Tx,
  cooperativeId: string,
  language: Language,
  at: AsOf,
  birth: 'day' | 'year',
): WrittenTable {
  async function* rows(): AsyncGenerator<Row> {
    for (let after: string | null = null; ;) {
      const page = await pageOfFacts(tx, cooperativeId, { ...at, after, limit: PAGE, standing: null });
      for (const person of page.people) {
        const each = memberOnWire(person, birth);
        const { standing } = each;
        yield [
          each.registerNumber,
          each.name,
          each.sex && sexWords[each.sex][language],
          birth === 'day' ? (person.birthDate?.toString() ?? null) : each.birthYear,
          each.residentIdMasked,
          each.household?.number ?? null,
          each.relation && relationWords[each.relation][language],
          each.household?.groupName ?? null,
          standingWords[standing.state][language],
          standing.admittedOn,
          standing.retiredOn,
          standing.deceasedOn,
          each.seniorityFrom,
          each.phoneMasked,
          each.bankName,
          each.bankAccountMasked,
          each.tags.join(language === 'zh' ? '、' : '; '),
        ];
      }
      if (page.next === null) return;
      after = page.next;
    }
  }
  const heads = headsOf[birth === 'day' ? 'members' : 'members-by-year'];
  return table(language, { zh: '成员名册', en: 'Members' }, heads, rows());
}

export function holdingTable(tx: Tx, cooperativeId: string, language: Language, at: AsOf): WrittenTable {
  async function* rows(): AsyncGenerator<Row> {
    const classes = await classNames(tx, cooperativeId);
    const { on: date, knownAt } = at;
    for (let after: string | null = null; ;) {
      const page = await holdingsPageOf(tx, cooperativeId, { date, knownAt, after, limit: PAGE });
      for (const { kind, number, name, holdings } of page.holders) {
        for (const { classId, quantity } of holdings) {
          yield [
            accountWords[kind][language],
            numberOf(kind, number),
            name,
            classes.get(classId) ?? null,
            quantity,
            page.on,
          ];
        }
      }
      if (page.next === null) return;
      after = page.next;
    }
  }
  return table(language, { zh: '持股', en: 'Holdings' }, headsOf.holdings, rows());
}

export function movementTable(tx: Tx, cooperativeId: string, language: Language): WrittenTable {
  async function* rows(): AsyncGenerator<Row> {
    const classes = await classNames(tx, cooperativeId);
    const party = (each: {
      readonly kind: keyof typeof accountWords;
      readonly number: string;
      readonly name: string | null;
    }) =>
      each.kind === 'member' || each.kind === 'household'
        ? `${each.number} ${each.name ?? ''}`.trim()
        : accountWords[each.kind][language];
    for (let after: string | null = null; ;) {
      const page = await movementPageOf(tx, cooperativeId, { after, limit: PAGE });
      for (const each of page.movements) {
        yield [
          each.number,
          movementWords[each.kind][language],
          classes.get(each.classId) ?? null,
          party(each.from),
          party(each.to),
          each.quantity,
          each.effectiveOn,
          timeInChina(new Date(each.recordedAt)),
          each.reason,
        ];
      }
      if (page.next === null) return;
      after = page.next;
    }
  }
  return table(language, { zh: '股权变动', en: 'Movements' }, headsOf.movements, rows());
}

/** Every line with its proof: shares, exact quota, floor, extra fen. */
export async function lineTable(
  tx: Tx,
  cooperativeId: string,
  runId: string,
  language: Language,
): Promise<WrittenTable> {
  const run = await requireRun(tx, cooperativeId, runId);
  async function* rows(): AsyncGenerator<Row> {
    for (let after = 0; ;) {
      const page = await linesAfter(tx, run, PAGE, after);
      const members = await membersById(
        tx,
        cooperativeId,
        page.flatMap(({ memberId }) => memberId ?? []),
      );
      for (const row of page) {
        const line = lineOnWire(run, row);
        yield [
          String(line.ordinal),
          accountWords[row.kind][language],
          numberOf(row.kind, line.number),
          row.memberId === null ? null : (members.get(row.memberId)?.name ?? null),
          line.shares,
          line.weight,
          line.quota,
          line.floor,
          line.extraFen ? '1' : '0',
          line.gross,
          line.tax,
          line.net,
          heldWord(line.held, language),
        ];
      }
      if (page.length < PAGE) return;
      after = page.at(-1)?.line.ordinal ?? after;
    }
  }
  const heads: readonly Head[] = [
    ['序号', 'No.', 8, 'number'],
    ['持有人类别', 'Holder kind', 12],
    ['持有人编号', 'Holder', 12],
    ['姓名', 'Name', 12],
    ['股数', 'Shares', 14, 'number'],
    ['权重', 'Weight', 16, 'number'],
    ['精确应得（分数）', 'Exact quota', 24],
    ['舍去后', 'Floor', 14, 'number'],
    ['补分', 'Extra fen', 8, 'number'],
    ['应发', 'Gross', 14, 'number'],
    ['代扣税', 'Tax', 14, 'number'],
    ['实发', 'Net', 14, 'number'],
    ['算表时暂存', 'Held when worked out', 14],
  ];
  const title = { zh: `分红明细 ${run.period}`, en: `Dividend lines ${run.period}` };
  return table(language, title, heads, rows());
}

function heldWord(held: string | null, language: Language): string | null {
  return held === null ? null : (holdWords[held as keyof typeof holdWords]?.[language] ?? held);
}

/** The number of a member or household; the accounts of the cooperative itself have their kind alone. */
function numberOf(kind: AccountKind, number: string): string | null {
  return kind === 'member' || kind === 'household' ? number : null;
}

async function classNames(tx: Tx, cooperativeId: string): Promise<ReadonlyMap<string, string>> {
  return new Map((await shareClasses(tx, cooperativeId)).map(({ id, name }) => [id, name]));
}
