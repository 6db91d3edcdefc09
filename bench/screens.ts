/**
 * The office in a real browser, with 5,000 members: from the address to what can be used, on desk, members and a run; the script that
 * each loads first; and the work of scrolling 5,000 rows. Beside it a bare page of the same rows as a plain table, without a program.
 */
import chromium from '@sparticuz/chromium';
import fastify from 'fastify';
import puppeteer, { type Browser, type CDPSession, type Page } from 'puppeteer-core';
import { buildApp } from '../src/app.ts';
import { calculateRun, draftRun } from '../src/modules/dividends/index.ts';
import { adoptWidePlan, layRegister, password, withBooks, type Office } from './books.ts';
import { tableRow, type Result } from './measure.ts';

const HOLDERS = 5_000;
const MOST_SCRIPT_KILOBYTES = 450;
const STEPS = 40;

interface Screen {
  readonly name: string;
  readonly path: string;
  /** What stands there once it can be used. */
  readonly usable: string;
}

interface Opened {
  readonly milliseconds: number;
  readonly scriptKilobytes: number;
}

export async function benchScreens(quick: boolean): Promise<Result> {
  const rounds = quick ? 3 : 7;
  return withBooks(async (books) => {
    const office = await books.open();
    await layRegister(books, office, HOLDERS);
    const runId = await calculatedRun(office);
    const app = await buildApp(books.services, { logger: false, requestsPerMinute: 1_000_000_000 });
    const bare = fastify();
    bare.get('/', (_, reply) => reply.type('text/html; charset=utf-8').send(plainPage()));
    const browser = await puppeteer.launch({
      executablePath: await chromium.executablePath(),
      headless: 'shell',
      args: ['--no-sandbox', '--disable-gpu', '--lang=zh-CN'],
    });
    try {
      const address = await app.listen({ host: '127.0.0.1', port: 0 });
      const bareAddress = await bare.listen({ host: '127.0.0.1', port: 0 });
      const screens: readonly Screen[] = [
        { name: 'desk', path: '/office/', usable: 'main h1' },
        { name: 'members, 5,000', path: '/office/members', usable: 'main tbody tr:nth-of-type(5)' },
        {
          name: 'a run, 5,000 lines',
          path: `/office/dividends/${runId}`,
          usable: 'main tbody tr:nth-of-type(5)',
        },
      ];
      const opened = new Map<string, Opened[]>();
      const bareTimes: number[] = [];
      for (let round = 0; round <= rounds; round += 1) {
        const bareTime = await openBare(browser, bareAddress);
        const times = [];
        for (const screen of screens) times.push(await openCold(browser, address, office, screen));
        // The first turn only warms.
        if (round === 0) continue;
        bareTimes.push(bareTime);
        for (const [index, { name }] of screens.entries())
          opened.set(name, [...(opened.get(name) ?? []), ...times.slice(index, index + 1)]);
      }
      const scrolls = { screen: [] as number[], bare: [] as number[] };
      for (let round = 0; round < rounds; round += 1) {
        scrolls.screen.push(await scrollOffice(browser, address, office));
        scrolls.bare.push(await scrollBare(browser, bareAddress));
      }
      return {
        title: 'screens: Chromium, nothing kept from before, 5,000 members',
        rows: [
          ...screens.map(({ name }) =>
            tableRow({
              what: `${name}: until it can be used`,
              samples: (opened.get(name) ?? []).map(({ milliseconds }) => milliseconds),
              unit: 'ms',
              against: bareTimes,
            }),
          ),
          tableRow({ what: '  bare page of 5,000 rows', samples: bareTimes, unit: 'ms' }),
          ...screens.map(({ name }) =>
            tableRow({
              what: `${name}: script at first load, as it was sent`,
              samples: (opened.get(name) ?? []).map(({ scriptKilobytes }) => scriptKilobytes),
              unit: 'kB',
              aim: {
                text: `≤ ${MOST_SCRIPT_KILOBYTES} kB`,
                met: (median) => median <= MOST_SCRIPT_KILOBYTES,
              },
            }),
          ),
          tableRow({
            what: `scrolling 5,000 rows, ${STEPS} steps: work of the page`,
            samples: scrolls.screen,
            unit: 'ms',
            against: scrolls.bare,
          }),
          tableRow({ what: '  bare table', samples: scrolls.bare, unit: 'ms' }),
        ],
        notes: [],
      };
    } finally {
      await browser.close();
      await bare.close();
      await app.close();
    }
  });
}

