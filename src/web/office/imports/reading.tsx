/**
 * What was read of a table and what was not, beside each other, before anything is entered: whoever made it sees by the first and
 * the last of its people, by its sums and by what was passed over whether it is all of it.
 */
import type { ReactElement } from 'react';
import { passedOverWords, readingSumWords, tabUnreadWords } from '../../../domain/reading-words.ts';
import { grouped, groupedShares } from '../../shared/amount.tsx';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Facts, Part } from '../../shared/page.tsx';
import { placeOf, type Sheet } from './sheet.ts';

export type Reading = NonNullable<Reply<'readImport'>['reading']>;

const words = {
  title: { zh: '读到的内容，请核对', en: 'What was read: check it' },
  from: { zh: '读自', en: 'Read from' },
  tab: { zh: '工作表“{name}”', en: 'the tab “{name}”' },
  text: { zh: '文本（{encoding}）', en: 'text ({encoding})' },
  place: { zh: '{from}，第 {row} 行为表头，共 {rows} 行', en: '{from}, heads in row {row}, {rows} rows' },
  mended: { zh: '“{file}”{tab}（在屏幕上更正过）', en: '“{file}” {tab} (mended on the screen)' },
  hidden: { zh: '，其中 {count} 行在文件里被隐藏', en: ', {count} of them hidden in the file' },
  between: { zh: '第一行、最后一行', en: 'First and last' },
  sums: { zh: '合计', en: 'Sums' },
  columns: { zh: '读取的列', en: 'Columns read' },
  column: { zh: '{column}：{name}', en: '{column}: {name}' },
  renamed: { zh: '{column}：{name}（作为{known}）', en: '{column}: {name} (as {known})' },
  unused: { zh: '不读的列', en: 'Columns not read' },
  passed: { zh: '没有读入的行', en: 'Rows passed over' },
  passedRow: { zh: '第 {row} 行（{why}）：{text}', en: 'Row {row} ({why}): {text}' },
  more: { zh: '另有 {count} 行', en: 'and {count} more' },
  tabs: { zh: '不读的工作表', en: 'Tabs not read' },
  otherTab: { zh: '{name}（{why}）', en: '{name} ({why})' },
  filled: { zh: '合并单元格', en: 'Merged cells' },
  filledDown: { zh: '向下填入 {count} 格', en: '{count} cells filled down' },
  none: { zh: '无', en: 'none' },
} as const;

/** Rows told one by one. */
const TOLD = 12;

export function WhatWasRead(props: {
  readonly reading: Reading;
  /** How the columns are named on the screen, from the left: what was mended is sent under other names. */
  readonly names: readonly string[];
  /** Of a table that was mended here: the file that it came from. */
  readonly mended: Pick<Sheet, 'fileName' | 'origin'> | null;
}): ReactElement {
  const say = useSay();
  const { reading, names, mended } = props;
  const { encoding, otherTabs, unused, filledDown } = reading;
  const { tab, headRow, passedOver, passedOverCount } = mended?.origin ?? reading;
  const sort = tab === null ? say(words.text, { encoding: encoding ?? '' }) : say(words.tab, { name: tab });
  const from =
    mended === null ? sort : say(words.mended, { file: mended.fileName, tab: tab === null ? '' : sort });
  const place = say(words.place, { from, row: headRow, rows: grouped(`${reading.rows}`) });
  const hidden = reading.hiddenRows > 0 ? say(words.hidden, { count: reading.hiddenRows }) : '';
  const sums = reading.sums.map(({ what, of, value }) => {
    const shown = what === 'shares' ? groupedShares(value) : grouped(value);
    return `${of ?? say(readingSumWords[what])} ${shown}`;
  });
  const columns = reading.columns.map(({ column, name, zh, en }) =>
    [zh, en].includes(name)
      ? say(words.column, { column, name })
      : say(words.renamed, { column, name, known: say({ zh, en }) }),
  );
  const passed = passedOver.slice(0, TOLD);
  return (
    <Part title={say(words.title)}>
      <Facts
        items={[
          { label: say(words.from), value: place + hidden },
          { label: say(words.between), value: `${reading.first} … ${reading.last}` },
          { label: say(words.sums), value: sums.join(' · ') },
          { label: say(words.columns), value: columns.join(' · ') },
          {
            label: say(words.unused),
            value:
              unused
                .map(({ column, name }) =>
                  say(words.column, { column, name: names[placeOf(column)] || name }),
                )
                .join(' · ') || say(words.none),
          },
          {
            label: say(words.passed),
            value:
              passedOverCount === 0 ? (
                say(words.none)
              ) : (
                <ul className="warnings">
                  {passed.map(({ row, why, text }) => (
                    <li key={row}>{say(words.passedRow, { row, why: say(passedOverWords[why]), text })}</li>
                  ))}
                  {passedOverCount > passed.length && (
                    <li>{say(words.more, { count: passedOverCount - passed.length })}</li>
                  )}
                </ul>
              ),
          },
          ...(otherTabs.length === 0
            ? []
            : [
                {
                  label: say(words.tabs),
                  value: otherTabs
                    .map(({ name, why }) => say(words.otherTab, { name, why: say(tabUnreadWords[why]) }))
                    .join(' · '),
                },
              ]),
          ...(filledDown === 0
            ? []
            : [{ label: say(words.filled), value: say(words.filledDown, { count: filledDown }) }]),
        ]}
      />
    </Part>
  );
}
