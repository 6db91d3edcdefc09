/**
 * Amounts, shares and days as people read them, made from their text alone: no figure becomes a JavaScript number. Points
 * stand under each other, a negative carries its sign, the unit stands once in the head of the column.
 */
import type { ReactElement } from 'react';
import { dayIn, useLanguage } from './language.ts';

/** `-1234.50` as `−1,234.50`. */
export function grouped(text: string): string {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(text) ?? [];
  if (whole === '') return text;
  return `${sign && '−'}${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}${rest}`;
}

/** Zeros that say nothing are left off after the point: `2000.0000` is 2,000 shares. */
export function groupedShares(text: string): string {
  return grouped(text.includes('.') ? text.replace(/\.?0+$/, '') : text);
}

export function Amount({ of }: { readonly of: string | null | undefined }): ReactElement {
  return (
    <span className={of?.startsWith('-') === true ? 'figure negative' : 'figure'}>
      {of == null ? '—' : grouped(of)}
    </span>
  );
}

export function Shares({ of }: { readonly of: string | null | undefined }): ReactElement {
  return <span className="figure">{of == null ? '—' : groupedShares(of)}</span>;
}

/** A day, as the language writes it. */
export function Day({ of }: { readonly of: string | null | undefined }): ReactElement {
  const language = useLanguage();
  return of == null ? (
    <span className="quiet">—</span>
  ) : (
    <time dateTime={of}>{dayIn(language, of.slice(0, 10))}</time>
  );
}

/** `0.20` as `20 %`: the point two places on, in text. */
export function percentOf(rate: string): string {
  const [whole = '0', rest = ''] = rate.split('.');
  const digits = whole + rest.padEnd(2, '0');
  const at = whole.length + 2;
  const shown = `${digits.slice(0, at)}.${digits.slice(at)}`.replace(/^0+(?=\d)/, '').replace(/\.?0*$/, '');
  return `${shown === '' ? '0' : shown} %`;
}

/** `20%` as `0.20`: the point two places back, in text; what is no percentage as it was typed. */
export function rateTyped(text: string): string {
  const [, whole, rest = ''] = /^(\d{1,3})(?:\.(\d{1,6}))?\s*[%％]$/.exec(text.trim()) ?? [];
  if (whole === undefined) return text.trim();
  const digits = whole.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}${rest}`;
}

/** A moment in the time of China, to the minute. */
export function Moment({ of }: { readonly of: string }): ReactElement {
  return <time dateTime={of}>{momentOf(of)}</time>;
}

export function momentOf(at: string): string {
  return momentInChina.format(new Date(at));
}

const momentInChina = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});
