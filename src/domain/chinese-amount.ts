/**
 * Amounts in capitals (人民币大写), as written on receipts and entries: 整 after 元 and after 角, 零 once for any run of
 * zeros between digits. Product: Payout; source: 会计基础工作规范.
 */
import { refuse } from './refusal.ts';
import { Money } from './money.ts';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = [
  [100_000_000n, '亿'],
  [10_000n, '万'],
  [1_000n, '仟'],
  [100n, '佰'],
  [10n, '拾'],
] as const;

/** `16,409.02` → 壹万陆仟肆佰零玖元零贰分. A negative amount begins with 负; zero is 零元整. */
export function chineseAmount(amount: Money): string {
  if (amount.isNegative) return `负${chineseAmount(amount.negated())}`;
  const yuan = amount.fen / 100n;
  const jiao = (amount.fen / 10n) % 10n;
  const fen = amount.fen % 10n;
  if (amount.isZero) return '零元整';
  const whole = yuan === 0n ? '' : `${chineseInteger(yuan)}元`;
  if (jiao === 0n && fen === 0n) return `${whole}整`;
  if (fen === 0n) return `${whole}${digit(jiao)}角整`;
  if (jiao === 0n) return `${whole}${whole && '零'}${digit(fen)}分`;
  return `${whole}${digit(jiao)}角${digit(fen)}分`;
}

/** A whole number above zero in capitals, without a unit. */
function chineseInteger(value: bigint): string {
  for (const [size, name] of PLACES) {
    if (value < size) continue;
    return `${chineseInteger(value / size)}${name}${remainder(value % size, size)}`;
  }
  return digit(value);
}

// 零 stands where the place right below is empty: after 万 that is the thousands, after 仟 the hundreds.
function remainder(rest: bigint, size: bigint): string {
  if (rest === 0n) return '';
  return `${rest < size / 10n ? '零' : ''}${chineseInteger(rest)}`;
}

function digit(value: bigint): string {
  return DIGITS.charAt(Number(value));
}

const WRITTEN = /^(负)?(?:(.+)元)?(?:零?(.)角)?(?:零?(.)分)?整?$/;

/**
 * Reads capitals back; the inverse of `chineseAmount`. Refuses what it could not have written: whatever is read of such a
 * text, the capitals of that amount are others.
 */
export function parseChineseAmount(text: string): Money {
  const plain = text.trim().replace(/^人民币[:：]?/, '');
  const [, minus, yuan = '', jiao = '', fen = ''] = WRITTEN.exec(plain) ?? [];
  const total = integerOf(yuan) * 100n + digitOf(jiao) * 10n + digitOf(fen);
  const amount = Money.fromFen(minus === undefined ? total : -total);
  if (chineseAmount(amount) !== plain) throw refuse('money.malformed', { text: text.slice(0, 40) });
  return amount;
}

function integerOf(text: string): bigint {
  const plain = text.replace('零', '');
  for (const [size, name] of PLACES) {
    const at = plain.lastIndexOf(name);
    if (at < 0) continue;
    return integerOf(plain.slice(0, at)) * size + integerOf(plain.slice(at + 1));
  }
  return digitOf(plain);
}

/** Nothing is zero; what is no digit is −1. */
function digitOf(text: string): bigint {
  return BigInt(DIGITS.indexOf(text));
}
