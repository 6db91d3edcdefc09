/** The page a QR code leads to: whoever holds a paper compares it with the record. Nothing about persons is shown. */
import { createHash } from 'node:crypto';
import type { Language } from '../../../domain/language.ts';
import { chainStateWords, paperStateWords } from '../../../domain/words.ts';
import type { CheckReply } from '../contract.ts';

const words = {
  heading: { zh: '文件核对', en: 'Paper check' },
  found: {
    zh: '账簿中有这份文件。请与手中的纸件逐项比对。',
    en: 'The ledger knows this paper. Compare each line with the one in your hand.',
  },
  unknown: {
    zh: '账簿中没有编号为 {number} 的文件。请核对编号；编号无误的，这份纸件不是本社出具的。',
    en: 'The ledger has no paper {number}. Check the number; if it is right, the paper was not issued here.',
  },
  issuer: { zh: '出具单位', en: 'Issued by' },
  kindName: { zh: '文件种类', en: 'Kind' },
  number: { zh: '编号', en: 'Number' },
  issuedOn: { zh: '出具日期', en: 'Issued on' },
  total: { zh: '实发合计（元）', en: 'Net in all (yuan)' },
  standing: { zh: '是否有效', en: 'Does it stand?' },
  pages: { zh: '页数', en: 'Pages' },
  seal: { zh: '账印（每页所印，请逐位比对）', en: 'Ledger seal, as on every page: compare each digit' },
  chained: { zh: '流水链', en: 'The chain of the trail' },
  entry: { zh: '出具它的流水号', en: 'Entry of its issue' },
  sealedOn: { zh: '另存账印的最近日期', en: 'Last sealed outside the database' },
  sha256: { zh: '电子原件 SHA-256', en: 'SHA-256 of the file' },
  compare: {
    zh: '手上有电子文件？在这里核对是不是原件',
    en: 'You have the file? See whether it is the original',
  },
} as const satisfies Record<string, Record<Language, string>>;

const shown = [
  'issuer',
  'kindName',
  'number',
  'issuedOn',
  'total',
  'standing',
  'pages',
  'seal',
  'chained',
  'entry',
  'sealedOn',
  'sha256',
] as const;

export function checkPage(issuerId: string, reply: CheckReply, language: Language): string {
  const said = {
    ...reply,
    standing: standingInWords(reply, language),
    chained: chainInWords(reply, language),
    entry: reply.chain.entry,
    sealedOn: reply.chain.sealedOn,
  };
  const rows = shown
    .filter((key) => said[key] !== null)
    .map((key) => `<dt>${words[key][language]}</dt><dd>${escaped(String(said[key]))}</dd>`);
  const compare = `/portal/check/${issuerId}/${encodeURIComponent(reply.number)}`;
  const link = `<p><a href="${compare}">${words.compare[language]}</a></p>`;
  return page(language, words.found[language], `<dl>${rows.join('')}</dl>${link}`);
}

function standingInWords({ state, replacedBy }: CheckReply, language: Language): string {
  return [paperStateWords[state][language], replacedBy ?? ''].join(' ').trim();
}

function chainInWords({ chain }: CheckReply, language: Language): string {
  const sign = chain.state === 'stands' ? '✓' : '✗';
  return `${sign} ${chainStateWords[chain.state][language]}`;
}

export function unknownPage(number: string, language: Language): string {
  return page(language, escaped(words.unknown[language].replace('{number}', number)), '');
}

const style = `
body{margin:0;background:#f6f3ec;color:#1d1d1f;font:16px/1.6 system-ui,"Noto Sans SC",sans-serif}
main{max-width:34rem;margin:8vh auto;padding:2rem;background:#fff;border-top:4px solid #a32a22}
h1{margin:0 0 .25rem;font-size:1.5rem}p{margin:0 0 1.5rem;color:#6e6a63}
dl{margin:0}dt{font-size:.8rem;color:#6e6a63}dd{margin:0 0 .9rem;overflow-wrap:anywhere;font-weight:600}a{color:#2f4a63}
`;

/** What a browser may do with the page: draw it by this style, and nothing else. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A page of its own, without scripts: any phone reads it. */
function page(language: Language, text: string, facts: string): string {
  const heading = words.heading[language];
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}</title>
<style>${style}</style></head>
<body><main><h1>${heading}</h1><p>${text}</p>${facts}</main></body></html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
