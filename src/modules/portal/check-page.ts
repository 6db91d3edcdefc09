/**
 * The page a QR code leads to: whoever holds a paper reads what it is, whether it still stands and whom to call, in words first; what only
 * an expert compares is folded beneath. Nothing about persons is shown, and of the paper that took its place the day alone.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { parseInput } from '../../contract/wire.ts';
import { LocalDate, writtenDate } from '../../domain/calendar.ts';
import type { Language, Sentence } from '../../domain/language.ts';
import { checkWords, paperNumber } from '../../domain/paper-number.ts';
import { chainStateWords } from '../../domain/words.ts';
import { languageOf, type RoutePlugin } from '../../platform/http.ts';
import { checkDocument, ofHolders, sealsKept } from '../papers/index.ts';
import * as wire from '../papers/contract.ts';
import { contactOf } from './contact.ts';

type Contact = Awaited<ReturnType<typeof contactOf>>;
type Say = (sentence: Sentence, values?: Readonly<Record<string, string>>) => string;

const words = {
  heading: { zh: '文件核对', en: 'Paper check' },
  what: { zh: '这是{issuer}出具的《{kind}》。', en: 'It is the “{kind}” that {issuer} issued.' },
  valid: { zh: '✓ 这份文件仍然有效。', en: '✓ This paper still stands.' },
  replaced: {
    zh: '! 这份文件已经换了：请以{day}出具的那一份为准。',
    en: '! This paper was replaced: the one of {day} counts.',
  },
  replacedUndated: {
    zh: '! 这份文件已经换了新的一份，请以新的为准。',
    en: '! This paper was replaced by a later one, which counts.',
  },
  void: { zh: '✗ 这份文件已经作废。', en: '✗ This paper is void.' },
  differs: {
    zh: '✗ 账簿记的和这份文件对不上：先不要相信它，请打下面的电话。',
    en: '✗ The ledger does not agree with this paper: do not rely on it yet, and call the number below.',
  },
  compare: {
    zh: '请和手中的纸件逐项比对：有一处不一样，就不是这一份。',
    en: 'Compare each line with the paper in your hand: if one differs, it is another.',
  },
  number: { zh: '编号', en: 'Number' },
  issuedOn: { zh: '出具日期', en: 'Issued on' },
  total: { zh: '合计（扣税后）', en: 'In all, after tax' },
  yuan: { zh: '{amount} 元', en: '¥{amount}' },
  pages: { zh: '页数', en: 'Pages' },
  seal: { zh: '账印（印在每一页上）', en: 'Ledger seal, as on every page' },
  file: { zh: '手上有电子文件？核对是不是原件', en: 'You have the file? Compare it' },
  ask: { zh: '不明白，或者对不上：请打这个电话', en: 'If anything is unclear or differs, call' },
  visit: {
    zh: '不明白，或者对不上：请到办公室问',
    en: 'If anything is unclear or differs, ask at the office',
  },
  expert: { zh: '给懂行的人看', en: 'For whoever knows about such things' },
  chained: { zh: '流水链', en: 'The chain of the trail' },
  entry: { zh: '出具它的流水号', en: 'Entry of its issue' },
  sealedOn: { zh: '另存账印的最近日期', en: 'Last sealed outside the database' },
  sha256: { zh: '电子原件的指纹（SHA-256）', en: 'Digest of the file (SHA-256)' },
} as const satisfies Record<string, Sentence>;

const issuerAlone = wire.checkDocument.input.pick({ issuerId: true });
const numberTyped = z.object({ number: z.string().max(100).optional() });

/** Outside the API: the address printed in QR codes, a page for whoever holds the paper, be it true or false. */
export const checkRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  const seals = sealsKept(services.config);
  const config = { rateLimit: { max: ofHolders.perMinute, timeWindow: '1 minute' } };
  app.get('/check/:issuerId', { config }, async (request, reply) => {
    const { issuerId } = parseInput(issuerAlone, request.params);
    const { number: typed } = parseInput(numberTyped, request.query);
    const language = languageOf(request);
    const number = typed === undefined ? null : paperNumber(typed);
    if (number !== null) return reply.redirect(`/check/${issuerId}/${number}?lang=${language}`, 303);
    const contact = await services.database.read(issuerId, (tx) => contactOf(tx, issuerId));
    const isWrong = typed !== undefined;
    return reply
      .code(isWrong ? 422 : 200)
      .header('content-security-policy', pagePolicy)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(askingPage(issuerId, contact, language, isWrong));
  });
  app.get('/check/:issuerId/:number', { config }, async (request, reply) => {
    const asked = parseInput(wire.checkDocument.input, request.params);
    const { issuerId, number } = asked;
    const language = languageOf(request);
    const told = await seals(issuerId);
    const { checked, contact } = await services.database.read(issuerId, async (tx) => ({
      checked: await checkDocument(tx, services, told, asked, language),
      contact: await contactOf(tx, issuerId),
    }));
    return reply
      .code(checked === null ? 404 : 200)
      .header('content-security-policy', pagePolicy)
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(
        checked === null
          ? unknownPage(issuerId, number, contact, language)
          : checkPage(issuerId, checked, contact, language),
      );
  });
};

