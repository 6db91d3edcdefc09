/** What a password must be like, and its hash: the one door by which a password comes in. */
import { refuse } from '../../domain/refusal.ts';
import { hashPassword } from '../../platform/password.ts';

const SHORTEST_PASSWORD = 10;

export async function acceptablePassword(password: string, _userName: string): Promise<string> {
  if ([...password].length < SHORTEST_PASSWORD) {
    throw refuse('access.password-weak', { length: SHORTEST_PASSWORD }, '/password');
  }
  return hashPassword(password);
}
