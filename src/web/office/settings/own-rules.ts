/** What own rules say is none at all: no field holds it, so that rules set anew by the form would have it as the law does. */
import type { Body } from '../../../domain/assembly-rules.ts';
import type { Dimension } from '../../../domain/assembly-stricter.ts';

export type OwnRules = Readonly<
  Partial<Record<Body, Readonly<Partial<Record<Dimension, unknown>>> | undefined>>
>;

export function saidToBeNone(
  rules: OwnRules,
): readonly { readonly body: Body; readonly dimension: Dimension }[] {
  return Object.entries(rules).flatMap(([body, own]) =>
    Object.entries(own ?? {}).flatMap(([dimension, value]) =>
      isNone(value) ? [{ body: body as Body, dimension: dimension as Dimension }] : [],
    ),
  );
}

/** Within what is set a field says that there is none: how many one may stand for at most. */
function isNone(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}
