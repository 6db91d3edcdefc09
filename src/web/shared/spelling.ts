/** How a name is spelled in pinyin; surnames that are read otherwise than their character are known. Large: loaded by itself. */
import { pinyin } from 'pinyin-pro';

export function spell(name: string): readonly string[] {
  return pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true, nonZh: 'consecutive' });
}
