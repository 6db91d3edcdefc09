/**
 * What makes a request one of our own pages and a sign-in one that nobody overhears: where it came from, how its cookie is kept,
 * and that passwords go in clear nowhere beyond this computer unless somebody has said so.
 */
import type { FastifyRequest } from 'fastify';
import { isIP } from 'node:net';
import type { Config } from '../config.ts';
import { refuse } from '../domain/refusal.ts';
import { Explained } from './explained.ts';

/** Whether people reach the service through HTTPS, by itself or by a proxy in front. */
export function isHttps({ HEGU_PUBLIC_URL }: Pick<Config, 'HEGU_PUBLIC_URL'>): boolean {
  return HEGU_PUBLIC_URL.startsWith('https:');
}

/** With the prefix a browser takes it from this host alone, encrypted, and for no other. */
export function sessionCookieName(config: Pick<Config, 'HEGU_PUBLIC_URL'>): string {
  return isHttps(config) ? '__Host-hegu_session' : 'hegu_session';
}

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Refuses a change that another site's page asks for. A browser says where a page is from; programs say nothing, and are no
 * danger to anybody's cookie.
 */
export function requireOwnOrigin(request: FastifyRequest, publicUrl: string): void {
  if (SAFE_METHODS.includes(request.method)) return;
  const { origin, host, 'sec-fetch-site': site } = request.headers;
  if (origin === undefined) {
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      throw refuse('access.foreign-origin');
    return;
  }
  if (origin === new URL(publicUrl).origin) return;
  // Reached by number or on this computer, no name of another can stand for it.
  const own = URL.canParse(origin) ? new URL(origin) : null;
  const byNumber =
    own !== null && (own.hostname === 'localhost' || isIP(own.hostname.replace(/^\[|\]$/g, '')) > 0);
  if (own === null || !byNumber || own.host !== host) throw refuse('access.foreign-origin');
}

/** Refuses a request that names two hosts: what stands in front might have taken the one and we the other. */
export function requireOneHost({ raw: { rawHeaders } }: FastifyRequest): void {
  const hosts = rawHeaders.filter((each, index) => index % 2 === 0 && each.toLowerCase() === 'host');
  if (hosts.length > 1) throw refuse('request.malformed');
}

/** Thrown where the service would be reached beyond this computer without encryption, and nobody said that it may be. */
class PlainBeyondHere extends Explained {
  constructor(host: string) {
    super(
      `HOST is ${host} and HEGU_PUBLIC_URL is not https: passwords and personal data would cross the network in clear.\n` +
        'Put a proxy with HTTPS in front and set HEGU_PUBLIC_URL to its address, or set ' +
        'HEGU_PLAIN_HTTP=allow-passwords-in-clear if that is what you mean.\n' +
        `HOST 为 ${host}，而 HEGU_PUBLIC_URL 不是 https：口令和个人资料会在网络上明文传输。\n` +
        '请在前面设一个提供 HTTPS 的代理并把 HEGU_PUBLIC_URL 设为它的网址；确要如此，请设 HEGU_PLAIN_HTTP=allow-passwords-in-clear。',
    );
  }
}

export function requireEncryption(
  config: Pick<Config, 'HOST' | 'HEGU_PUBLIC_URL' | 'HEGU_PLAIN_HTTP'>,
): void {
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(config.HOST);
  if (loopback || isHttps(config) || config.HEGU_PLAIN_HTTP === 'allow-passwords-in-clear') return;
  throw new PlainBeyondHere(config.HOST);
}
