import type { KubeObject } from '../../../kube/index.ts';

const longestAnnotation = 140;

/** `Name`, and where the kind has one `Namespace`. */
export function nameLines({ metadata }: KubeObject): string[] {
  return [`Name:\t${metadata.name}`, `Namespace:\t${metadata.namespace ?? 'default'}`];
}

export function labelLines({ metadata }: KubeObject): string[] {
  const labels = Object.entries(metadata.labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return under(
    'Labels',
    labels.map(([key, value]) => `${key}=${value}`),
  );
}

/** Without what `kubectl apply` keeps for itself. */
export function annotationLines({ metadata }: KubeObject): string[] {
  const annotations = Object.entries(metadata.annotations ?? {})
    .filter(([key]) => key !== 'kubectl.kubernetes.io/last-applied-configuration')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return under('Annotations', annotations.flatMap(annotation));
}

function annotation([key, value]: [string, string]): string[] {
  const text = value.replace(/\n$/, '');
  if (text.length + key.length + 2 <= longestAnnotation && !text.includes('\n')) return [`${key}: ${text}`];
  const lines = text.split('\n').map((line) => `  ${shorten(line, longestAnnotation - 2)}`);
  return [`${key}:`, ...lines];
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}...` : text;
}

/** A title beside the first line; the others below that line. */
function under(title: string, lines: readonly string[]): string[] {
  const [first = '<none>', ...rest] = lines;
  return [`${title}:\t${first}`, ...rest.map((line) => `\t${line}`)];
}
