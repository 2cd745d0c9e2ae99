import assert from 'node:assert/strict';
import { defaultCluster, parseManifests, type Manifest } from '../../kube/index.ts';
import type { Setting } from '../back-end.ts';
import { InProcess } from './in-process.ts';

const setting: Setting = { cluster: defaultCluster(), scenario: 'a', keepImages: false };
const web = manifestsOf('web');

function manifestsOf(name: string): readonly Manifest[] {
  const text = `{apiVersion: v1, kind: Service, metadata: {name: ${name}}, spec: {ports: [{port: 80}]}}`;
  return parseManifests(text, 'a.yaml').manifests;
}

async function opened(...steps: readonly (readonly Manifest[])[]): Promise<InProcess> {
  const model = new InProcess();
  await model.open(setting);
  for (const manifests of steps) await model.apply({ kind: 'apply', manifests });
  return model;
}

describe('the model as a back end', () => {
  it('begins alike where scenarios do', async () => {
    const [one, other] = [await opened(web), await opened([...web])];
    assert.equal(one.state, other.state);
  });

  it('goes its own way from where scenarios differ', async () => {
    const [one, other] = [await opened(web), await opened(web, manifestsOf('more'))];
    assert.notEqual(one.state, other.state);
    assert.equal(one.state.objects.get('Service', 'default', 'more'), undefined);
    const again = await opened(manifestsOf('more'));
    assert.equal(again.state.objects.get('Service', 'default', 'web'), undefined);
  });

  it('refuses the same thing each time', async () => {
    const wrong = parseManifests(
      '{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {clusterIP: 10.96.0.10, ports: [{port: 80}]}}',
      'a.yaml',
    ).manifests;
    await assert.rejects(opened(wrong), /already allocated/);
    await assert.rejects(opened(wrong), /already allocated/);
  });
});
