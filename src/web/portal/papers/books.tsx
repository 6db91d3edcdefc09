/** The accounts of the cooperative, as every member may look into them: what it has, what it owes, what it earned and shared out. */
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { grouped } from '../../shared/amount.tsx';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { useAsk } from '../asking.ts';
import { dayInWords } from '../money/where.ts';
import { Answer, Facts, Figure, Page, Part } from '../parts.tsx';

type Lines = Reply<'readOwnBooks'>['income'];

const words = {
  title: { zh: '本社的账目', en: 'The accounts' },
  none: { zh: '还没有结过账的月份。', en: 'No month is closed yet.' },
  until: { zh: '到{day}为止（元）', en: 'Until {day} (yuan)' },
  year: { zh: '看哪一年', en: 'Which year' },
  income: { zh: '收入、支出和分配', en: 'Earned, spent and shared out' },
  assets: { zh: '本社有什么', en: 'What it has' },
  liabilities: { zh: '本社欠什么', en: 'What it owes' },
  equity: { zh: '大家的权益', en: 'What belongs to all' },
} as const satisfies Record<string, Sentence>;

export function Books(): ReactElement {
  const say = useSay();
  const [year, setYear] = useState<string | undefined>(undefined);
  const books = useAsk('readOwnBooks', year === undefined ? {} : { year });
  return (
    <Page title={say(words.title)}>
      <Answer of={books}>
        {({ years, year: shown, until, ...lines }) =>
          until === null ? (
            <p>{say(words.none)}</p>
          ) : (
            <>
              {years.length > 1 && (
                <details>
                  <summary>{say(words.year)}</summary>
                  <div className="settings">
                    {years.map((each) => (
                      <button
                        key={each}
                        type="button"
                        aria-pressed={each === shown}
                        onClick={() => setYear(each)}
                      >
                        {each}
                      </button>
                    ))}
                  </div>
                </details>
              )}
              <p>
                <b>{say(words.until, { day: dayInWords(until, say) })}</b>
              </p>
              <Statement title={say(words.income)} lines={lines.income} />
              <Statement title={say(words.assets)} lines={lines.assets} />
              <Statement title={say(words.liabilities)} lines={lines.liabilities} />
              <Statement title={say(words.equity)} lines={lines.equity} />
            </>
          )
        }
      </Answer>
    </Page>
  );
}

/** Lines that come to nothing are left out, but for those that the form numbers and the last sum; sums stand out. */
function Statement({ title, lines }: { readonly title: string; readonly lines: Lines }): ReactElement | null {
  const shown = lines.filter(({ amount, stands }) => stands || !/^-?0(\.0+)?$/.test(amount));
  if (shown.length === 0) return null;
  return (
    <Part title={title}>
      <Facts
        of={shown.map(({ name, amount, isTotal }) => [
          name,
          isTotal ? (
            <strong key={name}>
              <Figure of={grouped(amount)} />
            </strong>
          ) : (
            grouped(amount)
          ),
        ])}
      />
    </Part>
  );
}
