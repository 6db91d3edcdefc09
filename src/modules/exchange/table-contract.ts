/**
 * The columns of the tables that people fill in: one list for reading, for the template and for the faults, with their
 * names in both languages. A name that is not listed is refused rather than passed over.
 */
import { plainHead } from '../../domain/plain-head.ts';

export interface Column<Key extends string = string> {
  readonly key: Key;
  readonly zh: string;
  readonly en: string;
  /** Other names that offices use. */
  readonly aliases?: readonly string[];
  readonly required?: true;
  /** What stands in it, where it is no plain text: days; a name; digits that a spreadsheet must not take for a number. */
  readonly holds?: 'day' | 'name' | 'number-as-text';
  /** One word may stand for several rows: merged cells of it are filled down. */
  readonly repeats?: true;
  /** What to write, as the template says it. */
  readonly hint: { readonly zh: string; readonly en: string };
}

const day = { zh: '年-月-日，如 2010-07-31', en: 'year-month-day, such as 2010-07-31' } as const;

export const rosterColumns = [
  {
    key: 'registerNumber',
    holds: 'number-as-text',
    zh: '股东编号',
    en: 'Register number',
    aliases: ['成员编号', '社员编号', '编号'],
    required: true,
    hint: { zh: '每人一个，不重复', en: 'one for each person, never twice' },
  },
  {
    key: 'name',
    holds: 'name',
    zh: '姓名',
    en: 'Name',
    aliases: ['名字'],
    required: true,
    hint: { zh: '与身份证一致', en: 'as on the resident card' },
  },
  {
    key: 'sex',
    zh: '性别',
    en: 'Sex',
    hint: { zh: '男或女；有身份证号时可不填', en: 'male or female; may be empty with a resident ID' },
  },
  {
    key: 'birthDate',
    holds: 'day',
    zh: '出生日期',
    en: 'Birth date',
    aliases: ['出生年月日', '出生年月'],
    hint: { zh: `${day.zh}；有身份证号时可不填`, en: `${day.en}; may be empty with a resident ID` },
  },
  {
    key: 'residentId',
    holds: 'number-as-text',
    zh: '身份证号',
    en: 'Resident ID',
    aliases: ['身份证号码', '公民身份号码', '身份证'],
    hint: { zh: '18 位，整列设为文本格式', en: '18 characters, the column formatted as text' },
  },
  {
    key: 'household',
    holds: 'number-as-text',
    repeats: true,
    zh: '户号',
    en: 'Household',
    aliases: ['户编号'],
    hint: { zh: '同户的人写同一户号', en: 'the same number for everybody of a household' },
  },
  {
    key: 'relation',
    zh: '与户主关系',
    en: 'Relation',
    aliases: ['与户主的关系', '家庭关系', '关系'],
    hint: {
      zh: '户主、配偶、子女、父母等，每户一个户主',
      en: 'head, spouse, child, parent, …; one head in each household',
    },
  },
  {
    key: 'groupName',
    repeats: true,
    zh: '组别',
    en: 'Group',
    aliases: ['小组', '村民小组', '居民小组'],
    hint: { zh: '户所在的小组', en: 'group of the household' },
  },
  {
    key: 'admittedOn',
    holds: 'day',
    repeats: true,
    zh: '入社日期',
    en: 'Admitted on',
    aliases: ['成员确认日期', '认定日期'],
    hint: { zh: `${day.zh}；不是成员的股东不填`, en: `${day.en}; empty for a shareholder who is no member` },
  },
  {
    key: 'retiredOn',
    holds: 'day',
    repeats: true,
    zh: '退休日期',
    en: 'Retired on',
    hint: {
      zh: `${day.zh}；入社前已退休的，自入社日起为退休成员`,
      en: `${day.en}; before the admission: a retiree from the admission on`,
    },
  },
  {
    key: 'deceasedOn',
    holds: 'day',
    repeats: true,
    zh: '去世日期',
    en: 'Died on',
    aliases: ['死亡日期'],
    hint: day,
  },
  {
    key: 'seniorityFrom',
    holds: 'day',
    repeats: true,
    zh: '工龄起算日',
    en: 'Seniority from',
    aliases: ['工龄起始日', '农龄起算日'],
    hint: day,
  },
  {
    key: 'phone',
    holds: 'number-as-text',
    zh: '电话',
    en: 'Phone',
    aliases: ['联系电话', '手机', '手机号', '手机号码'],
    hint: { zh: '整列设为文本格式', en: 'the column formatted as text' },
  },
  {
    key: 'bankName',
    repeats: true,
    zh: '开户银行',
    en: 'Bank',
    aliases: ['开户行'],
    hint: { zh: '银行与网点', en: 'bank and branch' },
  },
  {
    key: 'bankAccount',
    holds: 'number-as-text',
    zh: '银行账号',
    en: 'Bank account',
    aliases: ['银行帐号', '银行卡号', '账号', '帐号', '卡号'],
    hint: { zh: '整列设为文本格式', en: 'the column formatted as text' },
  },
  { key: 'tags', zh: '标签', en: 'Tags', hint: { zh: '多个之间用顿号', en: 'separated by ;' } },
] as const satisfies readonly Column[];

