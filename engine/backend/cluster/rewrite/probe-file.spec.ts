import assert from 'node:assert/strict';
import type { LooseContainer } from './loose.ts';
import { alwaysFails, existsAtStart, fileOfCommand } from './probe-file.ts';

describe('fileOfCommand', () => {
  const cases: readonly (readonly [command: readonly string[], file: string | undefined])[] = [
    [['ls', '/var/ready'], '/var/ready'],
    [['/bin/ls', '-l', '/var/ready'], '/var/ready'],
    [['cat', '/tmp/healthy'], '/tmp/healthy'],
    [['stat', '/a'], '/a'],
    [['test', '-f', '/a'], '/a'],
    [['[', '-e', '/a', ']'], '/a'],
    [['sh', '-c', 'ls /var/ready'], '/var/ready'],
    [['/bin/bash', '-ec', 'cat "/tmp/healthy"'], '/tmp/healthy'],
    [['sh', '-c', 'ls /a && ls /b'], undefined],
    [['sh', '-c', 'cat $FILE'], undefined],
    [['test', '/a', '=', '/b'], undefined],
    [['ls'], undefined],
    [['ls', 'relative'], undefined],
    [['pg_isready'], undefined],
    [[], undefined],
  ];
  for (const [command, file] of cases) {
    it(`finds ${file ?? 'none'} in ${JSON.stringify(command)}`, () => {
      assert.equal(fileOfCommand(command), file);
    });
  }
});

describe('alwaysFails', () => {
  it('knows the commands that say so themselves', () => {
    assert.ok(alwaysFails(['false']));
    assert.ok(alwaysFails(['/bin/false']));
    assert.ok(alwaysFails(['sh', '-c', 'exit 1']));
  });

  it('takes nothing else for one', () => {
    for (const command of [['true'], ['sh', '-c', 'exit 0'], ['exit', '10x'], ['ls', '/false'], []]) {
      assert.ok(!alwaysFails(command), JSON.stringify(command));
    }
  });
});

describe('existsAtStart', () => {
  const container = (fields: Partial<LooseContainer>): LooseContainer[] => [{ name: 'a', ...fields }];

  it('is false for a file that no image brings', () => {
    assert.ok(!existsAtStart('/var/ready', container({})));
  });

  it('is true for what lies in a folder of the image', () => {
    assert.ok(existsAtStart('/etc/nginx/nginx.conf', container({})));
  });

  it('is true if the container makes it, and false if it only removes it', () => {
    assert.ok(existsAtStart('/tmp/h', container({ args: ['sh', '-c', 'touch /tmp/h; sleep 600'] })));
    assert.ok(!existsAtStart('/tmp/h', container({ args: ['sh', '-c', 'rm -f /tmp/h; sleep 600'] })));
    const lifecycle = { postStart: { exec: { command: ['touch', '/tmp/h'] } } };
    assert.ok(existsAtStart('/tmp/h', container({ lifecycle })));
  });

  it('is true for a file that is mounted', () => {
    assert.ok(
      existsAtStart('/var/ready', container({ volumeMounts: [{ name: 'v', mountPath: '/var/ready' }] })),
    );
  });
});
