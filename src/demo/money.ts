/**
 * The money of the story: the books are opened, every month has its income, costs and pensions, every half-year its plan, its
 * bank batch with the bank's answer, cash, tax and closed months. What the bank answers is made from the very file it got.
 */
import { bankTemplate } from '../domain/bank-templates.ts';
import { LocalDate, Period } from '../domain/calendar.ts';
import type { Language } from '../domain/language.ts';
import { Money } from '../domain/money.ts';
import { isWaiting } from '../domain/payout.ts';
import type { OrderKind } from '../domain/payment-order.ts';
import { payoutStateWords } from '../domain/words.ts';
import { answerTo, paymentsIn } from './bank.ts';
import { Refused } from '../contract/client.ts';
import type { ReplyOf } from '../contract/endpoint.ts';
import type { endpoints } from '../endpoints.ts';
import type { Community, HalfYearStep, MoneyFixture } from './fixture.ts';
import { keep, statementsOf } from './papers.ts';
import { bothSet, idOf, type Scene, type WaitingSummary } from './scene.ts';
import { grouped } from './telling.ts';
import { collected } from '../domain/tax-filing.ts';
import { must } from '../platform/must.ts';

export interface MoneyStep {
  readonly on: string;
  readonly take: (scene: Scene) => Promise<void>;
}

const later = (day: string, days: number) => LocalDate.parse(day).plusDays(days).toString();

/** Opening balances, the paying account, the pension rule, the assets. */
export async function openMoney(scene: Scene): Promise<void> {
  const { accountant, chair, community, cast } = scene;
  const { opening, payer, pension, assets } = community.money;
  await enter(scene, { ...opening, kind: 'opening' });
  await bothSet(scene, await chair.setPayoutSettings(payer));
  await bothSet(scene, await chair.setPensionRule(pension));
  for (const { asset } of assets) {
    const { id } = await accountant.enterAsset(asset);
    scene.ids.set(`asset:${asset.number}`, id);
  }
  cast.tell.line({
    zh: `账册期初、付款账户、养老金规定（每月 ${pension.amount} 元）和 ${assets.length} 项集体资产已登记`,
    en: `opening balances, the paying account, the pension rule (${pension.amount} a month) and ${assets.length} assets are entered`,
  });
}

/** By the accountant, and in the books once the reviewer has confirmed it. */
async function enter({ accountant, reviewer }: Scene, entry: MoneyFixture['opening']): Promise<void> {
  const { id } = await accountant.prepareEntry(entry);
  await reviewer.confirmEntry({ entryId: id });
}

/** What happens whatever the half-year: entries and pensions of each month, assets, an estate. */
export function moneySteps({ money, halfYears }: Community): readonly MoneyStep[] {
  const { given, idle, estates } = money;
  const gifts = given ? [given] : [];
  const pauses = idle ? [idle] : [];
  return [
    ...money.months.flatMap(monthSteps),
    ...halfYears.map((step, index) => valuationStep(money, step, index)),
    ...gifts.map(({ recordedOn, asset }) => ({
      on: recordedOn,
      take: async (scene: Scene) => void (await scene.accountant.enterAsset(asset)),
    })),
    ...pauses.map(({ recordedOn, asset, from, to, note }) => ({
      on: recordedOn,
      async take(scene: Scene) {
        const assetId = idOf(scene, `asset:${asset}`);
        await scene.accountant.useAsset({ assetId, from, to, note });
      },
    })),
    ...estates.map(({ on, ...estate }) => ({
      on,
      async take(scene: Scene) {
        const { id: estateId } = await scene.accountant.dividePayoutEstate(estate);
        const { parts } = await scene.reviewer.confirmPayoutEstate({ estateId });
        const total = Money.sum(parts.map(({ amount }) => Money.parse(amount))).toGrouped();
        scene.cast.tell.line({
          zh: `${on}  ${estate.deceased} 暂存红利 ${total} 元由继承人领取：${estate.basis}`,
          en: `${on}  ${total} yuan held of ${estate.deceased} go to the heirs`,
        });
      },
    })),
  ];
}

