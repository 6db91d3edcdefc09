/**
 * Proves the books: re-walks every trail and recomputes every balance, dividend line and total from movements with the
 * domain's core. Reads only, each cooperative in one snapshot, so it may run while the service works.
 */
import { asc, sql } from 'drizzle-orm';
import type { Language } from '../../domain/language.ts';
import { dayInChina, type Services } from '../../platform/services.ts';
import { cooperative } from '../access/index.ts';
import { checkBooks } from './books-check.ts';
import { checkEntries } from './entry-check.ts';
import { createFindings, findingText, notedText, type Finding, type Noted } from './finding.ts';
import { checkHandsBehind } from './hand-check.ts';
import { checkLegality } from './legality-check.ts';
import { checkMeetings } from './meeting-check.ts';
import { checkMoney } from './money-check.ts';
import { checkMovements } from './movement-check.ts';
import { checkOffices } from './office-check.ts';
import { checkPayments } from './payment-check.ts';
import { checkPeople } from './people-check.ts';
import { checkPapers, checkPostings } from './paper-check.ts';
import { checkRows } from './row-check.ts';
import { checkRuns } from './run-check.ts';
import { checkSealed } from './sealed-check.ts';
import { checkTrail } from './trail-check.ts';

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
): Promise<Verification> {
  return services.database.read(cooperativeId, async (tx) => {
    // Whole registers are read, also before PostgreSQL has statistics of them: joined row by row they take for ever.
    await tx.execute(sql`set local enable_nestloop = off`);
    const findings = createFindings();
    const told = await checkTrail(tx, services.vault, cooperativeId, findings);
    tell();
    await checkOffices(tx, cooperativeId, dayInChina(services.clock()), findings);
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
    await checkRows(tx, cooperativeId, told, findings);
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
      noted: findings.noted,
      notedCount: findings.notedCount,
    };
  });
}

/** Verifies every cooperative, writing a line for each and for each row that does not hold. True only if all hold. */
export async function verifyAll(services: Services, write: (line: string) => void): Promise<boolean> {
  const language = services.config.HEGU_LANGUAGE;
  const rows = await services.database.outside((tx) =>
    tx
      .select({ id: cooperative.id, name: cooperative.name })
      .from(cooperative)
      .orderBy(asc(cooperative.createdAt), asc(cooperative.id)),
  );
  const writeSilent = (silent: number) => {
    if (silent > 0) write(language === 'zh' ? `  …另有 ${silent} 处` : `  … and ${silent} more`);
  };
  let holds = true;
  for (const { id, name } of rows) {
    const result = await verifyCooperative(services, id);
    write(summary(name, result, language));
    for (const finding of result.findings) write(`  ✗ ${findingText(finding, language)}`);
    writeSilent(result.findingCount - result.findings.length);
    for (const each of result.noted) write(`  · ${notedText(each, language)}`);
    writeSilent(result.notedCount - result.noted.length);
    holds &&= result.findingCount === 0;
  }
  if (rows.length === 0) write(language === 'zh' ? '还没有合作社。' : 'There is no cooperative yet.');
  return holds;
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
    seal,
  } = result;
  const short = seal.slice(0, 16);
  const mark = findingCount === 0 ? '✓' : '✗';
  return language === 'zh'
    ? `${mark} ${name}：流水 ${entries} 条，股权变动 ${movements} 笔，分红 ${runs} 次共 ${lines} 行，重新计票的会议 ${meetings} 次，决议 ${resolutions} 项，发放批次 ${batches} 个，凭证 ${vouchers} 张，文件 ${papers} 份；` +
        `${findingCount === 0 ? '全部相符' : `${findingCount} 处不符`}；账印 ${short}`
    : `${mark} ${name}: ${entries} trail entries, ${movements} movements, ${runs} runs with ${lines} lines, ${meetings} meetings recounted, ${resolutions} resolutions, ${batches} payout batches, ${vouchers} vouchers, ${papers} papers; ` +
        `${findingCount === 0 ? 'all hold' : `${findingCount} do not hold`}; seal ${short}`;
}
