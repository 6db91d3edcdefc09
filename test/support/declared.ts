/**
 * Refusals that an operation gave and the API document does not tell of it. What any request may meet, whatever it asks for, is told
 * once for all: who asks, in which cooperative, at which address, the shape of a request and of a figure in it, and the service itself.
 */
import { pathOf } from '../../src/contract/endpoint.ts';
import type { ErrorCode } from '../../src/domain/refusal.ts';
import { endpointGroups } from '../../src/endpoints.ts';

const TOLD_ONCE = /^(access|cooperative|request|route|input|idempotency|service)\.|\.(malformed|too-fine)$/;

const everyOperation = endpointGroups
  .flatMap(({ endpoints }) => Object.values(endpoints))
  .map((each) => ({ each, path: new RegExp(`^${pathOf(each).replaceAll(/:\w+/g, '[^/]+')}$`) }));

/** `operation code` of each that is missing; none where the path is of no operation. */
export function undeclared(method: string, url: string, problem: unknown): readonly string[] {
  const path = url.replace(/\?.*$/, '');
  const { code, faults } = problem as {
    readonly code: ErrorCode;
    readonly faults: readonly { readonly code: ErrorCode }[];
  };
  const told = [...new Set([code, ...faults.map((fault) => fault.code)])].filter(
    (each) => !TOLD_ONCE.test(each),
  );
  const asked = everyOperation.filter(
    ({ each, path: shape }) => each.method === method.toLowerCase() && shape.test(path),
  );
  if (asked.length === 0) return [];
  return told
    .filter((each) => !asked.some(({ each: { errors } }) => errors?.includes(each)))
    .map((each) => `${asked.map(({ each: { name } }) => name).join('|')} ${each}`);
}
