import assert from 'node:assert/strict';
import { inFolder } from '../cli/testing/run.ts';
import { UserError, validateFiles } from '../index.ts';

const service = (spec: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: ${spec}\n`;

describe('validateFiles', () => {
  it('gives each problem with its place and in the words of an API server', async () => {
    const files = { 'web.yaml': service('{ports: [{port: 80, nodePort: 30080}]}') };
    await inFolder(files, async (cwd) => {
      const { problems, objects, kubernetes } = await validateFiles({ manifests: 'web.yaml', cwd });
      assert.deepEqual([objects, kubernetes, problems.length], [1, '1.35', 1]);
      assert.deepEqual(problems[0]?.where, { file: 'web.yaml', line: 4, column: 37 });
      assert.deepEqual(problems[0]?.api, {
        kind: 'Service',
        namespace: 'default',
        name: 'web',
        field: 'spec.ports[0].nodePort',
        reason: 'Forbidden',
        message: "Forbidden: may not be used when `type` is 'ClusterIP'",
      });
    });
  });

  it('judges updates of what is stored', async () => {
    const files = {
      'new.yaml': service('{ports: [{port: 80, nodePort: 30080}]}'),
      'old.yaml': service('{type: NodePort, ports: [{port: 80, nodePort: 30080}]}'),
    };
    await inFolder(files, async (cwd) => {
      const { problems } = await validateFiles({ manifests: 'new.yaml', against: 'old.yaml', cwd });
      assert.deepEqual(problems, []);
    });
  });

  it('throws for files that are not there', async () => {
    await inFolder({}, (cwd) =>
      assert.rejects(validateFiles({ manifests: 'web.yaml', against: 'old.yaml', cwd }), (error: unknown) => {
        assert.ok(error instanceof UserError);
        assert.equal(error.problems.length, 2);
        return true;
      }),
    );
  });
});
