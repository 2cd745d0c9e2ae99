import assert from 'node:assert/strict';
import { mayRunTogether, type Claimant } from './may-run-together.ts';

/** Texts of several lines are manifests. */
function scenario(...texts: readonly string[]): Claimant {
  const steps = texts.map((text) =>
    text.includes('\n') ? { text: 'this manifest:', argument: { docString: { content: text } } } : { text },
  );
  return { uri: 'scenarios/study-notes/node-port/node-port.feature', steps };
}

function together(one: Claimant, other: Claimant): boolean {
  assert.equal(mayRunTogether(one, other), mayRunTogether(other, one));
  return mayRunTogether(one, other);
}

describe('scenarios in one cluster at the same time', () => {
  const plain = scenario('service "web" on port 80 with 3 ready pods');

  it('are most of them', () => {
    assert.ok(together(plain, scenario('service "web" on port 80 with 3 ready pods')));
  });

  it('are not those that change nodes or what all use', () => {
    const changes = [
      'node "worker2" stops',
      'node "worker2" is cut off',
      'node "worker2" gets the label "zone=a"',
      'kube-proxy on node "worker" stops',
      'CoreDNS is scaled to 0',
    ];
    for (const text of changes) assert.ok(!together(plain, scenario(text)), text);
  });

  it('are not those that want the same node port, however it is written', () => {
    const port = scenario('spec:\n  ports: [{ port: 80, nodePort: 30080 }]');
    assert.ok(!together(port, scenario('kind: Service\n  nodePort: 30080')));
    assert.ok(!together(port, scenario('{ "port": 80,\n "nodePort": "30080" }')));
    assert.ok(together(port, scenario('kind: Service\n  nodePort: 30081')));
  });

  it('are not those that want the same address, listed or in a sentence', () => {
    const listed = scenario('spec:\n  externalIPs:\n    - 192.0.2.80');
    assert.ok(!together(listed, scenario('spec:\n  externalIPs: [192.0.2.80]')));
    assert.ok(!together(listed, scenario('an outside server "db" at "192.0.2.80:9376"')));
    assert.ok(together(listed, scenario('an outside server "db" at "192.0.2.81:9376"')));
    assert.ok(
      !together(scenario('clusterIP: fd00::7\n'), scenario('from pod "a", "[fd00::7]:80" is reached')),
    );
  });

  it('are not those whose files want the same node port', () => {
    const file = scenario('the manifests in "my-service.yaml"');
    assert.ok(!together(file, scenario('kind: Service\n  nodePort: 30123')));
    assert.ok(!together(file, scenario('the manifests in "./"')));
    assert.ok(together(file, plain));
    assert.ok(
      together(scenario('the manifests in "nowhere.yaml"'), scenario('the manifests in "nowhere.yaml"')),
    );
  });
});
