/**
 * Proves the books: re-walks every trail and recomputes every balance, dividend line and total from movements with the
 * domain's core. Reads only, each cooperative in one snapshot, so it may run while the service works.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { asc, sql } from 'drizzle-orm';
import type { LocalDate } from '../../domain/calendar.ts';
import { faultMessage } from '../../domain/errors/catalogue.ts';
import type { Language } from '../../domain/language.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { Explained } from '../../platform/explained.ts';
import { isOfPostgresql } from '../../platform/built-in.ts';
import { ADOPTED, DROPPED, type Heads } from '../../platform/platform-chain.ts';
import { describeFailure } from '../../platform/redaction.ts';
import { flag, rowsOf, text, whole } from '../../platform/rows.ts';
import {
  lackingIn,
  readSealFileInTurn,
  readSealsOf,
  sealFiles,
  type SealedEntry,
  type SealFile,
} from '../../platform/seal-file.ts';
import { dayInChina, type Services } from '../../platform/services.ts';
import { cooperative, findCooperative, userNames } from '../access/index.ts';
import { confirmedAnswers } from '../audit/index.ts';
import { checkArchive, readArchive } from './archive-check.ts';
import { checkBooks } from './books-check.ts';
import { checkCounters } from './counter-check.ts';
import { checkEntries } from './entry-check.ts';
import {
  answerText,
  createFindings,
  findingHash,
  findingText,
  notedText,
  type Answered,
  type Finding,
  type FindingList,
  type Noted,
} from './finding.ts';
import { checkHandsBehind } from './hand-check.ts';
import { checkLegality } from './legality-check.ts';
import { checkMeetings } from './meeting-check.ts';
import { checkMoney } from './money-check.ts';
import { checkMovements } from './movement-check.ts';
import { checkOffices } from './office-check.ts';
import { checkPayments } from './payment-check.ts';
import { checkPeople } from './people-check.ts';
import { checkPapers, checkPostings } from './paper-check.ts';
import { checkPlatform, checkSealFiles, sealInWords, type ToldHead } from './platform-check.ts';
import { checkRows } from './row-check.ts';
import { checkRuns } from './run-check.ts';
import { checkMovedKeys, checkSealed } from './sealed-check.ts';
import { checkTrail, fromTheFirst, type TrailStart } from './trail-check.ts';

export interface Verification {
  readonly entries: bigint;
  readonly movements: bigint;
  readonly postings: number;
  readonly runs: number;
  readonly lines: number;
  readonly meetings: number;
  readonly resolutions: number;
  readonly batches: number;
  /** Journal entries. */
  readonly vouchers: number;
  readonly papers: number;
  /** The first of each table; `findingCount` counts them all. */
  readonly findings: readonly Finding[];
  readonly findingCount: number;
  /** What does not hold either, and two people have answered for. */
  readonly answered: readonly Finding[];
  readonly answeredCount: number;
  /** Also of what goes on counting though it was answered. */
  readonly answerTo: (finding: Finding) => Answered | undefined;
  /** What holds, and whoever reads the books should know of it, the first of each remark; `notedCount` counts them all. */
  readonly noted: readonly Noted[];
  readonly notedCount: number;
  /** The head of the trail that was walked. */
  readonly seal: string;
}

/** How often `tell` is called. */
export const VERIFICATION_STEPS = 16;

export async function verifyCooperative(
  services: Services,
  cooperativeId: string,
  tell: () => void = () => undefined,
  heads: readonly ToldHead[] = [],
): Promise<Verification> {
  return services.database.read(cooperativeId, (tx) =>
    verifyWithin(tx, services, cooperativeId, tell, heads),
  );
}