export const openingColumns = [
  {
    key: 'holderKind',
    repeats: true,
    zh: '持有人类别',
    en: 'Holder kind',
    hint: {
      zh: '成员、户或集体，每行都填；整列不填为成员',
      en: 'member, household or collective in every row; a column left empty means member',
    },
  },
  {
    key: 'holder',
    holds: 'number-as-text',
    zh: '持有人编号',
    en: 'Holder',
    aliases: ['股东编号', '成员编号', '户号', '户编号', 'Register number', 'Household'],
    hint: { zh: '股东编号或户号；集体不填', en: 'register or household number; empty for the collective' },
  },
  {
    key: 'shareClass',
    repeats: true,
    zh: '股种',
    en: 'Share class',
    aliases: ['股权种类', '股份类别'],
    required: true,
    hint: { zh: '股种的名称或代码', en: 'name or code of the class' },
  },
  {
    key: 'quantity',
    zh: '股数',
    en: 'Shares',
    aliases: ['股份数', '数量'],
    required: true,
    hint: { zh: '正数', en: 'a positive number' },
  },
  {
    key: 'effectiveOn',
    holds: 'day',
    repeats: true,
    zh: '生效日期',
    en: 'Effective on',
    required: true,
    hint: day,
  },
] as const satisfies readonly Column[];

export type RosterKey = (typeof rosterColumns)[number]['key'];
export type OpeningKey = (typeof openingColumns)[number]['key'];

export const importKinds = ['roster', 'opening-shares'] as const;
export type ImportKind = (typeof importKinds)[number];

export const columnsOf: Readonly<Record<ImportKind, readonly Column[]>> = {
  roster: rosterColumns,
  'opening-shares': openingColumns,
};

/** The column of a marked copy that says what is to be mended; it may stay when the copy is sent again. */
export const MENDED_HEAD = { zh: '要改的地方', en: 'What to mend' } as const;

/** Columns that an office keeps for itself: they may stay and are not read. */
const ownColumns = new Set([
  ...Object.values(MENDED_HEAD).map(plainHead),
  '序号',
  '备注',
  'no.',
  'no',
  'remark',
  'remarks',
  '#',
]);

/** A note that makes it another column: of somebody else, in another unit or calendar, of another time. */
const OTHER_WORD =
  /户主|配偶|亲属|家属|监护|代领|联系人|农历|阴历|万|千股|百股|亩|元|%|旧|原|变更|作废|注销/u;

/** What is in brackets behind a name. */
const NOTE = /(?<=[^])[(（[【]([^()（）[\]【】]*)[)）\]】]$/u;

/** Notes that leave a column what its name says: how to fill it in. Any other may make it another one, and is asked about. */
const PLAIN_NOTE =
  /^(必填项?|选填项?|可选|可不填|可空|可为空|不必填|没有(可)?不填|必须(填写)?|不(可|能)?重复|唯一|(共|满|为)?\d+(或\d+)?位(数字?|数字)?|数字|整数|文本(格式|型)?|设?为?文本(格式)?|日期(格式)?|格式.*|如.*|例.*|示例.*|请.*|按.*(填写?|为准)|见.*|与.*一致|公历|阳历|新历|西历|年\/?-?月\/?-?日|yyyy[-/.年]?mm[-/.月]?dd日?|男(\/|、|或)?女|本人|第?二代(身份证)?|单位[:：]?股|股|required|optional|text|digits|\d+ (digits|characters)|number|unique|date|format.*|e\.?g\.?.*|such as.*|m\/f|male\/female|shares?|yyyy-mm-dd)$/iu;

const isPlainNote = (note: string) => {
  const plain = note.normalize('NFKC').trim();
  return plain
    .split(/[,，、;；]/)
    .every((part) => PLAIN_NOTE.test(part.trim()) && !OTHER_WORD.test(part.trim()));
};

/** Whether a note says that a column is another than its name. */
export const isNotedOtherwise = (name: string): boolean => {
  const [, note] = NOTE.exec(name.trim()) ?? [];
  return note !== undefined && !isPlainNote(note);
};

/** A note behind a name, `身份证号（18位）`, is not part of it. */
const withoutNote = (name: string) => (isNotedOtherwise(name) ? name : name.replace(NOTE, ''));

const namesOf = ({ key, zh, en, aliases = [] }: Column) => [key, zh, en, ...aliases];
const named = (kind: ImportKind) =>
  new Map(
    columnsOf[kind].flatMap((column) => namesOf(column).map((name) => [plainHead(name), column] as const)),
  );
const byName: Readonly<Record<ImportKind, ReadonlyMap<string, Column>>> = {
  roster: named('roster'),
  'opening-shares': named('opening-shares'),
};

/** Every name that a column of this kind may have, in its plain form. */
export const headNames = (kind: ImportKind): Iterable<string> => byName[kind].keys();

/** Names of households among those of a holder's column: without a column for the kind, its numbers are of households. */
export const namesHouseholds = (head: string | null): boolean =>
  head !== null && ['户号', '户编号', 'household'].includes(plainHead(withoutNote(head.trim())));

export type NamedColumn =
  | { readonly kind: 'column'; readonly column: Column }
  | { readonly kind: 'own' }
  | { readonly kind: 'unknown' };

export function columnNamed(kind: ImportKind, name: string): NamedColumn {
  for (const wanted of [plainHead(name), plainHead(withoutNote(name.trim()))]) {
    if (ownColumns.has(wanted)) return { kind: 'own' };
    const column = byName[kind].get(wanted);
    if (column) return { kind: 'column', column };
  }
  return { kind: 'unknown' };
}