async function calculatedRun(office: Office): Promise<string> {
  const period = '2010-H2';
  const pool = `${HOLDERS * 321}.07`;
  await adoptWidePlan(office, period, pool, HOLDERS);
  const { id: runId } = await office.as(office.accountant, draftRun, {
    period,
    recordDate: '2010-12-31',
    pool,
    basis: 'record-date',
    method: 'largest-remainder',
    taxRate: '0.20',
    taxBasis: '《个人所得税法》第三条',
  });
  await office.as(office.accountant, calculateRun, { runId });
  return runId;
}

/** The same rows, with nothing behind them. */
function plainPage(): string {
  const rows = Array.from(
    { length: HOLDERS },
    (_, at) =>
      `<tr><td>${at}</td><td>成员${at}</td><td>男</td><td>1960</td><td>户${at}</td><td>12.0000</td></tr>`,
  );
  return `<!doctype html><title>5,000</title><table>${rows.join('')}</table>`;
}

/** A window that was never here, with somebody signed in. */
async function windowOf(browser: Browser, address: string, office: Office): Promise<Page> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1366, height: 768 });
  await page.goto(`${address}/health/live`);
  const body = JSON.stringify({ userName: office.accountantName, password });
  const status = await page.evaluate(
    `fetch('/api/v1/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body)} }).then((reply) => reply.status)`,
  );
  if (status !== 200) throw new Error(`Not signed in: ${String(status)}`);
  return page;
}

async function openCold(browser: Browser, address: string, office: Office, screen: Screen): Promise<Opened> {
  const page = await windowOf(browser, address, office);
  const session = await page.createCDPSession();
  await session.send('Network.enable');
  const scripts = new Set<string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  const start = performance.now();
  await page.goto(address + screen.path, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector(screen.usable, { timeout: 60_000 });
  const milliseconds = performance.now() - start;
  await page.waitForNetworkIdle({ idleTime: 400, timeout: 20_000 }).catch(() => undefined);
  await page.browserContext().close();
  return { milliseconds, scriptKilobytes: bytes / 1000 };
}

async function openBare(browser: Browser, address: string): Promise<number> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1366, height: 768 });
  const start = performance.now();
  await page.goto(address, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('tr:nth-of-type(5)');
  const milliseconds = performance.now() - start;
  await context.close();
  return milliseconds;
}

async function scrollOffice(browser: Browser, address: string, office: Office): Promise<number> {
  const page = await windowOf(browser, address, office);
  await page.goto(`${address}/office/members`, { waitUntil: 'load' });
  await page.waitForSelector('main tbody tr:nth-of-type(5)', { timeout: 60_000 });
  await page.waitForNetworkIdle({ idleTime: 800, timeout: 60_000 }).catch(() => undefined);
  return scrolled(page);
}

async function scrollBare(browser: Browser, address: string): Promise<number> {
  const page = await (await browser.createBrowserContext()).newPage();
  await page.setViewport({ width: 1366, height: 768 });
  await page.goto(address, { waitUntil: 'load' });
  return scrolled(page);
}

/** The milliseconds of work that the page did while the wheel turned. */
async function scrolled(page: Page): Promise<number> {
  const session = await page.createCDPSession();
  await session.send('Performance.enable');
  const before = await workOf(session);
  await page.mouse.move(600, 500);
  for (let step = 0; step < STEPS; step += 1) {
    await page.mouse.wheel({ deltaY: 600 });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const after = await workOf(session);
  await page.browserContext().close();
  return (after - before) * 1000;
}

async function workOf(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}
