/** Halves of codes for the portal, said once: a slip a member, to be printed, cut apart and handed to them alone. */
import { Button } from 'antd';
import type { ReactElement } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { useSay } from './language.ts';
import { Dialog } from './sheet.tsx';
import { Slips } from './slips.tsx';

const words = {
  first: { zh: '门户开通码 · 第一张', en: 'Portal code · first slip' },
  second: { zh: '门户开通码 · 第二张', en: 'Portal code · second slip' },
  more: {
    zh: '只显示这一次。打印后裁开，每张只交给本人；另一张由另一位经办人交。六十天内一次有效。',
    en: 'Shown this once. Print them, cut them apart, and hand each to its member alone; the other slip comes from the other person. A code works once, within sixty days.',
  },
  number: { zh: '编号', en: 'Number' },
  print: { zh: '打印', en: 'Print' },
  done: { zh: '已打印或抄下', en: 'Printed or written down' },
} as const satisfies Record<string, Sentence>;

export interface SaidHalf {
  readonly member: string;
  readonly name: string;
  readonly half: string;
}

export function HalvesSheet(props: {
  readonly which: 'first' | 'second';
  readonly halves: readonly SaidHalf[];
  readonly onClose: () => void;
}): ReactElement {
  const say = useSay();
  return (
    <Dialog title={say(words[props.which])}>
      <div className="sheet-body">
        <p>{say(words.more)}</p>
        <Slips>
          {props.halves.map(({ member, name, half }) => (
            <div className="slip half" key={member}>
              <span>
                {name}（{say(words.number)} {member}） · {say(words[props.which])}
              </span>
              <b className="once">{half}</b>
            </div>
          ))}
        </Slips>
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onClose();
        }}
      >
        <footer>
          <Button onClick={() => globalThis.print()}>{say(words.print)}</Button>
          <Button type="primary" htmlType="submit">
            {say(words.done)}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

/** What a confirmation says of them, whatever was confirmed. */
export function halvesIn(reply: unknown): readonly SaidHalf[] | null {
  if (typeof reply !== 'object' || reply === null || !('halves' in reply)) return null;
  return reply.halves as readonly SaidHalf[] | null;
}
