/**
 * The built screens and the manual, served: every address below `/office` and `/portal` is the one page of each, with a policy of its own that lets nothing in
 * from elsewhere; assets carry a digest in their names and may be kept for ever.
 */
import fastifyStatic from '@fastify/static';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuse } from './domain/refusal.ts';
import type { App } from './platform/http.ts';
import { builtInto } from './web-build.ts';

const YEAR_SECONDS = 31_536_000;
const pages = ['office', 'portal'] as const;
const seal = readFileSync(join(import.meta.dirname, 'web', 'shared', 'seal.svg'));

/** Nothing from elsewhere, nothing in line; styles that controls make while they run carry the nonce of their page. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'none'",
    "connect-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export async function webPages(app: App): Promise<void> {
  app.get('/', async (_request, reply) => reply.redirect('/office/'));
  await app.register(fastifyStatic, {
    root: join(builtInto, 'assets'),
    prefix: '/assets/',
    decorateReply: false,
    index: false,
    immutable: true,
    maxAge: YEAR_SECONDS * 1000,
    preCompressed: true,
  });
  await app.register(fastifyStatic, {
    root: join(import.meta.dirname, '..', 'docs', 'manual'),
    prefix: '/manual/',
    decorateReply: false,
    index: false,
  });
  // Beside the page of the portal: what keeps it on a phone, and its picture there.
  app.get('/portal/worker.js', async (_request, reply) =>
    reply
      .header('content-security-policy', "default-src 'none'; connect-src 'self'")
      .header('cache-control', 'no-cache')
      .type('text/javascript; charset=utf-8')
      .send(builtText('portal/worker.js')),
  );
  app.get('/portal/seal.svg', async (_request, reply) => reply.type('image/svg+xml').send(seal));
  for (const page of pages) {
    app.get(`/${page}`, async (_request, reply) => reply.redirect(`/${page}/`));
    app.get(`/${page}/*`, async (_request, reply) => {
      const nonce = randomBytes(16).toString('base64');
      return reply
        .header('content-security-policy', policy(nonce))
        .header('cache-control', 'no-store')
        .type('text/html; charset=utf-8')
        .send(builtText(`${page}/index.html`).replaceAll('__NONCE__', nonce));
    });
  }
}

/** As it lies there now: a service that is only tested has none, and a new build is taken up at once. */
function builtText(file: string): string {
  const path = join(builtInto, file);
  if (!existsSync(path)) throw refuse('route.unknown', { path: `/${file}` });
  return readFileSync(path, 'utf8');
}
