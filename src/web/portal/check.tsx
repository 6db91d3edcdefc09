/** A paper compared with the record, by anybody: what was issued under its number, and whether a file is that very one. */
import { useRef, useState, type ReactElement } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { Refused, type Reply } from '../shared/call.ts';
import { useSay, type Say } from '../shared/language.ts';
import { useAsk } from './asking.ts';
import { checkWords, paperNumber } from '../../domain/paper-number.ts';
import { chainStateWords, paperStateWords } from '../../domain/words.ts';
import { dayInWords, yuan } from './money/where.ts';
import { Answer, Facts, Form, Line, Page } from './parts.tsx';
import { go, To, usePath } from './routing.tsx';

const words = {
  title: { zh: '核对文件', en: 'Check a paper' },
  home: { zh: '回首页', en: 'To the first page' },
  number: { zh: '编号', en: 'Number' },
  kind: { zh: '种类', en: 'Kind' },
  issuer: { zh: '出具单位', en: 'Issued by' },
  day: { zh: '出具日期', en: 'Issued on' },
  pages: { zh: '页数', en: 'Pages' },
  total: { zh: '合计（扣税后）', en: 'In all, after tax' },
  standing: { zh: '是否有效', en: 'Does it stand?' },
  replaced: { zh: '已经换了：请以{day}出具的那一份为准', en: 'replaced: the one of {day} counts' },
  hash: { zh: '文件指纹（SHA-256）', en: 'Digest (SHA-256)' },
  seal: { zh: '每页所印账印', en: 'Seal on every page' },
  chained: { zh: '流水链', en: 'The chain of the trail' },
  entry: { zh: '（第 {entry} 条）', en: ' (entry {entry})' },
  sealedOn: { zh: '另存账印的最近日期', en: 'Last sealed outside the database' },
  type: { zh: '输入纸上的账印来核对', en: 'Type the seal of the paper to compare it' },
  sealSame: { zh: '✓ 与账簿记录的账印一致。', en: '✓ It is the seal on record.' },
  sealOther: {
    zh: '✗ 对不上：请再看一遍，数字 1 和字母 l、数字 0 和字母 O 容易看错。还不对，请给办公室打电话。',
    en: '✗ It does not match: look once more, 1 and l, 0 and O are easily mistaken. If it still does not, call the office.',
  },
  choose: { zh: '选一个文件来核对', en: 'Choose a file to compare' },
  same: { zh: '✓ 一字不差，就是当时出具的文件。', en: '✓ It is the very file that was issued.' },
  other: {
    zh: '✗ 不是当时出具的文件：内容有改动，或者是另一份。',
    en: '✗ It is not the file that was issued: it was changed, or is another one.',
  },
  reading: { zh: '正在核对…', en: 'Comparing…' },
  unread: {
    zh: '! 这个文件读不出来。请再选一次，还不行请到办公室核对。',
    en: '! This file cannot be read. Choose it once more, or have it compared at the office.',
  },
  large: {
    zh: '! 这个文件太大，不会是本社出具的文件。请看看是不是选错了。',
    en: '! This file is too large to be a paper of the cooperative: see whether you chose another.',
  },
  differs: {
    zh: '✗ 账簿记的和这份文件对不上：先不要相信它，请给办公室打电话。',
    en: '✗ The ledger does not agree with this paper: do not rely on it yet, and call the office.',
  },
  expert: { zh: '给懂行的人看', en: 'For whoever knows about such things' },
  cannot: {
    zh: '这部手机在这个网址上不能核对文件，请到办公室核对。',
    en: 'This phone cannot compare files at this address: have it compared at the office.',
  },
} as const satisfies Record<string, Sentence>;

function standing({ state, replacedOn }: Reply<'checkDocument'>, say: Say): string {
  if (state !== 'replaced' || replacedOn === null) return say(paperStateWords[state]);
  return say(words.replaced, { day: dayInWords(replacedOn, say) });
}

const signs = { valid: '✓', replaced: '!', void: '✗' } as const;

type Found = 'same' | 'other' | 'cannot' | 'unread' | 'large';

/** No paper comes near it, and a phone can hold it. */
const MOST_BYTES = 64 * 1024 * 1024;

/** A paper of this issuer: which one, whoever cannot scan its code types. */
export function Check(): ReactElement {
  const say = useSay();
  const [, , issuerId = '', number = ''] = usePath().split('/');
  return (
    <Page title={say(words.title)} isHome>
      {number !== '' && <Checked key={number} issuerId={issuerId} number={number} />}
      <ByNumber
        key={`by ${number}`}
        issuerId={issuerId}
        {...(number !== '' && { label: say(checkWords.another) })}
      />
      <To path="/" className="button">
        {say(words.home)}
      </To>
    </Page>
  );
}

