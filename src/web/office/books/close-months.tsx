/** Every open month closed in one press, and the year that ends among them: what would be closed is said before. */
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { useChange, useTried } from '../../shared/asking.ts';
import { useSay } from '../../shared/language.ts';
import { Sheet } from '../../shared/sheet.tsx';
import type { ActProps } from '../acts.ts';

const words = {
  title: { zh: '结账到 {until}', en: 'Close the books up to {until}' },
  act: { zh: '全部结账', en: 'Close them all' },
  more: {
    zh: '依次结账：{months}。结账后这些月份不再收凭证；反结账须由另一人办理并写明原因。',
    en: 'These are closed in order: {months}. They take no vouchers afterwards; another person reopens a month and says why.',
  },
  years: {
    zh: '其间 {years} 年先做年终结转，由另一人复核。',
    en: 'The year {years} is closed before its December, for another person to confirm.',
  },
} as const satisfies Record<string, Sentence>;

export function CloseMonthsSheet(props: {
  readonly until: string;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}): ReactElement {
  const say = useSay();
  const { until, onClose, onDone = onClose } = props;
  const close = useChange('closeMonths');
  const tried = useTried('closeMonths', { until });
  const list = (items: readonly string[]) => items.join(say({ zh: '、', en: ', ' }));
  return (
    <Sheet
      title={say(words.title, { until })}
      act={say(words.act)}
      onClose={onClose}
      isReady={tried.reply !== undefined}
      isRunning={close.isRunning}
      failure={close.failure}
      objection={tried.failure}
      onAct={() => void close.run({ until }).then((done) => done && onDone())}
    >
      {tried.reply !== undefined && (
        <>
          <p>{say(words.more, { months: list(tried.reply.months) })}</p>
          {tried.reply.years.length > 0 && <p>{say(words.years, { years: list(tried.reply.years) })}</p>}
        </>
      )}
    </Sheet>
  );
}

export function CloseMonthsAct({ known, onClose, onDone }: ActProps): ReactElement {
  return <CloseMonthsSheet until={known['until'] ?? ''} onClose={onClose} onDone={onDone} />;
}
