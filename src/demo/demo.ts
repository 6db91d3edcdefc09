/**
 * The demonstration: the tales of two communities on the books of this installation, then served; or, once, on throw-away
 * books into a folder. A demonstration that was cut off goes on where it stopped; one that was told is not told again.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { buildApp } from '../app.ts';
import { boot } from '../boot.ts';
import type { Config } from '../config.ts';
import { bankTemplate } from '../domain/bank-templates.ts';
import { Money } from '../domain/money.ts';
import { legalityAnswerWords } from '../domain/legality-answer.ts';
import type { Role } from '../domain/permission.ts';
import { dutyWords, roleWords } from '../domain/role-words.ts';
import { payoutStateWords } from '../domain/words.ts';
import { verifyAll } from '../modules/verification/index.ts';
import { inColumns, signalToStop } from '../program.ts';
import { serve } from '../serving.ts';
import { ensureFirstSignIn } from '../sign-in-file.ts';
import { Explained } from '../platform/explained.ts';
import type { Services } from '../platform/services.ts';
import { interfaceOf } from './client.ts';
import { qingquan } from './qingquan.ts';
import type { Cast, Tale, Told } from './scene.ts';
import { sample } from './sample.ts';
import { shuangquan } from './shuangquan.ts';
import { storyClock } from './story-clock.ts';
import { tellTale } from './story.ts';
import { grouped, periodsTold, tellingIn, type Telling } from './telling.ts';

/** In the order of their time; the papers of the first lie at the top, those of the others in a folder of their own. */
const tales: readonly { readonly tale: Tale; readonly folder: string }[] = [
  { tale: shuangquan, folder: '' },
  { tale: qingquan, folder: 'qingquan' },
  { tale: sample, folder: 'sample' },
];
const names = tales.flatMap(({ tale }) => tale.people.map(({ userName }) => userName));

/** Books that are not the demonstration's: they are left alone. */
export class NotDemonstrationBooks extends Explained {
  constructor(dataDir: string) {
    super(
      `There are books in ${dataDir} that the demonstration did not begin. Set HEGU_DATA_DIR to another folder for it.\n` +
        `${dataDir} 中已有账册，不是演示所建。请把 HEGU_DATA_DIR 设为另一个文件夹再运行演示。`,
    );
  }
}

/** It was told to stop between two steps of the tale. */
class CutOff extends Error {}

/** On the books of this installation; serves them until it is told to stop, which ends the tale between two of its steps as well. */
export async function demonstrate(config: Config): Promise<number> {
  let isToStop = false;
  const stop = signalToStop().then(() => void (isToStop = true));
  const goOn = () => {
    if (isToStop) throw new CutOff();
  };
  const running = await boot(config);
  try {
    const papers = join(config.HEGU_DATA_DIR, 'demo');
    const summaryFile = join(papers, 'summary.json');
    const signInFile = join(config.HEGU_DATA_DIR, 'demo-sign-in.txt');
    const tell = tellingIn(config.HEGU_LANGUAGE);
    const password = await signInOf(running.services, signInFile);
    if (existsSync(summaryFile)) recall(summaryFile, config.HEGU_DATA_DIR, tell);
    else {
      // The same day when it goes on after it was cut off: whatever is asked again is asked alike.
      const { mtime: begun } = statSync(signInFile);
      const told = await perform(running.services, password, papers, tell, { begun, goOn });
      writeSummary(summaryFile, told);
    }
    await serve(running.services, stop, (address) =>
      greeting(tell, { address, password, signInFile, papers }, running.booksAt[tell.language]),
    );
    return 0;
  } catch (error) {
    if (!(error instanceof CutOff)) throw error;
    tellingIn(config.HEGU_LANGUAGE).line({
      zh: '正在停止：演示讲到一半，下次运行从这里接着讲。',
      en: 'Stopping: the demonstration is half told, and goes on from here the next time.',
    });
    return 0;
  } finally {
    await running.close();
  }
}

interface Open {
  readonly address: string;
  readonly password: string;
  readonly signInFile: string;
  readonly papers: string;
}

