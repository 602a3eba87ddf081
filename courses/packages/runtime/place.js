// Runs inside every page of a package, before its own scripts. The package's place has no name of its own (an opaque
// origin): no cookies, no storage, no way to the page around it.
(() => {
  // Storage is refused to an opaque origin with an error; many packages only want to try. This one forgets.
  const forgetful = () => {
    const kept = new Map();
    return {
      getItem: (name) => (kept.has(String(name)) ? kept.get(String(name)) : null),
      setItem: (name, value) => { kept.set(String(name), String(value)); },
      removeItem: (name) => { kept.delete(String(name)); },
      clear: () => kept.clear(),
      key: (number) => [...kept.keys()][number] ?? null,
      get length() { return kept.size; },
    };
  };
  for (const name of ["localStorage", "sessionStorage"]) {
    const value = forgetful();
    Object.defineProperty(window, name, { configurable: true, get: () => value });
  }
  Object.defineProperty(Document.prototype, "cookie", { configurable: true, get: () => "", set: () => {} });
})();
