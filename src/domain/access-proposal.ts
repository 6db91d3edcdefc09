/**
 * Two people for power: who may propose that somebody gets or changes power over a cooperative, and who else may confirm it.
 * Nobody proposes or confirms anything about themselves; the chair proposes and a supervisor confirms. Only where there is no
 * chair, or no supervisor, besides the people concerned does another step in, never alone. Product: Trust; People, duties, rights.
 */
import type { Sentence, Words } from './language.ts';
import type { Role } from './permission.ts';
import { refuse } from './refusal.ts';
import { excludedAmong } from './role-exclusion.ts';
import { roleWords } from './role-words.ts';

export const accessProposalKinds = [
  'before',
  'founding',
  'user',
  'roles',
  'member',
  'reset',
  'restore',
  'entry',
  'second-factor',
  'mandate',
  'mandate-end',
  'closing',
  'portal',
] as const;
/** `before`: given when two people were not asked yet. `founding`: the people a cooperative was opened with. */
export type AccessProposalKind = (typeof accessProposalKinds)[number];

/** What a proposal would do, in a word. */
export const accessProposalWords: Words<AccessProposalKind> = {
  before: { zh: '实行两人授权以前', en: 'before two people were asked' },
  founding: { zh: '设立时任职', en: 'founding' },
  user: { zh: '新用户', en: 'new person' },
  roles: { zh: '职责', en: 'roles' },
  member: { zh: '是哪一名成员', en: 'which member it is' },
  reset: { zh: '重设登录', en: 'new sign-in' },
  restore: { zh: '恢复', en: 'restored' },
  entry: { zh: '允许进入', en: 'let in for a time' },
  'second-factor': { zh: '第二重验证', en: 'second factor' },
  mandate: { zh: '代理', en: 'mandate' },
  'mandate-end': { zh: '结束代理', en: 'end of a mandate' },
  closing: { zh: '关闭或重新开放', en: 'closed or reopened' },
  portal: { zh: '门户开通码', en: 'codes for the portal' },
};

export const accessProposalStates = ['open', 'confirmed', 'refused'] as const;
export type AccessProposalState = (typeof accessProposalStates)[number];

export const accessStateWords: Words<AccessProposalState> = {
  open: { zh: '待复核', en: 'open' },
  confirmed: { zh: '已复核', en: 'confirmed' },
  refused: { zh: '已退回', en: 'refused' },
};

/** How many people a cooperative begins with at least, the chair and a supervisor among them. */
export const FOUNDERS = 3;

/** For how long an administrator is let in at most. */
export const LONGEST_ENTRY_DAYS = 30;

export interface OfficeHolder {
  readonly userId: string;
  readonly roles: readonly Role[];
  /** Who suspended them here, each of whom did; nobody where they may act. */
  readonly suspendedBy?: readonly string[];
}

/** Whether somebody of the office counts for these people: whom one of them suspended is missing by their own word, and leaves no gap to them. */
const countsFor = ({ suspendedBy = [] }: OfficeHolder, ...people: readonly OfficeHolder[]): boolean =>
  suspendedBy.length === 0 || people.some(({ userId }) => suspendedBy.includes(userId));

interface Proposing {
  readonly kind: AccessProposalKind;
  readonly by: OfficeHolder;
  /** Whom it is about; null where it is about nobody. */
  readonly about: string | null;
  /** Everybody who can sign in and holds a role here, suspended or not. */
  readonly holders: readonly OfficeHolder[];
}

/** Refuses one's own power, and a supervisor where a chair could propose it, or could but for having been suspended by that supervisor. */
export function requireProposer({ kind, by, about, holders }: Proposing): void {
  // An administrator proposes it, whose right was asked already.
  if (kind === 'closing') return;
  if (by.userId === about) throw refuse('access.own-roles');
  if (by.roles.includes('chair')) return;
  const chairs = holders.filter(
    (each) => each.roles.includes('chair') && each.userId !== about && countsFor(each, by),
  );
  if (chairs.length > 0) throw refuse('access.chair-proposes');
}

interface Confirming extends Proposing {
  /** Who asks to confirm it; `by` proposed it. */
  readonly confirmer: OfficeHolder;
  /** Whether whom it is about has a part in other cooperatives: then nobody here hands out their sign-in. */
  readonly reachesFurther: boolean;
}

/**
 * Refuses whoever proposed it and whom it is about. An administrator helps where no supervisor is left, or where the sign-in of
 * somebody of several cooperatives is renewed; they let nobody in, themselves least of all.
 */
