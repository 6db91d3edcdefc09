/**
 * Halves of codes for the portal, said once: a slip a member, to be printed, cut apart and handed to them alone. The first says where the
 * portal is and whom to call; the second, which slip it belongs with.
 */
import { Button } from 'antd';
import { lazy, Suspense, type ReactElement } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { useAnswer } from './asking.ts';
import type { Reply } from './call.ts';
import { useSay } from './language.ts';
import { useSession } from './session.ts';
import { Dialog } from './sheet.tsx';
import { Slips } from './slips.tsx';

const words = {
  first: { zh: '手机门户开通码 · 第一张', en: 'Code for the portal · first slip' },
  second: { zh: '手机门户开通码 · 第二张', en: 'Code for the portal · second slip' },
  more: {
    zh: '只显示这一次。打印后裁开，每张只交给本人；另一张由另一位经办人交。',
    en: 'Shown this once. Print them, cut them apart, and hand each to its member alone; the other slip comes from the other person.',
  },
  number: { zh: '{name}（编号 {member}）', en: '{name} (number {member})' },
  where: { zh: '用手机扫码，或打开 {address}', en: 'Scan the code with your phone, or open {address}' },
  then: {
    zh: '点“第一次来，用开通码”。要有两张纸：另一张也写着您的姓名和编号。',
    en: 'Press “First time: I have a code”. You need two slips: the other bears your name and number as well.',
  },
  belongs: {
    zh: '和写着{name}（编号 {member}）、印有二维码的第一张一起用：先扫那一张。',
    en: 'Goes with the first slip of {name} (number {member}), which has a code to scan: begin with that one.',
  },
  useBy: {
    zh: '{year}年{month}月{day}日以前（含当天）用，只能用一次。',
    en: 'To be used once, until {year}-{month}-{day}.',
  },
  call: { zh: '办公室电话：{telephone}', en: 'Telephone of the office: {telephone}' },
  noPhone: {
    zh: '“设置”里还没有填办公室电话：填了以后，纸上和手机上都会写着。',
    en: 'The telephone of the office is not set: once it is, the slips and the portal say it.',
  },
  print: { zh: '打印', en: 'Print' },
  done: { zh: '已打印或抄下', en: 'Printed or written down' },
} as const satisfies Record<string, Sentence>;

const QrCode = lazy(async () => ({ default: (await import('./qr-code.tsx')).QrCode }));

export interface SaidHalf {
  readonly member: string;
  readonly name: string;
  readonly half: string;
}

/** Halves, and the last day to use them. */
export interface SaidHalves {
  readonly halves: readonly SaidHalf[];
  readonly useBy: string;
}

type Contact = Reply<'readOfficeContact'>;

export function HalvesSheet({
  which,
  halves,
  useBy,
  onClose,
}: SaidHalves & { readonly which: 'first' | 'second'; readonly onClose: () => void }): ReactElement {
  const say = useSay();
  const { cooperative } = useSession();
  const { data: contact } = useAnswer('readOfficeContact', {});
  const [year = '', month, day] = useBy.split('-');
  const until = say(words.useBy, { year, month: Number(month), day: Number(day) });
  return (
    <Dialog title={say(words[which])} width={720}>
      <div className="sheet-body">
        <p>{say(words.more)}</p>
        {contact?.telephone === null && <p className="quiet">{say(words.noPhone)}</p>}
        <Slips>
          {halves.map((half) => (
            <div className="slip half" key={half.member}>
              <div>
                <p>
                  {cooperative.name} · {say(words[which])}
                </p>
                <p>
                  <b>{say(words.number, { name: half.name, member: half.member })}</b>
                </p>
                <p className="once">{half.half}</p>
                {which === 'first' ? (
                  <Where contact={contact} />
                ) : (
                  <p>{say(words.belongs, { name: half.name, member: half.member })}</p>
                )}
                <p>{until}</p>
                {contact?.telephone != null && <p>{say(words.call, { telephone: contact.telephone })}</p>}
              </div>
              {which === 'first' && contact !== undefined && (
                <Suspense fallback={null}>
                  <QrCode text={contact.portal} />
                </Suspense>
              )}
            </div>
          ))}
        </Slips>
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
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

/** Where one begins; whoever types the address is asked for the name of the cooperative, which stands above. */
function Where({ contact }: { readonly contact: Contact | undefined }): ReactElement | null {
  const say = useSay();
  if (contact === undefined) return null;
  const [address = ''] = contact.portal.split('?');
  return (
    <>
      <p>{say(words.where, { address })}</p>
      <p>{say(words.then)}</p>
    </>
  );
}

/** What a confirmation says of them, whatever was confirmed. */
export function halvesIn(reply: unknown): SaidHalves | null {
  if (typeof reply !== 'object' || reply === null || !('halves' in reply) || !('useBy' in reply)) return null;
  const { halves, useBy } = reply as { readonly halves: readonly SaidHalf[] | null; readonly useBy: string };
  return halves && { halves, useBy };
}