/** Whoever cannot scan the code types the number. */
function numberForm(issuerId: string, label: Sentence, say: Say, language: Language): string {
  return `<form action="/check/${issuerId}" method="get"><input type="hidden" name="lang" value="${language}">
<label for="number">${say(label)}</label><label class="small" for="number">${say(checkWords.type)}</label>
<input id="number" name="number" inputmode="numeric" autocomplete="off" required>
<button class="button" type="submit">${say(checkWords.look)}</button></form>`;
}

function askingPage(issuerId: string, contact: Contact, language: Language, isWrong: boolean): string {
  const say = speaker(language);
  return page(language, [
    ...(isWrong ? [`<p class="bad">${say(checkWords.wrong)}</p>`] : []),
    numberForm(issuerId, words.heading, say, language),
    whomToCall(contact, say),
  ]);
}

function checkPage(issuerId: string, reply: wire.CheckReply, contact: Contact, language: Language): string {
  const say = speaker(language);
  const { number, issuedOn, total, pages, seal, chain } = reply;
  const isGood = reply.state === 'valid' && chain.state === 'stands';
  const compare = `/portal/check/${issuerId}/${encodeURIComponent(number)}`;
  return page(language, [
    `<p class="${isGood ? 'good' : 'bad'}">${standing(reply, say, language)}</p>`,
    `<p>${say(words.what, { issuer: reply.issuer, kind: reply.kindName })}</p>`,
    `<p>${say(words.compare)}</p>`,
    `<p>${say(checkWords.whatStands)}</p>`,
    facts(say, [
      ['number', number],
      ['issuedOn', dayIn(language, issuedOn)],
      ['total', total && say(words.yuan, { amount: grouped(total) })],
      ['pages', String(pages)],
      ['seal', seal],
    ]),
    `<p><a class="button" href="${compare}">${say(words.file)}</a></p>`,
    whomToCall(contact, say),
    `<details><summary>${say(words.expert)}</summary>`,
    facts(say, [
      ['chained', `${chain.state === 'stands' ? '✓' : '✗'} ${chainStateWords[chain.state][language]}`],
      ['entry', chain.entry],
      ['sealedOn', chain.sealedOn && dayIn(language, chain.sealedOn)],
      ['sha256', reply.sha256],
    ]),
    '</details>',
    numberForm(issuerId, checkWords.another, say, language),
  ]);
}

/** What the trail says otherwise of comes first: neither good nor replaced can be relied on then. */
function standing({ state, replacedOn, chain }: wire.CheckReply, say: Say, language: Language): string {
  if (chain.state !== 'stands') return say(words.differs);
  if (state !== 'replaced') return say(words[state]);
  return replacedOn === null
    ? say(words.replacedUndated)
    : say(words.replaced, { day: dayIn(language, replacedOn) });
}

