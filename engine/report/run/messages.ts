/** The parts of cucumber's messages that reports read. */
export interface RunMessage {
  readonly gherkinDocument?: { readonly uri?: string; readonly feature?: { readonly name: string } };
  readonly pickle?: PickleMessage;
  readonly testCase?: { readonly id: string; readonly pickleId: string };
  readonly testCaseStarted?: { readonly id: string; readonly testCaseId: string };
  readonly testStepFinished?: {
    readonly testCaseStartedId: string;
    readonly testStepResult: StepResult;
  };
  readonly attachment?: AttachmentMessage;
  readonly testCaseFinished?: { readonly testCaseStartedId: string; readonly willBeRetried: boolean };
  readonly testRunStarted?: { readonly timestamp: Timestamp };
  readonly testRunFinished?: { readonly timestamp: Timestamp };
}

export interface PickleMessage {
  readonly id: string;
  readonly uri: string;
  readonly name: string;
  readonly location?: { readonly line: number };
}

export interface StepResult {
  readonly status: string;
  readonly message?: string;
  readonly exception?: { readonly type: string };
}

export interface AttachmentMessage {
  readonly testCaseStartedId?: string;
  readonly body: string;
  readonly contentEncoding: string;
  readonly mediaType: string;
}

export interface Timestamp {
  readonly seconds: number;
  readonly nanos: number;
}
