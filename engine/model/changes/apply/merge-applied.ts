/** A value of an API object, read as plain data. */
type Value = unknown;
type Fields = Readonly<Record<string, Value>>;

/** Lists whose items have keys: items are merged by them, all other lists are replaced as a whole. */
const listKeys: Readonly<Record<string, readonly (readonly string[])[]>> = {
  containers: [['name']],
  initContainers: [['name']],
  env: [['name']],
  volumes: [['name']],
  volumeMounts: [['mountPath']],
  // A container's ports, a Service's ports.
  ports: [
    ['containerPort', 'protocol'],
    ['port', 'protocol'],
  ],
};

const defaults: Readonly<Record<string, Value>> = { protocol: 'TCP' };

/**
 * What an object becomes when it is applied again: fields of `next` are set, fields that were applied
 * last time and are left out now go, all others stay, whoever set them (allocated addresses, a scaled
 * `replicas`, labels put on by hand).
 */
export function mergeApplied(last: Fields | undefined, live: Fields, next: Fields): Fields {
  const merged: Record<string, Value> = {};
  for (const key of Object.keys(live)) {
    if (key in next || !(last && key in last)) merged[key] = live[key];
  }
  for (const [key, value] of Object.entries(next))
    merged[key] = mergeValue(key, last?.[key], live[key], value);
  return merged;
}

function mergeValue(key: string, last: Value, live: Value, next: Value): Value {
  if (isFields(next) && isFields(live)) return mergeApplied(isFields(last) ? last : undefined, live, next);
  if (Array.isArray(next) && Array.isArray(live)) {
    const keys = listKeys[key]?.find((names) =>
      [...next, ...live].every((item) => isFields(item) && item[names[0] ?? ''] !== undefined),
    );
    if (keys) return mergeList(keys, asList(last), asList(live), asList(next));
  }
  return next;
}

/** In the order of `next`; items that nobody applied come last. */
function mergeList(
  keys: readonly string[],
  last: readonly Fields[],
  live: readonly Fields[],
  next: readonly Fields[],
): readonly Fields[] {
  const id = (item: Fields): string => keys.map((key) => String(item[key] ?? defaults[key])).join('/');
  const lastById = new Map(last.map((item) => [id(item), item]));
  const liveById = new Map(live.map((item) => [id(item), item]));
  const names = new Set(next.map(id));
  const kept = live.filter((item) => !names.has(id(item)) && !lastById.has(id(item)));
  const merged = next.map((item) => mergeApplied(lastById.get(id(item)), liveById.get(id(item)) ?? {}, item));
  return [...merged, ...kept];
}

function asList(value: Value): readonly Fields[] {
  return Array.isArray(value) ? value : [];
}

function isFields(value: Value): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
