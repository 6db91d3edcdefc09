/** What a password must be like, and its hash: the one door by which a password comes in. */
import { passwordFault, type PasswordRule } from '../../domain/password-rule.ts';
import { Refusal } from '../../domain/refusal.ts';
import { countedAddress } from '../../domain/sign-in-guard.ts';
import { isCommonPassword } from '../../platform/common-passwords.ts';
import { hashPassword } from '../../platform/password.ts';

interface Chosen {
  readonly password: string;
  readonly userName: string;
  readonly hasSecondFactor?: boolean;
  readonly isForPortal?: boolean;
  /** From where it comes: addresses have their turns. */
  readonly address?: string;
}

export async function acceptablePassword(
  rule: PasswordRule,
  chosen: Chosen,
  pointer?: string,
): Promise<string> {
  requireAcceptable(rule, chosen, pointer);
  return hashPassword(chosen.password, countedAddress(chosen.address ?? ''));
}

export function requireAcceptable(rule: PasswordRule, chosen: Chosen, pointer = '/password'): void {
  const { password, userName, hasSecondFactor = false, isForPortal = false } = chosen;
  const fault = passwordFault(
    rule,
    { password, userName, hasSecondFactor, isForPortal, isCommon: isCommonPassword },
    pointer,
  );
  if (fault !== null) throw new Refusal([fault]);
}
