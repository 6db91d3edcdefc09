/** The cooperative's own templates of files, for its bank and for its tax client: versions, the latest of an id counts. */
import { and, asc, desc, eq } from 'drizzle-orm';
import type { BankTemplate } from '../../domain/bank-file.ts';
import type { FilingTemplate } from '../../domain/tax-filing.ts';
import type { CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { fileTemplate } from './schema.ts';

interface Templates {
  readonly bank: BankTemplate;
  readonly tax: FilingTemplate;
}

/** By id. */
export async function ownTemplates<Kind extends keyof Templates>(
  tx: Tx,
  cooperativeId: string,
  kind: Kind,
): Promise<readonly Templates[Kind][]> {
  const rows = await tx
    .selectDistinctOn([fileTemplate.id])
    .from(fileTemplate)
    .where(and(eq(fileTemplate.cooperativeId, cooperativeId), eq(fileTemplate.kind, kind)))
    .orderBy(asc(fileTemplate.id), desc(fileTemplate.version));
  // What stands under a kind was written as of this kind, in `keepTemplate`.
  return rows.map(({ template }) => template as Templates[Kind]);
}

export async function keepTemplate<Kind extends keyof Templates>(
  unit: CommandUnit,
  kind: Kind,
  template: Templates[Kind],
): Promise<void> {
  const { id } = template;
  const version = await unit.nextNumber(`${kind}-template:${id}`);
  await unit.tx.insert(fileTemplate).values({
    cooperativeId: unit.cooperativeId,
    kind,
    id,
    version,
    template,
    recordedAt: unit.now,
    recordedBy: unit.actor.userId,
  });
  unit.note(`${kind}-template`, { id, version: version.toString() });
}
