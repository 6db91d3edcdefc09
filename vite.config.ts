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
import { builtInto, builtWith, portalMode, sourcesDigest } from './src/web-build.ts';

/** What a browser must know of an endpoint to call it; its shapes stay with the server, which says what is wrong. */
function endpointLines(isCalled: (name: string) => boolean): Readonly<Record<string, EndpointLine>> {
  const called = Object.entries(endpoints).filter(([name]) => isCalled(name));
  return Object.fromEntries(
    called.map(([name, each]) => {
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

/** A phone is given the endpoints that the portal names, and no others. */
function namedInPortal(): (name: string) => boolean {
  const sources = readdirSync(join(screens, 'portal'), { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && /\.tsx?$/.test(each.name))
    .map((each) => readFileSync(join(each.parentPath, each.name), 'utf8'));
  return (name) => sources.some((source) => source.includes(`'${name}'`));
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

/** The worker of the portal keeps these on the phone: all of the portal but its letters. */
function keptByWorker(): Plugin {
  return {
    name: 'hegu-kept-by-worker',
    apply: 'build',
    generateBundle(_, bundle) {
      const kept = Object.keys(bundle)
        .filter((file) => /^assets\/.*\.(js|css|svg)$/.test(file) && !file.includes('noto-sans-sc'))
        .map((file) => `/${file}`);
      const worker = bundle[workerFile];
      if (worker?.type !== 'chunk') throw new Error('The portal has no worker.');
      worker.code = worker.code.replace(/\bKEPT_FILES\b/, JSON.stringify(kept));
    },
  };
}
const workerFile = 'portal/worker.js';

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

/**
 * What the first page takes is one file, whatever later pages share with it: on a slow line each request has its turn, and a browser asks
 * six at once of one address.
 */
const firstLoaded = {
  name: 'portal',
  tags: ['$initial' as const],
  // What the worker alone takes stays in it: a worker imports nothing.
  test: (id: string) => !/\/(worker|remembered)\.ts$/.test(id),
};

/** The portal is built alone: it is drawn by Preact, the office by React, from the same code where they share some. */
const inPreact = {
  'react-dom/client': 'preact/compat/client',
  'react/jsx-runtime': 'preact/jsx-runtime',
  react: 'preact/compat',
};

export default defineConfig(({ command, mode }) => {
  const isPortal = mode === portalMode;
  return {
    root: screens,
    publicDir: false,
    html: { cspNonce: '__NONCE__' },
    oxc: { jsx: { runtime: 'automatic' } },
    resolve: { alias: isPortal ? inPreact : {} },
    build: {
      outDir: builtInto,
      // The portal is built after the office, beside it.
      emptyOutDir: !isPortal,
      target: 'chrome109',
      cssTarget: 'chrome109',
      // Fonts and pictures are files of their own: no address within a style, which the policy of the page forbids.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 900,
      rolldownOptions: {
        // A mark of server frameworks in the library of controls, which says nothing here.
        onLog: (level, log, tell) => void (log.code !== 'MODULE_LEVEL_DIRECTIVE' && tell(level, log)),
        input: isPortal
          ? {
              portal: join(screens, 'portal', 'index.html'),
              worker: join(screens, 'portal', 'worker.ts'),
            }
          : { office: join(screens, 'office', 'index.html') },
        output: {
          entryFileNames: ({ name }) => (name === 'worker' ? workerFile : 'assets/[name]-[hash].js'),
          ...(isPortal && { codeSplitting: { groups: [firstLoaded] } }),
        },
      },
    },
    server: { proxy: { '/api': 'http://127.0.0.1:3000', '/manual': 'http://127.0.0.1:3000' } },
    plugins: [
      made({
        'virtual:endpoints': () =>
          `export const endpointLines = ${JSON.stringify(endpointLines(isPortal ? namedInPortal() : () => true))};`,
        'virtual:forms': () => `export const forms = ${JSON.stringify(forms())};`,
        'virtual:controls.css': controlStyle,
      }),
      command === 'build' && isPortal ? [keptByWorker(), compressed(builtInto)] : null,
    ],
  };
});
