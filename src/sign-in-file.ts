/**
 * The first person of an installation and the file that hands over their password, readable by its owner only. Either both
 * are there or neither: who cannot be told is not made, and whoever never signed in is given a new password when the file is
 * gone.
 */
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createFirstAdministrator } from './modules/access/index.ts';
import { Explained } from './platform/explained.ts';
import type { Services } from './platform/services.ts';

const FIRST = 'administrator';
/** Of the service and of the demonstration: while either lies there, its password is the one that was told. */
const files = ['first-sign-in.txt', 'demo-sign-in.txt'];

/**
 * Sees to it that somebody can sign in. Returns the file's path, or null when there is nothing to tell: somebody signed in
 * long ago and the file was taken away. `others` are further names that the file says have the same password.
 */
export async function ensureFirstSignIn(
  services: Services,
  path: string,
  others: readonly string[] = [],
): Promise<string | null> {
  const password = randomBytes(12).toString('base64url');
  await createFirstAdministrator(
    services,
    {
      userName: FIRST,
      displayName: services.config.HEGU_LANGUAGE === 'zh' ? '平台管理员' : 'Platform administrator',
      password,
    },
    {
      // Of the demonstration everybody is told the one password on purpose.
      told: others.length === 0,
      renew: !files.some((name) => existsSync(join(dirname(path), name))),
      handOver: () => write(path, `${[FIRST, ...others].join(' ')}\n${password}\n`),
    },
  );
  return existsSync(path) ? path : null;
}

/** Whole and on the disk, or not at all. */
function write(path: string, text: string): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    const file = openSync(draft, 'wx', 0o600);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Explained(
      `The sign-in file ${path} cannot be written (${code}), so nobody was made who could sign in. Let the user that runs Hegu write there.\n` +
        `无法写入登录文件 ${path}（${code}），因此没有建立任何可以登录的人。请让运行合股的用户可以写入。`,
    );
  } finally {
    rmSync(draft, { force: true });
  }
}
