/** What a screen finds where it is read, as far as its sentences need it: a place to keep the language, and a page. Imported first. */
Object.assign(globalThis, {
  localStorage: { getItem: () => null, setItem: () => undefined },
  document: { documentElement: { lang: '' } },
});
