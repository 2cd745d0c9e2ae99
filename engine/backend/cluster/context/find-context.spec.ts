import assert from 'node:assert/strict';
import { UserError } from '../../../errors/index.ts';
import type { Kubectl } from '../kubectl/kubectl.ts';
import { mustHaveContext } from './find-context.ts';

const kubectl = (...names: readonly string[]): Kubectl =>
  ({ run: () => Promise.resolve(`${names.join('\n')}\n`) }) as unknown as Kubectl;

async function problem(context: string, ...names: readonly string[]) {
  try {
    await mustHaveContext(context, kubectl(...names));
  } catch (error) {
    assert.ok(error instanceof UserError);
    return error.problems[0];
  }
  return undefined;
}

describe('a context of the kubeconfig', () => {
  it('is found by its whole name', async () => {
    assert.equal(await problem('staging', 'prod', 'staging'), undefined);
  });

  it('that is mistyped is asked for again by the nearest name', async () => {
    assert.deepEqual(await problem('stagign', 'prod', 'staging'), {
      what: 'there is no context "stagign" in your kubeconfig',
      expected: 'prod, staging',
      hint: '--on context:staging',
    });
  });

  it('that is a part of a name is asked for by that', async () => {
    assert.equal((await problem('ctx', 'kind-ctx-a'))?.hint, '--on context:kind-ctx-a');
  });

  it('can not be had without a kubeconfig', async () => {
    assert.deepEqual(await problem('a'), {
      what: 'there is no context "a" in your kubeconfig',
      expected: 'a kubeconfig with contexts: there is none (KUBECONFIG)',
    });
  });
});
