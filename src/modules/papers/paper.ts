/** What makes a kind of paper besides how it is asked for: the figures that answer, what it is about, how it is laid out. */
import type * as z from 'zod';
import { guardOf, type Endpoint } from '../../contract/endpoint.ts';
import { dayOf } from '../../contract/query.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import type { Language } from '../../domain/language.ts';
import { refuse } from '../../domain/refusal.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import type { App } from '../../platform/http.ts';
import type { Paper } from '../../platform/pdf-blocks.ts';
import { serve } from '../../platform/serve.ts';
import type { DocumentReply, PaperKind } from './contract.ts';
import { issueDocument, type Press } from './issued/register.ts';
import type { Sheet } from './sheet.ts';

/** What is wished of the paper behind an endpoint. */
export type WishOf<Asked extends { readonly input: z.ZodType }> = z.output<Asked['input']>;

/** The day of a register, today unless given; refuses `documents.day-not-come`: what a register will say nobody can sign. */
export function registerDay(wish: { readonly on?: string | undefined }, today: LocalDate): LocalDate {
  const on = dayOf(wish, today);
  if (on.isAfter(today))
    throw refuse('documents.day-not-come', { date: on.toString(), today: today.toString() }, '/on');
  return on;
}

interface Parts<Wish, Figures> {
  /** Read from the registers as they stand; `today` is the day of issue. */
  readonly figures: (tx: Tx, cooperativeId: string, wish: Wish, today: LocalDate) => Promise<Figures>;
  /** As `member 3-12` or `run 4`: papers are found by it. Never a resident ID. */
  readonly subject: (figures: Figures, wish: Wish) => string;
  readonly layout: (sheet: Sheet, figures: Figures) => Paper;
}

/** A paper that can be put on the wire, whatever its figures are. */
export interface ServedPaper {
  serve(app: App, press: Press): void;
  /** Within another command: one of several papers that are issued at once. */
  issue(unit: CommandUnit, press: Press, wish: object): Promise<DocumentReply>;
}

export function definePaper<Input extends z.ZodType<{ readonly language: Language }>, Figures>(
  asked: Endpoint<Input, z.ZodType<unknown, DocumentReply>> & { readonly kind: PaperKind },
  { figures, subject, layout }: Parts<z.output<Input>, Figures>,
): ServedPaper {
  const issued = async (unit: CommandUnit, press: Press, wish: z.output<Input>) => {
    const said = await figures(unit.tx, unit.cooperativeId, wish, unit.today);
    return issueDocument(unit, press, {
      kind: asked.kind,
      language: wish.language,
      subject: subject(said, wish),
      figures: said,
      layout,
    });
  };
  return {
    serve(app, press) {
      const command = defineCommand({
        name: `documents.issue-${asked.kind}`,
        action: guardOf(asked),
        input: asked.input,
        run: (unit, wish) => issued(unit, press, wish),
      });
      serve(app, asked, command);
    },
    issue: (unit, press, wish) => issued(unit, press, asked.input.parse(wish)),
  };
}
