/**
 * Which folders lie on another disk than the books. One that did, and lies on the disk of the books now, is the empty place of a disk that is
 * not mounted: what is written there is on the computer that it is to be kept apart from.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { Explained } from './explained.ts';

const remembered = z.array(z.string());
const placeOf = (dataDir: string) => join(dataDir, 'other-disks.json');

/** The disk of a folder, or of the next one above it that is there. */
function diskOf(folder: string): number {
  const { dev } = statSync(folder, { throwIfNoEntry: false }) ?? {};
  return dev ?? diskOf(dirname(folder));
}

function foldersApart(dataDir: string): readonly string[] {
  try {
    return remembered.parse(JSON.parse(readFileSync(placeOf(dataDir), 'utf8')));
  } catch {
    // Nothing is remembered, or nothing readable.
    return [];
  }
}

/** Refuses a folder that was on another disk, and is not now. */
export function requireOtherDisk(dataDir: string, folder: string): void {
  if (!foldersApart(dataDir).includes(folder) || diskOf(folder) !== diskOf(dataDir)) return;
  throw new Explained(
    `${folder} was on another disk than the books, and is on theirs now: is it mounted? Nothing was written there. Where it shall be so, take it out of ${placeOf(dataDir)}.\n` +
      `${folder} 原来在另一块盘上，现在与账册同在一块盘：是不是没有挂载？未向其中写入。确要如此的，请把它从 ${placeOf(dataDir)} 中去掉。`,
  );
}

/** What was written there lies apart from the books, where it does. */
export function rememberDisk(dataDir: string, folder: string): void {
  const apart = foldersApart(dataDir);
  if (apart.includes(folder) || diskOf(folder) === diskOf(dataDir)) return;
  try {
    writeFileSync(placeOf(dataDir), `${JSON.stringify([...apart, folder])}\n`, { mode: 0o600 });
  } catch {
    // Not remembered; the next time tries again.
  }
}