function monthSteps({ month, entries }: MoneyFixture['months'][number]): readonly MoneyStep[] {
  const template = 'generic-csv';
  let orderId = '';
  return [
    ...entries.map((entry) => ({
      on: entry.date,
      take: (scene: Scene) => enter(scene, entry),
    })),
    {
      on: `${month}-25`,
      async take({ accountant, reviewer, cashier, cast }) {
        const payOn = `${month}-26`;
        orderId = (await accountant.makePensionRun({ month, template, payOn })).id;
        await release(orderId, reviewer, 'pension');
        await cashier.sendPensionRun({ orderId });
        // One a half-year is enough to look at.
        if (/-(06|12)$/.test(month)) {
          const file = await accountant.takePensionRunFile({ orderId });
          cast.keepFile(`pension-${month}-${template}.csv`, file);
        }
      },
    },
    {
      // The bank paid all of them, and says so.
      on: `${month}-27`,
      async take({ cashier }) {
        const file = Buffer.from(await cashier.takePensionRunFile({ orderId }));
        const bytes = answerTo(await paymentsIn(template, file), { every: null, title: `${month} 养老金` });
        await cashier.answerPensionRun({ orderId }, { file: { name: `回盘-${month}.csv`, bytes } });
      },
    },
  ];
}

/** At the end of the half-year every asset is valued, and what shops and fields brought in is noted with them. */
function valuationStep(money: MoneyFixture, { run }: HalfYearStep, index: number): MoneyStep {
  const valuedOn = run.recordDate;
  return {
    on: later(valuedOn, 2),
    async take(scene) {
      for (const { asset, step } of money.assets) {
        const change = Money.fromFen(Money.parse(step).fen * BigInt(index + 1));
        const value = Money.parse(asset.value).plus(change).toString();
        const assetId = idOf(scene, `asset:${asset.number}`);
        await scene.accountant.valueAsset({ assetId, valuedOn, value, source: '年中、年末评估' });
      }
      const booked = monthsOf(scene.community, run.period).filter(
        (month) => month > money.opening.date.slice(0, 7),
      );
      for (const { asset, account, note } of money.uses) {
        const assetId = idOf(scene, `asset:${asset}`);
        const income = bookedOn(money, account, booked);
        await scene.accountant.useAsset({
          assetId,
          from: `${booked[0]}-01`,
          to: valuedOn,
          income,
          note,
        });
      }
    },
  };
}

function bookedOn(money: MoneyFixture, account: string, months: readonly string[]): string {
  const lines = money.months
    .filter(({ month }) => months.includes(month))
    .flatMap(({ entries }) => entries.flatMap((entry) => entry.lines))
    .filter((line) => line.account === account);
  return Money.sum(lines.map(({ credit }) => Money.parse(credit ?? '0'))).toString();
}

/** Draws up the plan of the half-year from the books; returns its id. */
export async function drawPlan(scene: Scene, { run }: HalfYearStep): Promise<string> {
  const { mode, steps, members } = scene.community.money.plans[run.period] ?? {
    mode: 'year',
    steps: [],
    members: run.pool,
  };
  const plan = await scene.accountant.draftPlan({
    period: run.period,
    mode,
    steps,
    members: { kind: 'amount', amount: members },
  });
  scene.cast.tell.line({
    zh: `分配方案：本期应分 ${grouped(plan.payable)} 元，结转未分配收益 ${grouped(plan.carried)} 元`,
    en: `distribution plan: ${grouped(plan.payable)} to be paid now, ${grouped(plan.carried)} carried forward`,
  });
  return plan.id;
}

/** After the posting: batch, file, the bank's answer, cash; in the next month tax and vouchers, then the year and the months are closed. */
export function payoutSteps(step: HalfYearStep, run: () => { readonly id: string }): readonly MoneyStep[] {
  let batchId = '';
  const { postedOn } = step;
  const { period } = step.run;
  const [, half = ''] = period.split('-H');
  const taxed = step.run.taxRate !== '0';
  const month = postedOn.slice(0, 7);
  const next = later(`${month}-28`, 4).slice(0, 7);
  return [
    {
      on: later(postedOn, 1),
      async take(scene) {
        batchId = await sendToBank(scene, period, later(postedOn, 2));
      },
    },
    { on: later(postedOn, 3), take: (scene) => readBank(scene, batchId) },
    ...(half === '2' ? [{ on: later(postedOn, 6), take: payCash }] : []),
    ...(taxed ? [taxOfMonth(postedOn)] : []),
    {
      on: `${next}-09`,
      async take(scene) {
        await keep(scene, await scene.accountant.printVoucher({ month }));
        await statementsOf(scene, period, batchId);
        if (period === scene.lastPaid) await scene.lastPapers(scene, step, run().id, month);
      },
    },
    ...(half === '2'
      ? [
          {
            on: `${next}-20`,
            take: (scene: Scene) => closeYear(scene, period),
          },
        ]
      : []),
    {
      on: `${next}-25`,
      async take(scene) {
        // Of a second half all but December are closed before the year is.
        const months = monthsOf(scene.community, period);
        for (const each of half === '2' ? months.slice(-1) : months)
          await scene.accountant.closeMonth({ month: each });
        await tellBalanceSheet(scene, period);
      },
    },
  ];
}