/** In a unit of work that may see the cooperative's rows, also before they count. */
export async function verifyWithin(
  tx: Tx,
  services: Pick<Services, 'vault' | 'clock'>,
  cooperativeId: string,
  tell: () => void = () => undefined,
  heads: readonly ToldHead[] = [],
): Promise<Verification> {
  // Whole registers are read, also before PostgreSQL has statistics of them: joined row by row they take for ever.
  await tx.execute(sql`set local enable_nestloop = off`);
  const findings = createFindings(await answersOf(tx, cooperativeId));
  const told = await checkTrail(tx, services.vault, cooperativeId, findings);
  await checkHeads(tx, cooperativeId, heads, findings);
  tell();
  await checkOffices(tx, cooperativeId, dayInChina(services.clock()), findings);
  const found = await findCooperative(tx, cooperativeId);
  if (found?.moved) {
    const { destination, on } = found.moved;
    const said = { zh: `${on}，${destination}`, en: `${on}, ${destination}` };
    findings.note({ table: 'moved_on', row: '', remark: 'moved-on', found: said });
  }
  tell();
  const movements = await checkMovements(tx, cooperativeId, told, findings);
  tell();
  await checkPeople(tx, cooperativeId, findings);
  tell();
  const postings = await checkPostings(tx, cooperativeId, findings);
  tell();
  const { runs, lines } = await checkRuns(tx, cooperativeId, told, findings);
  tell();
  const { meetings, resolutions } = await checkMeetings(tx, cooperativeId, told, findings);
  tell();
  await checkMoney(tx, cooperativeId, told, findings);
  tell();
  const vouchers = await checkBooks(tx, cooperativeId, told, findings);
  tell();
  await checkEntries(tx, cooperativeId, findings);
  tell();
  await checkLegality(tx, cooperativeId, dayInChina(services.clock()), findings);
  tell();
  await checkSealed(tx, services.vault, cooperativeId, findings);
  tell();
  const papers = await checkPapers(tx, cooperativeId, told, findings);
  tell();
  const today = dayInChina(services.clock());
  const batches = await checkPayments(tx, cooperativeId, today, told, findings);
  tell();
  await checkHandsBehind(tx, cooperativeId, findings);
  tell();
  await checkRows(tx, services.vault, cooperativeId, told, findings);
  await checkCounters(tx, cooperativeId, findings);
  tell();
  return {
    entries: told.entries,
    seal: told.seal,
    movements,
    postings,
    runs,
    lines,
    meetings,
    resolutions,
    batches,
    vouchers,
    papers,
    findings: findings.kept,
    findingCount: findings.count,
    answered: findings.answered,
    answeredCount: findings.answeredCount,
    answerTo: findings.answerTo,
    noted: findings.noted,
    notedCount: findings.notedCount,
  };
}

/** Whether every entry after this one, up to the head of the book, is what the service wrote, as are the digests it covers. */
export async function trailHoldsAfter(
  tx: Tx,
  vault: Services['vault'],
  cooperativeId: string,
  number: bigint,
  seal: string,
): Promise<boolean> {
  const findings = createFindings();
  await checkTrail(tx, vault, cooperativeId, findings, { number, seal, recordedAt: null, keyed: true });
  return findings.count === 0;
}

