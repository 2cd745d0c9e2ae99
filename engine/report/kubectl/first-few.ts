const shown = 3;

/** `a,b,c + 2 more...`: no more than three of a list. */
export function firstFew(items: readonly string[]): string {
  const text = items.slice(0, shown).join(',');
  return items.length > shown ? `${text} + ${items.length - shown} more...` : text;
}