function monthsOf({ money, halfYears }: Community, period: string): readonly string[] {
  const [year = '', half] = period.split('-H');
  const opened = money.opening.date.slice(0, 7);
  const [first, last] = half === '1' ? [`${year}-01`, `${year}-06`] : [`${year}-07`, `${year}-12`];
  const months = money.months.map(({ month }) => month).filter((month) => month >= first && month <= last);
  // The month in which the books were opened is closed with the first that follow it.
  return period === halfYears[0]?.run.period ? [opened, ...months] : months;
}

async function closeYear({ accountant, reviewer, cast, community }: Scene, period: string): Promise<void> {
  const year = period.slice(0, 4);
  for (const month of monthsOf(community, period).slice(0, -1)) await accountant.closeMonth({ month });
  await accountant.closeYear({ year });
  await reviewer.confirmYear({ year });
  cast.keepFile(`books-${year}.zip`, await accountant.exportBooks({ year }));
}

async function tellBalanceSheet(scene: Scene, period: string): Promise<void> {
  const { accountant, cast } = scene;
  const on = Period.parse(period).lastDay.toString();
  const sheet = await accountant.readBalanceSheet({ on });
  const [assets, rest] = [grouped(sheet.totalAssets), grouped(sheet.totalLiabilitiesAndEquity)];
  cast.tell.line({
    zh: `${scene.today()}  结账；${on} 资产负债表：资产总计 ${assets} 元，负债和所有者权益总计 ${rest} 元`,
    en: `${scene.today()}  the months are closed; balance sheet of ${on}: assets ${assets}, liabilities and equity ${rest}`,
  });
}

type Batch = ReplyOf<typeof endpoints.readPayoutBatch>;
type Wish = Parameters<Scene['accountant']['makePayoutBatch']>[0];

/** Names that GBK lacks are written in GB18030; one bank takes a workbook, and the file for all is in UTF-8 anyway. */
const encodings: Readonly<Record<string, Wish['encoding']>> = {
  'abc-payroll': 'xlsx',
  'generic-csv': 'utf-8',
};

/** Tried first in the bank's usual characters: what it cannot read is named before anything is written. */
async function tellWhatGbkLacks({ accountant, cast, today }: Scene, wish: Wish): Promise<void> {
  try {
    await accountant.makePayoutBatch(wish, { dryRun: true });
  } catch (error) {
    // When the story is told again this batch is there already, and there may be nothing more to pay.
    if (!(error instanceof Refused)) throw error;
    const { code, faults } = error.problem;
    if (code !== 'payout.character-not-encodable') return;
    const [first = '', ...more] = faults.map(({ message }) => message);
    cast.tell.line({
      zh: `${today()}  试生成银行文件，${more.length + 1} 处写不出，如：${first}`,
      en: `${today()}  the bank's file, tried first, cannot hold ${more.length + 1} characters, such as: ${first}`,
    });
    cast.tell.line({
      zh: `${today()}  该行也收工作簿，改用 xlsx：姓名一字不改，账号仍是文本`,
      en: `${today()}  this bank takes a workbook too: every name as it is, account numbers as text`,
    });
  }
}

/** Somebody looks at the accounts that changed, that two households share, and from which money came back, and lets it go. */
async function release(orderId: string, reviewer: Scene['reviewer'], kind: OrderKind): Promise<void> {
  const { changed, shared, returned, proved } =
    kind === 'payout'
      ? await reviewer.readPayoutBatchAccounts({ orderId })
      : await reviewer.readPensionRunAccounts({ orderId });
  const seen = {
    changed: changed.length,
    shared: shared.length,
    returned: returned.length,
    proved: proved.length,
  };
  if (kind === 'payout') await reviewer.releasePayoutBatch({ orderId, seen });
  else await reviewer.releasePensionRun({ orderId, seen });
}

