/**
 * A real browser that looks at the screens as people do. What no screen may ever do is counted while it looks: breaking the
 * policy of its page, asking another origin, complaining on the console. A test asks for nothing but what stands on the screen.
 */
import axe from 'axe-core';
import type { Browser, HTTPRequest, Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { launchBrowser } from '../support/chromium.ts';

/** What a person did in a window so far: presses of the mouse or a finger, a file given among them, and fields typed into. */
export interface Effort {
  presses: number;
  fields: number;
}

export interface Window {
  readonly page: Page;
  readonly effort: Effort;
  /** Types into the field with this label, in place of what stands there. */
  fill(label: string, text: string): Promise<void>;
  /** Presses the button, link or row of this name. */
  press(name: string): Promise<void>;
  /** Presses the button of the sheet that is open, once it can be; another sheet may follow it. */
  act(name: string): Promise<void>;
  /** Gives a file to the place on the screen that takes one. */
  give(path: string): Promise<void>;
  /** Presses the button of the sheet and waits until the sheet is gone. */
  decide(name: string): Promise<void>;
  /** Waits until this stands on the screen. */
  see(text: string): Promise<void>;
  /** Waits until nothing is asked any more. */
  settled(): Promise<void>;
  /** Opens an address of the office and waits until it is drawn. */
  open(path: string): Promise<void>;
  /** No serious finding of axe, nothing wider than the window, no code or identifier, nothing counted. */
  expectSound(where: string): Promise<void>;
  /** The same without axe, for whoever asks that at another size. */
  expectQuiet(where: string): Promise<void>;
}

/** Run in the page, where there is a document. */
const TELL_VIOLATIONS = `document.addEventListener('securitypolicyviolation', (event) =>
  console.error('policy', event.violatedDirective, event.blockedURI, event.sourceFile + ':' + event.lineNumber))`;
/** Told by the page's own events, so that whatever a test does to get somewhere is counted as what a person would do. */
const COUNT_EFFORT = `{ let field = null;
  addEventListener('mousedown', (event) => event.isTrusted && event.detail === 1 && heguCounts('presses'), true);
  addEventListener('change', (event) => event.target.type === 'file' && heguCounts('presses'), true);
  addEventListener('beforeinput', ({ isTrusted, target }) => {
    if (isTrusted && target !== field) { field = target; heguCounts('fields'); }
  }, true); }`;
/** As axe has it but for large letters, of which it asks 3 : 1 alone: elders are promised 4.5 : 1 of all. */
const CONTRAST_FOR_ELDERS = `axe.configure({ checks: [{ id: 'color-contrast', options: {
  ignoreUnicode: true, ignoreLength: false, ignorePseudo: false, boldValue: 700, boldTextPt: 14, largeTextPt: 18,
  contrastRatio: { normal: { expected: 4.5 }, large: { expected: 4.5 } },
  pseudoSizeThreshold: 0.25, shadowOutlineEmMax: 0.2, textStrokeEmMin: 0.03 } }] })`;
const SERIOUS_FINDINGS = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
  .filter(({ impact }) => impact === 'serious' || impact === 'critical')
  .map(({ id, nodes }) => id + ': ' + nodes.map(({ target, any }) => target + ' ' + (any[0]?.message ?? '')).join('; ')))`;
const IS_TOO_WIDE = 'document.documentElement.scrollWidth > innerWidth';
/** What the program calls things by, and nobody else: half-years by their code, identifiers; not within an address, nor where the service is looked after. */
const CODES_SHOWN = `location.pathname.startsWith('/office/platform') ? [] :
  document.body.innerText.replace(/\\bhttps?:\\S+/g, '').match(
    /\\b\\d{4}-H[12]\\b|\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b/g) ?? []`;

/** The clock of a page goes on from another moment, as that of the service that is tested. */
function clockFrom(at: Date): string {
  return `{ const real = Date; const ahead = ${at.getTime()} - real.now();
    Date = class extends real {
      constructor(...given) { if (given.length === 0) super(real.now() + ahead); else super(...given); }
      static now() { return real.now() + ahead; }
    }; }`;
}

/** What axe finds serious or critical in what stands on the page. */
export async function seriousFindings(page: Page, isForElders = false): Promise<readonly string[]> {
  // Half a megabyte: read once for each document.
  if ((await page.evaluate('typeof globalThis.axe')) === 'undefined') await page.evaluate(axe.source);
  if (isForElders) await page.evaluate(CONTRAST_FOR_ELDERS);
  return (await page.evaluate(SERIOUS_FINDINGS)) as readonly string[];
}

let browser: Browser | null = null;

/** In the page: as a person picks a day, whatever the order of its parts. */
function pickDay(field: unknown, day: string): void {
  const value = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field) as object, 'value');
  value?.set?.call(field, day);
  (field as EventTarget).dispatchEvent(new Event('input', { bubbles: true }));
}

/** Whether a test has taken the service off the network: only then may a request find nobody. */
let isServiceAway = false;
export function serviceAway(isSo: boolean): void {
  isServiceAway = isSo;
}

/**
 * The service does what it is asked at addresses like this one, and its first answer never arrives: the line broke in between. Tells the
 * keys under which it was asked, while it is asked.
 */
export async function loseFirstAnswer({ page }: Window, address: string): Promise<readonly string[]> {
  const line = await page.createCDPSession();
  const keys: string[] = [];
  line.on('Fetch.requestPaused', ({ requestId, request }) => {
    const key = request.headers['idempotency-key'];
    if (key !== undefined) keys.push(key);
    const isLost = key !== undefined && keys.length === 1;
    isServiceAway = isLost;
    void (isLost
      ? line.send('Fetch.failRequest', { requestId, errorReason: 'ConnectionRefused' })
      : line.send('Fetch.continueRequest', { requestId }));
  });
  await line.send('Fetch.enable', { patterns: [{ urlPattern: address, requestStage: 'Response' }] });
  return keys;
}

export async function openBrowser(): Promise<void> {
  browser = await launchBrowser();
}

export async function closeBrowser(): Promise<void> {
  await browser?.close();
  browser = null;
}

/**
 * Run in the page: what was done to it is drawn, what that led to is drawn too, and nothing is left to do. The letters are those that
 * stand on it then; without letters of its own, a page waits for them before it shows anything.
 */
const IS_DRAWN = `(async () => {
  while (document.documentElement.dataset.letters !== undefined) await new Promise((on) => setTimeout(on, 50));
  const frame = () => new Promise((on) => requestAnimationFrame(on));
  await frame();
  await frame();
  await new Promise((on) => requestIdleCallback(on));
  // Letters that come late move what is about to be pressed.
  await document.fonts.ready;
})()`;

/** The browser loses sight of a request or of a page now and then: after so many milliseconds, what must stand on the screen is waited for by `see`. */
const LONGEST_UNSETTLED = 5_000;

/** A window of its own, with its own cookies, at the smallest size the office is made for; its clock begins at `at` if given. */
export async function openWindow(
  address: string,
  language: 'zh' | 'en' = 'zh',
  at: Date | null = null,
): Promise<Window> {
  if (browser === null) throw new Error('No browser is open.');
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1366, height: 768 });
  // Colours are measured as they stand, not on their way.
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.evaluateOnNewDocument(`localStorage.setItem('hegu-language', '${language}')`);
  if (at !== null) await page.evaluateOnNewDocument(clockFrom(at));
  const effort: Effort = { presses: 0, fields: 0 };
  await page.exposeFunction('heguCounts', (what: keyof Effort) => void (effort[what] += 1));
  await page.evaluateOnNewDocument(COUNT_EFFORT);
  const wrong: string[] = [];
  await page.evaluateOnNewDocument(TELL_VIOLATIONS);
  page.on('pageerror', (error) => void wrong.push(String(error)));
  page.on('console', (message) => {
    // The browser notes each refused request itself; whether it should have been refused, the screen says.
    const isRefusal = message
      .text()
      .startsWith('Failed to load resource: the server responded with a status of 4');
    const isAway = isServiceAway && message.text().includes('net::ERR_CONNECTION_REFUSED');
    if (message.type() === 'error' && !isRefusal && !isAway) wrong.push(message.text());
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${address}/`) && !/^(data|blob):/.test(url)) wrong.push(`asked ${url}`);
  });

  // A line on which the service tells of news stays open: it is no answer that one waits for.
  const pending = new Set<HTTPRequest>();
  let begun = 0;
  let allEnded = () => {};
  const ended = (request: HTTPRequest) => {
    pending.delete(request);
    if (pending.size === 0) allEnded();
  };
  page.on('request', (request) => {
    // Another page was asked for: nobody waits for answers to the one before.
    if (request.isNavigationRequest()) pending.clear();
    if (request.resourceType() === 'eventsource' || !/^https?:/.test(request.url())) return;
    begun += 1;
    pending.add(request);
  });
  page.on('requestservedfromcache', ended);
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  const answered = async () => {
    if (pending.size > 0) await new Promise<void>((all) => (allEnded = all));
  };
  const isDrawn = () =>
    page.evaluate(IS_DRAWN).then(
      () => true,
      // Another page took its place meanwhile, and is looked at next.
      () => new Promise<false>((next) => setTimeout(() => next(false), 30)),
    );
  const settled = async () => {
    let isGivenUp = false;
    const isSettled = async () => {
      while (!isGivenUp) {
        await answered();
        const before = begun;
        if ((await isDrawn()) && begun === before && pending.size === 0) return;
      }
    };
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<void>((on) => (timer = setTimeout(on, LONGEST_UNSETTLED)));
    await Promise.race([isSettled(), tooLong]);
    isGivenUp = true;
    clearTimeout(timer);
  };
  return {
    page,
    effort,
    settled,
    async open(path) {
      await page.goto(address + path, { waitUntil: 'load' });
      await settled();
    },
    async fill(label, text) {
      const field = await page.locator(`::-p-aria([name="${label}"])`).waitHandle();
      // A field of days takes keys in the order of the browser's own language; a day is picked in it instead.
      const isDay = await field.evaluate((one) => {
        const { type } = one as unknown as { readonly type?: string };
        return type === 'date';
      });
      if (isDay) {
        await field.evaluate(pickDay, text);
        return settled();
      }
      await field.click({ count: 3 });
      await page.keyboard.type(text);
    },
    async press(name) {
      await page.locator(`::-p-xpath((//button|//a|//label)[normalize-space(.)="${name}"])`).click();
      await settled();
    },
    async act(name) {
      const button = `::-p-xpath(//dialog//footer//button[normalize-space(.)="${name}"][not(@disabled)])`;
      await page.locator(button).setTimeout(20_000).click();
      await settled();
    },
    async give(path) {
      const input = await page.waitForSelector('input[type=file]');
      await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(path);
      await settled();
    },
    async decide(name) {
      await page.locator(`::-p-xpath(//dialog//footer//button[normalize-space(.)="${name}"])`).click();
      const isGone = await page
        .waitForFunction('document.querySelector("dialog") === null', { timeout: 20_000 })
        .then(
          () => true,
          () => false,
        );
      if (!isGone)
        throw new Error(
          `The sheet stayed:\n${String(await page.evaluate('document.querySelector("dialog").innerText'))}`,
        );
      await settled();
    },
    async see(text) {
      const found = await page
        .locator(`::-p-text(${text})`)
        .setTimeout(20_000)
        .wait()
        .then(
          () => true,
          () => false,
        );
      if (!found)
        throw new Error(
          `“${text}” is not on the screen:\n${String(await page.evaluate('document.body.innerText'))}`,
        );
    },
    async expectSound(where) {
      const findings = await seriousFindings(page);
      const isTooWide = await page.evaluate(IS_TOO_WIDE);
      const codes = await page.evaluate(CODES_SHOWN);
      expect({ where, findings, wrong, isTooWide, codes }).toEqual({
        where,
        findings: [],
        wrong: [],
        isTooWide: false,
        codes: [],
      });
    },
    async expectQuiet(where) {
      const isTooWide = await page.evaluate(IS_TOO_WIDE);
      expect({ where, wrong, isTooWide }).toEqual({ where, wrong: [], isTooWide: false });
    },
  };
}

/** A window of the office in which somebody of the staff has signed in. */
export async function signedInAt(address: string, userName: string, at: Date | null = null): Promise<Window> {
  const window = await openWindow(address, 'zh', at);
  await window.open('/office/');
  await window.fill('用户名', userName);
  await window.fill('密码', 'correct horse battery');
  await window.press('登录');
  await window.see('半年工作台');
  return window;
}
