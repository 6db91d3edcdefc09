/**
 * The screens, built: a page an entry, hashed assets, each beside its compressed twins. Three things are made here and not
 * written: the table of endpoints and their forms, from the one list of them, and the style of the controls, from our own theme.
 */
import { extractStyle } from '@ant-design/static-style-extract';
import { ConfigProvider } from 'antd';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { createElement, type ReactElement } from 'react';
import { defineConfig, type Plugin } from 'vite';
import { hasBody, isFileReply, isKeyed, pathOf, placesOf } from './src/contract/endpoint.ts';
import { formOf, type FormLine } from './src/contract/form-lines.ts';
import { endpoints } from './src/endpoints.ts';
import { controlTheme } from './src/web/shared/control-theme.ts';
import type { EndpointLine } from './src/web/shared/endpoint-line.ts';
import { builtInto, builtWith, sourcesDigest } from './src/web-build.ts';

/** What a browser must know of an endpoint to call it; its shapes stay with the server, which says what is wrong. */
function endpointLines(): Readonly<Record<string, EndpointLine>> {
  return Object.fromEntries(
    Object.entries(endpoints).map(([name, each]) => {
      const line: EndpointLine = {
        method: each.method,
        path: pathOf(each),
        places: placesOf(each),
        action: each.action,
        ...(hasBody(each) && { body: true }),
        ...(isKeyed(each) && { keyed: true }),
        ...(isFileReply(each.reply) && { file: true }),
      };
      return [name, line];
    }),
  );
}

/** What the forms of changes ask for, from the same descriptions: loaded when the first of them is opened. */
function forms(): Readonly<Record<string, readonly FormLine[]>> {
  return Object.fromEntries(
    Object.entries(endpoints).flatMap(([name, each]) =>
      each.method === 'get' ? [] : [[name, formOf(each)] as const],
    ),
  );
}

/** The style of the controls that screens use, and of no others; at run time only their variables are made any more. */
function controlStyle(): string {
  return extractStyle({
    includes: [...controls],
    customTheme: (node: ReactElement) =>
      createElement(ConfigProvider, { theme: { ...controlTheme, zeroRuntime: false } }, node),
  }).replace(/<\/?style[^>]*>/g, '');
}
const controls = ['Button', 'Checkbox', 'Input', 'Select'];

const screens = join(import.meta.dirname, 'src', 'web');

/** Modules that are made while building, by their names. */
function made(modules: Readonly<Record<string, () => string>>): Plugin {
  return {
    name: 'hegu-made',
    resolveId: (id) => (id in modules ? `\0${id}` : null),
    load: (id) => modules[id.replace(/^\0/, '')]?.() ?? null,
  };
}

/** Whatever is worth it lies compressed beside itself: the server never compresses. */
function compressed(folder: string): Plugin {
  return {
    name: 'hegu-compressed',
    apply: 'build',
    closeBundle() {
      const assets = join(folder, 'assets');
      if (!existsSync(assets)) return;
      for (const name of readdirSync(assets)) {
        if (!/\.(js|css|svg)$/.test(name)) continue;
        const content = readFileSync(join(assets, name));
        if (content.length < 1024) continue;
        const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } };
        writeFileSync(join(assets, `${name}.br`), brotliCompressSync(content, brotli));
        writeFileSync(join(assets, `${name}.gz`), gzipSync(content, { level: 9 }));
      }
      writeFileSync(join(folder, builtWith), sourcesDigest());
    },
  };
}

export default defineConfig({
  root: screens,
  publicDir: false,
  html: { cspNonce: '__NONCE__' },
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    outDir: builtInto,
    emptyOutDir: true,
    target: 'chrome109',
    cssTarget: 'chrome109',
    // Fonts and pictures are files of their own: no address within a style, which the policy of the page forbids.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // A mark of server frameworks in the library of controls, which says nothing here.
      onLog: (level, log, tell) => void (log.code !== 'MODULE_LEVEL_DIRECTIVE' && tell(level, log)),
      input: {
        office: join(screens, 'office', 'index.html'),
        portal: join(screens, 'portal', 'index.html'),
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/manual': 'http://127.0.0.1:3000' } },
  plugins: [
    made({
      'virtual:endpoints': () => `export const endpointLines = ${JSON.stringify(endpointLines())};`,
      'virtual:forms': () => `export const forms = ${JSON.stringify(forms())};`,
      'virtual:controls.css': controlStyle,
    }),
    compressed(builtInto),
  ],
});
