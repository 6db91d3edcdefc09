/** The files that can be made for a bank and for the tax client: those that ship, with where their form was seen, and one’s own. */
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { Ask } from '../../shared/ask.tsx';
import { useAnswer } from '../../shared/asking.ts';
import { useSay } from '../../shared/language.ts';
import { Answer } from '../../shared/states.tsx';
import { Values } from './values.tsx';

const words = {
  bank: { zh: '银行文件模板', en: 'Files for the bank' },
  tax: { zh: '申报文件模板', en: 'Files for the tax client' },
  add: { zh: '自设模板', en: 'Add one' },
  bankMore: {
    zh: '按银行给的样本逐栏填写；代号用英文小写字母。更改正在使用的模板由另一人复核后生效。',
    en: 'Place by place as the sample of the bank has it. Changing one that is in use waits for another person.',
  },
  taxMore: {
    zh: '按扣缴客户端导入表的各列填写；代号用英文小写字母。',
    en: 'The columns as the tax client imports them.',
  },
  own: { zh: '本社自设', en: 'made here' },
  shipped: { zh: '随程序提供', en: 'ships with the program' },
} as const satisfies Record<string, Sentence>;

export function Templates(): ReactElement {
  const say = useSay();
  const bank = useAnswer('listBankTemplates', {});
  const tax = useAnswer('listTaxTemplates', {});
  return (
    <>
      <Answer of={bank} rows={3}>
        {({ templates }) => (
          <Values
            title={say(words.bank)}
            aside={
              <Ask
                change="setBankTemplate"
                label={say(words.add)}
                act={say(words.bank)}
                given={{}}
                width={820}
                small
              >
                <p className="quiet">{say(words.bankMore)}</p>
              </Ask>
            }
            rows={templates.map(({ name, extension, encoding, own, source }) => ({
              item: say(name),
              value: `.${extension} ${encoding.toUpperCase()}`,
              source: own ? say(words.own) : source === undefined ? say(words.shipped) : say(source),
            }))}
          />
        )}
      </Answer>
      <Answer of={tax} rows={3}>
        {({ templates }) => (
          <Values
            title={say(words.tax)}
            aside={
              <Ask
                change="setTaxTemplate"
                label={say(words.add)}
                act={say(words.tax)}
                given={{}}
                width={820}
                small
              >
                <p className="quiet">{say(words.taxMore)}</p>
              </Ask>
            }
            rows={templates.map(({ name, encoding, columns, own }) => ({
              item: name,
              value: `${encoding.toUpperCase()}：${columns.map(({ head }) => head).join(say({ zh: '、', en: ', ' }))}`,
              source: say(own ? words.own : words.shipped),
            }))}
          />
        )}
      </Answer>
    </>
  );
}
