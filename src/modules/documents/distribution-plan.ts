/** The distribution plan as a paper of its own: the waterfall with its figures, and who resolved it. */
import type { Period } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import type { Block, Paper } from '../../platform/pdf-blocks.ts';
import { planBlocks, type PlanPart } from './money-blocks.ts';
import { speaker } from './phrases.ts';
import { checkCode, paperOf, resolutionWords, type ResolutionReference, type Sheet } from './sheet.ts';
import { writtenPeriod } from './wording.ts';

export interface DistributionPlanPaper {
  readonly period: Period;
  readonly plan: PlanPart;
  readonly members: Money;
  readonly payable: Money;
  readonly carried: Money;
  readonly resolution: ResolutionReference | null;
}

export function distributionPlanPaper(sheet: Sheet, figures: DistributionPlanPaper): Paper {
  const { language } = sheet;
  const say = speaker(language);
  const blocks: Block[] = [
    {
      kind: 'title',
      title: say('planTitle'),
      subtitle: `${writtenPeriod(language, figures.period)} · ${say('yuanUnit')}`,
      qr: checkCode(sheet),
    },
    {
      kind: 'figures',
      items: [
        // The same figure twice would make people look for a difference.
        ...(figures.members.equals(figures.payable)
          ? []
          : [{ label: say('toMembers'), value: figures.members.toGrouped() }]),
        { label: say('payableNow'), value: figures.payable.toGrouped(), accent: true },
        { label: say('carriedOut'), value: figures.carried.toGrouped() },
      ],
    },
    ...planBlocks(sheet, figures.plan),
    {
      kind: 'paragraph',
      text:
        figures.resolution === null ? say('planNotResolved') : resolutionWords(language, figures.resolution),
    },
    { kind: 'signatures', labels: [say('preparedBy'), say('reviewedBy'), say('board'), say('supervisors')] },
  ];
  return paperOf(sheet, say('planTitle'), 'portrait', blocks);
}
