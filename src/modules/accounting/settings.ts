/** How the cooperative wants the entries that the ledger makes itself. Append only; the latest version counts. */
import { desc, eq } from 'drizzle-orm';
import { accountsOf, BANK, chartOn } from '../../domain/chart.ts';
import { refuse } from '../../domain/refusal.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { rolesOf } from '../access/index.ts';
import * as wire from './contract.ts';
import type { BooksSettings } from './contract.ts';
import { setOrPropose, type Setting } from '../settings/index.ts';
import { booksSetting } from './schema.ts';
import { ownNames } from './queries.ts';
import { booksAreKept } from './store.ts';

const usual: BooksSettings = {
  collectivePart: 'undistributed',
  bankAccount: BANK,
  pensionAccount: '514',
  overdraftAccounts: [],
  distributionDay: '12-31',
  outsideReviewer: null,
  keptElsewhere: null,
};

export async function booksSettings(tx: Tx, cooperativeId: string): Promise<BooksSettings> {
  const [latest] = await tx
    .select({ settings: booksSetting.settings })
    .from(booksSetting)
    .where(eq(booksSetting.cooperativeId, cooperativeId))
    .orderBy(desc(booksSetting.version))
    .limit(1);
  return { ...usual, ...latest?.settings };
}

/** Who reviews for an office of one person has no other part in it. */
async function requireOutsider({ tx, cooperativeId }: CommandUnit, userId: string | null): Promise<void> {
  if (userId === null) return;
  const roles = await rolesOf(tx, cooperativeId, userId);
  if (roles.length === 1 && roles[0] === 'reviewer') return;
  throw refuse('books.outside-reviewer', {}, '/outsideReviewer');
}

/**
 * What lets through more than before: an overdraft, another reviewer of an office of one, the collective's part not set aside, money paid out
 * beside the books.
 */
function isLooser(wished: BooksSettings, inForce: BooksSettings): boolean {
  return (
    wished.overdraftAccounts.some((account) => !inForce.overdraftAccounts.includes(account)) ||
    wished.outsideReviewer !== inForce.outsideReviewer ||
    (wished.collectivePart === 'undistributed' && inForce.collectivePart === 'reserve') ||
    ((wished.keptElsewhere ?? null) !== null && wished.keptElsewhere !== inForce.keptElsewhere)
  );
}

export const ownEntriesSetting: Setting<BooksSettings, void> = {
  kind: 'books-settings',
  wish: wire.setBooksSettings.input,
  async loosens(unit, settings) {
    const chart = chartOn(unit.today);
    const own = await ownNames(unit.tx, unit.cooperativeId, chart);
    const requireKnown = (code: string, pointer: string) => {
      if (!own.has(code) && !accountsOf(chart).some((each) => each.code === code))
        throw refuse('books.part-not-added', { code, chart }, pointer);
    };
    requireKnown(settings.bankAccount, '/bankAccount');
    for (const [index, code] of settings.overdraftAccounts.entries())
      requireKnown(code, `/overdraftAccounts/${index}`);
    await requireOutsider(unit, settings.outsideReviewer);
    return isLooser(settings, await booksSettings(unit.tx, unit.cooperativeId));
  },
  says({ overdraftAccounts, outsideReviewer, collectivePart, bankAccount, keptElsewhere = null }) {
    const overdrawn = overdraftAccounts.join(', ');
    const part = {
      reserve: { zh: '转入公积公益金', en: 'set aside' },
      undistributed: { zh: '留在未分配收益', en: 'undistributed' },
    }[collectivePart];
    return {
      zh: `记账设置：银行科目 ${bankAccount}，允许透支的科目：${overdrawn || '无'}，外部复核人：${outsideReviewer === null ? '无' : '有'}，集体股红利${part.zh}${keptElsewhere === null ? '' : `，账簿不在本系统登记：${keptElsewhere}`}`,
      en: `settings of the books: bank account ${bankAccount}, overdraft on: ${overdrawn || 'none'}, outside reviewer: ${outsideReviewer === null ? 'none' : 'yes'}, the collective’s part ${part.en}${keptElsewhere === null ? '' : `, the books are kept elsewhere: ${keptElsewhere}`}`,
    };
  },
  async enter(unit, settings, proposalId) {
    const version = await unit.nextNumber('books-settings');
    await unit.tx.insert(booksSetting).values({
      cooperativeId: unit.cooperativeId,
      version,
      settings,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
      proposalId,
    });
    unit.note('books-settings', {
      version: `${version}`,
      ...settings,
      overdraftAccounts: [...settings.overdraftAccounts],
    });
  },
};

/** Money leaves what is there: without books nobody can say what that is, unless two people said that they are kept elsewhere. */
export async function requireBooksOpened(tx: Tx, cooperativeId: string): Promise<void> {
  if (await booksAreKept(tx, cooperativeId)) return;
  if (((await booksSettings(tx, cooperativeId)).keptElsewhere ?? null) === null)
    throw refuse('books.not-opened');
}

export const setBooksSettings = defineCommand({
  name: 'accounting.set-settings',
  endpoint: wire.setBooksSettings,
  async run(unit, settings) {
    const { proposal } = await setOrPropose(unit, ownEntriesSetting, settings);
    return { ...(await booksSettings(unit.tx, unit.cooperativeId)), proposal };
  },
});