/** Everything payable goes into one file, which a second person releases and a third one sends; what is not in it is told with the reason. */
async function sendToBank(scene: Scene, period: string, payOn: string): Promise<string> {
  const { accountant, cashier, reviewer, cast, community } = scene;
  const template = community.money.templates[period] ?? 'icbc-bpt';
  const wish = { template, payOn, purpose: '分红' };
  const encoding = encodings[template] ?? 'gb18030';
  if (encoding === 'xlsx') await tellWhatGbkLacks(scene, wish);
  const { batch, leftOut } = await accountant.makePayoutBatch({ ...wish, encoding });
  const orderId = batch.id;
  const file = must(batch.fileName, 'the name of the bank file');
  await release(orderId, reviewer, 'payout');
  const kept = cast.keepFile(file, await accountant.takePayoutBatchFile({ orderId }));
  await cashier.sendPayoutBatch({ orderId });
  const waiting = leftOut.filter(({ state }) => isWaiting(state));
  const { number, count, total } = batch;
  scene.batches.push({ ...batchSums(batch), file: kept, waiting });
  const bank = bankTemplate(template).name;
  const told = (language: Language) =>
    waiting.map(({ state, ...each }) =>
      language === 'zh'
        ? `${payoutStateWords[state].zh} ${each.count} 笔 ${grouped(each.total)} 元`
        : `${payoutStateWords[state].en}: ${each.count} of ${grouped(each.total)}`,
    );
  cast.tell.line({
    zh: `${scene.today()}  银行代发第 ${number} 批已送（${bank.zh}）：${count} 笔 ${grouped(total)} 元${['', ...told('zh')].join('；')}`,
    en: `${scene.today()}  bank batch ${number} sent (${bank.en}): ${count} payments of ${grouped(total)}${['', ...told('en')].join('; ')}`,
  });
  return batch.id;
}

function batchSums({ number, template, count, total, paid, returned, state }: Batch) {
  return { number, template: template ?? '', count, total, paid, returned, state };
}

/** The bank pays all but a few, whose names do not match, and says so line by line; the reviewer finds those on its statement. */
async function readBank(scene: Scene, batchId: string): Promise<void> {
  const { cashier, reviewer, cast, community, batches } = scene;
  const file = Buffer.from(await cashier.takePayoutBatchFile({ orderId: batchId }));
  const sent = batches.at(-1);
  const payments = await paymentsIn(sent?.template ?? '', file);
  const answer = answerTo(payments, { every: community.money.returnedEvery });
  const { order: batch } = await cashier.answerPayoutBatch(
    { orderId: batchId },
    { file: { name: '回盘.csv', bytes: answer } },
  );
  cast.keepFile(`payout-${batch.number.padStart(4, '0')}-return.csv`, answer);
  const { answers } = await reviewer.listPayoutAnswers({ state: 'awaiting' });
  for (const { id } of answers) await reviewer.confirmPayoutAnswer({ answerId: id });
  if (sent) batches.splice(-1, 1, { ...sent, ...batchSums(batch) });
  const { number, paid, returned } = batch;
  cast.tell.line({
    zh: `${scene.today()}  银行回盘第 ${number} 批：成功 ${paid.count} 笔 ${grouped(paid.total)} 元，退回 ${returned.count} 笔 ${grouped(returned.total)} 元`,
    en: `${scene.today()}  the bank's answer to batch ${number}: ${paid.count} paid (${grouped(paid.total)}), ${returned.count} returned (${grouped(returned.total)})`,
  });
}

async function waitingOf({ accountant }: Scene) {
  return (await accountant.listWaitingClaims({})).claims;
}

/** Only members and households are handed money. */
function holderOf({ kind, number }: { readonly kind: string; readonly number: string }) {
  if (kind !== 'member' && kind !== 'household') throw new TypeError(`${kind} ${number} is paid nothing.`);
  return { kind, number } as const;
}

