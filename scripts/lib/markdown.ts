/** The first code block of a language in a page. */
export function firstBlock(page: string, language: string): string {
  const [, code] = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page) ?? [];
  if (code === undefined) throw new Error(`the page has no block of ${language}`);
  return code;
}

/** The code block that stands behind a comment such as `<!-- file: web.yaml -->`. */
export function blockAfter(page: string, comment: string): string {
  const [, rest] = page.split(`<!-- ${comment} -->`);
  const code = /^\s*```\w*\n([\s\S]*?)^```$/m.exec(rest ?? '')?.[1];
  if (code === undefined) throw new Error(`the page has no block behind "${comment}"`);
  return code;
}

/** Targets of the links and images of a page, code left out. */
export function linksOf(page: string): readonly string[] {
  const prose = page.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

/** The anchors that a page's headings get on GitHub. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const headings = [...page.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#{1,6} (.*)$/gm)];
  return new Set(
    headings.map(([, text = '']) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
