/** Files with accounts or resident IDs in clear: kept sealed, taken in the open, opened by the key they were sealed with. */
import { and, eq, inArray } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import type { CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { sealFile, type Place, type Vault } from '../../platform/vault.ts';
import { fileTaken, sealedFile } from './schema.ts';

export type SealedFileRow = Omit<typeof sealedFile.$inferSelect, 'fileCipher'>;

/** Never the sealed bytes themselves: they may be large, and are read by themselves. */
export const fileColumns = {
  cooperativeId: sealedFile.cooperativeId,
  id: sealedFile.id,
  kind: sealedFile.kind,
  name: sealedFile.name,
  fileSha256: sealedFile.fileSha256,
  sealedSha256: sealedFile.sealedSha256,
  sealedBefore: sealedFile.sealedBefore,
};

function filePlace(cooperativeId: string, id: string, kind: SealedFileRow['kind']): Place {
  return { cooperativeId, table: 'sealed_file', column: 'file_cipher', row: id, before: kind };
}

/** As the trail was told of the sealed bytes when the file was made. */
export function sealedAsTold(file: SealedFileRow): string {
  return file.sealedBefore ?? file.sealedSha256;
}

/** By id. */
export async function filesById(
  tx: Tx,
  cooperativeId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SealedFileRow>> {
  const rows = await tx
    .select(fileColumns)
    .from(sealedFile)
    .where(and(eq(sealedFile.cooperativeId, cooperativeId), inArray(sealedFile.id, [...ids])));
  return new Map(rows.map((row) => [row.id, row]));
}

export async function keepFile(
  { tx, vault, cooperativeId }: CommandUnit,
  kind: SealedFileRow['kind'],
  file: { readonly name: string; readonly bytes: Uint8Array },
): Promise<SealedFileRow> {
  const id = newId();
  const { fileCipher, ...sealed } = sealFile(vault, filePlace(cooperativeId, id, kind), file.bytes);
  const row: SealedFileRow = { cooperativeId, id, kind, name: file.name, ...sealed, sealedBefore: null };
  await tx.insert(sealedFile).values({ ...row, fileCipher });
  return row;
}

/** That whoever runs the command takes the file. */
export async function noteTaken(unit: CommandUnit, fileId: string): Promise<void> {
  await unit.tx.insert(fileTaken).values({
    cooperativeId: unit.cooperativeId,
    id: newId(),
    fileId,
    recordedAt: unit.now,
    recordedBy: unit.actor.userId,
  });
}

/** The file in clear. */
export async function openFile(
  tx: Tx,
  vault: Vault,
  cooperativeId: string,
  fileId: string,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [found] = await tx
    .select()
    .from(sealedFile)
    .where(and(eq(sealedFile.cooperativeId, cooperativeId), eq(sealedFile.id, fileId)));
  const { kind, name, fileCipher } = must(found, 'a sealed file');
  return { name, bytes: vault.decryptBytes(filePlace(cooperativeId, fileId, kind), fileCipher) };
}
