/** A paper compared with the record, by anybody: what was issued under its number, and whether a file is that very one. */
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../domain/language.ts';
import { useSay } from '../shared/language.ts';
import { useAsk } from './asking.ts';
import { chainStateWords, paperStateWords } from '../../domain/words.ts';
import { dayInWords, yuan } from './money/where.ts';
import { Answer, Facts, Line, Page } from './parts.tsx';
import { usePath } from './routing.tsx';

const words = {
  title: { zh: '核对文件', en: 'Check a paper' },
  number: { zh: '编号', en: 'Number' },
  kind: { zh: '种类', en: 'Kind' },
  issuer: { zh: '出具单位', en: 'Issued by' },
  day: { zh: '出具日期', en: 'Issued on' },
  pages: { zh: '页数', en: 'Pages' },
  total: { zh: '实发合计', en: 'Net in all' },
  standing: { zh: '是否有效', en: 'Does it stand?' },
  hash: { zh: '文件指纹（SHA-256）', en: 'Digest (SHA-256)' },
  seal: { zh: '每页所印账印', en: 'Seal on every page' },
  chained: { zh: '流水链', en: 'The chain of the trail' },
  entry: { zh: '（第 {entry} 条）', en: ' (entry {entry})' },
  sealedOn: { zh: '另存账印的最近日期', en: 'Last sealed outside the database' },
  type: { zh: '输入纸上的账印来核对', en: 'Type the seal of the paper to compare it' },
  sealSame: { zh: '✓ 与账簿记录的账印一致。', en: '✓ It is the seal on record.' },
  sealOther: {
    zh: '✗ 与账簿记录的账印不一致：不是同一份文件，或链条已被重做。',
    en: '✗ It is not the seal on record: another paper, or the chain was made anew.',
  },
  choose: { zh: '选一个文件来核对', en: 'Choose a file to compare' },
  same: { zh: '✓ 一字不差，就是当时出具的文件。', en: '✓ It is the very file that was issued.' },
  other: {
    zh: '✗ 不是当时出具的文件：内容有改动，或者是另一份。',
    en: '✗ It is not the file that was issued: it was changed, or is another one.',
  },
  cannot: {
    zh: '这部手机在这个网址上不能核对文件，请到办公室核对。',
    en: 'This phone cannot compare files at this address: have it compared at the office.',
  },
} as const satisfies Record<string, Sentence>;

const signs = { valid: '✓', replaced: '!', void: '✗' } as const;

type Found = 'same' | 'other' | 'cannot';

export function Check(): ReactElement {
  const say = useSay();
  const [, , issuerId = '', number = ''] = usePath().split('/');
  const paper = useAsk('checkDocument', { issuerId, number });
  const [found, setFound] = useState<Found | null>(null);
  const [typed, setTyped] = useState('');
  return (
    <Page title={say(words.title)} isHome>
      <Answer of={paper}>
        {(record) => (
          <>
            <Facts
              of={[
                [say(words.number), record.number],
                [say(words.kind), record.kindName],
                [say(words.issuer), record.issuer],
                [say(words.day), dayInWords(record.issuedOn, say)],
                ...(record.total === null ? [] : [[say(words.total), yuan(record.total, say)] as const]),
                [
                  say(words.standing),
                  `${signs[record.state]} ${say(paperStateWords[record.state])} ${record.replacedBy ?? ''}`,
                ],
                [say(words.pages), String(record.pages)],
                [say(words.seal), record.seal],
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
            <Line
              label={say(words.type)}
              value={typed}
              onChange={(value) => setTyped(value.trim().toLowerCase())}
            />
            {typed.length === record.seal.length && (
              <p role="status" className={typed === record.seal ? 'agrees' : 'failure'}>
                {say(typed === record.seal ? words.sealSame : words.sealOther)}
              </p>
            )}
            <label className="drop">
              {say(words.choose)}
              <input
                type="file"
                onChange={({ target }) => {
                  const [file] = target.files ?? [];
                  if (file !== undefined) void compared(file, record.sha256).then(setFound);
                }}
              />
            </label>
            {found !== null && (
              <p role="status" className={found === 'same' ? 'agrees' : 'failure'}>
                {say(words[found])}
              </p>
            )}
          </>
        )}
      </Answer>
    </Page>
  );
}

/** The file stays on the phone: its digest is made here. */
async function compared(file: File, sha256: string): Promise<Found> {
  if (!globalThis.isSecureContext) return 'cannot';
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  const hex = [...digest].map((each) => each.toString(16).padStart(2, '0')).join('');
  return hex === sha256 ? 'same' : 'other';
}
