/**
 * What the office wrote: in the reader's language where it gave the words, else in Chinese, and marked so, that no English voice reads it.
 * Every page shows its titles, reasons, notes and names through this.
 */
import type { ReactElement } from 'react';
import { inLanguage } from '../../domain/language.ts';
import { useLanguage } from '../shared/language.ts';

export function Written(props: { readonly zh: string; readonly en?: string | null }): ReactElement {
  const language = useLanguage();
  const { zh, en } = props;
  if (language === 'zh' || (en ?? '') !== '') return <>{inLanguage(language, zh, en)}</>;
  return <span lang="zh-CN">{zh}</span>;
}

/** A sentence of an English page that has Chinese names or words in it: each marked as such, for whoever has the page read out. */
export function Marked({ text }: { readonly text: string }): ReactElement {
  const language = useLanguage();
  if (language === 'zh') return <>{text}</>;
  return (
    <>
      {text.split(CHINESE).map((part, at) =>
        CHINESE.test(part) ? (
          <span key={at} lang="zh-CN">
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </>
  );
}

const CHINESE = /(\p{Script=Han}(?:[\p{Script=Han}\p{P}\d\s]*[\p{Script=Han}\p{P}])?)/u;

/** A line as the phone's voices read it: on an English page what is Chinese in it by the Chinese voice. */
export function spokenParts(line: string, language: 'zh' | 'en'): readonly (readonly [string, string])[] {
  if (language === 'zh') return [[line, 'zh-CN']];
  return line
    .split(CHINESE)
    .filter((part) => part.trim() !== '')
    .map((part) => [part, CHINESE.test(part) ? 'zh-CN' : 'en-GB'] as const);
}