/** Where everything is, and who may do what: one password opens for all. */
export function greeting(
  { language }: Telling,
  { address, password, signInFile, papers }: Open,
  booksAt: string,
): string {
  const zh = language === 'zh';
  const portal = (place: string) => `${address}/portal/?c=${encodeURIComponent(place)}`;
  const places = [
    [zh ? '半年工作台' : 'half-year desk', `${address}/office/`],
    // By the same names and password; who is shown what stands beside each.
    [zh ? '手机门户' : 'portal', `${portal(shuangquan.title.zh)}   (representative)`],
    [
      '',
      zh
        ? '核对已发的分红，在正在开的代表大会上投票，会议材料'
        : 'a payout to check, and votes to cast in a meeting that goes on, with its papers',
    ],
    ['', `${portal(shuangquan.title.zh)}   (shareholder)`],
    ['', zh ? '只有已发的分红要核对，不是代表' : 'a payout to check alone: no representative'],
    ['', `${portal(sample.title.zh)}   (sample-shareholder)`],
    [
      '',
      zh
        ? '在正在开的成员大会上为自己和两名家人投票'
        : 'votes to cast for oneself and for two of the household',
    ],
    ['', `${portal(qingquan.title.zh)}   (qingquan-shareholder)`],
    [
      '',
      zh
        ? '已发的分红、正在公示可以提异议的分红、替母亲看'
        : 'a payout, a notice that hangs and may be objected to, and a mother to look for',
    ],
    [zh ? '接口' : 'API', `${address}/api/docs`],
    [zh ? '口令' : 'password', `${password}   (${shown(signInFile)})`],
    [zh ? '文件' : 'papers and files', `${shown(papers)}/`],
    [zh ? '账册' : 'books', booksAt],
    [zh ? '停止' : 'stop', 'Ctrl+C'],
  ];
  const row = (userName: string, role: Role) => [
    userName,
    roleWords[role][language],
    dutyWords[role][language],
  ];
  // The one that is not told to its end comes first: there is something to do in it.
  const ofTales = [sample, shuangquan, qingquan].flatMap((tale) => [
    `\n  ${tale.title[language]}`,
    inColumns(tale.people.map(({ userName, roles }) => row(userName, roles[0]))),
  ]);
  return [
    zh ? '\n■ 现在可以打开' : '\n■ Open it',
    inColumns(places),
    zh ? '\n■ 登录名，口令相同' : '\n■ Names to sign in with, all with that password',
    inColumns([row('administrator', 'administrator')]),
    ...ofTales,
  ].join('\n');
}

/** On throw-away books, into `out`, and ends. */
export async function demonstrateOnce(config: Config, out: string): Promise<number> {
  const books = mkdtempSync(join(tmpdir(), 'hegu-demo-'));
  const folder = resolve(out);
  try {
    mkdirSync(folder, { recursive: true });
    const running = await boot({
      ...config,
      DATABASE_URL: undefined,
      HEGU_DATA_DIR: books,
      HEGU_KEY_FILE: join(books, 'hegu.key'),
    });
    try {
      const tell = tellingIn(config.HEGU_LANGUAGE);
      if (config.DATABASE_URL !== undefined)
        tell.line({
          zh: '未使用 DATABASE_URL：只讲一遍的演示总用自带数据库中用后即弃的账册。',
          en: 'DATABASE_URL is not used: told once, the demonstration has throw-away books in a database of its own.',
        });
      const password = await signInOf(running.services, join(books, 'demo-sign-in.txt'));
      const told = await perform(running.services, password, folder, tell);
      writeSummary(join(folder, 'summary.json'), told);
      tell.line({
        zh: `文件在 ${shown(folder)}/，清单见 summary.json`,
        en: `The papers are in ${shown(folder)}/, listed in summary.json`,
      });
      return told.holds ? 0 : 1;
    } finally {
      await running.close();
    }
  } finally {
    rmSync(books, { recursive: true, force: true });
  }
}

/** Tells again what was left behind; what another version left is served as it is, and said to be so. */
export function recall(summaryFile: string, dataDir: string, tell: Telling): void {
  const summary = summaryIn(readFileSync(summaryFile, 'utf8'));
  if (summary === null) {
    tell.line({
      zh: `${shown(dataDir)}/ 中的演示账册是另一版本所建，照原样打开。要看本版本的演示，请停止后删除该文件夹（若设了 DATABASE_URL，连同那个数据库），或把 HEGU_DATA_DIR 设为另一个文件夹，再运行一次。`,
      en: `The demonstration in ${shown(dataDir)}/ was told by another version and is opened as it is. To see the one of this version, stop, delete that folder (with DATABASE_URL set, that database too) or set HEGU_DATA_DIR to another one, and start again.`,
    });
    return;
  }
  tell.line({
    zh: '演示账册已在，不再重复。',
    en: 'The demonstration is there already and is not repeated.',
  });
  for (const told of summary.cooperatives) retell(told, tell);
}