function unknownPage(issuerId: string, number: string, contact: Contact, language: Language): string {
  const say = speaker(language);
  return page(language, [
    `<p class="bad">${say(checkWords.unknown, { number })}</p>`,
    numberForm(issuerId, checkWords.another, say, language),
    whomToCall(contact, say),
  ]);
}

function whomToCall({ telephone, place, hours }: Contact, say: Say): string {
  const where = [place, hours].flatMap((each) => (each === null ? [] : [`<p>${escaped(each)}</p>`])).join('');
  if (telephone === null) return `<p>${say(words.visit)}</p>${where}`;
  const call = `<a class="button" href="tel:${telephone.replace(/ /g, '')}">${escaped(telephone)}</a>`;
  return `<p>${say(words.ask)}</p><p>${call}</p>${where}`;
}

const dayIn = (language: Language, day: string) => writtenDate(language, LocalDate.parse(day));

/** What there is nothing to say of is left out. */
function facts(
  say: Say,
  rows: readonly (readonly [label: keyof typeof words, value: string | null])[],
): string {
  const told = rows.flatMap(([label, value]) =>
    value === null ? [] : [`<dt>${say(words[label])}</dt><dd>${escaped(value)}</dd>`],
  );
  return `<dl>${told.join('')}</dl>`;
}

/** Whatever is put into a sentence is text. */
function speaker(language: Language): Say {
  return (sentence, values = {}) =>
    sentence[language].replace(/\{(\w+)\}/g, (_, name: string) => escaped(values[name] ?? ''));
}

/** Thousands, of the text of an exact amount. */
function grouped(amount: string): string {
  return amount.replace(/\B(?=(\d{3})+\.)/g, ',');
}

// As the portal: its letters, 18 points are 24 pixels, whatever is pressed is 60 high.
const style = `
body{margin:0;background:#f6f3ec;color:#1d1d1f;font:1.5rem/1.5 "PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Source Han Sans SC","Noto Sans CJK SC","Noto Sans SC",sans-serif}
main{max-width:34rem;margin:0 auto;padding:1rem;background:#fff;border-top:4px solid #a32a22;overflow-wrap:anywhere}
h1{margin:0 0 1rem;font-size:1.75rem}p{margin:0 0 1rem}
.good,.bad{padding:.75rem;border:3px solid #2f6b3c;border-radius:6px;font-weight:600}.bad{border-color:#a32a22}
dl{margin:0 0 1rem}dt{color:#55514a}dd{margin:0 0 .75rem;font-weight:600}
.button,summary{box-sizing:border-box;display:block;min-height:60px;padding:12px 14px;border:2px solid #2f4a63;border-radius:6px;color:#2f4a63;font-weight:600;text-decoration:none;cursor:pointer}
summary::after{content:' ▾'}summary{margin-bottom:1rem;border-color:#8a857b;color:#1d1d1f}.other{margin:1rem 0 0}
form{margin:0 0 1rem;padding-top:1rem;border-top:1px solid #8a857b}label{display:block;font-weight:600}.small{font-weight:400}
input,button{box-sizing:border-box;width:100%;min-height:60px;font:inherit}input{margin:.5rem 0;padding:12px;border:2px solid #8a857b;border-radius:6px}
button{background:#fff;text-align:left}
`;

/** What a browser may do with the page: draw it by this style, and nothing else. */
const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  // Of the form for a number: to this page alone.
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** A page of its own, without scripts: any phone reads it. */
function page(language: Language, blocks: readonly string[]): string {
  const heading = words.heading[language];
  const other =
    language === 'zh'
      ? '<a class="button" lang="en" href="?lang=en">English</a>'
      : '<a class="button" lang="zh-CN" href="?lang=zh">中文</a>';
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading}</title>
<style>${style}</style></head>
<body><main><h1>${heading}</h1>${blocks.join('\n')}<p class="other">${other}</p></main></body></html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
