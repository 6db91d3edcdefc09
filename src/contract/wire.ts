/**
 * The shapes of the wire: amounts, quantities, ratios and dates as text, checked by the domain's own parsers, so that a
 * refusal says exactly what the domain would say. Schemas check and describe; they never transform.
 */
import * as z from 'zod';
import { LocalDate, Period } from '../domain/calendar.ts';
import { Refusal, type Fault } from '../domain/refusal.ts';
import { Money } from '../domain/money.ts';
import { parsePersonName } from '../domain/person-name.ts';
import { Ratio } from '../domain/ratio.ts';
import { ShareQuantity } from '../domain/share-quantity.ts';
import { checkInput } from './faults.ts';
import { asTyped } from './text-kinds.ts';

/** Text that a domain parser accepts. `example` and the description, in English and Chinese, go into the API document. */
export function domainText(
  parse: (text: string) => unknown,
  example: string,
  description: string,
  zh: string,
) {
  return z
    .string()
    .max(200)
    .superRefine((text, context) => {
      try {
        parse(text);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        context.addIssue({ code: 'custom', message: error.message, params: { fault: error.faults[0] } });
      }
    })
    .meta({ description, zh, example });
}

export const moneyText = () =>
  domainText(Money.parse.bind(Money), '1234.50', 'Yuan, at most two decimals', '元，最多两位小数');
export const quantityText = () =>
  domainText(
    ShareQuantity.parse.bind(ShareQuantity),
    '2000',
    'Shares, at most four decimals',
    '股，最多四位小数',
  );
export const ratioText = () =>
  domainText(Ratio.parse.bind(Ratio), '1:8', 'Two positive whole numbers', '两个正整数');
export const dateText = () =>
  domainText(LocalDate.parse.bind(LocalDate), '2010-07-31', 'A calendar day', '日期');
export const periodText = () => domainText(Period.parse.bind(Period), '2010-H2', 'A half-year', '半年');
export const instantText = () =>
  z.iso
    .datetime()
    .superRefine((text, context) => {
      // The years of LocalDate: JavaScript reads a year 0, which PostgreSQL does not know.
      if (!/^\d{4}-/.test(text) || /^(19|2[01])/.test(text)) return;
      const fault: Fault = { code: 'instant.out-of-range', values: { text: text.slice(0, 40) } };
      context.addIssue({ code: 'custom', message: fault.code, params: { fault } });
    })
    .meta({ description: 'A moment in UTC', zh: '时刻（UTC）', example: '2010-07-05T00:00:00Z' });
/** The name of a person, in whatever way it is typed; `spelledName` gives the form that is stored. */
export const personNameText = (example: string) =>
  asTyped(domainText(parsePersonName, example, 'A name, as on the ID card', '姓名，与身份证一致'));
export const idText = () => z.uuid().toLowerCase();

/** A group of as many named entries as anybody has use for. */
export function fewEntries<Value extends z.ZodType>(group: z.ZodRecord<z.ZodString, Value>, most: number) {
  return group.superRefine((entries, context) => {
    const count = Object.keys(entries).length;
    if (count <= most) return;
    const fault: Fault = { code: 'input.too-many', values: { most, count } };
    context.addIssue({ code: 'custom', message: fault.code, params: { fault } });
  });
}

/** Checks any input against a schema; throws one Refusal with every fault and its JSON pointer. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = checkInput(schema, input);
  if (result.success) return result.data;
  throw result.refusal;
}

/** The English of something that is entered in Chinese: papers in English print it, and the Chinese where there is none. */
export const inEnglish = (most: number) =>
  z.string().trim().min(1).max(most).optional().meta({
    description: 'Printed on papers in English; the Chinese unless given',
    zh: '英文文件所用文字；不填则印中文',
  });
