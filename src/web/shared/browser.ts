/** What a browser calls itself, as people call it: its name and what it runs on. */
const browsers: readonly (readonly [sign: RegExp, name: string])[] = [
  [/MicroMessenger\//, '微信'],
  [/QIHU 360|360SE|360EE/, '360'],
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: readonly (readonly [sign: RegExp, name: string])[] = [
  [/HarmonyOS|OpenHarmony/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS X/, 'macOS'],
  [/Linux|X11/, 'Linux'],
];

/** What nobody knows stands as it was told, cut short. */
export function browserIn(agent: string): string {
  const named = (all: typeof browsers) => all.find(([sign]) => sign.test(agent))?.[1];
  const told = [named(browsers), named(systems)].filter((each) => each !== undefined);
  return told.length === 0 ? agent.slice(0, 40) : told.join(' · ');
}
