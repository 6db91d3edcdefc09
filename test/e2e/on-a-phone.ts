/**
 * What every page of the portal holds to on a phone, told by the page itself: nothing wider than the phone, letters of 18 points at
 * least and as large as was asked for, and whatever one presses as high as a thumb. Asked at the widths that phones have, enlarged to
 * twice as much by the browser, and at the largest letters. The tests and the pictures ask alike.
 */
import type { Page } from 'puppeteer-core';

interface Look {
  readonly width: number;
  /** Points, as one sets them in the portal. */
  readonly size: '18' | '24' | '30';
  /** How much the browser enlarges: a page has so much less room, and each of its pixels is so much larger. */
  readonly zoom: 1 | 2;
}

const widths = [320, 360, 430];
export const looks: readonly Look[] = [
  ...widths.map((width): Look => ({ width, size: '18', zoom: 1 })),
  ...widths.map((width): Look => ({ width: width / 2, size: '18', zoom: 2 })),
  ...widths.map((width): Look => ({ width, size: '30', zoom: 1 })),
  // Between both, and both at once.
  { width: 320, size: '24', zoom: 1 },
  { width: 180, size: '30', zoom: 2 },
];

/** 18, 24 and 30 points. */
const PIXELS = { '18': 24, '24': 32, '30': 40 } as const;
/** Lines of what may be broken stand so far apart at least, in letters. */
const LEADING = 1.3;
/** What one presses or types into is so high and so wide at least. */
const TARGET = 60;

/**
 * In the page, for one look. Three things shrink rather than be broken where there is no room: the sum of a page, any other figure, and a telephone
 * number; the first size is the least of them too. The seal in the head is a picture. A box to tick and a file are pressed by their label.
 */
const FINDINGS = `(letters, zoom) => {
  const found = [];
  const called = (each) => each.tagName.toLowerCase() + ' “' + (each.textContent || each.value || '').trim().slice(0, 40) + '”';
  const page = document.documentElement;
  if (page.scrollWidth > innerWidth) found.push('wider than the phone: ' + page.scrollWidth);
  const shrink = '.amount strong, .amount strong *, .figure, .telephone';
  for (const each of document.querySelectorAll('body *')) {
    if (!each.checkVisibility({ visibilityProperty: true })) continue;
    const box = each.getBoundingClientRect();
    if (box.right > innerWidth + 1 || box.left < -1) found.push('beyond the edge: ' + called(each));
    const style = getComputedStyle(each);
    if (style.overflowX !== 'visible' && !each.matches('input') && each.scrollWidth > each.clientWidth + 1) found.push('cut off: ' + called(each));
    if (each.matches('.seal')) continue;
    const isText = [...each.childNodes].some((one) => one.nodeType === 3 && one.data.trim() !== '');
    if (!isText && !each.matches('input, textarea, select')) continue;
    const least = each.matches(shrink) ? ${PIXELS['18']} : letters;
    if (parseFloat(style.fontSize) * zoom < least) found.push('small: ' + style.fontSize + ' ' + called(each));
    const isBroken = isText && style.whiteSpace !== 'nowrap';
    if (isBroken && parseFloat(style.lineHeight) < ${LEADING} * parseFloat(style.fontSize) - 0.1) found.push('tight: ' + called(each));
  }
  for (const each of document.querySelectorAll('a, button, input, textarea, select, summary, [role=button], [tabindex="0"]')) {
    if (!each.checkVisibility({ visibilityProperty: true })) continue;
    const isInLabel = each.matches('[type=file], [type=radio], [type=checkbox]') && each.labels.length > 0;
    const { width, height } = (isInLabel ? each.labels[0] : each).getBoundingClientRect();
    if (Math.min(width, height) * zoom < ${TARGET}) found.push('low: ' + width + ' × ' + height + ' ' + called(each));
  }
  return found;
}`;

/** What is wrong with what stands on the phone now, as it is: at its own width, and at the letters that it was opened with. */
export async function findingsAsOpened(page: Page, zoom: 1 | 2): Promise<readonly string[]> {
  // Where nobody sets them, they are of the first size.
  const points = (await page.evaluate(
    `document.documentElement.dataset.size ?? '18'`,
  )) as keyof typeof PIXELS;
  return (await page.evaluate(`(${FINDINGS})(${PIXELS[points]}, ${zoom})`)) as readonly string[];
}

/**
 * What is wrong with what stands on the phone now, at each look, and what else is found at the largest letters on the narrowest phone,
 * where there is least room; the phone is as before afterwards.
 */
export async function findingsOnPhone(
  page: Page,
  elseFound: () => Promise<readonly string[]> = () => Promise.resolve([]),
): Promise<readonly string[]> {
  const before = page.viewport();
  const size = await page.evaluate('document.documentElement.dataset.size');
  const found: string[] = [];
  for (const { width, size: points, zoom } of looks) {
    await page.setViewport({ width, height: before?.height ?? 760 });
    const letters = PIXELS[points];
    const asked = `document.documentElement.dataset.size = '${points}'; (${FINDINGS})(${letters}, ${zoom})`;
    for (const each of (await page.evaluate(asked)) as readonly string[])
      found.push(`at ${width}, ${points} points, ${zoom} ×: ${each}`);
    if (points === '30' && width === widths[0]) found.push(...(await elseFound()));
  }
  await page.evaluate(`document.documentElement.dataset.size = '${String(size)}'`);
  await page.setViewport(before);
  return found;
}