/** What is told again of each list; a summary of another version may lack some of it. */
const toldOf = {
  runs: ['period', 'kind', 'pool', 'carriedIn', 'paid', 'carried', 'tax', 'net', 'lines'],
  documents: ['pages'],
  batches: ['number', 'template', 'count', 'total', 'paid', 'returned'],
  waiting: ['period', 'number', 'payee', 'net', 'state', 'limitationOn'],
  certificates: ['name', 'lawful', 'answers'],
} as const;
const toldOfTrial = ['from', 'on', 'rows', 'totals', 'owedToMembers'];

function summaryIn(text: string): Summary | null {
  const has = (value: unknown, names: readonly string[]): boolean =>
    typeof value === 'object' && value !== null && names.every((name) => name in value);
  try {
    const summary = JSON.parse(text) as Summary;
    if (!has(summary, ['cooperatives']) || !Array.isArray(summary.cooperatives)) return null;
    const whole = (summary.cooperatives as readonly Told[]).every((told) => {
      if (!has(told, [...Object.keys(toldOf), 'title', 'trialBalance'])) return false;
      const lists = (Object.keys(toldOf) as (keyof typeof toldOf)[]).every(
        (list) => Array.isArray(told[list]) && told[list].every((each) => has(each, toldOf[list])),
      );
      return lists && has(told.trialBalance, toldOfTrial);
    });
    return whole ? summary : null;
  } catch {
    return null;
  }
}

/** What `summary.json` holds, one entry a cooperative. */
export interface Summary {
  readonly cooperatives: readonly Told[];
}

interface Performance {
  /** The same when it goes on after it was cut off. */
  readonly begun?: Date;
  /** Called before each step; what it throws ends the tale there. */
  readonly goOn?: () => void;
}

/** Tells the tales on these books, from the start or from where it was cut off, and verifies them. */
export async function perform(
  services: Services,
  password: string,
  folder: string,
  tell: Telling,
  { begun = services.clock(), goOn }: Performance = {},
): Promise<Summary & { readonly holds: boolean }> {
  services.clockGuard?.require(services.clock());
  const time = storyClock();
  const app = await buildApp(
    // The story's time is behind that of the computer, which was asked.
    { ...services, clock: time.clock, clockGuard: undefined },
    { logger: false, requestsPerMinute: 1_000_000 },
  );
  await app.ready();
  try {
    const api = interfaceOf(app, undefined, goOn);
    const cooperatives: Told[] = [];
    for (const { tale, folder: own } of tales) {
      const told = await tellTale(tale, {
        ...keepIn(folder, own, tell),
        api,
        password,
        tell,
        async found(wish) {
          const administrator = await api.signIn('administrator', password);
          return administrator.createCooperative(wish);
        },
        setTime: time.set,
        begun,
      });
      retell(told, tell);
      cooperatives.push(told);
    }
    tell.chapter({ zh: '核验：从股权变动重算一切', en: 'Verification: everything again from the movements' });
    goOn?.();
    const holds = await verifyAll(services, tell.verified);
    return { cooperatives, holds };
  } finally {
    await app.close();
  }
}