function ByNumber({ issuerId, label }: { readonly issuerId: string; readonly label?: string }): ReactElement {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  return (
    <section>
      {label !== undefined && <h2>{label}</h2>}
      <Form
        act={say(checkWords.look)}
        isRunning={false}
        failure={isWrong ? new Error(say(checkWords.wrong)) : null}
        onSend={() => {
          const number = paperNumber(typed);
          setWrong(number === null);
          if (number !== null) go(`/check/${issuerId}/${number}`);
        }}
      >
        <Line label={say(checkWords.type)} value={typed} onChange={setTyped} kind="code" />
      </Form>
    </section>
  );
}

function Checked({ issuerId, number }: { readonly issuerId: string; readonly number: string }): ReactElement {
  const say = useSay();
  const paper = useAsk('checkDocument', { issuerId, number });
  const [found, setFound] = useState<{ readonly of: string; readonly is: Found | null } | null>(null);
  /** Which choice it was: the answer to one before comes to nothing. */
  const choice = useRef(0);
  const [typed, setTyped] = useState('');
  // That there is none is the answer that who found a paper needs, no failure of the page.
  if (paper.error instanceof Refused && paper.error.problem.code === 'documents.unknown')
    return (
      <p className="failure" role="alert">
        <b>{say(checkWords.unknown, { number })}</b>
      </p>
    );
  return (
    <Answer of={paper}>
      {(record) => (
        <>
          {record.chain.state === 'stands' ? (
            <p className={record.state === 'valid' ? 'agrees' : 'failure'}>
              <b>
                {say(words.standing)} {`${signs[record.state]} ${standing(record, say)}`}
              </b>
            </p>
          ) : (
            <p className="failure">
              <b>{say(words.differs)}</b>
            </p>
          )}
          <p>{say(checkWords.whatStands)}</p>
          <Facts
            of={[
              [say(words.number), record.number],
              [say(words.kind), record.kindName],
              [say(words.issuer), record.issuer],
              [say(words.day), dayInWords(record.issuedOn, say)],
              ...(record.total === null ? [] : [[say(words.total), yuan(record.total, say)] as const]),
              [say(words.pages), String(record.pages)],
              [say(words.seal), record.seal],
            ]}
          />
          <details>
            <summary>{say(words.expert)}</summary>
            <Facts
              of={[
                [
                  say(words.chained),
                  `${record.chain.state === 'stands' ? '✓' : '✗'} ${say(chainStateWords[record.chain.state])}${record.chain.entry === null ? '' : say(words.entry, { entry: record.chain.entry })}`,
                ],
                ...(record.chain.sealedOn === null
                  ? []
                  : [[say(words.sealedOn), dayInWords(record.chain.sealedOn, say)] as const]),
                [say(words.hash), <code key="hash">{record.sha256}</code>],
              ]}
            />
          </details>
          <Line label={say(words.type)} value={typed} onChange={setTyped} />
          {plain(typed).length >= plain(record.seal).length && (
            <p role="status" className={isSeal(typed, record.seal) ? 'agrees' : 'failure'}>
              {say(isSeal(typed, record.seal) ? words.sealSame : words.sealOther)}
            </p>
          )}
          <label className="drop">
            {say(words.choose)}
            <input
              type="file"
              onChange={({ target }) => {
                const [file] = target.files ?? [];
                choice.current += 1;
                const mine = choice.current;
                if (file === undefined) return setFound(null);
                const { name: of } = file;
                setFound({ of, is: null });
                void compared(file, record.sha256).then((is) => {
                  if (mine === choice.current) setFound({ of, is });
                });
              }}
            />
          </label>
          {found !== null && (
            <p
              role="status"
              className={found.is === 'same' ? 'agrees' : found.is === null ? 'kept' : 'failure'}
            >
              {found.of}
              <br />
              {say(words[found.is ?? 'reading'])}
            </p>
          )}
        </>
      )}
    </Answer>
  );
}

/** As it is compared: spaces and dashes say nothing. */
function plain(seal: string): string {
  return seal.replace(/[\s-]/g, '').toLowerCase();
}

/** The seal is of digits and a to f: what looks like one of them is meant as it. */
function isSeal(typed: string, seal: string): boolean {
  return plain(typed).replaceAll('l', '1').replaceAll('o', '0') === plain(seal);
}

/** The file stays on the phone: its digest is made here. */
async function compared(file: File, sha256: string): Promise<Found> {
  if (!globalThis.isSecureContext) return 'cannot';
  if (file.size > MOST_BYTES) return 'large';
  try {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    const hex = [...digest].map((each) => each.toString(16).padStart(2, '0')).join('');
    return hex === sha256 ? 'same' : 'other';
  } catch {
    return 'unread';
  }
}
