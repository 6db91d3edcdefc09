/** The files of the fictional community: made from the seed and by nothing else, and what their README says of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import * as fontkit from 'fontkit';
import { createRequire } from 'node:module';
import readWorkbook from 'read-excel-file/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { cooperativeFiles, qingquanFiles, sampleFiles } from '../../fixtures/generator/cooperative-files.ts';
import { luhnCheckDigit } from '../../fixtures/generator/numbers.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import { parseBankAccount, parsePhone, parseResidentId } from '../../src/domain/identity-number.ts';
import { ShareQuantity } from '../../src/domain/share-quantity.ts';

const folder = new URL('../../fixtures/cooperative/', import.meta.url);
const committed = (name: string) => readFileSync(new URL(name, folder));
const foundingDay = LocalDate.of(2010, 7, 31);

type Row = Readonly<Record<string, string | null>>;
let people: readonly Row[];
let opening: readonly string[][];

beforeAll(async () => {
  const [sheet] = await readWorkbook(committed('roster.xlsx'));
  const [heads = [], ...rows] = sheet!.data as (string | null)[][];
  people = rows.map((row) =>
    Object.fromEntries(heads.map((head, index) => [head ?? '', row[index] ?? null])),
  );
  const text = new TextDecoder('gb18030', { fatal: true }).decode(committed('opening-shares.csv'));
  opening = text
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','));
});

it('are what the generator makes today, byte for byte', async () => {
  for (const [place, made] of [
    [folder, await cooperativeFiles()],
    [new URL('../qingquan/', folder), await qingquanFiles()],
    [new URL('../sample/', folder), await sampleFiles()],
  ] as const) {
    const documented = place === folder ? ['README.md'] : [];
    expect(readdirSync(place).sort()).toEqual([...made.keys(), ...documented].sort());
    for (const [name, content] of made) {
      const there = readFileSync(new URL(name, place));
      // Packed the same by contents; the packer itself may be improved.
      if (name.endsWith('.xlsx')) expect(partsOf(there)).toEqual(partsOf(content));
      else expect(Buffer.compare(there, content), name).toBe(0);
    }
  }
});

describe('the roster', () => {
  it('has 600 members in 210 households, 180 of them retired, and three shareholders who are no members', () => {
    const members = people.filter((person) => person['入社日期'] !== null);
    expect([people.length, members.length]).toEqual([603, 600]);
    expect(new Set(members.map((person) => person['户号'])).size).toBe(210);
    expect(new Set(members.map((person) => person['组别'])).size).toBe(8);
    expect(people.filter((person) => person['退休日期'] !== null)).toHaveLength(180);
    expect(people.filter((person) => person['去世日期'] !== null)).toHaveLength(1);
    expect(people.filter((person) => person['标签']?.includes('代表'))).toHaveLength(26);
  });

  it('has valid resident IDs of a region that does not exist, each once, that agree with birth date and sex', () => {
    const ids = people.map((person) => parseResidentId(person['身份证号'] ?? '', foundingDay));
    expect(new Set(ids.map(({ text }) => text)).size).toBe(603);
    expect(ids.every(({ text }) => text.startsWith('990105'))).toBe(true);
    expect(ids.map(({ birthDate, sex }) => [birthDate.toString(), sex === 'male' ? '男' : '女'])).toEqual(
      people.map((person) => [person['出生日期'], person['性别']]),
    );
  });

  it('has nobody of age who is not retired, and the dates of each life in order', () => {
    for (const person of people.filter((each) => each['入社日期'] !== null)) {
      const [born, admitted] = [LocalDate.parse(person['出生日期'] ?? ''), person['入社日期'] ?? ''];
      const age = born.fullYearsUntil(foundingDay);
      const retired = person['退休日期'] ?? null;
      if (age >= (person['性别'] === '男' ? 60 : 55)) expect(retired, person['姓名'] ?? '').not.toBeNull();
      expect(born.isAfter(LocalDate.parse(admitted))).toBe(false);
      if (retired !== null) expect(admitted <= retired && retired <= '2010-07-31').toBe(true);
    }
  });

  it('has one head in each household and heads who are grown up', () => {
    const heads = people.filter((person) => person['与户主关系'] === '户主');
    expect(new Set(heads.map((person) => person['户号'])).size).toBe(heads.length);
    expect(heads).toHaveLength(210);
    const youngest = heads
      .map((person) => person['出生日期'] ?? '')
      .sort()
      .at(-1);
    expect(youngest! < '1992-07-31').toBe(true);
  });

  it('has phones and accounts that belong to nobody', () => {
    const phones = people.flatMap((person) => person['电话'] ?? []);
    expect(phones.every((text) => /^199 0000 \d{4}$/.test(text) && parsePhone(text).length === 11)).toBe(
      true,
    );
    const accounts = people.flatMap((person) => person['银行账号'] ?? []).map(parseBankAccount);
    expect(new Set(accounts).size).toBe(accounts.length);
    expect(accounts.every((text) => text.startsWith('990105'))).toBe(true);
    expect(accounts.every((text) => luhnCheckDigit(text.slice(0, -1)) === text.slice(-1))).toBe(true);
  });

  it('has rare characters, some beyond sixteen bits, all of which the house font prints', () => {
    const characters = new Set(people.flatMap((person) => [...(person['姓名'] ?? '')]));
    for (const character of '䶮㛃䲜𬭎𬍛𫖮赟翀喆堃珺亓逄仝昝甯·') expect([...characters]).toContain(character);
    const { resolve } = createRequire(import.meta.url);
    for (const file of ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf']) {
      const font = fontkit.openSync(resolve(`@expo-google-fonts/noto-sans-sc/${file}`)) as fontkit.Font;
      const missing = [...characters].filter((each) => !font.hasGlyphForCodePoint(each.codePointAt(0)!));
      expect(missing).toEqual([]);
    }
  });
});

describe('the opening shares', () => {
  it('are in GB18030, which is not UTF-8', () => {
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(committed('opening-shares.csv'))).toThrow();
  });

  it('are 508 holdings of adults and 8 of households, of basic shares from the founding day', () => {
    const numbers = new Map(people.map((person) => [person['股东编号'], person]));
    const households = new Set(people.map((person) => person['户号']));
    expect(opening).toHaveLength(516);
    expect(opening.filter(([kind]) => kind === '户')).toHaveLength(8);
    for (const [kind, holder, shareClass, quantity, effectiveOn] of opening) {
      expect([shareClass, effectiveOn]).toEqual(['基本股', '2010-07-31']);
      const { units } = ShareQuantity.parse(quantity!);
      expect(units % 100n).toBe(0n);
      if (kind === '户') expect(households).toContain(holder);
      else {
        expect(units >= 5_000_000n && units < 30_010_000n).toBe(true);
        const born = LocalDate.parse(numbers.get(holder)?.['出生日期'] ?? '');
        expect(born.fullYearsUntil(foundingDay)).toBeGreaterThanOrEqual(18);
      }
    }
  });
});

function partsOf(workbook: Uint8Array): Readonly<Record<string, string>> {
  const parts = Object.entries(unzipSync(workbook));
  return Object.fromEntries(parts.map(([name, content]) => [name, new TextDecoder().decode(content)]));
}