/** The exact sums, run by run. */
function retell(told: Told, tell: Telling): void {
  const { title, runs, documents, batches, waiting, trialBalance } = told;
  // Nothing is posted yet in a tale that stopped midway.
  if (runs.length === 0) return;
  const zh = tell.language === 'zh';
  tell.chapter({ zh: `${title.zh}：各次分红（元）`, en: `${title.en}: the runs, in yuan` });
  tell.columns(
    [
      zh
        ? ['期间', '种类', '分配额', '上期结转', '应发', '结转下期', '代扣税', '实发', '行数']
        : ['period', 'kind', 'pool', 'carried in', 'paid', 'carried', 'tax', 'net', 'lines'],
      ...runs.map((run) => [
        periodsTold(run.period, tell),
        zh ? ({ regular: '分红', difference: '补差' }[run.kind] ?? run.kind) : run.kind,
        ...[run.pool, run.carriedIn, run.paid, run.carried, run.tax, run.net].map(grouped),
        String(run.lines),
      ]),
    ],
    [2, 3, 4, 5, 6, 7, 8],
  );
  tell.chapter({ zh: '银行代发（元）', en: 'Bank batches, in yuan' });
  tell.columns(
    [
      zh
        ? ['批次', '银行文件', '笔数', '金额', '成功', '退回', '退回金额']
        : ['batch', 'bank file', 'payments', 'total', 'paid', 'returned', 'returned sum'],
      ...batches.map(({ number, template, count, total, paid, returned }) => [
        ...[number, bankTemplate(template).name[tell.language], String(count), grouped(total)],
        ...[String(paid.count), String(returned.count), grouped(returned.total)],
      ]),
    ],
    [2, 3, 4, 5, 6],
  );
  const open = Money.sum(waiting.map(({ net }) => Money.parse(net))).toGrouped();
  tell.chapter({
    zh: `尚未领取（元）：${waiting.length} 笔，合计 ${open}`,
    en: `Not fetched yet, in yuan: ${waiting.length} payments, ${open} in all`,
  });
  tell.columns(
    [
      zh
        ? ['期间', '编号', '领取人', '金额', '情况', '可主张至']
        : ['period', 'no.', 'payee', 'amount', 'state', 'can be asked for until'],
      ...waiting.map(({ period, number, payee, net, state, limitationOn }) => [
        ...[
          periodsTold(period, tell),
          number,
          payee ?? '—',
          grouped(net),
          payoutStateWords[state][tell.language],
        ],
        limitationOn ?? (zh ? '继承人确定后起算' : 'paused until heirs are named'),
      ]),
    ],
    [3],
  );
  const { from, on, owedToMembers } = trialBalance;
  tell.chapter({
    zh: `科目余额表（${from} 至 ${on}，元）`,
    en: `Trial balance from ${from} to ${on}, in yuan`,
  });
  tell.columns(
    [
      zh
        ? ['科目', '名称', '', '期初余额', '本期借方', '本期贷方', '', '期末余额']
        : ['account', 'name', '', 'opening', 'debit', 'credit', '', 'closing'],
      ...[...trialBalance.rows, { account: '', name: zh ? '合计' : 'total', ...trialBalance.totals }].map(
        (row) => [
          ...[row.account, row.name, ...sided(row.opening, tell)],
          ...[grouped(row.debit), grouped(row.credit), ...sided(row.closing, tell)],
        ],
      ),
    ],
    [3, 4, 5, 7],
  );
  tell.line({
    zh: `内部往来与应付外部股东红利的贷方余额即应付红利 ${grouped(owedToMembers)} 元；上列尚未领取合计 ${open} 元`,
    en: `The credit balances of 113 and of the account for outsiders are what holders are owed: ${grouped(owedToMembers)}; not fetched, as listed above: ${open}`,
  });
  retellCertificates(told, tell);
  const pages = documents.reduce((sum, each) => sum + each.pages, 0);
  tell.line({
    zh: `文件 ${documents.length} 份，共 ${pages} 页`,
    en: `${documents.length} papers, ${pages} pages`,
  });
}

/** Each question of each certificate with its answer. */
function retellCertificates({ certificates }: Told, tell: Telling): void {
  const { language } = tell;
  for (const { name, lawful, answers } of certificates) {
    tell.chapter({
      zh: `合法性证明：${name.zh}，${lawful ? '全部合规' : '有不合规事项'}`,
      en: `Legality: ${name.en}, ${lawful ? 'nothing is missing' : 'something does not hold'}`,
    });
    tell.columns(
      answers.map((each) => [
        each.name[language],
        legalityAnswerWords[each.answer][language],
        each.evidence[language],
      ]),
    );
  }
}

/** A balance with the side it stands on, as books print it. */
function sided(amount: string, { language }: Telling): readonly [string, string] {
  const side = Number(!/[1-9]/.test(amount)) * 2 || Number(amount.startsWith('-'));
  const words = { zh: ['借', '贷', '平'], en: ['Dr', 'Cr', ''] }[language];
  return [words[side] ?? '', grouped(amount.replace('-', ''))];
}

function keepIn(folder: string, own: string, tell: Telling): Pick<Cast, 'keep' | 'keepFile'> {
  mkdirSync(join(folder, own), { recursive: true });
  const keepFile: Cast['keepFile'] = (name, content) => {
    const file = join(own, name);
    writeFileSync(join(folder, file), content);
    return file;
  };
  return {
    keepFile,
    keep({ number, kind, language }, content) {
      const file = keepFile(`${number}-${kind}-${language}.pdf`, content);
      tell.paper(file);
      return file;
    },
  };
}

export function writeSummary(path: string, { cooperatives }: Summary): void {
  writeFileSync(path, `${JSON.stringify({ cooperatives }, null, 2)}\n`);
}

/** The password of everybody in the demonstration, made at its first start. */
export async function signInOf(services: Services, path: string): Promise<string> {
  const file = await ensureFirstSignIn(services, path, names);
  if (file === null) throw new NotDemonstrationBooks(services.config.HEGU_DATA_DIR);
  return readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '';
}

function shown(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith('..') ? path : near;
}
