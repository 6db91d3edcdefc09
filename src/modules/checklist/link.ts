/**
 * Where a step is taken: an address that can be followed as it stands, and the endpoint that does it. A step that is taken of several
 * things has a link for each; whoever reads is led to the first that is theirs, so that one they may not take hides none that they may.
 */
import { requestFor } from '../../contract/client.ts';
import { guardOf, type AnyEndpoint, type InputOf } from '../../contract/endpoint.ts';
import type { StepFact } from '../../domain/half-year-checklist.ts';
import { mayDo } from '../../domain/permission.ts';
import type { Actor } from '../../platform/services.ts';

/** Ids and periods that an endpoint asks for and the checklist knows. */
type Known = Readonly<Record<string, string>>;

export interface Link {
  /** Path and query of what is to be looked at. */
  readonly where: string;
  readonly act: AnyEndpoint;
  /** What is known of the input of `act`: all that its path names, when the step can be taken. */
  readonly known: Known;
  /** Users who took an earlier step of the same thing, so that this one is not theirs whatever their role. */
  readonly notBy: readonly string[];
}

/** How far a step is, and where it is taken. */
export interface LinkedFact extends StepFact {
  readonly link: Link;
  /** Where else it is taken, in the order of the work. */
  readonly besides?: readonly Link[];
}

/** Theirs by role and by what they did before; else one that is another's; their own only where all are. */
export function linkFor(
  { link, besides = [] }: Pick<LinkedFact, 'link' | 'besides'>,
  { userId, roles }: Pick<Actor, 'userId' | 'roles'>,
): Link {
  const notOwn = [link, ...besides].filter(({ notBy }) => !notBy.includes(userId));
  return notOwn.find(({ act }) => mayDo(roles, guardOf(act))) ?? notOwn[0] ?? link;
}

/** Links of one cooperative: what is looked at, then what is done. */
export type Linker = <Looked extends AnyEndpoint>(
  looked: Looked,
  input: InputOf<Looked>,
  act: AnyEndpoint,
  known?: Known,
  notBy?: readonly string[],
) => Link;

export function linker(cooperativeId: string): Linker {
  return (looked, input, act, known = {}, notBy = []) => ({
    where: requestFor(looked, input as object, { cooperativeId }).url,
    act,
    known,
    notBy,
  });
}
