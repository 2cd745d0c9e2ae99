/** More than any manifest that a person or a cluster writes: a dump of 10,000 pods has some 2,000,000 values. */
const most = 5_000_000;

/** True if a value, its aliases written out, has more parts than anybody could want. */
export function isTooLarge(value: unknown, limit = most): boolean {
  let left = limit;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (--left < 0) return true;
    if (typeof next !== 'object' || next === null) continue;
    for (const part of Array.isArray(next) ? next : Object.values(next)) open.push(part);
  }
  return false;
}
