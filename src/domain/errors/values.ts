/** Refusals of malformed amounts, quantities, ratios and dates. */
import type { Catalogue } from './entry.ts';

export const valueErrors = {
  'money.malformed': {
    status: 422,
    zh: '{field|金额}“{text}”无法识别：请写成数字，最多两位小数，例如 1234.50。',
    en: '{field|The amount} "{text}" cannot be read: write digits with at most two decimals, such as 1234.50.',
  },
  'money.too-fine': {
    status: 422,
    zh: '{field|金额}“{text}”的小数超过 {places} 位。',
    en: '{field|The amount} "{text}" has more than {places} decimals.',
  },
  'quantity.malformed': {
    status: 422,
    zh: '{field|股数}“{text}”无法识别：请写成数字，最多四位小数，例如 12.5。',
    en: '{field|The quantity} "{text}" cannot be read: write digits with at most four decimals, such as 12.5.',
  },
  'quantity.negative': {
    status: 422,
    zh: '{field|股数}“{text}”不能为负。',
    en: '{field|The quantity} "{text}" must not be negative.',
  },
  'quantity.too-fine': {
    status: 422,
    zh: '{field|股数}“{text}”的小数超过四位。',
    en: '{field|The quantity} "{text}" has more than four decimals.',
  },
  'quantity.zero': { status: 422, zh: '股数必须大于零。', en: 'The quantity must be greater than zero.' },
  'fraction.malformed': {
    status: 422,
    zh: '{field|数}“{text}”无法识别：请写成数字或分数，例如 2、0.5 或 1/3。',
    en: '{field|The number} "{text}" cannot be read: write a number or a fraction such as 2, 0.5 or 1/3.',
  },
  'fraction.no-common-scale': {
    status: 422,
    zh: '这些分数的公分母超过 {digits} 位，无法一起精确计算：请改用较简单的分数或小数。',
    en: 'The common denominator of these fractions has more than {digits} digits, so they cannot be reckoned with together: use simpler fractions or decimals.',
  },
  'calculation.too-long': {
    status: 422,
    zh: '这次计算超过了 {seconds} 秒或可用的内存，已经停止：请减少人数、规则或方案，分几次计算。',
    en: 'This calculation took more than {seconds} seconds, or more memory than there is for it, and was stopped: use fewer holders, rules or schemes, or do it in parts.',
  },
  'value.out-of-range': {
    status: 422,
    zh: '有一个数字或日期，或由它算出的结果，超出了能够保存的范围，没有写入任何内容：请核对。',
    en: 'A number or day, or what was reckoned from it, is beyond what can be kept; nothing was written: check it.',
  },
  'ratio.malformed': {
    status: 422,
    zh: '{field|比例}“{text}”无法识别：请写成两个正整数，例如 1:8，每个不超过 1000000。',
    en: '{field|The ratio} "{text}" cannot be read: write two positive whole numbers such as 1:8, each at most 1000000.',
  },
  'date.malformed': {
    status: 422,
    zh: '{field|日期}“{text}”无法识别：请写成 年-月-日，例如 2010-07-31。',
    en: '{field|The date} "{text}" cannot be read: write year-month-day, such as 2010-07-31.',
  },
  'instant.out-of-range': {
    status: 422,
    zh: '时刻“{text}”超出范围：年份应在 1900 至 2199 之间。',
    en: 'The moment "{text}" is out of range: its year must be between 1900 and 2199.',
  },
  'period.malformed': {
    status: 422,
    zh: '{field|半年期}“{text}”无法识别：请写成 2010-H1 或 2010-H2。',
    en: '{field|The half-year} "{text}" cannot be read: write 2010-H1 or 2010-H2.',
  },
} as const satisfies Catalogue;