export function requireConfirmer({ kind, by, about, holders, confirmer, reachesFurther }: Confirming): void {
  if (confirmer.userId === by.userId || confirmer.userId === about)
    throw refuse('access.confirmed-by-another');
  const furtherReset = kind === 'reset' && reachesFurther;
  if (confirmer.roles.includes('supervisor')) {
    if (furtherReset) throw refuse('access.reset-reaches-further');
    return;
  }
  if (kind === 'entry') throw refuse('access.entry-by-supervisor');
  if (kind === 'closing') throw refuse('access.closing-by-supervisor');
  const supervisors = holders.filter(
    (each) =>
      each.roles.includes('supervisor') &&
      each.userId !== by.userId &&
      each.userId !== about &&
      countsFor(each, by, confirmer),
  );
  if (supervisors.length > 0 && !furtherReset) throw refuse('access.supervisor-confirms');
}

/** Refuses to begin without a chair, a supervisor and a third, or with one name twice. */
export function requireFounders(people: readonly { readonly roles: readonly Role[] }[]): void {
  const held = people.flatMap(({ roles }) => roles);
  if (people.length < FOUNDERS || !held.includes('chair') || !held.includes('supervisor'))
    throw refuse('access.founders-missing', { count: FOUNDERS }, '/people');
}

/** A chair takes no supervisor's power away at once; a supervisor may take anybody's but their own. */
export function requireSuspender(by: OfficeHolder, about: OfficeHolder): void {
  if (by.userId === about.userId) throw refuse('access.own-roles');
  if (
    about.roles.includes('supervisor') &&
    !by.roles.includes('supervisor') &&
    !by.roles.includes('administrator')
  )
    throw refuse('access.supervisor-suspended');
}

/** Two users who may be one person, and what says so. */
export interface Alike {
  readonly one: string;
  readonly other: string;
  readonly because: 'phone' | 'resident-id' | 'name';
}

const alikeWords: Words<Alike['because']> = {
  phone: { zh: '登记的电话相同', en: 'have the same phone' },
  'resident-id': { zh: '登记的证件号相同', en: 'have the same resident ID' },
  name: { zh: '姓名相同', en: 'have the same name' },
};

interface Warned {
  readonly proposer: string | null;
  /** Null while nobody has answered. */
  readonly confirmer: string | null;
  readonly about: string | null;
  /** What they would hold; empty where it is about no roles. */
  readonly wanted: readonly Role[];
  /** Everybody who holds or held anything here; of others nothing is said. */
  readonly holders: readonly (OfficeHolder & { readonly displayName: string })[];
  readonly alike: readonly Alike[];
}

/**
 * What whoever confirms is warned of: two of the people concerned may be one, or somebody under a second name holds what excludes
 * the roles that are proposed. Only people can tell; nothing is refused for it.
 */
export function warningsOf(proposal: Warned): readonly Sentence[] {
  const { proposer, confirmer, about, wanted, holders, alike } = proposal;
  const concerned = [proposer, confirmer, about].filter((each) => each !== null);
  const known = (userId: string) => holders.find((each) => each.userId === userId);
  return alike.flatMap(({ one, other, because }) => {
    const [first, second] = [known(one), known(other)];
    if (first === undefined || second === undefined) return [];
    const pair = {
      zh: `${first.displayName}、${second.displayName}`,
      en: `${first.displayName} and ${second.displayName}`,
    };
    const alone = { zh: `${pair.zh}${alikeWords[because].zh}`, en: `${pair.en} ${alikeWords[because].en}` };
    if (concerned.includes(one) && concerned.includes(other))
      return [{ zh: `${alone.zh}：可能是同一人。`, en: `${alone.en}: they may be one person.` }];
    if (one !== about && other !== about) return [];
    return excludedBetween(wanted, (one === about ? second : first).roles).map(([mine, theirs]) => ({
      zh: `${alone.zh}，而${roleWords[mine].zh}与${roleWords[theirs].zh}不相容。`,
      en: `${alone.en}, and ${roleWords[mine].en} excludes ${roleWords[theirs].en}.`,
    }));
  });
}

/** Pairs of duties that exclude each other, one of each side. */
export function excludedBetween(
  mine: readonly Role[],
  theirs: readonly Role[],
): readonly (readonly [Role, Role])[] {
  return mine.flatMap((one) =>
    theirs
      .filter((other) => one !== other && excludedAmong([one, other]).length > 0)
      .map((other) => [one, other] as const),
  );
}
