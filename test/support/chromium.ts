/**
 * The browser of tests, pictures and benches, on a machine that has Chinese letters as phones and desks have: the house's own. A machine
 * that has none is sent them by the service, and nothing stands on its screen until they are there, which is not what people wait for.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import chromium from '@sparticuz/chromium';
import puppeteer, { type Browser } from 'puppeteer-core';

const { resolve } = createRequire(import.meta.url);
const HOUSE_FONT = '@expo-google-fonts/noto-sans-sc';
const weights = ['400Regular', '600SemiBold', '700Bold'];
/** By the name that it has on phones, so that it is the first of the page's own list that is found. */
const KNOWN_AS = 'Noto Sans CJK SC';

/** What is read of the letters is kept beside it for the next browser. */
function configuration(): string {
  const folder = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'hegu-letters');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'fonts.conf');
  const written = `${file}.${process.pid}`;
  const folders = weights.map((each) => dirname(resolve(`${HOUSE_FONT}/${each}/NotoSansSC_${each}.ttf`)));
  writeFileSync(
    written,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((each) => `  <dir>${each}</dir>`).join('\n')}
  <cachedir>${folder}</cachedir>
  <alias binding="same"><family>${KNOWN_AS}</family><prefer><family>Noto Sans SC</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias>
</fontconfig>
`,
  );
  // Two that open a browser at once read no half of it.
  renameSync(written, file);
  return file;
}

/** Without letters where it is asked what a machine that has none is sent. */
export async function launchBrowser(hasLetters = true): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  return puppeteer.launch({
    executablePath,
    headless: 'shell',
    args: ['--no-sandbox', '--disable-gpu', '--lang=zh-CN'],
    ...(hasLetters && { env: { ...process.env, FONTCONFIG_FILE: configuration() } }),
  });
}