/** At the end of a year, whom no bank can pay fetch their money; in June what came back goes into the next batch once more. */
async function payCash(scene: Scene): Promise<void> {
  const { accountant, cashier, cast } = scene;
  const fetched = (await waitingOf(scene)).filter(
    ({ state }) => !['held', 'no-payee', 'payable'].includes(state),
  );
  const runs = [...new Set(fetched.map(({ runId }) => runId))];
  for (const runId of runs) await keep(scene, await accountant.printReceiptSheet({ runId, only: 'cash' }));
  const payments = fetched.map(({ runId, part, ...holder }) => ({ runId, part, ...holderOf(holder) }));
  const handedOn = scene.today();
  const { cash } = await cashier.enterPayoutCash({ handedOn, payments });
  const total = Money.sum(cash.map(({ amount }) => Money.parse(amount))).toGrouped();
  const back = fetched.filter(({ state }) => state.startsWith('returned')).length;
  cast.tell.line({
    zh: `${handedOn}  到柜台签领现金 ${cash.length} 笔 ${total} 元：银行退回 ${back} 笔，没有账户等 ${cash.length - back} 笔`,
    en: `${handedOn}  fetched in cash: ${cash.length} payments of ${total}; ${back} had come back, ${cash.length - back} had no account`,
  });
}

/** What nobody has fetched in the end, by holder. */
export async function lastWaiting(scene: Scene): Promise<readonly WaitingSummary[]> {
  return (await waitingOf(scene)).map(({ period, kind, number, payee, net, state, limitationOn }) => ({
    period,
    kind,
    number,
    payee,
    net,
    state,
    limitationOn,
  }));
}

/** Whoever was paid too much by a difference brings it to the office. */
export async function receiveBack(scene: Scene, runId: string): Promise<void> {
  const { lines } = await scene.accountant.listRunLines({ runId, limit: '999' });
  const payments = lines
    .filter(({ net }) => net.startsWith('-'))
    .map((line) => ({ runId, ...holderOf(line), proxy: '家属' }));
  if (payments.length === 0) return;
  const handedOn = scene.today();
  await scene.cashier.enterPayoutCash({ handedOn, payments });
  const numbers = payments.map(({ number }) => number).join('、');
  scene.cast.tell.line({
    zh: `${handedOn}  ${numbers} 的家属到柜台退回多付的红利`,
    en: `${handedOn}  the family of ${numbers} brought back what was overpaid`,
  });
}

/** Tax withheld on a day is filed and remitted on the 8th of the next month. */
export function taxOfMonth(day: string): MoneyStep {
  const month = day.slice(0, 7);
  return { on: `${later(`${month}-28`, 4).slice(0, 7)}-08`, take: (scene) => fileTax(scene, month) };
}

/** Tax of what a release made free is filed on the 9th of the next month, where nothing else was filed of its month. */
export function taxOfRelease(day: string): MoneyStep {
  const month = day.slice(0, 7);
  return {
    on: `${later(`${month}-28`, 4).slice(0, 7)}-09`,
    async take(scene) {
      const { rows, filing } = await scene.accountant.readTaxWithheld({ month });
      if (rows.length > 0 && filing === null) await fileTax(scene, month);
    },
  };
}

async function fileTax(scene: Scene, month: string): Promise<void> {
  const { accountant, reviewer, cast } = scene;
  const filing = await accountant.fileTax({ month, template: 'withholding-client' });
  const filingId = filing.id;
  const remittedOn = scene.today();
  const owed = !collected(Money.parse(filing.tax), LocalDate.parse(filing.dueOn)).isZero;
  if (owed) {
    await accountant.remitTax({ filingId, remittedOn, receipt: `完税${month}` });
    await reviewer.confirmTaxRemittance({ filingId });
  }
  const file = await accountant.takeTaxFilingFile({ filingId });
  cast.keepFile(`tax-${month}-withholding-client.csv`, file);
  cast.tell.line({
    zh: `${remittedOn}  申报 ${month} 代扣个人所得税：${filing.count} 人，${grouped(filing.tax)} 元${owed ? '，已缴' : '，无应缴税款'}`,
    en: `${remittedOn}  tax withheld in ${month} filed: ${filing.count} people, ${grouped(filing.tax)}${owed ? ', remitted' : ', nothing to remit'}`,
  });
}

/** What the books say in the end. */
export async function lastTrialBalance(scene: Scene) {
  const year = scene.today().slice(0, 4);
  const on = scene.today();
  const trial = await scene.accountant.readTrialBalance({ from: `${year}-01-01`, to: on });
  const { total } = await scene.accountant.listMemberBalances({ on });
  return {
    from: `${year}-01-01`,
    on: scene.today(),
    rows: trial.rows,
    totals: trial.totals,
    owedToMembers: total,
  };
}
