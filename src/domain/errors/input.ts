/** Refusals of what was filled in: missing, of another form, too much. `{field}` names it, `{like}` shows a right one. */
import type { Catalogue } from './entry.ts';

export const inputErrors = {
  'input.missing': { status: 422, zh: '缺少{field}{like}。', en: 'Missing: {field}{like}.' },
  'input.empty': {
    status: 422,
    zh: '{field}不能空着，请填写。',
    en: 'Nothing is written for {field}: fill it in.',
  },
  'input.not-text': {
    status: 422,
    zh: '{field}应当写成文字{like}，收到的却是{given}。',
    en: '{field} must be text{like}, not {given}.',
  },
  'input.not-whole-number': {
    status: 422,
    zh: '{field}应当是整数，收到的却是{given}。',
    en: '{field} must be a whole number, not {given}.',
  },
  'input.not-yes-or-no': {
    status: 422,
    zh: '{field}只能是“是”或“否”，收到的却是{given}。',
    en: '{field} must be true or false, not {given}.',
  },
  'input.not-a-list': {
    status: 422,
    zh: '{field}应当是一个列表，收到的却是{given}。',
    en: '{field} must be a list, not {given}.',
  },
  'input.not-a-group': {
    status: 422,
    zh: '{field}由几项内容组成{like}，收到的却是{given}。',
    en: '{field} must be a group of named fields{like}, not {given}.',
  },
  'input.not-a-choice': {
    status: 422,
    zh: '{field}只能是：{choices}。收到的却是{given}。',
    en: '{field} must be one of {choices}, not {given}.',
  },
  'input.not-one-of': {
    status: 422,
    zh: '{field}不能是“{given}”，只能是：{choices}。',
    en: '{field} cannot be "{given}", only one of {choices}.',
  },
  'input.no-such-form': {
    status: 422,
    zh: '{field}写法不对，应当是其中一种：{choices}。',
    en: '{field} must take one of these forms: {choices}.',
  },
  'input.too-long': {
    status: 422,
    zh: '{field}最多 {most} 个字，现在有 {count} 个字：请缩短。',
    en: '{field} may have at most {most} characters, not {count}: shorten it.',
  },
  'input.too-short': {
    status: 422,
    zh: '{field}至少要有 {least} 个字，请写清楚。',
    en: '{field} must have at least {least} characters: say more.',
  },
  'input.too-few': {
    status: 422,
    zh: '{field}至少要有 {least} 行，请补上。',
    en: '{field} must have at least {least} rows: add what is missing.',
  },
  'input.too-many': {
    status: 422,
    zh: '{field}最多 {most} 行，现在有 {count} 行：请分几次办理。',
    en: '{field} may have at most {most} rows, not {count}: do it in several steps.',
  },
  'input.out-of-range': {
    status: 422,
    zh: '{field}应当{range}，不能是 {given}。',
    en: '{field} must be {range}, not {given}.',
  },
  'input.and-more': {
    status: 422,
    zh: '另有 {count} 处问题没有列出：请先改正上面各处。',
    en: 'There are {count} more faults that are not listed: mend those above first.',
  },
  'input.unknown-field': {
    status: 422,
    zh: '{place}中的“{name}”无法识别：请核对名称，或把它去掉。',
    en: 'The field "{name}" in {place} is not known: check its name, or leave it out.',
  },
  'input.malformed': {
    status: 422,
    zh: '{field}写法不对，请核对{like}。',
    en: '{field} cannot be read as written{like}: check it.',
  },
  'input.malformed-key': {
    status: 422,
    zh: '{field}：这个名称不对，请核对。',
    en: '{field}: this name cannot be used, check it.',
  },
  'input.not-an-id': {
    status: 422,
    zh: '找不到{field}：编号的写法不对，请从列表中选取，不要手工填写。',
    en: '{field} is not named by an identifier: take it from a list instead of typing it.',
  },
  'input.unseen-character': {
    status: 422,
    zh: '{field}第 {place} 个字符（{sign}）看不见，或会改变文字的方向：请删去后重新输入。',
    en: 'Character {place} of {field} ({sign}) cannot be seen or turns the direction of the text: delete it and type the text again.',
  },
  'input.says-nothing': {
    status: 422,
    zh: '这里没有写明什么：请写出实际内容，至少两个不同的字。',
    en: 'This says nothing: write what there is to say, with at least two different letters.',
  },
  'input.unreadable-character': {
    status: 422,
    zh: '{field}中有无法保存的字符：请删去后重新输入。',
    en: 'In {field} there is a character that cannot be stored: delete it and type the text again.',
  },
  'input.too-deep': {
    status: 422,
    zh: '提交的内容层次太多，无法读取。',
    en: 'What was sent is nested too deeply to be read.',
  },
} as const satisfies Catalogue;