/** What two people of any cooperative have answered: what stands outside all of them is answered in one. */
async function answersAnywhere(
  { database }: Services,
  cooperatives: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, Answered>> {
  const all = new Map<string, Answered>();
  for (const { id } of cooperatives) {
    try {
      for (const [finding, answer] of await database.read(id, (tx) => answersOf(tx, id)))
        all.set(finding, answer);
    } catch {
      // Whose books cannot be read is told with them.
    }
  }
  return all;
}

/** What does not hold outside every cooperative: shown to the platform's administrator alone, answered by whoever was told its number. */
async function verifyOutside(
  { config, database, vault }: Services,
  { against = [], only }: { readonly against?: readonly SealFile[]; readonly only?: string } = {},
) {
  const findings = createFindings();
  const own = sealFiles(config);
  // Before the chain is read: a line may be newer than what was read of the chain, and is not compared with it.
  const ofFiles = new Set<string>();
  const keep = (heads: Heads) => {
    for (const id of Object.keys(heads)) ofFiles.add(id);
    if (only === undefined) return heads;
    return heads[only] === undefined ? {} : { [only]: heads[only] };
  };
  const seals = [...(await Promise.all(own.map((file) => readSealFileInTurn(file, keep)))), ...against];
  const { rows, platform } = await database.outside(async (tx) => {
    const told = await checkPlatform(
      tx,
      vault,
      seals.flatMap(({ lines }) => lines),
      findings,
      only,
    );
    await checkMovedKeys(tx, vault, findings);
    return {
      platform: told,
      rows: await tx
        .select({ id: cooperative.id, name: cooperative.name })
        .from(cooperative)
        .orderBy(asc(cooperative.createdAt), asc(cooperative.id)),
    };
  });
  checkSealFiles(await writtenBy(own, platform.sealed), platform.sealed, findings);
  const there = new Set([ADOPTED, ...rows.map(({ id }) => id)]);
  for (const id of new Set([...platform.heads.keys(), ...ofFiles]))
    if (!there.has(id) && id !== DROPPED && !isOfPostgresql(id))
      findings.add({ table: 'cooperative', row: '', rule: 'cooperative-gone', found: { zh: id, en: id } });
  return { findings, platform, cooperatives: rows, seals };
}

const AT_ONCE_MILLISECONDS = 500;

/** The files once more: a service beside this writes its entry, and the line of it right after. */
async function writtenBy(files: readonly string[], sealed: readonly Pick<SealedEntry, 'number' | 'hash'>[]) {
  const read = () => Promise.all(files.map((file) => readSealFileInTurn(file, () => ({}))));
  const now = await read();
  if (now.every((each) => lackingIn(each, sealed).length === 0)) return now;
  await pause(AT_ONCE_MILLISECONDS);
  return read();
}

/** What does not hold outside, and how far the trail of a cooperative was told to have come: by the chain and by the seal files. */
export async function toldOutside(
  services: Services,
  cooperativeId: string,
): Promise<{ readonly findings: readonly Finding[]; readonly heads: readonly ToldHead[] }> {
  const { findings, platform } = await verifyOutside(services, { only: cooperativeId });
  return { findings: findings.kept, heads: platform.heads.get(cooperativeId) ?? [] };
}

/** What is outside, with what two people of any cooperative have answered. */
export async function verifyPlatform(services: Services) {
  const { findings, platform, cooperatives } = await verifyOutside(services);
  const answers =
    findings.count === 0 ? new Map<string, Answered>() : await answersAnywhere(services, cooperatives);
  return {
    entries: platform.entries,
    hash: platform.hash,
    findings: findings.kept,
    findingCount: findings.count,
    answerTo: (finding: Finding): Answered | undefined => answers.get(findingHash(finding)),
  };
}

async function answersOf(tx: Tx, cooperativeId: string): Promise<ReadonlyMap<string, Answered>> {
  const answers = await confirmedAnswers(tx, cooperativeId);
  const names = await userNames(
    tx,
    [...answers.values()].flatMap(({ by, confirmedBy }) => [by, confirmedBy]),
  );
  const nameOf = (id: string) => names.get(id) ?? '—';
  return new Map(
    [...answers].map(([finding, { explanation, by, confirmedBy, confirmedAt }]) => [
      finding,
      {
        explanation,
        by: nameOf(by),
        confirmedBy: nameOf(confirmedBy),
        on: dayInChina(confirmedAt).toString(),
      },
    ]),
  );
}

/** What was walked since an entry that stands elsewhere. */
interface Recent {
  readonly entries: bigint;
  /** The entry it began after; 0: the first. */
  readonly since: bigint;
  readonly seal: string;
  readonly findings: FindingList;
}

/**
 * The trail since the last entry before `day` that was told of elsewhere, and the rows that its entries wrote. What was written before
 * it, rows that no command wrote, and what is worked out from rows, are left to the whole verification.
 */
async function verifyRecent(
  services: Services,
  cooperativeId: string,
  day: LocalDate,
  heads: readonly ToldHead[],
): Promise<Recent> {
  return services.database.read(cooperativeId, async (tx) => {
    const findings = createFindings();
    const start = await startBefore(tx, cooperativeId, day, heads);
    const told = await checkTrail(tx, services.vault, cooperativeId, findings, start);
    await checkHeads(tx, cooperativeId, heads, findings);
    await checkRows(tx, services.vault, cooperativeId, told, findings, { since: start.number });
    return { entries: told.entries - start.number, since: start.number, seal: told.seal, findings };
  });
}

async function startBefore(
  tx: Tx,
  cooperativeId: string,
  day: LocalDate,
  heads: readonly ToldHead[],
): Promise<TrailStart> {
  const told = JSON.stringify(heads.map(({ number, hash }) => [number.toString(), hash]));
  const [row] = await rowsOf(
    tx,
    sql`
    select e.number, e.hash, e.recorded_at::text as at from audit_entry e
    join jsonb_array_elements(${told}::jsonb) t on (t ->> 0)::bigint = e.number and t ->> 1 = e.hash
    where e.cooperative_id = ${cooperativeId}::uuid and e.rows_hash is not null
      and e.recorded_at < (${day.toString()}::date)::timestamp at time zone 'Asia/Shanghai'
    order by e.number desc limit 1`,
    { number: whole, hash: text, at: text },
  );
  if (row === undefined) return fromTheFirst;
  return { number: row.number, seal: row.hash, recordedAt: new Date(row.at), keyed: true };
}

/** Whether the trail goes through every entry that was told of it elsewhere. */
async function checkHeads(
  tx: Tx,
  cooperativeId: string,
  heads: readonly ToldHead[],
  findings: FindingList,
): Promise<void> {
  const hashes = await hashesAt(
    tx,
    cooperativeId,
    heads.map(({ number }) => number),
  );
  const past = await gaveWay(tx, cooperativeId, heads, hashes);
  for (const { number, hash } of past.values())
    findings.note({
      table: 'audit_entry',
      row: number.toString(),
      remark: 'gave-way',
      found: sealInWords(hash),
    });
  // One place of the seal file says what the other does: that is one finding.
  const otherwise = Map.groupBy(
    heads.filter(({ number, hash }) => hashes.get(number) !== hash && !past.has(`${number} ${hash}`)),
    ({ number, hash }) => `${number} ${hash}`,
  );
  for (const [{ number, hash, by }, ...more] of otherwise.values() as Iterable<[ToldHead, ...ToldHead[]]>) {
    const seenIn = [by, ...more.map((each) => each.by)].filter((each) => each !== '').join(', ');
    findings.add({
      table: 'audit_entry',
      row: number.toString(),
      rule: 'head-elsewhere',
      found: sealInWords(hash),
      ...(seenIn !== '' && { seenIn }),
    });
  }
}

/**
 * Heads of books that stayed where they left, told between the entry that left and the one that came back: what upgrades entered there
 * meanwhile gave way to the trail that went on elsewhere.
 */
async function gaveWay(
  tx: Tx,
  cooperativeId: string,
  heads: readonly ToldHead[],
  hashes: ReadonlyMap<bigint, string>,
): Promise<ReadonlyMap<string, ToldHead>> {
  const past = new Map<string, ToldHead>();
  if (heads.every(({ number, hash }) => hashes.get(number) === hash)) return past;
  const rows = await rowsOf(
    tx,
    sql`select entries, false as back from moved_on where cooperative_id = ${cooperativeId}::uuid
      union all select entries, true from moved_book where cooperative_id = ${cooperativeId}::uuid`,
    { entries: whole, back: flag },
  );
  const numbers = (back: boolean) =>
    new Set(rows.filter((each) => each.back === back).map(({ entries }) => entries));
  const [left, came] = [numbers(false), numbers(true)];
  /** Those told since the entry that left; null where it is not away. */
  let meanwhile: ToldHead[] | null = null;
  for (const each of heads) {
    if (hashes.get(each.number) !== each.hash) {
      meanwhile?.push(each);
      continue;
    }
    if (came.has(each.number)) for (const of of meanwhile ?? []) past.set(`${of.number} ${of.hash}`, of);
    meanwhile = left.has(each.number) ? [] : null;
  }
  return past;
}

/** What is compared beside the books themselves. */
export interface VerifyOptions {
  /** A seal file that was kept elsewhere. */
  readonly against?: string | undefined;
  /** A seal as a paper shows it, at least its first eight digits; and that paper's number. */
  readonly seal?: string | undefined;
  readonly document?: string | undefined;
  /** The archive of a year that was exported, to be read back. */
  readonly archive?: string | undefined;
  /** Only what was written since the last seal before this day; everything else is left to the whole verification. */
  readonly since?: LocalDate | undefined;
  /** Told how far it is: which cooperative, and how many steps of it are done. */
  readonly tell?: ((name: string, done: number) => void) | undefined;
  /** Whether what stands outside the cooperatives is verified too; it is unless said otherwise. */
  readonly outside?: boolean | undefined;
}

/** Verifies what stands outside, then every cooperative, writing a line for each and for each row that does not hold. True only if all hold. */
export async function verifyAll(
  services: Services,
  write: (line: string) => void,
  options: VerifyOptions = {},
): Promise<boolean> {
  const language = services.config.HEGU_LANGUAGE;
  const { against, seal, document, archive, since, tell, outside: alsoOutside = true } = options;
  const verified = await verifyOutside(
    services,
    against === undefined ? {} : { against: [readSealsOf(against)] },
  );
  const { findings: outside, platform, cooperatives: rows, seals } = verified;
  const writeSilent = (silent: number) => {
    if (silent > 0) write(language === 'zh' ? `  …另有 ${silent} 处` : `  … and ${silent} more`);
  };
  let holds = !alsoOutside || outside.count === 0;
  const lines = seals.reduce((sum, each) => sum + each.lines.length, 0);
  write(platformSummary(platform.entries, platform.hash, lines, outside.count, language));
  for (const remark of seals.flatMap((each) => remarksOn(each, language))) write(`  · ${remark}`);
  for (const { version, because, recordedAt } of platform.accepted)
    write(
      language === 'zh'
        ? `  · ${dayInChina(new Date(recordedAt)).toString()} 认可了 PostgreSQL ${version} 自带内容的改动：${because}`
        : `  · what PostgreSQL ${version} came with was accepted as changed on ${dayInChina(new Date(recordedAt)).toString()}: ${because}`,
    );
  for (const { because, recordedAt } of platform.dropped)
    write(
      language === 'zh'
        ? `  · ${dayInChina(new Date(recordedAt)).toString()} 去掉了越过本程序所写的摘要：${because}`
        : `  · digests that were told past the program were taken away on ${dayInChina(new Date(recordedAt)).toString()}: ${because}`,
    );
  // Whoever the operator tells it answers by this number, in the trail of their cooperative.
  const answers = outside.count === 0 ? new Map<string, Answered>() : await answersAnywhere(services, rows);
  for (const finding of outside.kept) {
    write(`  ✗ ${findingText(finding, language)}`);
    const number = findingHash(finding);
    const answer = answers.get(number);
    const unanswered = language === 'zh' ? `答复用编号 ${number}` : `to be answered as ${number}`;
    write(`      ${answer === undefined ? unanswered : answerText(answer, language)}`);
  }
  writeSilent(outside.count - outside.kept.length);
  const read = archive === undefined ? null : await readArchive(archive);
  let isOfThese = false;
  let sealed = 0;
  for (const { id, name } of rows) {
    try {
      const told = platform.heads.get(id) ?? [];
      if (since !== undefined) {
        const recent = await verifyRecent(services, id, since, told);
        write(recentSummary(name, recent, language));
        for (const finding of recent.findings.kept) write(`  ✗ ${findingText(finding, language)}`);
        writeSilent(recent.findings.count - recent.findings.kept.length);
        holds &&= recent.findings.count === 0;
        continue;
      }
      let done = 0;
      const result = await verifyCooperative(services, id, () => tell?.(name, (done += 1)), told);
      write(summary(name, result, language));
      const writeFinding = (mark: string) => (finding: Finding) => {
        write(`  ${mark} ${findingText(finding, language)}`);
        const answer = result.answerTo(finding);
        if (answer !== undefined) write(`      ${answerText(answer, language)}`);
      };
      result.findings.forEach(writeFinding('✗'));
      writeSilent(result.findingCount - result.findings.length);
      result.answered.forEach(writeFinding('✎'));
      writeSilent(result.answeredCount - result.answered.length);
      for (const each of result.noted) write(`  · ${notedText(each, language)}`);
      writeSilent(result.notedCount - result.noted.length);
      holds &&= result.findingCount === 0;
      const compared =
        read && (await services.database.read(id, (tx) => checkArchive(tx, services.vault, id, read)));
      if (read !== null && compared !== null && archive !== undefined) {
        isOfThese = true;
        const wrong = [...read.wrong, ...compared.wrong];
        holds &&= wrong.length === 0;
        write(
          archiveSummary(
            archive,
            read.files.length,
            read.papers?.length ?? 0,
            compared.since,
            wrong.length,
            language,
          ),
        );
        for (const each of wrong) write(`    ✗ ${each[language]}`);
      }
      if (seal === undefined) continue;
      for (const number of await services.database.read(id, (tx) => entriesSealed(tx, id, seal, document))) {
        sealed += 1;
        write(
          language === 'zh'
            ? `  ✓ 账印 ${seal} 是流水${number}${document === undefined ? '' : `，文件 ${document} 印有它`}`
            : `  ✓ the seal ${seal} is trail entry ${number}${document === undefined ? '' : `, and paper ${document} bears it`}`,
        );
      }
    } catch (error) {
      // What keeps one from being read keeps no other from being verified.
      holds = false;
      write(notVerified(name, error, language));
    }
  }
  if (read !== null && !isOfThese) {
    holds = false;
    write(
      language === 'zh'
        ? `✗ ${archive}：没有一套账册的流水有清单所写的账印`
        : `✗ ${archive}: no trail has the seal that its manifest tells`,
    );
    for (const each of read.wrong) write(`    ✗ ${each[language]}`);
  }
  if (seal !== undefined && sealed === 0) {
    holds = false;
    write(
      language === 'zh'
        ? `✗ 没有一套账册的流水有账印 ${seal}${document === undefined ? '' : `，或文件 ${document} 不印有它`}`
        : `✗ no trail has the seal ${seal}${document === undefined ? '' : `, or paper ${document} does not bear it`}`,
    );
  }
  if (rows.length === 0) write(language === 'zh' ? '还没有合作社。' : 'There is no cooperative yet.');
  return holds;
}

/** The entries of a trail that a seal can be; with a paper, only where the paper bears it. */
async function entriesSealed(
  tx: Tx,
  cooperativeId: string,
  seal: string,
  document: string | undefined,
): Promise<readonly bigint[]> {
  if (!/^[0-9a-f]{8,64}$/.test(seal)) return [];
  const rows = await rowsOf(
    tx,
    sql`
    select e.number from audit_entry e
    where e.cooperative_id = ${cooperativeId}::uuid and starts_with(e.hash, ${seal}::text)
      and (${document ?? null}::text is null or exists (select from document d
        where d.cooperative_id = ${cooperativeId}::uuid and d.number = ${document ?? null}::text and d.seal = e.hash))`,
    { number: whole },
  );
  return rows.map(({ number }) => number);
}

async function hashesAt(
  tx: Tx,
  cooperativeId: string,
  numbers: readonly bigint[],
): Promise<ReadonlyMap<bigint, string>> {
  if (numbers.length === 0) return new Map();
  const rows = await rowsOf(
    tx,
    sql`select number, hash from audit_entry where cooperative_id = ${cooperativeId}::uuid
      and number in (select n::bigint from jsonb_array_elements_text(${JSON.stringify(numbers.map(String))}::jsonb) n)`,
    { number: whole, hash: text },
  );
  return new Map(rows.map(({ number, hash }) => [number, hash]));
}

function notVerified(name: string, error: unknown, language: Language): string {
  const { type, message } = describeFailure(error);
  const why =
    error instanceof Refusal
      ? faultMessage(error.faults[0], language)
      : error instanceof Explained
        ? message
        : `${type}: ${message}`;
  return language === 'zh'
    ? `✗ ${name}：核验中断，其余部分没有核验。${why}`
    : `✗ ${name}: the verification broke off, the rest of it is not verified. ${why}`;
}

function archiveSummary(
  path: string,
  files: number,
  papers: number,
  since: bigint,
  wrong: number,
  language: Language,
): string {
  const mark = wrong === 0 ? '✓' : '✗';
  const later = since > 0n;
  return language === 'zh'
    ? `  ${mark} ${path}：${files} 个文件与清单核对，出具的文件 ${papers} 份与登记核对；` +
        `${later ? `其后账册又有 ${since} 条流水，账目以清单的账印为证` : '账目与现在的账簿比较'}；${wrong === 0 ? '全部相符' : `${wrong} 处不符`}`
    : `  ${mark} ${path}: ${files} files against its manifest, ${papers} papers against the register; ` +
        `${later ? `the books went on by ${since} entries since, figures as sealed at the time` : 'figures against the books of now'}; ${wrong === 0 ? 'all hold' : `${wrong} do not hold`}`;
}

function platformSummary(
  entries: bigint,
  hash: string,
  seals: number,
  findings: number,
  language: Language,
): string {
  const mark = findings === 0 ? '✓' : '✗';
  const short = hash.slice(0, 16);
  return language === 'zh'
    ? `${mark} 平台：链条 ${entries} 条，账印文件 ${seals} 行；${findings === 0 ? '全部相符' : `${findings} 处不符`}；链印 ${short}`
    : `${mark} platform: ${entries} entries of the chain, ${seals} lines of seal files; ${findings === 0 ? 'all hold' : `${findings} do not hold`}; seal ${short}`;
}

/** What is remarkable of a seal file whose every line holds. */
function remarksOn({ file, lines, unreadable }: SealFile, language: Language): readonly string[] {
  const later = lines.flatMap((each) => (each.later === undefined ? [] : [each.later]));
  const [first] = unreadable;
  const last = later.at(-1);
  return [
    ...(last === undefined
      ? []
      : [
          language === 'zh'
            ? `${file}：${later.length} 行是后来补写的，最近一次在 ${dayInChina(new Date(last)).toString()}：以前的行若不是在别处还有，就只能证明补写以后的事`
            : `${file}: ${later.length} lines were written later, the last on ${dayInChina(new Date(last)).toString()}: unless an earlier copy of them stands elsewhere, they prove only what came after that`,
        ]),
    ...(first === undefined
      ? []
      : [
          language === 'zh'
            ? `${file}：${unreadable.length} 行读不懂，第一处在第 ${first} 行`
            : `${file}: ${unreadable.length} lines say nothing that can be read, the first is line ${first}`,
        ]),
  ];
}

function recentSummary(name: string, { entries, since, seal, findings }: Recent, language: Language): string {
  const mark = findings.count === 0 ? '✓' : '✗';
  const short = seal.slice(0, 16);
  return language === 'zh'
    ? `${mark} ${name}：流水 ${entries} 条（${since === 0n ? '自第一条起' : `第 ${since} 条以后，该条有另存的账印`}）及其所写各行；` +
        `${findings.count === 0 ? '全部相符' : `${findings.count} 处不符`}；账印 ${short}`
    : `${mark} ${name}: ${entries} trail entries (${since === 0n ? 'from the first' : `after entry ${since}, whose seal is kept elsewhere`}) with the rows they wrote; ` +
        `${findings.count === 0 ? 'all hold' : `${findings.count} do not hold`}; seal ${short}`;
}

function summary(name: string, result: Verification, language: Language): string {
  const {
    entries,
    movements,
    runs,
    lines,
    meetings,
    resolutions,
    batches,
    vouchers,
    papers,
    findingCount,
    answeredCount,
    seal,
  } = result;
  const short = seal.slice(0, 16);
  const mark = findingCount === 0 ? '✓' : '✗';
  return language === 'zh'
    ? `${mark} ${name}：流水 ${entries} 条，股权变动 ${movements} 笔，分红 ${runs} 次共 ${lines} 行，重新计票的会议 ${meetings} 次，决议 ${resolutions} 项，发放批次 ${batches} 个，凭证 ${vouchers} 张，文件 ${papers} 份；` +
        `${findingCount === 0 ? '全部相符' : `${findingCount} 处不符`}${answeredCount === 0 ? '' : `，另有 ${answeredCount} 处已答复`}；账印 ${short}`
    : `${mark} ${name}: ${entries} trail entries, ${movements} movements, ${runs} runs with ${lines} lines, ${meetings} meetings recounted, ${resolutions} resolutions, ${batches} payout batches, ${vouchers} vouchers, ${papers} papers; ` +
        `${findingCount === 0 ? 'all hold' : `${findingCount} do not hold`}${answeredCount === 0 ? '' : `, ${answeredCount} more are answered`}; seal ${short}`;
}
