/** What makes a kind of paper besides how it is asked for: the figures that answer, what it is about, how it is laid out. */
import type * as z from 'zod';
import type { Endpoint } from '../../contract/endpoint.ts';
import { dayOf } from '../../contract/query.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import type { Language } from '../../domain/language.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import type { App } from '../../platform/http.ts';
import { must } from '../../platform/must.ts';
import type { Paper } from '../../platform/pdf-blocks.ts';
import { handle } from '../../platform/serve.ts';
import type { DocumentReply, PaperKind } from './contract.ts';
import type { Draft } from './issued/register.ts';
import { definePrinting, type Asked, type Printer } from './printing.ts';
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
  serve(app: App, printer: Printer): void;
  /** What it says now; papers of another kind of printing issue several at once. */
  draft(asked: Pick<Asked, 'tx' | 'cooperativeId' | 'today'>, wish: object): Promise<Draft>;
}

export function definePaper<Input extends z.ZodType<{ readonly language: Language }>, Figures>(
  asked: Endpoint<Input, z.ZodType<unknown, DocumentReply>> & { readonly kind: PaperKind },
  { figures, subject, layout }: Parts<z.output<Input>, Figures>,
): ServedPaper {
  const draftOf: ServedPaper['draft'] = async ({ tx, cooperativeId, today }, given) => {
    const wish = asked.input.parse(given);
    const said = await figures(tx, cooperativeId, wish, today);
    return {
      kind: asked.kind,
      language: wish.language,
      subject: subject(said, wish),
      figures: said,
      layout: (sheet) => layout(sheet, said),
    };
  };
  return {
    serve(app, printer) {
      const printing = definePrinting(printer, {
        name: `documents.issue-${asked.kind}`,
        endpoint: asked,
        drafts: async (unit, wish) => [await draftOf(unit, wish as object)],
        reply: ([document]) => must(document, 'the paper'),
      });
      handle(app, asked, ({ context, input }) => printing(context(), input));
    },
    draft: draftOf,
  };
}
