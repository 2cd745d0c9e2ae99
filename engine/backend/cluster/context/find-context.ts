import { closest, UserError } from '../../../errors/index.ts';
import { Kubectl } from '../kubectl/kubectl.ts';

/** Throws where the user's kubeconfig has no such context, with the names that it has. */
export async function mustHaveContext(context: string, kubectl = new Kubectl({})): Promise<void> {
  const text = await kubectl.run(['config', 'get-contexts', '-o', 'name']);
  const known = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .sort();
  if (known.includes(context)) return;
  const meant = closest(context, known) ?? known.find((name) => name.includes(context));
  throw new UserError({
    what: `there is no context "${context}" in your kubeconfig`,
    expected:
      known.length === 0 ? 'a kubeconfig with contexts: there is none (KUBECONFIG)' : known.join(', '),
    ...(meant !== undefined && { hint: `--on context:${meant}` }),
  });
}
