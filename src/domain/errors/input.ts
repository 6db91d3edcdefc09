/** Refusals of what was filled in: missing, of another form, too much. `{field}` names it, `{like}` shows a right one. */
import type { Catalogue } from './entry.ts';

export const inputErrors = {
  'input.missing': { status: 422, zh: '缺少{field}{like}。', en: '{field}{like} is missing.' },
  'input.empty': { status: 422, zh: '{field}不能空着，请填写。', en: '{field} is empty: fill it in.' },
  'input.not-text': {
    status: 422,
    zh: '{field}应当写成文字{like}，收到的却是{given}。',
    en: '{field} is written as text{like}, not as {given}.',
  },
  'input.not-whole-number': {
    status: 422,
    zh: '{field}应当是整数，收到的却是{given}。',
    en: '{field} is a whole number, not {given}.',
  },
  'input.not-yes-or-no': {
    status: 422,
    zh: '{field}只能是“是”或“否”，收到的却是{given}。',
    en: '{field} is true or false, not {given}.',
  },
  'input.not-a-list': {
    status: 422,
    zh: '{field}应当是一个列表，收到的却是{given}。',
    en: '{field} is a list, not {given}.',
  },
  'input.not-a-group': {
    status: 422,
    zh: '{field}由几项内容组成{like}，收到的却是{given}。',
    en: '{field} is a group of named fields{like}, not {given}.',
  },
  'input.not-a-choice': {
    status: 422,
    zh: '{field}只能是其中之一：{choices}，收到的却是{given}。',
    en: '{field} is one of {choices}, not {given}.',
  },
  'input.not-one-of': {
    status: 422,
    zh: '{field}不能是“{given}”，只能是其中之一：{choices}。',
    en: '{field} cannot be "{given}": it is one of {choices}.',
  },
  'input.too-long': {
    status: 422,
    zh: '{field}最多 {most} 个字，现在有 {count} 个字：请缩短。',
    en: '{field} has at most {most} characters, and this has {count}: shorten it.',
  },
  'input.too-short': {
    status: 422,
    zh: '{field}至少要有 {least} 个字，请写清楚。',
    en: '{field} has at least {least} characters: say more.',
  },
  'input.too-few': {
    status: 422,
    zh: '{field}至少要有 {least} 行，请补上。',
    en: '{field} must have at least {least}: add what is missing.',
  },
  'input.too-many': {
    status: 422,
    zh: '{field}最多 {most} 行，现在有 {count} 行：请分几次办理。',
    en: '{field} may have at most {most}, and this has {count}: do it in several steps.',
  },
  'input.out-of-range': {
    status: 422,
    zh: '{field}应当{range}，不能是 {given}。',
    en: '{field} must be {range}, not {given}.',
  },
  'input.unknown-field': {
    status: 422,
    zh: '{place}里没有“{name}”这一项：请核对名称，或把它去掉。',
    en: '{place} has no field "{name}": check its name, or leave it out.',
  },
  'input.malformed': {
    status: 422,
    zh: '{field}的写法不对，请核对{like}。',
    en: '{field} is not written as it must be{like}: check it.',
  },
  'input.malformed-key': {
    status: 422,
    zh: '{field}：这个名称不对，请核对。',
    en: '{field}: this name cannot be used, check it.',
  },
  'input.not-an-id': {
    status: 422,
    zh: '{field}的编号不对：请从列表中选取，不要手工填写。',
    en: '{field} is not named by an identifier of this ledger: take it from a list instead of typing it.',
  },
  'input.unreadable-character': {
    status: 422,
    zh: '{field}中有无法保存的字符：请删去后重新输入。',
    en: '{field} holds a character that cannot be stored: delete it and type the text again.',
  },
  'input.too-deep': {
    status: 422,
    zh: '提交的内容层次太多，无法读取。',
    en: 'What was sent is nested too deeply to be read.',
  },
} as const satisfies Catalogue;
