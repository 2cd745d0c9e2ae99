import {
  After,
  AfterAll,
  Before,
  BeforeStep,
  type ITestCaseHookParameter,
  type ITestStepHookParameter,
} from '@cucumber/cucumber';
import { attachTimes } from './attach-times.ts';
import { attachLeftOut } from './attach-verdicts.ts';
import { tellable } from './tellable.ts';
import { runningSentence } from './running-sentence.ts';
import { closeBackEnds, makeSession } from './make-session.ts';
import { findSession, keepSession, sessionOf } from './session-of.ts';

interface World {
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly log?: (text: string) => void;
  readonly attach?: (data: Buffer, mediaType: string) => unknown;
}

Before({ name: 'open a session' }, async function (this: World, scenario: ITestCaseHookParameter) {
  try {
    keepSession(this, await makeSession(scenario, this.parameters ?? {}));
  } catch (error) {
    throw tellable(error);
  }
});

BeforeStep(function (this: World, step: ITestStepHookParameter) {
  const session = sessionOf(this);
  session.sentence = runningSentence(step);
  session.deadlineSeconds = session.options.deadlineSeconds;
});

// Comes after the verdict and never changes it: what could not be removed is said and no more.
After({ name: 'close the session', timeout: -1 }, async function (this: World) {
  const session = findSession(this);
  if (!session) return;
  attachLeftOut(this, session);
  const left = await session.close().catch((error: unknown) => [String(error)]);
  if (left.length > 0) this.log?.(`left behind: ${left.join(', ')}`);
  attachTimes(this, session);
});

AfterAll({ timeout: -1 }, async () => {
  await closeBackEnds();
});
